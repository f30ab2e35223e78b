"""The hidden gesture that opens the staff corner: one upper corner is held, and then the other. Pure.

Nobody does it by chance, one hand can do it, and where the page is lowered its own upper corners will do as well.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

#: How long each is held, and how long it may take from the one to the other.
HELD_S, BETWEEN_S = 1.2, 6.0


@dataclass
class Corners:
    """A glass `width_px` wide; a corner is a square of `side_px`. Times are real seconds."""

    width_px: float
    side_px: float
    _down: dict[Hashable, tuple[str, float]] = field(default_factory=dict)
    _first: tuple[str, float] | None = None

    def down(self, finger: Hashable, x: float, y: float, tops_px: tuple[float, ...], now_s: float) -> None:
        """A finger comes down. `tops_px`: the heights at which upper corners lie now."""
        if len(self._down) > 1:  # a sleeve, not a hand
            self._down.clear()
        side = self._side(x)
        if side and any(top - self.side_px <= y <= top for top in tops_px):
            self._down[finger] = side, now_s

    def up(self, finger: Hashable, now_s: float) -> bool:
        """It lets go; true when that was the second corner."""
        found = self._down.pop(finger, None)
        if found is None or now_s - found[1] < HELD_S:
            self._first = None if found is None else self._first
            return False
        side, since_s = found
        before, self._first = self._first, (side, now_s)
        done = before is not None and before[0] != side and 0 <= since_s - before[1] <= BETWEEN_S
        if done:
            self._first = None
        return done

    def _side(self, x: float) -> str:
        if 0 <= x <= self.side_px:
            return "left"
        return "right" if self.width_px - self.side_px <= x <= self.width_px else ""
