"""What is said to the whole hall by the clock: work begins, numbers end, lunch, the end. Pure.

Times come from the office's calendar: the hours of the counters of the zone, and of the kiosks for the last numbers.
Each is said once, and only near its time: a program that starts late says nothing that is past.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Final

from assets.voice.numbers import Lang
from broker.contract.office import Calendar, Office, Span
from broker.hall.sentences import Notice, NoticeKind, Session
from broker.hall.times import local, spans_of

#: A notice is given up when its time passed so long ago.
LATEST_MS: Final = 120_000
#: "Fifteen minutes" in the sentence.
CLOSING_MIN: Final = 15
NOON_MIN: Final = 12 * 60 + 30


def due(office: Office, zone: str, now_ms: int, kinds: Collection[NoticeKind], langs: tuple[Lang, ...]) -> list[Notice]:
    """The notices whose time has just come, in every language. The same again until `LATEST_MS` have passed."""
    now = local(now_ms)
    midnight_ms = now_ms - (now.hour * 60 + now.minute) * 60_000 - now_ms % 60_000
    found = []
    for minute, kind, session, resume in _of_day(office, zone, now):
        at_ms = midnight_ms + minute * 60_000
        if kind in kinds and at_ms <= now_ms < at_ms + LATEST_MS:
            name = f"{kind}/{now.date().isoformat()}/{minute}"
            found += [Notice(f"{name}/{lang}", kind, at_ms, lang, session, resume) for lang in langs]
    return found


def _of_day(office: Office, zone: str, now: datetime) -> Iterator[tuple[int, NoticeKind, Session, str]]:
    spans = zone_spans(office, zone, now.date())
    for n, (begin, end) in enumerate(spans):
        session: Session = "morning" if end <= NOON_MIN else "afternoon"
        yield begin, "open", session, ""
        last = _last_number(office.calendar, now.date(), (begin, end))
        if last - CLOSING_MIN > begin:
            yield last - CLOSING_MIN, "closing15", session, ""
        if n + 1 < len(spans):
            yield end, "lunch", session, _time(spans[n + 1][0])
        else:
            yield end, "end", session, ""


def zone_spans(office: Office, zone: str, day: date) -> list[Span]:
    """When any counter of the zone works on a date, in order, none touching the next."""
    weeks = [each.hours for each in office.counters if each.zone == zone]
    whole: list[Span] = []
    for begin, end in sorted(span for week in weeks for span in spans_of(day, office.calendar, week)):
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((begin, end))
    return whole


def _last_number(calendar: Calendar, day: date, span: Span) -> int:
    """When the last number of this half of the day is given: the kiosks end, or the counters take no more."""
    begin, end = span
    kiosks = [until for since, until in _kiosk_spans(calendar, day) if since < end and begin < until]
    return min(end - calendar.last_number_before_min, max(kiosks, default=end))


def _kiosk_spans(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """Of a day with hours of its own nothing is known of the kiosks."""
    return () if day.isoformat() in calendar.extra else spans_of(day, calendar, calendar.kiosk)


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
