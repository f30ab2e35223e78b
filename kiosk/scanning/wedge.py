"""A scanner that types like a keyboard, told apart from a person by its speed. Pure: keys and their times come in.

The window hands keys over frame by frame, so single gaps say little; the pace of the whole line is what tells.
Keys go into one buffer of bytes. An ID card typed this way has gone through the system's keyboard, its window system
and whatever has the focus: it is not read, only told that the kiosk cannot take it here.
"""

from __future__ import annotations

from kiosk.scanning.collect import Collector
from kiosk.session.messages import Input

#: A scanner needs 2-25 ms a key; the fastest typists need 80.
PACE_MS = 45.0
#: Two frames of the window and some: after a longer pause another line begins.
PAUSE_MS = 200.0
#: The shortest line whose pace says anything.
LEAST_KEYS = 4


class Wedge:
    """One keyboard."""

    def __init__(self) -> None:
        self._collector = Collector(lambda _line: None, straight=False)
        self._begun_ms = self._last_ms = 0.0
        self._keys = 0

    def key(self, text: str, at_ms: float) -> None:
        """A key that writes something."""
        if at_ms - self._last_ms > PAUSE_MS:
            self.forget()
        if not self._keys:
            self._begun_ms = at_ms
        self._last_ms = at_ms
        self._keys += 1
        for byte in text.encode("utf-8", "replace").translate(None, b"\r\n"):
            self._collector.room()[:1] = bytes((byte,))
            self._collector.took(1)

    def enter(self, at_ms: float) -> list[Input]:
        """Enter: what a scanner typed before it, or nothing if it was a person."""
        keys, self._keys = self._keys, 0
        quick = at_ms - self._last_ms <= PAUSE_MS and at_ms - self._begun_ms <= keys * PACE_MS
        made = self._collector.quiet()
        return made if quick and keys >= LEAST_KEYS else []

    def forget(self) -> None:
        """The line was broken off: nothing of it stays."""
        self._keys = 0
        self._collector.quiet()
