"""What lies under the scanner is read again and again: it counts once, until it has been away for a moment. Pure.

Of what was read only Python's own salted hash is kept, which says nothing to anybody.
"""

from __future__ import annotations

from collections.abc import Hashable

#: Scanners read what stays in view about once a second; a hand that shows it anew needs longer.
AWAY_S = 2.0


class Repeats:
    """One scanner. Real monotonic seconds come in."""

    def __init__(self) -> None:
        self._last: int | None = None
        self._seen_s = float("-inf")

    def again(self, read: Hashable, now_s: float) -> bool:
        """Whether this is what lay there all the time."""
        what, since_s = hash(read), now_s - self._seen_s
        same = what == self._last and since_s < AWAY_S
        self._last, self._seen_s = what, now_s
        return same
