"""Local time and the office's hours, by arithmetic. Asia/Ho_Chi_Minh is UTC+7 the year round, since 1975."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from broker.contract.ids import InstantMs
from broker.contract.office import Counter, Office, Service, Span

ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
_OFFSET_MS = 7 * 3_600_000
_DAY_MS = 86_400_000
#: The day of the week of 1 January 1970.
_THURSDAY = 3


def local(at: int) -> datetime:
    """An instant as local date and time."""
    return datetime.fromtimestamp(at / 1000, ZONE)


def date_of(at: int) -> str:
    """The local date, "YYYY-MM-DD"."""
    return local(at).date().isoformat()


def hour_of(at: int) -> int:
    """The local hour, 0 ... 23."""
    return (at + _OFFSET_MS) % _DAY_MS // 3_600_000


def weekday_and_minute(at: int) -> tuple[int, int]:
    """Monday = 0, and the minute of the local day: `local` without a calendar, for what is asked at every command."""
    days, ms = divmod(at + _OFFSET_MS, _DAY_MS)
    return (days + _THURSDAY) % 7, ms // 60_000


@lru_cache(maxsize=64)
def midnight(day: str) -> InstantMs:
    """The instant at which a local date ("YYYY-MM-DD") begins."""
    return InstantMs(int(datetime.fromisoformat(day).replace(tzinfo=ZONE).timestamp() * 1000))


def at_minute(day: str, minute: int) -> InstantMs:
    """The instant of a minute of a local date."""
    return InstantMs(midnight(day) + minute * 60_000)


def spans_of(office: Office, day: str, part: Counter | Service | None = None) -> tuple[Span, ...]:
    """When the office, or a counter or service with hours of its own, works on a date."""
    calendar = office.calendar
    if day in calendar.closures:
        return ()
    if day in calendar.extra:
        return calendar.extra[day]
    week = (part.hours if part is not None else None) or calendar.counters
    return week[_weekday(day)]


@lru_cache(maxsize=64)
def _weekday(day: str) -> int:
    return date.fromisoformat(day).weekday()


def common(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
    """The times that lie in spans of both."""
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted(span for span in both if span[0] < span[1]))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The times that lie in any of the spans, in order, none touching the next."""
    whole: list[Span] = []
    for begin, end in sorted(spans):
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((begin, end))
    return tuple(whole)


def overlap_ms(day: str, spans: tuple[Span, ...], begin: int, end: int) -> int:
    """How much of begin ... end lies inside the spans of a date: waiting in working time."""
    start_of_day = midnight(day)
    return sum(
        max(0, min(end, start_of_day + to * 60_000) - max(begin, start_of_day + from_ * 60_000)) for from_, to in spans
    )


def after_work(day: str, spans: tuple[Span, ...], begin: int, work_ms: int) -> InstantMs | None:
    """The instant at which `work_ms` of working time have passed since `begin`; None: not on this date."""
    start_of_day = midnight(day)
    for from_, to in spans:
        opens, closes = max(begin, start_of_day + from_ * 60_000), start_of_day + to * 60_000
        if closes <= opens:
            continue
        if work_ms <= closes - opens:
            return InstantMs(opens + work_ms)
        work_ms -= closes - opens
    return None


def next_begin(office: Office, part: Counter | Service | None, now: int) -> InstantMs | None:
    """When hours next begin, today or on a day of the fortnight to come; None while they are on, or of no such day."""
    today = local(now).date()
    for ahead in range(14):
        day = (today + timedelta(days=ahead)).isoformat()
        spans = spans_of(office, day, part)
        opening = next_opening(day, spans, now)
        if opening is not None:
            return opening if opening > now else None
    return None


def next_opening(day: str, spans: tuple[Span, ...], now: int) -> InstantMs | None:
    """When the span of the date begins that is on now, or else the next; None when all are over."""
    start_of_day = midnight(day)
    begins = (from_ for from_, to in spans if now < start_of_day + to * 60_000)
    first = min(begins, default=None)
    return None if first is None else InstantMs(start_of_day + first * 60_000)
