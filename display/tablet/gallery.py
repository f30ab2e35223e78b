"""Pictures of the tablet for the gallery: every page, the sizes that are sold, both ways up, both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets import translation
from assets.look.theme import Screen, hand_look
from assets.translation import languages
from broker.contract.ids import InstantMs
from broker.contract.office import Question, Rating
from display.gallery_table import Shot
from display.samples import MINUTE, MONDAY_0805
from display.tablet.scene import TabletScene, TabletWords
from display.tablet.talk import Talk

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

#: Pixels and inches of panels that are sold: 10.1 lying and standing, 7 lying (two) and standing, 8.
SIZES = ((1280, 800, 10.1), (800, 1280, 10.1), (1024, 600, 7.0), (800, 480, 7.0), (600, 1024, 7.0), (1024, 768, 8.0))
WIDE, UPRIGHT = SIZES[0], SIZES[1]
HARDEST = ("faces", "help", "second-question", "reasons-chosen", "thanks")
TOKEN = "sample-token-of-nobody"
REASONS = tuple(
    Question(id=name, text={"vi": vi, "en": en})
    for name, vi, en in (
        ("waited", "Chờ lâu", "Long wait"),
        ("unclear", "Hướng dẫn chưa rõ", "Unclear guidance"),
        ("manner", "Thái độ phục vụ", "Attitude"),
        ("again", "Phải đi lại nhiều lần", "Had to come several times"),
        ("papers", "Yêu cầu giấy tờ ngoài quy định", "Papers asked beyond the rules"),
        ("other", "Lý do khác", "Another reason"),
    )
)
QUESTIONS = (
    Question(id="manner", text={"vi": "Thái độ của cán bộ thế nào?", "en": "How did the clerk treat you?"}),
    Question(id="clear", text={"vi": "Hướng dẫn hồ sơ có rõ ràng, đầy đủ trong một lần không?"}),
    Question(id="time", text={"vi": "Thời gian chờ thế nào?", "en": "How was the wait?"}),
)
ONE = Rating(on=True, reasons=REASONS)
THREE = Rating(on=True, grades=3, reasons=REASONS, questions=QUESTIONS)


@dataclass(frozen=True)
class Sample:
    """A talk after these touches."""

    about: str
    rules: Rating = ONE
    touches: tuple[str, ...] = ()
    then: Callable[[Talk], None] = lambda _talk: None
    lost_ms: InstantMs | None = None


SAMPLES: dict[str, Sample] = {
    "dark": Sample("asleep", then=lambda talk: talk.offered(None, None)),
    "dark-offline": Sample(
        "asleep, no connection", then=lambda talk: talk.offered(None, None), lost_ms=InstantMs(MONDAY_0805 - MINUTE)
    ),
    "faces": Sample("four faces"),
    "help": Sample("who may press for whom", touches=("help",)),
    "voice-lost": Sample(
        "nobody hears the voice any more", touches=("voice",), then=lambda talk: talk.voiced(mute=True)
    ),
    "three-faces": Sample("the office's first question, three faces", THREE),
    "second-question": Sample("the second question", THREE, ("mark:1",)),
    "reasons": Sample("what was not good", touches=("mark:4",)),
    "reasons-chosen": Sample("two reasons chosen", touches=("mark:4", "reason:waited", "reason:papers")),
    "sending": Sample("sent", touches=("mark:1",)),
    "thanks": Sample("counted", touches=("mark:1",), then=lambda talk: talk.answered("", 0)),
    "over": Sample("too late", touches=("mark:1",), then=lambda talk: talk.answered("no_rating", 0)),
    "lost": Sample("not recorded", touches=("mark:1",), then=lambda talk: talk.answered("not_stored", 0)),
}


def scene(sample: Sample, lang: str = "vi") -> TabletScene:
    """A sample as it is to be drawn, on a tablet that can speak."""
    talk = Talk(lang, asked_in=lang)
    talk.ruled(sample.rules)
    talk.offered(TOKEN, InstantMs(MONDAY_0805 + MINUTE // 2))
    talk.tick(MONDAY_0805, 0, online=True)
    for each in sample.touches:
        talk.touched(each)
    sample.then(talk)
    words = TabletWords({each: translation(each) for each in languages()}, speaks=True)
    return words.scene(talk, ("vi", "en", "km") if lang == "km" else ("vi", "en"), sample.lost_ms)


def shots() -> Iterator[Shot]:
    """Every page lying and standing in either language; the other sizes, and Khmer, with what is hardest."""
    for lang in ("vi", "en"):
        for size in (WIDE, UPRIGHT):
            yield from (_shot(name, size, lang) for name in SAMPLES)
        for size in SIZES[2:]:
            yield from (_shot(name, size, lang) for name in HARDEST)
    for size in SIZES:
        yield from (_shot(name, size, "km") for name in ("faces", "help", "reasons"))


def _shot(name: str, size: tuple[int, int, float], lang: str = "vi") -> Shot:
    sample, (width, height, inches) = SAMPLES[name], size
    called = f"tablet-{name}-{width}x{height}-{lang}"
    about = f"{sample.about}; {inches:g} inches; {lang}"
    return Shot(called, "Rating tablet", about, (width, height), lambda: page(scene(sample, lang), size))


def page(shown: TabletScene, size: tuple[int, int, float] = WIDE) -> Widget:
    """The page with a scene, as large as the screen."""
    from assets.look.kit import Kit
    from display.tablet.page import TabletPage

    made = TabletPage(Kit(hand_look(Screen(*size))), lambda _action: None)
    made.size = size[:2]
    made.show(shown)
    return made
