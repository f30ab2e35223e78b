"""The office's hours as a kiosk needs them: open or closed, until when, since what. Pure.

Asia/Ho_Chi_Minh is UTC+7 the year round, since 1975.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

from broker.contract.ids import InstantMs
from broker.contract.office import Calendar, Span, Text, WeekHours

ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
#: How far ahead the next opening is looked for; the longest closure of a year (Tết) is about nine days.
LOOK_AHEAD_DAYS = 30
NOON_MIN = 12 * 60


def local(at: int) -> datetime:
    """An instant as local date and time."""
    return datetime.fromtimestamp(at / 1000, ZONE)


def minute_of(at: int) -> int:
    """Minutes since local midnight."""
    moment = local(at)
    return moment.hour * 60 + moment.minute


def spans(calendar: Calendar, week: WeekHours, day: date) -> tuple[Span, ...]:
    """When those hours apply on a date: closures and extra days go before the week."""
    key = day.isoformat()
    if key in calendar.closures:
        return ()
    return calendar.extra[key] if key in calendar.extra else week[day.weekday()]


def kiosk_open(calendar: Calendar, at: int) -> bool:
    """Whether the kiosk gives numbers at this time."""
    minute = minute_of(at)
    return any(begin <= minute < end for begin, end in spans(calendar, calendar.kiosk, local(at).date()))


def next_opening(calendar: Calendar, at: int) -> InstantMs | None:
    """When the kiosk next begins to give numbers; None if not within `LOOK_AHEAD_DAYS`."""
    today, minute = local(at).date(), minute_of(at)
    for days in range(LOOK_AHEAD_DAYS):
        day = today + timedelta(days=days)
        for begin, _ in spans(calendar, calendar.kiosk, day):
            if days or begin > minute:
                return _instant(day, begin)
    return None


def next_working_day(calendar: Calendar, at: int) -> date | None:
    """The next date after today on which the counters work; None if not within `LOOK_AHEAD_DAYS`."""
    today = local(at).date()
    days = (today + timedelta(days=each) for each in range(1, LOOK_AHEAD_DAYS))
    return next((day for day in days if spans(calendar, calendar.counters, day)), None)


def holiday(calendar: Calendar, at: int) -> Text | None:
    """The name of today's closure, if there is one."""
    return calendar.closures.get(local(at).date().isoformat())


def lunch_until(calendar: Calendar, at: int) -> InstantMs | None:
    """When the counters go on, if they are between two spans of this day."""
    day, minute = local(at).date(), minute_of(at)
    today = spans(calendar, calendar.counters, day)
    for (_, closes), (opens, _) in pairwise(today):
        if closes <= minute < opens:
            return _instant(day, opens)
    return None


def is_morning(calendar: Calendar, at: int) -> bool:
    """Whether a number taken now is one of the morning: its turn comes in a span that begins before noon."""
    minute = minute_of(at)
    for begin, end in spans(calendar, calendar.counters, local(at).date()):
        if minute < end:
            return begin < NOON_MIN
    return minute < NOON_MIN


def _instant(day: date, minute: int) -> InstantMs:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    return InstantMs(int(midnight.timestamp() * 1000) + minute * 60_000)
