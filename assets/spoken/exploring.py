"""What a finger means that hears instead of seeing. Pure: places are named by whoever knows them, time is given.

A finger on the glass hears what is under it, wherever it slides. To choose what was heard last: touch it a second
time and let go soon, or tap twice anywhere. Nothing is chosen by the first touch of anything.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

#: A touch that lasts no longer is a tap; old fingers are slow.
TAP_MS = 700.0
#: Between the two taps of a double tap.
DOUBLE_MS = 800.0


@dataclass(frozen=True)
class Hear:
    """Say what is there."""

    place: Hashable


@dataclass(frozen=True)
class Choose:
    """Press what is there."""

    place: Hashable


Meaning = Hear | Choose


class Explorer:
    """One finger; a second one at the same time is not for this class to see."""

    def __init__(self) -> None:
        self.focus: Hashable | None = None
        self._down_ms = 0.0
        self._tapped_ms = float("-inf")
        self._chooses = False

    def down(self, place: Hashable | None, at_ms: float) -> Meaning | None:
        """A finger touches the glass; `place`: what is under it, None for nothing."""
        again = place is not None and place == self.focus
        double = self.focus is not None and at_ms - self._tapped_ms <= DOUBLE_MS
        self._down_ms, self._chooses = at_ms, again or double
        return None if self._chooses else self._move_to(place)

    def move(self, place: Hashable | None, _at_ms: float) -> Meaning | None:
        """It slides; what it slides onto is heard and no longer chosen."""
        if place is None or place == self.focus:
            return None
        self._chooses = False
        return self._move_to(place)

    def up(self, at_ms: float) -> Meaning | None:
        """It lets go."""
        short = at_ms - self._down_ms <= TAP_MS
        chooses, self._chooses = self._chooses and short and self.focus is not None, False
        self._tapped_ms = at_ms if short and not chooses else float("-inf")
        return Choose(self.focus) if chooses and self.focus is not None else None

    def forget(self) -> None:
        """Another page: nothing of it has been heard yet."""
        self.focus, self._tapped_ms, self._chooses = None, float("-inf"), False

    def _move_to(self, place: Hashable | None) -> Meaning | None:
        if place is None or place == self.focus:
            return None
        self.focus = place
        return Hear(place)
