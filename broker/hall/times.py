"""Office time as people read it, and what the office's calendar says about now. Pure.

Vietnam keeps UTC+7 all year and has done so since 1975; no table of time zones is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

from broker.contract.ids import CounterId, InstantMs
from broker.contract.office import Calendar, Office, Span, Text, WeekHours

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
#: How far ahead the next working day is looked for: Tết closes an office for nine days at the most.
LOOK_AHEAD_DAYS = 30
#: The end of the year 9998.
LAST_MS = 253_370_764_800_000

#: before: not opened yet today · open · lunch: between two spans · over: no more today
Phase = Literal["before", "open", "lunch", "over"]


@dataclass(frozen=True)
class WorkingDay:
    """Now against the hours of the day. `opens`: when work begins (again), if it is known."""

    phase: Phase
    opens: datetime | None = None
    holiday: Text | None = None


def local(at: InstantMs | int) -> datetime:
    """An instant on the office's wall clock. One that no calendar knows is brought to the nearest that it does."""
    return datetime.fromtimestamp(min(max(at, 0), LAST_MS) / 1000, UTC).astimezone(VIETNAM)


def working_day(now: datetime, calendar: Calendar, hours: WeekHours | None = None) -> WorkingDay:
    """Where `now` stands in the working day, by a counter's own `hours` or by the calendar's."""
    spans = spans_of(now.date(), calendar, hours)
    minute = now.hour * 60 + now.minute
    if any(start <= minute < end for start, end in spans):
        return WorkingDay("open")
    later = [start for start, _end in spans if start > minute]
    if not later:
        return WorkingDay("over", _next_opening(now, calendar, hours), calendar.closures.get(now.date().isoformat()))
    phase: Phase = "lunch" if any(end <= minute for _start, end in spans) else "before"
    return WorkingDay(phase, _at(now.date(), min(later)))


def working_day_of(office: Office | None, counter: CounterId | None, now_ms: InstantMs) -> WorkingDay | None:
    """The same of an office as a whole or of one counter, which may have hours of its own; None while it is unknown."""
    if office is None:
        return None
    hours = next((each.hours for each in office.counters if each.id == counter), None)
    return working_day(local(now_ms), office.calendar, hours)


def spans_of(day: date, calendar: Calendar, hours: WeekHours | None = None) -> tuple[Span, ...]:
    """The hours of a day: none on a closure, a day's own where it has some, else those of the weekday."""
    name = day.isoformat()
    if name in calendar.closures:
        return ()
    return calendar.extra.get(name) or (hours or calendar.counters)[day.weekday()]


def _next_opening(now: datetime, calendar: Calendar, hours: WeekHours | None) -> datetime | None:
    days = (now.date() + timedelta(days=ahead) for ahead in range(1, LOOK_AHEAD_DAYS + 1))
    return next((_at(day, spans[0][0]) for day in days if (spans := spans_of(day, calendar, hours))), None)


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60 % 24, minute % 60, tzinfo=VIETNAM)
