"""Whether a scanner has gone mad: a broken cable or a wrong speed sends bytes without end, or line after line. Pure.

A person who shows the wrong thing, even ten kilobytes of it on a slow line, is none of that.
"""

from __future__ import annotations

from collections import deque

#: Bytes that never pause: the longest code there is takes two seconds on the slowest line.
BUSY_S, PAUSE_S = 15.0, 0.5
#: More lines than hands can show.
MOST_LINES, WITHIN_S = 15, 10.0
#: So long a scanner must be still before it is believed again.
STILL_S = 3.0


class Noise:
    """One scanner. Real monotonic seconds come in."""

    def __init__(self) -> None:
        self.mad = False
        self._begun_s = self._last_s = float("-inf")
        self._lines_s: deque[float] = deque(maxlen=MOST_LINES)

    def heard(self, now_s: float, lines: int) -> None:
        """Something came, with so many lines ended by it."""
        if now_s - self._last_s > PAUSE_S:
            self._begun_s = now_s
        self._last_s = now_s
        self._lines_s.extend([now_s] * lines)
        full = len(self._lines_s) == MOST_LINES and now_s - self._lines_s[0] <= WITHIN_S
        self.mad = self.mad or full or now_s - self._begun_s >= BUSY_S

    def passes(self, now_s: float) -> None:
        """Nothing came."""
        if self.mad and now_s - self._last_s >= STILL_S:
            self.mad = False
            self._lines_s.clear()
