"""Where the parts of the lobby board stand, and how many counters make a page. Pure; pixels, origin below left.

All lengths are drawn for a screen 1080 pixels high and grow with it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

DRAWN_FOR_PX = 1080
MARGIN, GAP = 24, 14
HEAD, FOOT, BANNER, BOTTOM, COUNTERS = 98, 58, 56, 204, 240
#: Counters that stand in one row; and those of one page, in two rows: with more a tile could not hold its words.
ONE_ROW, MOST = 7, 12
LEAST_WIDE = 3
#: Share of the bottom that "just called" takes; the rest is waiting by field.
RECENT_SHARE = 0.3
RECENT_ROWS, RECENT_COLUMNS = 3, 2
WAITING_ROWS, WAITING_COLUMNS = 3, 2
#: A page of counters or fields stays so long, by the viewer's time.
PAGE_MS = 7_000


@dataclass(frozen=True)
class Rect:
    """A part of the screen."""

    x: float
    y: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    def inset(self, across: float, upward: float | None = None) -> Rect:
        """The part inside, so much smaller on each side."""
        up = across if upward is None else upward
        return Rect(self.x + across, self.y + up, self.width - 2 * across, self.height - 2 * up)

    def rows(self, count: int, gap: float = 0.0) -> list[Rect]:
        """Equal parts from the top down."""
        height = (self.height - gap * (count - 1)) / count
        return [Rect(self.x, self.top - (n + 1) * height - n * gap, self.width, height) for n in range(count)]

    def columns(self, count: int, gap: float = 0.0) -> list[Rect]:
        """Equal parts from left to right."""
        width = (self.width - gap * (count - 1)) / count
        return [Rect(self.x + n * (width + gap), self.y, width, self.height) for n in range(count)]

    def cut_top(self, height: float) -> tuple[Rect, Rect]:
        """The upper part so high, and the rest."""
        return (
            Rect(self.x, self.top - height, self.width, height),
            Rect(self.x, self.y, self.width, self.height - height),
        )

    def cut_left(self, width: float) -> tuple[Rect, Rect]:
        """The left part so wide, and the rest."""
        return (
            Rect(self.x, self.y, width, self.height),
            Rect(self.x + width, self.y, self.width - width, self.height),
        )


@dataclass(frozen=True)
class Places:
    """Where each part stands. `unit`: pixels for one of the pixels this was drawn for."""

    unit: float
    head: Rect
    banner: Rect
    spotlight: Rect
    counters: Rect
    recent: Rect
    waiting: Rect
    foot: Rect


def places(width: int, height: int, *, banner: bool) -> Places:
    """The parts of a landscape screen. With a banner the spotlight gives way to it."""
    unit = min(height / DRAWN_FOR_PX, width / DRAWN_FOR_PX / (16 / 9))
    gap = GAP * unit
    head, rest = Rect(0, 0, width, height).cut_top(HEAD * unit)
    body, foot = rest.cut_top(rest.height - FOOT * unit)
    strip, body = body.cut_top(BANNER * unit if banner else 0)
    body = body.inset(MARGIN * unit, gap)
    upper, bottom = body.cut_top(body.height - BOTTOM * unit)
    spotlight, counters = upper.cut_top(upper.height - (COUNTERS + 2 * GAP) * unit)
    recent, waiting = bottom.cut_left(bottom.width * RECENT_SHARE)
    return Places(
        unit=unit,
        head=head,
        banner=strip,
        spotlight=spotlight,
        counters=counters.inset(0, gap),
        recent=Rect(recent.x, recent.y, recent.width - gap, recent.height),
        waiting=waiting,
        foot=foot,
    )


def per_page(total: int) -> int:
    """How many counters make a page, so that all pages are about equally full."""
    return math.ceil(total / max(1, math.ceil(total / MOST)))


def tile_places(area: Rect, count: int, gap: float) -> list[Rect]:
    """Places of so many counters of one page: one row while each has room for its words, else two.

    Fewer than `LEAST_WIDE` stand in the middle and do not grow into slabs.
    """
    if count <= ONE_ROW:
        columns = max(count, LEAST_WIDE)
        aside = (columns - count) * (area.width + gap) / columns / 2
        return [
            Rect(place.x + aside, place.y, place.width, place.height) for place in area.columns(columns, gap)[:count]
        ]
    columns = math.ceil(count / 2)
    return [place for row in area.rows(2, gap) for place in row.columns(columns, gap)][:count]


def page_at(pages: int, real_ms: int) -> int:
    """Which page is on now."""
    return real_ms // PAGE_MS % max(1, pages)
