"""Pictures of the board for the gallery: every state, size and language, drawn by the page itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from assets import translation
from assets.look.theme import Screen
from broker.contract.ids import InstantMs
from broker.contract.office import Calendar, Office, Series
from broker.contract.status import Board, BoardCall
from broker.hall.board import BoardView
from broker.hall.paging import PAGE_MS
from broker.hall.scene import Scene
from broker.hall.tongue import Tongue
from broker.hall.words import Moment, Words
from display.gallery_table import Shot
from display.lobby.reading import Hall
from display.samples import (
    MINUTE,
    MONDAY_0805,
    all_in,
    board,
    call,
    counter,
    desk,
    earlier,
    floor,
    having_called,
    missing,
    office,
    renumbered,
    waiting,
)

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

#: 1080p, an office PC's, both upright too, an old projector's, a small picture's, 4K, and that upright.
SIZES = ((1920, 1080), (1080, 1920), (1366, 768), (768, 1366), (1280, 720), (960, 540), (3840, 2160), (2160, 3840))
WIDE, UPRIGHT = SIZES[0], SIZES[1]
DIAGONAL_IN, DISTANCE_M = 43.0, 5.0
LANGUAGES = ("vi", "en", "vi+en", "en+vi")
#: States with the most words and figures.
HARDEST = (
    "five-counters", "twelve-counters", "sixty-seven-counters", "long-names", "absent", "lunch-of-some", "closed",
    "no-connection",
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A board at a moment. `at_min`: minutes after 08:05; `row`: all its numbers are of this one."""

    board: Board
    about: str
    at_min: int = 0
    real_ms: int = 0
    stale: bool = False
    subtitle: str | None = None
    ticker: str = "run"
    office: Office = field(default_factory=office)
    row: Series | None = None


THREE = (
    call("A-025", 3),
    call("C-044", 12, ago_s=1, class_id="elder"),
    call("H-102", 5, ago_s=2, nth=2),
)
_TO_DESK = (call("M-007", 6),)
_TO_DESK_AND_COUNTERS = (call("M-007", 9), call("AC-0123", 2, ago_s=1), call("H-044", 3, ago_s=2))
_NOON = InstantMs(MONDAY_0805 + 325 * MINUTE)
_NINE = InstantMs(MONDAY_0805 + 55 * MINUTE)
_LUNCH = all_in("paused", 7, pause_reason="lunch", until=_NOON)
_HOLIDAY = Calendar(
    counters=office().calendar.counters,
    kiosk=office().calendar.kiosk,
    closures={"2026-11-23": {"vi": "Quốc khánh", "en": "National Day"}},
)
_SHUT: dict[str, Any] = {"calls": (), "counters": all_in("shut"), "fields": ()}

_LONGEST = Series(prefix="MW", digits=5, last=30_000)


def _long_numbers(about: str, *calls: BoardCall, total: int = 5, desk_at: int = 0) -> Sample:
    """A board whose numbers are all of the longest row there can be."""
    counters = (*floor(total), *((desk(desk_at),) if desk_at else ()))
    shown = renumbered(board(*calls, counters=having_called(counters, calls)), _LONGEST)
    return Sample(shown, about, office=office(series=(_LONGEST,)), row=_LONGEST)


SAMPLES: dict[str, Sample] = {
    "one-counter": Sample(board(call("A-025", 1), total=1), "one counter"),
    "three-counters": Sample(board(call("A-025", 3), total=3), "three counters"),
    "five-counters": Sample(board(call("A-025", 3)), "five counters, one call"),
    "seven-counters": Sample(board(*THREE[:1], call("C-044", 7, ago_s=1), total=7), "seven counters, two calls"),
    "twelve-counters": Sample(board(*THREE, total=12), "twelve counters, three calls"),
    "forty-counters": Sample(board(*THREE, total=40), "forty counters"),
    "sixty-seven-counters": Sample(board(*THREE, total=67), "sixty-seven counters, first page"),
    "sixty-seven-counters-last": Sample(
        board(call("A-025", 67), total=67), "sixty-seven counters, a later page", real_ms=5 * PAGE_MS
    ),
    "priority-and-reserved": Sample(
        board(call("A-801", 3, class_id="merit", reserved=True)), "a priority number of the reserved series"
    ),
    "reserved": Sample(
        board(call("A-801", 3, class_id="merit", reserved=True)), "what the reserved series is", real_ms=6_000
    ),
    "moved": Sample(board(call("A-031", 5, moved=True, nth=2)), "called again, at another counter"),
    "moving": Sample(board(**missing()), "on its way to another counter"),
    "absent": Sample(board(**missing()), "called and absent", real_ms=6_000),
    "third-call": Sample(board(call("A-025", 3, nth=3)), "the third call"),
    "guide-desk": Sample(
        board(*_TO_DESK, counters=having_called((*floor(5), desk(6)), _TO_DESK)), "a counter with a name and no number"
    ),
    "guide-desk-of-three": Sample(
        board(*_TO_DESK_AND_COUNTERS, counters=having_called((*floor(8), desk(9)), _TO_DESK_AND_COUNTERS)),
        "the guide desk among others",
    ),
    "long-numbers": _long_numbers("long numbers", call("A-123", 1), total=1),
    "long-numbers-of-24": _long_numbers(
        "twenty-four counters, long numbers", call("A-123", 12), call("C-023", 24, ago_s=1, class_id="elder"),
        total=24,
    ),
    "long-numbers-to-a-desk": _long_numbers("long numbers, called to the guide desk", *_TO_DESK, desk_at=6),
    "numeric-series": Sample(board(call("1025", 3)), "a numeric series"),
    "long-names": Sample(
        board(call("P-025", 3), call("E-044", 5, ago_s=1), fields=waiting(True),
              total=7), "long names", office=office(long_names=True),
    ),
    "training": Sample(board(call("X-001", 3, training=True), training=True), "training"),
    "calm": Sample(board(total=7), "nobody is called"),
    "calm-spoken": Sample(
        board(total=7), "a notice is spoken", subtitle="Còn mười lăm phút nữa là hết giờ nhận số buổi sáng."
    ),
    "still-lines": Sample(board(), "the office's lines standing still", ticker="turn"),
    "before-opening": Sample(board(**(_SHUT | {"fields": waiting()}), day=None), "not open yet", at_min=-50),
    "lunch": Sample(
        board(calls=(), counters=_LUNCH), "lunch", at_min=220
    ),
    "lunch-of-some": Sample(
        board(
            calls=(),
            counters=(counter(1, "serving", number="C-025"), *_LUNCH[1:]),
        ),
        "some are at lunch", at_min=220,
    ),
    "opens-later": Sample(
        board(counters=(counter(1), *(counter(n, "shut", opens_at=_NINE) for n in (2, 3)), counter(4, "shut"))),
        "counters that open later, nothing called yet",
    ),
    "paused-until": Sample(
        board(counters=all_in("paused", until=InstantMs(MONDAY_0805 + 355 * MINUTE))), "all paused, back at 14:00"
    ),
    "closed": Sample(board(**_SHUT), "closed for the day", at_min=600),
    "holiday": Sample(board(**_SHUT), "a holiday", at_min=60, office=office(calendar=_HOLIDAY)),
    "no-connection": Sample(board(call("A-025", 3)), "no connection", stale=True),
    "no-connection-closed": Sample(board(**_SHUT), "no connection, out of hours", at_min=600, stale=True),
}  # fmt: skip


