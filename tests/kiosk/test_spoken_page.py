"""The page by ear, on the real window: explored by touch, chosen by a second one, warnings said, held cards heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from assets.look.theme import HOLD_S, LISTENED_S, Screen, hand_look
from assets.spoken.voice import Recorded
from kiosk.gallery import SCREENS
from kiosk.session.modes import Mode
from kiosk.session.views import View
from tests.kiosk.pages import every_page
from tests.kivy_tools import Finger, Stage

pytestmark = pytest.mark.edge

SCREEN: Screen = SCREENS["22-portrait"]
VOICE = frozenset({Mode.VOICE})


class Ear:
    """A window that is listened to."""

    def __init__(self, stage: Stage, view: View, modes: frozenset[Mode] = VOICE) -> None:
        from assets.look.kit import Kit
        from kiosk.screens.whole import Whole

        self.stage, self.touches, self.voice = stage, list[str](), Recorded()
        self.whole: Any = Whole(Kit(hand_look(SCREEN)), self.touches.append, voice=self.voice)
        self.show(view, modes)
        stage.show(self.whole, SCREEN.width_px, SCREEN.height_px)

    def show(self, view: View, modes: frozenset[Mode] = VOICE) -> None:
        self.whole.show(msgspec.structs.replace(view, modes_on=modes))
        self.stage.frames(2)

    @property
    def last(self) -> str:
        return self.voice.said[-1]

    def over(self, action: str) -> Finger:
        return self.stage.finger(self.whole.carrying(action))

    def tap(self, finger: Finger) -> None:
        finger.down()
        self.stage.frames()
        finger.up()
        self.stage.frames()

    @property
    def chosen(self) -> list[str]:
        return [each for each in self.touches if each != "awake"]


@pytest.fixture
def ear(stage: Stage) -> Callable[..., Ear]:
    return lambda name="home", modes=VOICE, lang="vi": Ear(stage, every_page(lang)[name], modes)


def test_a_page_is_read_out_when_it_comes(ear: Callable[..., Ear]) -> None:
    listener = ear("home")
    assert listener.last.startswith("Chế độ nghe đọc.")
    assert "Ông/Bà cần làm thủ tục gì?" in listener.last
    assert (
        listener.last.index("cần làm thủ tục gì")
        < listener.last.index("Đất đai")
        < listener.last.index("Tra cứu hồ sơ")
    )
    listener.show(every_page("vi")["ticket"])
    assert "Mời Ông/Bà lấy phiếu" in listener.last
    assert "a, không hai năm" in listener.last


def test_the_first_touch_hears_the_second_chooses(ear: Callable[..., Ear]) -> None:
    listener = ear("home")
    listener.tap(listener.over("field:land"))
    assert listener.last.startswith("Đất đai. sổ đỏ, tách thửa. hai mươi tư người")
    assert (listener.chosen, listener.touches) == ([], ["awake"])
    listener.tap(listener.over("field:land"))
    assert listener.chosen == ["field:land"]


def test_a_finger_explores_by_sliding_and_then_two_taps_anywhere_choose(ear: Callable[..., Ear]) -> None:
    listener = ear("confirm")
    finger = listener.over("priority").down()
    listener.stage.frames()
    finger.move(*listener.whole.carrying("take").to_window(*listener.whole.carrying("take").center))
    listener.stage.frames()
    assert listener.voice.said[1:] == ["Tôi thuộc diện ưu tiên. Chưa chọn", "Lấy số"]
    finger.up()
    corner = (5, SCREEN.height_px - 5)
    listener.tap(Finger(*corner))
    listener.tap(Finger(*corner))
    assert listener.chosen == ["take"], "two taps where there is nothing to hear choose what was heard last"
    assert listener.last == "Lấy số"


def test_what_changes_on_a_page_that_stays_is_said(ear: Callable[..., Ear]) -> None:
    listener = ear("confirm")
    view = every_page("vi")["confirm"]
    for _ in range(2):
        listener.tap(listener.over("quantity:+1"))
    assert listener.chosen == ["quantity:+1"]
    assert "Thêm một bản" in listener.voice.said
    listener.show(msgspec.structs.replace(view, content=msgspec.structs.replace(view.content, quantity=13)))
    listener.stage.until(lambda: listener.last == "mười ba")


def test_the_warning_is_said_in_every_mode(ear: Callable[..., Ear]) -> None:
    for modes in (VOICE, frozenset[Mode]()):
        listener = ear("confirm", modes)
        said = len(listener.voice.said)
        listener.show(every_page("vi")["more-time"], modes)
        assert len(listener.voice.said) == said + 1
        assert "Ông/Bà cần thêm thời gian?" in listener.last
        assert "mười bảy giây" in listener.last


def test_any_touch_beside_the_question_gives_more_time(ear: Callable[..., Ear]) -> None:
    listener = ear("more-time", frozenset())
    listener.tap(Finger(3, 3))
    assert listener.touches == ["awake"]


def test_when_the_mode_ends_fingers_press_again(ear: Callable[..., Ear]) -> None:
    listener = ear("confirm")
    listener.show(every_page("vi")["confirm"], frozenset())
    listener.tap(listener.over("take"))
    assert listener.chosen == ["take"]


def test_in_english_it_speaks_english(ear: Callable[..., Ear]) -> None:
    listener = ear("home", lang="en")
    assert "What do you need today?" in listener.last
    assert listener.voice.langs[-1] == "en"


def test_everything_to_press_has_words_for_the_ear(stage: Stage) -> None:
    from assets.look.spots import spots

    for lang in ("vi", "en"):
        listener = Ear(stage, every_page(lang)["home"])
        for name, view in every_page(lang).items():
            listener.show(view)
            wordless = [
                each.widget for each in spots(listener.whole.within_reach) if not any(map(str.isalnum, each.words))
            ]
            assert wordless == [], name


def test_a_card_that_is_held_is_heard_and_a_slow_hand_still_chooses(
    ear: Callable[..., Ear], monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = ear("home", frozenset())
    finger = listener.over("field:land").down()
    listener.stage.until(lambda: listener.voice.said, deadline_s=HOLD_S + 2)
    assert listener.last.startswith("Đất đai")
    finger.up()
    listener.stage.frames()
    assert listener.chosen == ["field:land"]


def test_a_card_heard_to_its_end_is_not_chosen(ear: Callable[..., Ear], monkeypatch: pytest.MonkeyPatch) -> None:
    from assets.look import pressing

    listener = ear("home", frozenset())
    finger = listener.over("field:land").down()
    listener.stage.frames()
    later_s = pressing.time.monotonic() + LISTENED_S
    monkeypatch.setattr(pressing.time, "monotonic", lambda: later_s)
    finger.up()
    listener.stage.frames()
    assert listener.chosen == []


def test_a_wet_sleeve_does_nothing(ear: Callable[..., Ear]) -> None:
    listener = ear("confirm", frozenset())
    view = every_page("vi")["confirm"]
    touched = (sorted(view.actions) * 3)[:20]
    fingers = [listener.over(action).down() for action in touched]
    listener.stage.frames()
    for finger in fingers:
        finger.up()
    listener.stage.frames()
    assert listener.chosen == []
