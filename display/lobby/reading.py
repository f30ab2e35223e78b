"""From how far the board can be read, by the size of the screen. Pure.

EN 301 549, 5.1.4: capitals of at least 0.7 degrees. The house holds the spotlight to it; lists may be half that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assets.look.theme import Screen, capital_mm, readable_from_m
from broker.contract.office import Office
from broker.hall.paging import Capacity
from display.lobby import layout
from display.lobby.cells import MOST_MARKS, cell_places, cell_rects, marks_wide, with_subtitle
from display.lobby.layout import CAPITAL_SHARE, LEAST_WORDS, OVERSHOT, Places, Scale
from display.lobby.numbers import ORDINARY, Widest, widest_of
from display.lobby.published import published_places
from display.windows.rect import Rect

MOST_SPOTS = 3
#: Font size of the words of the waiting list, of the subtitle and the foot, in drawn pixels.
WAITING_PX, WORDS_PX = 44, 40
#: Lists may be so much smaller.
LIST_SHARE = 0.5
WORDS = {
    "spotlight.1": "one call in the spotlight",
    "spotlight.2": "two calls in the spotlight",
    "spotlight.3": "three calls in the spotlight",
    "counters": "numbers at the counters",
    "recent": "the list of the last calls",
    "waiting": "waiting by field",
    "names": "fields and states of counters",
    "words": "subtitles and the line below",
    "published": "short names of published procedures",
    "facts": "time limits and fees of published procedures",
}


@dataclass(frozen=True)
class Reach:
    """A part of the board, and how far away it can be read.

    `needed_m`: as far as the hall needs it; 0 for what one may walk up to.
    """

    part: str
    metres: float
    needed_m: float

    @property
    def enough(self) -> bool:
        """Whether everybody can read it who must."""
        return self.metres >= self.needed_m

    @property
    def words(self) -> str:
        """The sentence for whoever sets the screen up."""
        said = f"{WORDS[self.part]} can be read from {self.metres:.1f} m"
        return said if self.enough else f"{said}, and the last row sits at {self.needed_m:g} m"


@dataclass(frozen=True)
class Hall:
    """A screen, how far from it the last row sits, and the widest numbers that it has room for."""

    screen: Screen
    distance_m: float
    widest: Widest = ORDINARY

    def of(self, office: Office) -> Hall:
        """The same with the numbers that this office gives."""
        return replace(self, widest=widest_of(office))

    @property
    def capacity(self) -> Capacity:
        """How much of everything makes a page."""
        return layout.capacity(self.screen.width_px, self.screen.height_px, self.list_px, self.widest)

    @property
    def scale(self) -> Scale:
        """How large things are on the page."""
        found = self._places
        return Scale(found.unit, self.list_px, found.upright, self.widest)

    @property
    def list_px(self) -> float:
        """Capitals of lists: as the last row needs them, and never so small that no words can stand beside them."""
        unit = layout.unit_of(self.screen.width_px, self.screen.height_px)
        return max(capital_mm(self.distance_m) * LIST_SHARE * self.screen.px_per_mm, layout.LEAST_LIST_PX * unit)

    def spots(self) -> int:
        """How many calls may stand in the spotlight at once and be read by everybody; one in any case."""
        far = [n for n in range(1, MOST_SPOTS + 1) if self._spotlight_m(n) >= self.distance_m]
        return max(far, default=1)

    def reaches(self) -> tuple[Reach, ...]:
        """Every part. Only calls must carry: who waits can walk up to what else there is to read."""
        return tuple(self._reaches())

    def _reaches(self) -> Iterator[Reach]:
        found, far = self._places, self.distance_m
        for n in range(1, self.spots() + 1):
            yield Reach(f"spotlight.{n}", self._spotlight_m(n), far)
        yield Reach("counters", self._metres(self._tile_capital(found), LIST_SHARE), far)
        yield Reach("recent", self._metres(self._recent_capital(found), LIST_SHARE), far)
        words = layout.words_capital(found.unit, self.list_px, LEAST_WORDS)
        yield Reach("names", self._metres(words, LIST_SHARE), 0.0)
        yield Reach("waiting", self._metres(WAITING_PX * CAPITAL_SHARE * found.unit, LIST_SHARE), 0.0)
        yield Reach("words", self._metres(WORDS_PX * CAPITAL_SHARE * found.unit, LIST_SHARE), 0.0)
        listed = published_places(self.screen.width_px, self.screen.height_px, self.list_px)
        yield Reach("published", self._metres(listed.name_px * CAPITAL_SHARE, LIST_SHARE), 0.0)
        yield Reach("facts", self._metres(listed.fact_px * CAPITAL_SHARE, LIST_SHARE), 0.0)

    @property
    def _places(self) -> Places:
        return layout.places(self.screen.width_px, self.screen.height_px)

    def _metres(self, capital_px: float, share: float = 1.0) -> float:
        return readable_from_m(self.screen.mm(capital_px)) / share

    def _spotlight_m(self, count: int) -> float:
        found = self._places
        calls, _ = with_subtitle(found.spotlight, found.unit, upright=found.upright)
        cell = cell_rects(calls, count, found.unit, upright=found.upright)[0]
        parts = cell_places(
            cell, found.unit, alone=count == 1, upright=found.upright, desk=False, number_em=self.widest.ticket_em
        )
        marks = 0.0 if parts.stacked else marks_wide(MOST_MARKS, found.unit)
        number = Rect(0, 0, parts.number.width - marks, parts.number.height)
        widest = self.widest
        return self._metres(min(capital_px(number, widest.ticket_em), capital_px(parts.counter, widest.counter_em)))

    def _tile_capital(self, found: Places) -> float:
        """Of the smallest tile: a whole page of them."""
        places = layout.tile_places(found.counters, self.capacity.counters, self.scale)
        tile = min(places, key=lambda each: each.width * each.height)
        beside = layout.low_sides(tile, self.scale) + layout.CHIP * found.unit
        below = layout.low_words(found.unit, self.list_px)
        return capital_px(Rect(0, 0, tile.width - beside, tile.height - below), self.widest.ticket_em)

    def _recent_capital(self, found: Places) -> float:
        _, room = layout.recent_lines(found.recent, found.unit, upright=found.upright)
        line = room.grid(*layout.recent_grid(room, self.scale))[0]
        return layout.recent_px(line, self.scale) * CAPITAL_SHARE


@dataclass(frozen=True)
class Line:
    """A sentence on a screen; `enough`: nothing has to be done."""

    words: str
    enough: bool


def told(hall: Hall) -> tuple[Line, ...]:
    """What is to be known of a screen before it is hung up."""
    screen, spots = hall.screen, hall.spots()
    shape = f"{screen.width_px}x{screen.height_px} pixels on {screen.diagonal_in:g} inches, {hall.distance_m:g} m away"
    fewer = spots < MOST_SPOTS
    calls = f"{spots} call{'s' if spots > 1 else ''} at once can be large enough" + (", not three" if fewer else "")
    return (
        Line(f"{shape}: {calls}", not fewer),
        Line(f"all of it with numbers as wide as {hall.widest.ticket}", enough=True),
        *(Line(each.words, each.enough) for each in hall.reaches()),
    )


def capital_px(place: Rect, em: float) -> float:
    """Height of a capital of the largest figure in a place; `em`: its width over its font size."""
    high = place.height / OVERSHOT
    return min(high, place.width / em * CAPITAL_SHARE) if em else high