def hall(size: tuple[int, int], diagonal_in: float = DIAGONAL_IN, distance_m: float = DISTANCE_M) -> Hall:
    """The hall of a screen of this size."""
    return Hall(Screen(*size, diagonal_in), distance_m)


def tongue(lang: str) -> Tongue:
    """ "vi", or "vi+en" for two languages."""
    first, _, second = lang.partition("+")
    return Tongue(translation(first), translation(second) if second else None)


def scene(sample: Sample, size: tuple[int, int] = WIDE, lang: str = "vi", at: Hall | None = None) -> Scene:
    """A sample as it is to be drawn on a screen."""
    at = (at or hall(size)).of(sample.office)
    words = Words(tongue(lang), room=at.capacity, ticker=sample.ticker)  # type: ignore[arg-type]
    words.take_office(sample.office)
    view = BoardView("hall", spots=at.spots())
    if sample.board.calls:
        before = earlier(sample.board)
        view.take(renumbered(before, sample.row) if sample.row else before, 0)
    view.take(sample.board, 0)
    since = InstantMs(MONDAY_0805 + sample.at_min * MINUTE - MINUTE) if sample.stale else None
    now = Moment(InstantMs(MONDAY_0805 + sample.at_min * MINUTE), sample.real_ms, since)
    return words.scene(view, now, sample.subtitle)


def shots() -> Iterator[Shot]:
    """Every state on a wide and on an upright screen in either language; then what is hardest on every other screen,
    in two languages at once, and in halls of another depth.
    """
    for lang in LANGUAGES[:2]:
        for size in (WIDE, UPRIGHT):
            yield from (_shot(name, size, lang) for name in SAMPLES)
        for size in SIZES[2:]:
            yield from (_shot(name, size, lang) for name in HARDEST)
    for lang in LANGUAGES[2:]:
        for size in (WIDE, UPRIGHT):
            yield from (_shot(name, size, lang) for name in HARDEST)
    for distance_m in (3.0, 8.0):
        yield from (_shot("twelve-counters", size, distance_m=distance_m) for size in (WIDE, UPRIGHT))


def _shot(name: str, size: tuple[int, int], lang: str = "vi", distance_m: float = DISTANCE_M) -> Shot:
    sample = SAMPLES[name]
    at = hall(size, distance_m=distance_m).of(sample.office)
    usual = distance_m == DISTANCE_M
    called = f"lobby-{name}-{size[0]}x{size[1]}-{lang}" + ("" if usual else f"-{distance_m:g}m")
    caption = f"{sample.about}; {lang}" + ("" if usual else f"; the last row {distance_m:g} m away")
    return Shot(called, "Lobby board", caption, size, lambda: page(scene(sample, size, lang, at), at))


def page(shown: Scene, at: Hall, **more: Any) -> Widget:
    """The page with a scene, as large as the screen, at rest."""
    from display.lobby.parts.page import LobbyPage
    from display.lobby.window import lobby_kit

    made = LobbyPage(lobby_kit(at), at.list_px)
    made.widest = at.widest
    made.size = (at.screen.width_px, at.screen.height_px)
    made.show(replace(shown, **more))
    made.rest()
    return made


#: What a page is made from: for tests that look at it.
Make = Callable[[], "Widget"]
