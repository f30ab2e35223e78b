"""Where a page of published procedures has its parts. Pure; pixels, origin below left.

A name of one line has the capitals of lists, so the last row of the hall reads it: few procedures make a page. What is
published is to be read whole: a longer name is smaller, down to the size of time limits and fees, before it is
shortened; whoever wants to know comes nearer.
"""

from __future__ import annotations

from dataclasses import dataclass

from display.lobby import layout
from display.lobby.layout import CAPITAL_SHARE, GAP, LINE_BOX
from display.windows.rect import Rect

#: Title, name of the field, heads of the columns, line about the day of checking; drawn pixels.
TITLE, FIELD, HEADS, CHECKED = 56, 88, 54, 58
#: Widths of the title and of the number of the page in one line with the day of checking.
TITLE_WIDE, COUNT_WIDE = 0.42, 0.13
ROW_GAP, PAD, COLUMN_GAP = 10, 26, 32
#: Size of time limits and fees over that of names.
FACT_SHARE = 0.6
#: Height of a name's place over its size, without the room between lines; lines of facts below a name.
NAME_EM, FACT_LINES = 1.83, 2.95
#: Width of the name's column where all stand side by side, and of the time limit's in what is left.
NAME_WIDE, LIMIT_WIDE = 0.52, 0.54
#: A column of fewer ems cannot hold a name: it has a line of its own then, over limit and fee.
LEAST_NAME_EM = 9.0
#: So many procedures a page at least: where the hall would need so large a name that fewer fit, it is smaller.
LEAST_ROWS = 2


@dataclass(frozen=True)
class PublishedPlaces:
    """Parts of a page. `name_px`, `fact_px`: font sizes of names, and of limits and fees."""

    title: Rect
    count: Rect
    field: Rect
    limit_head: Rect
    fee_head: Rect
    rows: Rect
    size: int
    checked: Rect
    name_px: float
    fact_px: float
    stacked: bool

    def row(self, place: Rect, unit: float) -> tuple[Rect, Rect, Rect]:
        """Places of name, time limit and fee within a row."""
        inside = place.inset(PAD * unit, ROW_GAP * unit)
        if self.stacked:
            name, facts = inside.cut_top(NAME_EM * self.name_px * LINE_BOX + 1)
            limit, fee = facts.columns(2, COLUMN_GAP * unit)
            return name, limit, fee
        return _columns(inside, unit)


def published_places(width: int, height: int, capital: float = 0.0) -> PublishedPlaces:
    """The parts of a page on a screen; `capital`: of lists, in pixels; 0: the usual."""
    found = layout.places(width, height)
    unit = found.unit
    body = found.body.inset(layout.MARGIN * unit, GAP * unit)
    px = (capital or layout.LIST_PX * unit) / CAPITAL_SHARE
    stacked = _columns(body.inset(PAD * unit, 0), unit)[0].width < LEAST_NAME_EM * px
    title, rest = body.cut_top(TITLE * unit)
    field, rest = rest.cut_top(FIELD * unit)
    title, field = title.inset(PAD * unit, 0), field.inset(PAD * unit, 0)
    if stacked:
        heads, rest = rest.cut_top(HEADS * unit)
        rows, checked = rest.cut_top(rest.height - CHECKED * unit)
        limit_head, fee_head = heads.inset(PAD * unit, 0).columns(2, COLUMN_GAP * unit)
        title, count = title.cut_left(title.width * (1 - COUNT_WIDE * 2))
    else:
        rows = rest
        field, limit_head, fee_head = _columns(field, unit)
        title, checked, count = _cut(title, TITLE_WIDE, 1 - COUNT_WIDE)
    size, px = _rows(rows.height, px, unit, stacked=stacked)
    return PublishedPlaces(
        title, count, field, limit_head, fee_head, rows, size, checked.inset(PAD * unit if stacked else 0, 0),
        px, px * FACT_SHARE, stacked,
    )  # fmt: skip


def _rows(height: float, px: float, unit: float, *, stacked: bool) -> tuple[int, float]:
    """How many rows have room, and how large their names are: smaller where too few of that size would fit."""
    gaps, ems = 2 * ROW_GAP * unit + 2, NAME_EM + (FACT_LINES * FACT_SHARE if stacked else 0.0)
    px = min(px, (height / LEAST_ROWS - gaps) / ems / LINE_BOX)
    return max(LEAST_ROWS, int(height / (ems * px * LINE_BOX + gaps))), px


def _cut(line: Rect, first: float, second: float) -> tuple[Rect, Rect, Rect]:
    """Three parts of a line, cut at these shares of its width."""
    left, rest = line.cut_left(line.width * first)
    middle, right = rest.cut_left(line.width * (second - first))
    return left, middle, right


def _columns(inside: Rect, unit: float) -> tuple[Rect, Rect, Rect]:
    gap = COLUMN_GAP * unit
    name, rest = inside.cut_left(inside.width * NAME_WIDE)
    limit, fee = rest.cut_left(rest.width * LIMIT_WIDE)
    return _less(name, gap), _less(limit, gap), fee


def _less(place: Rect, gap: float) -> Rect:
    return Rect(place.x, place.y, place.width - gap, place.height)
