"""The tablet's real page: every page at every size, nothing cut, everything large enough for a finger; by ear."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from assets.look.spots import spots
from assets.look.theme import Screen, hand_look
from assets.spoken.voice import Recorded
from display.tablet.gallery import SAMPLES, SIZES, WIDE, page, scene
from display.tablet.talk import Talk
from tests.kivy_tools import Stage, contrast_faults, cut_texts, kivy_window, stage, target_faults

__all__ = ["kivy_window", "stage"]
pytestmark = pytest.mark.edge


def shown(stage: Stage, name: str, size: tuple[int, int, float] = WIDE, lang: str = "vi") -> Any:
    return stage.show(page(scene(SAMPLES[name], lang), size), *size[:2])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["vi", "en", "km"])
def test_every_page_is_whole_and_every_target_large_enough(
    stage: Stage, size: tuple[int, int, float], lang: str
) -> None:
    look = hand_look(Screen(*size))
    for name in SAMPLES:
        made = shown(stage, name, size, lang)
        assert (cut_texts(made), target_faults(made, look), contrast_faults(made)) == ([], [], []), name


def test_thanks_stand_on_a_line_of_their_own(stage: Stage) -> None:
    """A line ends with a sentence where that costs none, not inside "đánh giá"."""
    from assets.look.text import FitText

    made = shown(stage, "over")
    words = next(each for each in made.walk() if isinstance(each, FitText))
    lines = ["".join(word.text for word in line.words) for line in words._label._cached_lines]
    assert lines == ["Đã hết thời gian đánh giá.", "Xin cảm ơn Ông/Bà."]


def test_asleep_it_is_dark(stage: Stage) -> None:
    made = shown(stage, "dark")
    points = [(x, y) for x in range(10, WIDE[0], 150) for y in range(10, WIDE[1], 150)]
    assert {stage.pixel(*point) for point in points} == {(0, 0, 0)}
    assert spots(made.content) == []


def test_the_faces_differ_without_their_colours(stage: Stage) -> None:
    """Who sees no colours, or cannot read, tells them by the mouth."""
    from display.tablet.page import FaceCard

    made = shown(stage, "faces")
    mouths = []
    for card in [each for each in made.walk() if isinstance(each, FaceCard)]:
        x, y = card.disc.center
        side = min(card.disc.size)
        across = [(dx, dy) for dx in (-0.18, -0.09, 0, 0.09, 0.18) for dy in (-0.27, -0.2, -0.15, -0.08, -0.03)]
        mouths.append(tuple(max(stage.pixel(x + dx * side, y + dy * side)) < 90 for dx, dy in across))
    assert len(set(mouths)) == 4
    assert all(any(each) for each in mouths)


class Ear:
    """A tablet that is listened to."""

    def __init__(self, stage: Stage) -> None:
        from assets.look.kit import Kit
        from assets.translation import translation
        from display.samples import MINUTE, MONDAY_0805
        from display.tablet.gallery import ONE, TOKEN
        from display.tablet.page import TabletPage
        from display.tablet.scene import TabletWords

        self.stage, self.voice = stage, Recorded()
        self.talk = Talk()
        self.talk.ruled(ONE)
        self.talk.offered(TOKEN, MONDAY_0805 + MINUTE)  # type: ignore[arg-type]
        self.talk.tick(MONDAY_0805, 0, online=True)
        self.words = TabletWords({each: translation(each) for each in ("vi", "en")}, speaks=True)
        kit = Kit(hand_look(Screen(*WIDE)))
        self.page = TabletPage(kit, self.touched, self.voice, lambda lang: translation(lang).text("spoken.hint"))
        stage.show(self.page, *WIDE[:2])
        self.show()

    def show(self) -> None:
        self.page.show(self.words.scene(self.talk))
        self.stage.frames(6)

    def touched(self, action: str) -> None:
        self.talk.touched(action)
        self.show()

    def at(self, words: str) -> Any:
        return next(each.widget for each in spots(self.page.content) if words in each.words)

    @property
    def last(self) -> str:
        return self.voice.said[-1]


@pytest.fixture
def ear(stage: Stage) -> Iterator[Ear]:
    made = Ear(stage)
    made.talk.touched("voice")
    made.show()
    yield made
    made.talk.offered(None, None)
    made.show()


def test_by_ear_the_page_is_read_then_each_thing_that_is_touched(ear: Ear) -> None:
    assert "Rê ngón tay" in ear.last
    assert "Ông, Bà có hài lòng" in ear.last or "Ông/Bà có hài lòng" in ear.last
    ear.stage.tap(ear.at("Không hài lòng"))
    assert ear.last == "Không hài lòng"
    assert ear.talk.stage == "asking", "the first touch only says what is there"


def test_by_ear_the_second_touch_chooses_and_reasons_say_whether_they_are_ticked(ear: Ear) -> None:
    for _ in range(2):
        ear.stage.tap(ear.at("Không hài lòng"))
    assert ear.talk.stage == "why"
    assert "Điều gì chưa tốt?" in ear.last
    for _ in range(2):
        ear.stage.tap(ear.at("Chờ lâu"))
    assert ear.talk.reasons == {"waited"}
    assert ear.last == "Chờ lâu, Đã chọn"


def test_by_ear_the_other_language_is_spoken(ear: Ear) -> None:
    for _ in range(2):
        ear.stage.tap(ear.at("English"))
    assert "Were you satisfied" in ear.last
    assert ear.voice.langs[-1] == "en"


def test_asleep_nothing_is_said_any_more(ear: Ear) -> None:
    ear.talk.offered(None, None)
    ear.show()
    said = len(ear.voice.said)
    ear.stage.tap(ear.page)
    assert len(ear.voice.said) == said


def test_a_face_that_a_finger_rests_on_is_heard_without_the_spoken_mode(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assets.look import pressing

    monkeypatch.setattr(pressing, "HOLD_S", 0.02)
    listener = Ear(stage)
    finger = stage.finger(listener.at("Bình thường")).down()
    stage.until(lambda: listener.voice.said)
    finger.up()
    assert listener.voice.said == ["Bình thường"]
    stage.until(lambda: listener.talk.stage == "sending")
