"""How a call in the spotlight is divided: number, counter, and the words beside them. Pure.

One call stands beside its counter; several stand side by side, number over counter; on an upright screen they stand
one below the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from display.lobby.layout import CAPITAL_SHARE, OVERSHOT, SUBTITLE, UPRIGHT_SUBTITLE
from display.lobby.numbers import ORDINARY
from display.windows.rect import Rect

#: A cell so many times as wide as high has everything in one line.
LINE_SHAPE = 3.4
#: Width of number over counter, over the height of both; a number that needs more has more.
BLOCK_SHAPE = 2.1
CELL_GAP = 14
#: Beside a number that is not stacked: the gap before its marks, the room of each, and how many it may have.
MARK_GAP, MARK_WIDE, MOST_MARKS = 28, 74, 3
#: Of the width of a call that stands alone: its number with all its marks; without any, beside the name of a counter.
NUMBER_SHARE, BESIDE_NAME = 0.7, 0.58
HEAD_PX = 56


@dataclass(frozen=True)
class CellPlaces:
    """Places within a cell. `heads`: the words in the order come, field, to; `stacked`: they stand one below the
    other and the mark of the number stands beside the field."""

    number: Rect
    counter: Rect
    rule: Rect
    heads: Rect
    to: Rect
    stacked: bool


def with_subtitle(spotlight: Rect, unit: float, *, upright: bool) -> tuple[Rect, Rect]:
    """The room of the calls, and that of the words spoken. It is kept free when nothing is said: nothing jumps."""
    return spotlight.cut_top(spotlight.height - (UPRIGHT_SUBTITLE if upright else SUBTITLE) * unit)


def cell_rects(calls: Rect, count: int, unit: float, *, upright: bool) -> list[Rect]:
    """Places of so many calls."""
    gap = CELL_GAP * unit
    return calls.rows(max(1, count), gap) if upright else calls.columns(max(1, count), gap)


def cell_places(
    cell: Rect,
    unit: float,
    *,
    alone: bool,
    upright: bool,
    desk: bool,
    number_em: float = ORDINARY.ticket_em,
    marks: int = 0,
) -> CellPlaces:
    """Where everything of a cell stands. `desk`: the counter has a name in place of a number; `number_em`: width of the
    widest number over its font size; `marks`: so many stand beside it."""
    if cell.width > LINE_SHAPE * cell.height and not alone:
        return _in_line(cell.inset(18 * unit, 12 * unit), unit, desk)
    if alone and not upright:
        inside = cell.inset(36 * unit, 16 * unit)
        share = _share_beside_name(inside, unit, number_em, marks) if desk else NUMBER_SHARE
        return _side_by_side(inside, unit, desk, share)
    return _stacked(cell.inset(15 * unit, 14 * unit), unit, desk, number_em)


def marks_wide(count: int, unit: float) -> float:
    """What so many marks take of the room of a number that is not stacked."""
    return (MARK_GAP + count * MARK_WIDE) * unit if count else 0.0


def _share_beside_name(inside: Rect, unit: float, number_em: float, marks: int) -> float:
    """So much of the width that the number is as large as with all the marks there can be beside a counter's number."""
    wide = _most_wide(inside.height - HEAD_PX * unit, number_em)
    wide = min(wide, NUMBER_SHARE * inside.width - marks_wide(MOST_MARKS, unit)) + marks_wide(marks, unit)
    return max(BESIDE_NAME, wide / inside.width)


def _most_wide(height: float, number_em: float) -> float:
    """Width of a number as high as this."""
    return height / OVERSHOT / CAPITAL_SHARE * number_em


def _side_by_side(inside: Rect, unit: float, desk: bool, share: float) -> CellPlaces:
    gap = 44 * unit
    left, right = inside.cut_left(inside.width * share)
    rule = Rect(right.x, inside.y, 3 * unit, inside.height)
    right = Rect(right.x + gap, right.y, right.width - gap, right.height)
    (heads, number), (to, counter) = left.cut_top(HEAD_PX * unit), right.cut_top(HEAD_PX * unit)
    return CellPlaces(number, right if desk else counter, rule, heads, to, stacked=False)


def _stacked(inside: Rect, unit: float, desk: bool, number_em: float) -> CellPlaces:
    """A wide cell has its block in the middle: number and counter stay close to each other."""
    gap = 12 * unit
    number_wide = _most_wide((inside.height - gap) / 2, number_em)
    spare = max(0.0, inside.width - max(BLOCK_SHAPE * inside.height, number_wide))
    inside = inside.inset(spare / 2, 0)
    number, lower = inside.cut_top((inside.height - gap) / 2)
    _, lower = lower.cut_top(gap)
    heads, counter = _beside(lower, inside.width * (0.35 if desk else 0.52), gap)
    rule = Rect(inside.x, lower.top + gap / 2, inside.width, 2 * unit)
    return CellPlaces(number, counter, rule, heads, heads, stacked=True)


def _in_line(inside: Rect, unit: float, desk: bool) -> CellPlaces:
    gap = 16 * unit
    number, right = inside.cut_left(inside.width * (0.54 if desk else 0.58))
    rule = Rect(right.x, inside.y, 2 * unit, inside.height)
    _, right = right.cut_left(gap)
    heads, counter = _beside(right, right.width * (0.4 if desk else 0.43), gap / 2)
    return CellPlaces(number, counter, rule, heads, heads, stacked=True)


def _beside(place: Rect, width: float, gap: float) -> tuple[Rect, Rect]:
    """A left part and the rest, with a gap that the left one gives."""
    left, right = place.cut_left(width)
    return Rect(left.x, left.y, left.width - gap, left.height), right
