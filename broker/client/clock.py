"""Time. Office time decides about people; link time (monotonic, never scaled) decides about connections.

A demonstration runs office time faster; beats, time-outs of the link and of hands on a screen stay real.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from broker.contract.ids import InstantMs


class Clock(Protocol):
    """Office time, and how fast it runs."""

    speed: float

    def now_ms(self) -> InstantMs:
        """Milliseconds since 1970 by office time."""


def boottime_s() -> float:
    """Seconds since boot, through suspension and untouched by anybody who sets the clock."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def wall_ms() -> InstantMs:
    """What the machine's wall clock says. It may be wrong; nothing but an anchor is ever taken from it."""
    return InstantMs(time.time_ns() // 1_000_000)


def time_is_proven() -> bool:
    """Whether something better than memory has set this machine's wall clock: NTP since boot, or a clock chip."""
    return Path("/run/systemd/timesync/synchronized").exists() or Path("/dev/rtc0").exists()


@dataclass
class AnchoredClock:
    """Office time as a stored anchor and BOOTTIME since (promise "Time")."""

    anchor_ms: InstantMs
    anchor_boottime_s: float
    speed: float = 1.0

    def now_ms(self) -> InstantMs:
        """Anchor + time since, times speed."""
        return InstantMs(self.anchor_ms + int((boottime_s() - self.anchor_boottime_s) * 1000 * self.speed))

    def correct(self, offset_ms: int) -> None:
        """Take a new anchor, `offset_ms` from where the old one has brought us."""
        self.anchor_ms, self.anchor_boottime_s = InstantMs(self.now_ms() + offset_ms), boottime_s()


class FixedClock:
    """A clock that stands until it is moved: for tests and for tools that replay."""

    def __init__(self, now_ms: int = 0, speed: float = 1.0) -> None:
        self.now, self.speed = now_ms, speed

    def now_ms(self) -> InstantMs:
        """Where it was put."""
        return InstantMs(self.now)

    def forward(self, ms: int) -> None:
        """Move on."""
        self.now += ms
