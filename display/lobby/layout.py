"""Where the parts of the lobby board stand, and how much of everything makes a page. Pure; pixels, origin below left.

All lengths are drawn for a screen of 1920x1080 (upright: 1080x1920) and grow with it. How many counters and calls
stand side by side follows from the capitals that the hall needs (`list_px`) and from the widest number of the office:
who sits far away, or has long numbers, gets fewer at a time, and pages turn.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from broker.hall.paging import Capacity
from display.lobby.numbers import ORDINARY, Widest
from display.windows.rect import Rect

DRAWN_FOR_PX = (1_920, 1_080)
MARGIN, UPRIGHT_MARGIN, GAP = 24, 12, 14
HEAD, FOOT, BANNER = 98, 58, 56
COUNTERS, RECENT, WAITING = 230, 90, 150
#: The same of a screen that stands upright.
UPRIGHT_HEAD, UPRIGHT_FOOT, UPRIGHT_COUNTERS, UPRIGHT_RECENT, UPRIGHT_WAITING = 158, 64, 468, 216, 268
SUBTITLE, UPRIGHT_SUBTITLE = 52, 100
#: Height of a capital that lists of calls are drawn for: 5 m from a screen of 43 inches.
LIST_PX = 61.6
#: The same in a hall that could do with less: 3.2 m from such a screen.
LEAST_LIST_PX = 40
CAPITAL_SHARE = 0.714
#: Height of a figure cut to its ink over that of its capitals.
OVERSHOT = 1.06
TILE_GAP = 10
#: Beside its number a low tile has the counter's own on a chip; then what stands on both sides of all of it, at least
#: and where there is room.
CHIP, LEAST_SIDES, SIDES = 58, 16, 28
#: A tile so high has its parts one above the other, with these gaps.
TALL, TALL_GAPS = 170, 34
#: Height of a line of words over its size.
LINE_BOX = 1.43
#: Height of a low tile over that of its capitals of LIST_PX: the edge above, and the line of words below.
LOW_TILE, LOW_EDGE = 44, 5
#: Capitals of words that belong to a list, over those of its figures: as large as that where all can be said so, and
#: never smaller than this. Who comes three quarters of the way nearer reads them. Lists that need not carry as far as
#: they are drawn for keep their words.
GOOD_WORDS, LEAST_WORDS = 0.275, 0.25
#: Fewer counters than this stand in the middle and do not grow into slabs; on an upright screen there is less room.
LEAST_WIDE, UPRIGHT_LEAST_WIDE = 3, 2
UPRIGHT_PX = 1_400
#: A line of "just called": its arrow, the gap after it, and its height over that of its figures.
ARROW, LINE_GAP, LINE_SHARE = 43, 6, 1.12
RECENT_TITLE, UPRIGHT_TITLE = 170, 46
WAITING_COLUMNS, WAITING_ROWS, UPRIGHT_WAITING_ROWS = 2, 2, 4


@dataclass(frozen=True)
class Places:
    """Where each part stands. `unit`: pixels for one of the pixels this was drawn for."""

    unit: float
    upright: bool
    head: Rect
    banner: Rect
    spotlight: Rect
    counters: Rect
    recent: Rect
    waiting: Rect
    foot: Rect
    body: Rect


@dataclass(frozen=True)
class Scale:
    """How large things are: pixels for one of those drawn for, and the capitals of lists of calls, in pixels.

    `widest`: the numbers that lists have room for.
    """

    unit: float
    capital: float
    upright: bool = False
    widest: Widest = ORDINARY

    @property
    def number_wide(self) -> float:
        """Width of the widest number of a list, in pixels."""
        return self.capital / CAPITAL_SHARE * self.widest.ticket_em

    @property
    def good_px(self) -> float:
        """Font size at which words of lists are shown where they can be."""
        return words_capital(self.unit, self.capital, GOOD_WORDS) / CAPITAL_SHARE

    @property
    def least_px(self) -> float:
        """Font size below which no words of a list go: fewer are said instead."""
        return words_capital(self.unit, self.capital, LEAST_WORDS) / CAPITAL_SHARE


def is_upright(width: float, height: float) -> bool:
    """Whether a screen is higher than wide."""
    return height > width


def unit_of(width: float, height: float) -> float:
    """Pixels of this screen for one of those the page was drawn for."""
    long_px, short_px = DRAWN_FOR_PX
    if is_upright(width, height):
        return min(width / short_px, height / long_px)
    return min(width / long_px, height / short_px)


def places(width: int, height: int, *, banner: bool = False, shut: bool = False, empty: bool = False) -> Places:
    """The parts of the screen. With a banner the spotlight gives way to it. In a hall that is `shut` what it is told
    has the room of counters and calls, in an `empty` one that of waiting too.
    """
    unit, upright = unit_of(width, height), is_upright(width, height)
    lower = (UPRIGHT_WAITING, UPRIGHT_RECENT, UPRIGHT_COUNTERS) if upright else (WAITING, RECENT, COUNTERS)
    head, rest = Rect(0, 0, width, height).cut_top((UPRIGHT_HEAD if upright else HEAD) * unit)
    body, foot = rest.cut_top(rest.height - (UPRIGHT_FOOT if upright else FOOT) * unit)
    strip, room = body.cut_top(BANNER * unit if banner else 0)
    inside = room.inset((UPRIGHT_MARGIN if upright else MARGIN) * unit, GAP * unit)
    parts = []
    for high in lower:
        inside, part = inside.cut_top(inside.height - high * unit)
        parts.append(part)
        inside = inside.cut_top(inside.height - GAP * unit)[0]
    waiting, recent, counters = parts
    if shut:
        lowest = waiting if empty else recent
        inside = Rect(lowest.x, lowest.y, lowest.width, inside.top - lowest.y)
    return Places(unit, upright, head, strip, inside, counters, recent, waiting, foot, room)


def capacity(width: int, height: int, list_px: float = 0.0, widest: Widest = ORDINARY) -> Capacity:
    """What the parts have room for when lists of calls are drawn with capitals of `list_px` pixels; 0: the usual."""
    found = places(width, height)
    unit = found.unit
    scale = Scale(unit, list_px or LIST_PX * unit, found.upright, widest)
    columns, rows = tile_grid(found.counters, scale)
    rows_of_fields = UPRIGHT_WAITING_ROWS if found.upright else WAITING_ROWS * WAITING_COLUMNS
    _, lines = recent_lines(found.recent, unit, upright=found.upright)
    across, down = recent_grid(lines, scale)
    return Capacity(columns * rows, across * down, rows_of_fields)


def notice_size(width: int, height: int) -> tuple[int, int]:
    """How large a notice may be, in pixels: the body of the page with some air round it."""
    found = places(width, height)
    room = found.body.inset(GAP * found.unit)
    return int(room.width), int(room.height)


# --- the counters ---


def tile_grid(area: Rect, scale: Scale) -> tuple[int, int]:
    """Columns and rows of low tiles whose numbers have the capitals of lists."""
    wide = (LEAST_SIDES + CHIP) * scale.unit + scale.number_wide
    high = low_words(scale.unit, scale.capital) + scale.capital * OVERSHOT
    gap = TILE_GAP * scale.unit
    return max(1, int((area.width + gap + 1) / (wide + gap))), max(1, int((area.height + gap + 1) / (high + gap)))


def words_capital(unit: float, capital: float, share: float) -> float:
    """Height of a capital of the words of a list, by that of its figures."""
    return max(LIST_PX * unit, capital) * share


def tall_from(unit: float, capital: float) -> float:
    """From which height on a tile has its parts one above the other and its number is as large as a list's."""
    line = words_capital(unit, capital, GOOD_WORDS) / CAPITAL_SHARE * LINE_BOX
    return max(TALL * unit, capital * OVERSHOT + 3 * line + TALL_GAPS * unit)


