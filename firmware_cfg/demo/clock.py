"""The shared faster clock of a demonstration: office time from one anchor on the machine's BOOTTIME."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class DemoClock:
    """Office time: `anchor_ms` at BOOTTIME `boottime_s`, `speed` office seconds a real one."""

    anchor_ms: int
    boottime_s: float
    speed: float

    @classmethod
    def starting(cls, anchor_ms: int, speed: float) -> DemoClock:
        """A clock that shows `anchor_ms` now."""
        return cls(anchor_ms, time.clock_gettime(time.CLOCK_BOOTTIME), speed)

    def now_ms(self) -> int:
        """Office time."""
        return self.anchor_ms + int((time.clock_gettime(time.CLOCK_BOOTTIME) - self.boottime_s) * 1000 * self.speed)

    def wait_until(self, at_ms: int, stopped: threading.Event) -> bool:
        """Wait for an office instant; False if `stopped` came first."""
        return not stopped.wait(max(0.0, (at_ms - self.now_ms()) / 1000 / self.speed))

    def wait_s(self, office_s: float, stopped: threading.Event) -> bool:
        """Let so many office seconds pass; False if `stopped` came first."""
        return self.wait_until(self.now_ms() + int(office_s * 1000), stopped)

    def clock_argument(self) -> str:
        """As `broker run --clock` takes it."""
        return f"{self.anchor_ms}@{self.boottime_s!r}"

    def words(self) -> str:
        """Hours and minutes in Vietnam, for the progress line."""
        minutes = (self.now_ms() // 60_000 + 7 * 60) % (24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
