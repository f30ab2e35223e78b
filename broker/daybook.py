"""When the day opens and closes by itself, and whether the wall clock may be believed (promise "Time")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from broker.client.clock import Clock, time_is_proven, wall_ms
from broker.contract.commands import CloseDay, Command, OpenDay
from broker.contract.ids import InstantMs
from broker.core import hours
from broker.core.state import State

#: The wall clock may be so far from engine time before it counts as a correction.
TOLERANCE_MS = 2_000
#: The day is opened so long before the kiosks, and closed so long after the last counter.
OPEN_BEFORE_MIN, CLOSE_AFTER_MIN = 15, 120


@dataclass
class Daybook:
    """`automatic`: open and close days by the office's calendar. `follow_wall`: correct engine time by the wall clock.

    Both wait until time is proven; a person who opens a day has confirmed its date.
    """

    automatic: bool = False
    follow_wall: bool = False
    proven: Callable[[], bool] = time_is_proven
    wall: Callable[[], InstantMs] = wall_ms

    @property
    def time_proven(self) -> bool:
        """Whether engine time may be believed; one that is given by hand (a demonstration) is."""
        return not self.follow_wall or self.proven()

    def clock_offset(self, clock: Clock) -> int:
        """How far engine time must be moved; 0 within tolerance, or when there is nothing to believe."""
        if not self.follow_wall or not self.proven():
            return 0
        offset_ms = self.wall() - clock.now_ms()
        return offset_ms if abs(offset_ms) > TOLERANCE_MS else 0

    def wanted(self, state: State, now: InstantMs) -> list[Command]:
        """Commands that the calendar asks for now."""
        if not self.automatic or state.office is None or not self.time_proven:
            return []
        today, minute = hours.date_of(now), hours.local(now).hour * 60 + hours.local(now).minute
        if state.day is not None:
            return [CloseDay()] if state.date is not None and self._over(state, state.date, today, minute) else []
        spans = self._kiosk_spans(state, today)
        if not spans or today <= (state.last_date or ""):  # closed by somebody; or the clock is behind
            return []
        return [OpenDay(date=today)] if spans[0][0] - OPEN_BEFORE_MIN <= minute < spans[-1][1] else []

    @staticmethod
    def _over(state: State, date: str, today: str, minute: int) -> bool:
        if state.office is None or date > today:
            return False
        spans = hours.spans_of(state.office, date)
        return date < today or minute >= (spans[-1][1] if spans else 0) + CLOSE_AFTER_MIN

    @staticmethod
    def _kiosk_spans(state: State, today: str) -> tuple[tuple[int, int], ...]:
        office = state.office
        if office is None or not hours.spans_of(office, today):
            return ()
        return office.calendar.kiosk[hours.local(hours.midnight(today)).weekday()] or hours.spans_of(office, today)