def low_words(unit: float, capital: float) -> float:
    """What a low tile needs beside the height of its figures. Words grow with figures that must carry farther."""
    return max(LIST_PX * unit, capital) * LOW_TILE / LIST_PX


def low_sides(tile: Rect, scale: Scale) -> float:
    """What a low tile leaves on both sides of chip and number, in pixels."""
    spare = tile.width - CHIP * scale.unit - scale.number_wide
    return min(max(spare, LEAST_SIDES * scale.unit), SIDES * scale.unit)


def tile_places(area: Rect, count: int, scale: Scale) -> list[Rect]:
    """Places of so many counters of one page: in as few rows as their numbers allow.

    Fewer than `LEAST_WIDE` stand in the middle and do not grow into slabs, where so many have room for their numbers.
    """
    gap = TILE_GAP * scale.unit
    columns, most_rows = tile_grid(area, scale)
    in_a_row = _row_columns(area, scale)
    rows = min(most_rows, math.ceil(count / in_a_row))
    if rows > 1:
        rows = min(most_rows, max(2, math.ceil(count / columns)))
    least = LEAST_WIDE if area.width > UPRIGHT_PX * scale.unit else UPRIGHT_LEAST_WIDE
    used = math.ceil(count / rows)
    columns = max(used, min(least, in_a_row if rows == 1 else columns))
    aside = (columns - used) * (area.width + gap) / columns / 2
    found = [place for row in area.rows(rows, gap) for place in row.columns(columns, gap)[:used]][:count]
    return [Rect(place.x + aside, place.y, place.width, place.height) for place in found]


def _row_columns(area: Rect, scale: Scale) -> int:
    """How many tiles of a single row have room for such numbers: more where they are high enough to be tall."""
    if area.height < tall_from(scale.unit, scale.capital):
        return tile_grid(area, scale)[0]
    wide, gap = SIDES * scale.unit + scale.number_wide, TILE_GAP * scale.unit
    return max(1, int((area.width + gap + 1) / (wide + gap)))


# --- the lists ---


def recent_lines(place: Rect, unit: float, *, upright: bool) -> tuple[Rect, Rect]:
    """The title of "just called", and the room of its lines."""
    inside = place.inset(20 * unit, 8 * unit)
    return inside.cut_top(UPRIGHT_TITLE * unit) if upright else inside.cut_left(RECENT_TITLE * unit)


def recent_grid(room: Rect, scale: Scale) -> tuple[int, int]:
    """How many calls stand side by side in "just called", and in how many lines."""
    counter = scale.capital / CAPITAL_SHARE * scale.widest.counter_em
    wide = scale.number_wide + counter + (ARROW + LINE_GAP) * scale.unit
    return max(1, int(room.width / wide)), max(1, int(room.height / (scale.capital * OVERSHOT * LINE_SHARE)))


def recent_px(line: Rect, scale: Scale) -> float:
    """Font size of a line of "just called"."""
    free = line.width - (ARROW + LINE_GAP) * scale.unit
    both_em = scale.widest.ticket_em + scale.widest.counter_em
    return min(line.height / LINE_SHARE / OVERSHOT / CAPITAL_SHARE, free / both_em)
