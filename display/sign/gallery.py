"""Pictures of the sign for the gallery: every state, the sizes that are sold, both ways up, both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assets import translation
from assets.look.notices import Picture
from assets.look.theme import Screen, hall_look
from assets.translation import languages
from broker.contract.ids import InstantMs, ticket_id
from broker.contract.office import Counter, Screens
from broker.contract.status import CounterStatus
from display.counter.view import Outcome
from display.gallery_table import Shot
from display.samples import DAY, MINUTE, MONDAY_0805, field_of, office
from display.sign.scene import SignScene, SignWords

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

#: Pixels and inches of panels that are sold: 10.1 lying and standing, 7, 8, 15.6 lying and standing.
SIZES = (
    (1280, 800, 10.1), (800, 1280, 10.1), (800, 480, 7.0), (1024, 600, 7.0), (1024, 768, 8.0), (1920, 1080, 15.6),
    (1080, 1920, 15.6), (480, 800, 7.0),
)  # fmt: skip
WIDE, UPRIGHT = SIZES[0], SIZES[1]
HARDEST = ("calling-photo", "calling-long", "refused", "paused-until", "lunch", "no-connection")
COUNTER = Counter(id="3", name={"vi": "Quầy 3", "en": "Counter 3"}, services=("land", "certify"), number=3)
NOON = InstantMs(MONDAY_0805 + 325 * MINUTE)


@dataclass(frozen=True)
class Sample:
    """A counter at 08:05. `clerk`: as the office wants it shown."""

    about: str
    status: CounterStatus | None
    more: dict[str, Any] = field(default_factory=dict)
    clerk: str = "no"


def status(state: str, number: str = "", **more: Any) -> CounterStatus:
    """Counter 3 with Ms An, or with `number`."""
    called = {"ticket": ticket_id(DAY, number), "number": number, "service": field_of(number), "nth": 1}
    ticket = called if number else {}
    known: dict[str, Any] = {"clerk": "Nguyễn Thị Thanh An", "clerk_id": "an", "day": DAY, **ticket, **more}
    return CounterStatus(epoch=1, counter="3", revision=7, state=state, **known)  # type: ignore[arg-type]


_SOON = Outcome("refused", None, False, MONDAY_0805, "e_soon", {"calls": 2, "wait_s": 60, "left_s": 45})
_BUSY = Outcome("refused", None, False, MONDAY_0805, "calling", {"number": "A-025"})
SAMPLES: dict[str, Sample] = {
    "ready": Sample("nobody yet", status("ready")),
    "free": Sample("free, the clerk's name", status("free"), clerk="name"),
    "calling": Sample("a number is called", status("calling", "A-025")),
    "calling-again": Sample("called again", status("calling", "A-025", nth=2), clerk="name"),
    "calling-photo": Sample("with the clerk's photo", status("calling", "A-025", nth=3), clerk="photo"),
    "calling-guest": Sample("a visitor who chose English", status("calling", "C-044", lang="en")),
    "calling-khmer": Sample("a visitor who chose Khmer", status("calling", "C-044", lang="km")),
    "calling-long": Sample("a long number", status("calling", "AC-40123", nth=2), clerk="photo"),
    "serving": Sample("somebody is served", status("serving", "A-025"), clerk="name"),
    "serving-photo": Sample("served, with the clerk's photo", status("serving", "A-025"), clerk="photo"),
    "paused": Sample("paused, the clerk's own affair", status("paused", pause_reason="personal")),
    "paused-reason": Sample("paused, and why", status("paused", pause_reason="fault")),
    "paused-until": Sample(
        "paused for a time", status("paused", pause_reason="consulting", until=MONDAY_0805 + 25 * MINUTE), clerk="name"
    ),
    "lunch": Sample("lunch", status("paused", pause_reason="lunch", until=NOON), clerk="photo"),
    "shut": Sample("the counter is closed", status("shut")),
    "before-opening": Sample("no day is open yet", status("shut", day=None)),
    "refused": Sample("a press was refused", status("calling", "A-025"), {"refusal": _SOON}, clerk="name"),
    "refused-photo": Sample("refused, with a photo", status("calling", "A-025"), {"refusal": _BUSY}, clerk="photo"),
    "training": Sample("training", status("calling", "X-001", training=True)),
    "no-connection": Sample(
        "no connection", status("serving", "A-025"), {"stale_ms": MONDAY_0805 - MINUTE}, clerk="photo"
    ),
    "no-connection-calling": Sample(
        "no connection since a call", status("calling", "AC-40123", nth=2), {"stale_ms": MONDAY_0805 - MINUTE}
    ),
    "opens-later": Sample("closed in the lunch break", status("shut"), {"now_ms": MONDAY_0805 + 230 * MINUTE}),
    "unknown": Sample("nothing was heard yet", None, {"stale_ms": MONDAY_0805 - MINUTE}),
    "removed": Sample("the office has no such counter", None, {"removed": True}),
}


def scene(sample: Sample, lang: str = "vi") -> SignScene:
    """A sample as it is to be drawn."""
    words = SignWords("3", translation(lang), {each: translation(each) for each in languages()})
    known = office(screens=Screens(show_clerk=sample.clerk), counters=(COUNTER,))  # type: ignore[arg-type]
    return words.scene(sample.status, known, **{"now_ms": MONDAY_0805, **sample.more})


def shots() -> Iterator[Shot]:
    """Every state lying and standing in either language; the other sizes with what is hardest."""
    for lang in ("vi", "en"):
        for size in (WIDE, UPRIGHT):
            yield from (_shot(name, size, lang) for name in SAMPLES)
        for size in SIZES[2:]:
            yield from (_shot(name, size, lang) for name in HARDEST)


def _shot(name: str, size: tuple[int, int, float], lang: str = "vi") -> Shot:
    sample, (width, height, inches) = SAMPLES[name], size
    about = f"{sample.about}; {inches:g} inches; {lang}"
    called = f"sign-{name}-{width}x{height}-{lang}"
    return Shot(called, "Counter sign", about, (width, height), lambda: page(scene(sample, lang), size))


def page(shown: SignScene, size: tuple[int, int, float] = WIDE) -> Widget:
    """The page with a scene, as large as the screen."""
    from assets.look.kit import Kit
    from display.sign.page import SignPage

    made = SignPage(Kit(hall_look(Screen(*size), distance_m=3.0)), SamplePhotos())  # type: ignore[arg-type]
    made.size = size[:2]
    made.show(shown)
    return made


class SamplePhotos:
    """A drawn person in place of a photo: nobody's face stands in the gallery."""

    def of(self, _clerk: str) -> Picture:
        """Head and shoulders before a plain wall."""
        from PIL import Image, ImageDraw

        image = Image.new("RGB", (360, 480), "#B9D3CC")
        draw = ImageDraw.Draw(image)
        draw.ellipse((40, 300, 320, 640), fill="#0A5A4F")
        draw.rectangle((150, 250, 210, 330), fill="#D9A57E")
        draw.ellipse((95, 70, 265, 290), fill="#2A1E17")
        draw.ellipse((115, 105, 245, 285), fill="#E5B58F")
        return Picture(image.width, image.height, image.tobytes())
