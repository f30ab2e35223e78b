"""The office's hours as a kiosk needs them: open or closed, until when, since what. Pure.

Asia/Ho_Chi_Minh is UTC+7 the year round, since 1975.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

from broker.contract.ids import InstantMs
from broker.contract.office import Calendar, Office, Service, Span, Text, WeekHours
from broker.contract.status import Offer

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


def kiosk_spans(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """When the kiosk gives numbers on a date. A day that is made up for has the hours of a weekday on which the
    counters work alike; without such a weekday, those of the counters.
    """
    extra = calendar.extra.get(day.isoformat())
    if extra is None or day.isoformat() in calendar.closures:
        return spans(calendar, calendar.kiosk, day)
    alike = (kiosk for kiosk, counters in zip(calendar.kiosk, calendar.counters, strict=True) if counters == extra)
    return next((each for each in alike if each), extra)


def kiosk_open(calendar: Calendar, at: int) -> bool:
    """Whether the kiosk gives numbers at this time."""
    minute = minute_of(at)
    return any(begin <= minute < end for begin, end in kiosk_spans(calendar, local(at).date()))


def service_spans(office: Office, service: Service, day: date) -> tuple[Span, ...]:
    """When any counter of a service takes it on a date: the counters' own hours, and the service's within them."""
    calendar = office.calendar
    weeks = [each.hours or calendar.counters for each in office.counters if service.id in each.services]
    open_ = sorted(span for week in weeks for span in spans(calendar, week, day))
    if service.hours is None:
        return tuple(open_)
    own = spans(calendar, service.hours, day)
    both = ((max(a, c), min(b, d)) for a, b in open_ for c, d in own)
    return tuple(sorted(span for span in both if span[0] < span[1]))


def not_given(office: Office, service: Service, at: int) -> Offer | None:
    """Why the calendar gives no number for a service at this time; None: it gives one."""
    ends = [end for _, end in service_spans(office, service, local(at).date())]
    if not ends:
        return "not_today"
    return "over" if minute_of(at) >= max(ends) - office.calendar.last_number_before_min else None


def next_opening(calendar: Calendar, at: int) -> InstantMs | None:
    """When the kiosk next begins to give numbers; None if not within `LOOK_AHEAD_DAYS`."""
    today, minute = local(at).date(), minute_of(at)
    for days in range(LOOK_AHEAD_DAYS):
        day = today + timedelta(days=days)
        for begin, _ in kiosk_spans(calendar, day):
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
