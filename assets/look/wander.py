"""Where the picture stands that must not burn in: it wanders round a little square, a pixel at a time. Pure.

A screen of an office shows the same head and the same edges for ten hours a day and for years.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Each place is kept so long: nobody sees it move, and each step draws the page once.
STEP_S = 60.0


@dataclass(frozen=True)
class Wander:
    """A way round a square whose side is twice `most_px`."""

    most_px: int

    def at(self, now_s: float) -> tuple[int, int]:
        """How many pixels right and up at this time."""
        side = 2 * self.most_px
        if not side:
            return 0, 0
        step = int(now_s / STEP_S) % (4 * side)
        edge, along = divmod(step, side)
        across, upward = ((along, 0), (side, along), (side - along, side), (0, side - along))[edge]
        return across - self.most_px, upward - self.most_px
