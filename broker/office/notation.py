"""How hours, days and ranges are written in office.toml, both ways. A mistake is a NotationError with one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

from broker.client.problems import nearest
from broker.contract.office import Span, WeekHours

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: thứ Hai … thứ Bảy, chủ nhật, as on every Vietnamese calendar.
_DAYS_VI = ("t2", "t3", "t4", "t5", "t6", "t7", "cn")
_DAY_NUMBERS = {name: day for names in (DAYS, _DAYS_VI) for day, name in enumerate(names)}
_TIME = r"(\d{1,2})\s*[:hH]\s*(\d{2})?"
_SPAN = re.compile(rf"\s*{_TIME}\s*[-–]\s*{_TIME}\s*")
_NUMBERS = re.compile(r"\s*(\d{1,6})\s*[-–]\s*(\d{1,6})\s*")
_DATE_VI = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
#: A closure longer than this is a slip of the pen.
_LONGEST_CLOSURE = timedelta(days=60)


class NotationError(ValueError):
    """Hours, days or numbers that cannot be understood."""


def read_span(text: str) -> Span:
    """Minutes of the day from "07:30-11:30" or "7h30-11h30"."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise NotationError(f"{text!r} is no time of day from … to …: expected like 07:30-11:30")
    hours = [int(found[1]), int(found[3])]
    minutes = [int(found[2] or 0), int(found[4] or 0)]
    times = [hour * 60 + minute for hour, minute in zip(hours, minutes, strict=True)]
    if max(minutes) > 59 or max(times) > 24 * 60:
        raise NotationError(f"{text!r}: there is no such time of day")
    return times[0], times[1]


def write_span(span: Span) -> str:
    """(450, 690) as "07:30-11:30"."""
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in span)


def read_spans(raw: str | list[str]) -> tuple[Span, ...]:
    """The hours of one day: "07:30-11:30", several in a list or behind commas; [] is closed."""
    spans = tuple(read_span(part) for part in (raw.split(",") if isinstance(raw, str) else raw))
    wrong = out_of_order(spans)
    if wrong:
        raise NotationError(wrong)
    return spans


def out_of_order(spans: tuple[Span, ...]) -> str:
    """What is wrong with the order of a day's hours; "" if each ends after it begins and before the next."""
    for begin, end in spans:
        if end <= begin:
            return f"{write_span((begin, end))} ends before it begins"
    for earlier, later in pairwise(spans):
        if later[0] < earlier[1]:
            return f"{write_span(later)} begins before {write_span(earlier)} is over"
    return ""


def read_days(text: str) -> tuple[int, ...]:
    """Days, 0 = Monday … 6, from "mon-fri", "sat", "mon, wed"."""
    days: list[int] = []
    for part in text.lower().split(","):
        first, dash, last = (name.strip() for name in part.replace("–", "-").partition("-"))
        begin, end = _read_day(first), _read_day(last if dash else first)
        if end < begin:
            raise NotationError(f"days {part.strip()!r} run backwards")
        days += range(begin, end + 1)
    return tuple(days)


def _read_day(name: str) -> int:
    if name not in _DAY_NUMBERS:
        raise NotationError(f"unknown day {name!r}{nearest(name, DAYS)}")
    return _DAY_NUMBERS[name]


def read_week(table: dict[str, str | list[str]]) -> tuple[WeekHours, list[tuple[str, NotationError]]]:
    """A week from its table, and what was wrong, by key. A day without a word is closed."""
    week: dict[int, tuple[Span, ...]] = {}
    mistakes: list[tuple[str, NotationError]] = []
    for key, raw in table.items():
        try:
            days, spans = read_days(key), read_spans(raw)
            twice = [DAYS[day] for day in days if day in week]
            if twice:
                raise NotationError(f"{', '.join(twice)} has its hours already")
            week |= dict.fromkeys(days, spans)
        except NotationError as mistake:
            mistakes.append((key, mistake))
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (week.get(day, ()) for day in range(7))
    return (monday, tuesday, wednesday, thursday, friday, saturday, sunday), mistakes


def write_week(week: WeekHours) -> dict[str, list[str]]:
    """A week as its table, days with the same hours together; closed days are left out."""
    table: dict[str, list[str]] = {}
    for spans, group in groupby(range(7), key=lambda day: week[day]):
        days = list(group)
        if spans:
            name = DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
            table[name] = [write_span(span) for span in spans]
    return table


def read_numbers(text: str) -> tuple[int, int]:
    """First and last from "801-849"."""
    found = _NUMBERS.fullmatch(text)
    if found is None:
        raise NotationError(f"{text!r} is no range of numbers: expected like 1-799")
    return int(found[1]), int(found[2])


def read_dates(text: str) -> Iterator[str]:
    """The day "2026-09-02", or each day of "2027-02-05 to 2027-02-11"."""
    first, to, last = text.partition(" to ")
    begin, end = read_date(first.strip()), read_date(last.strip() if to else first.strip())
    if not timedelta(0) <= end - begin <= _LONGEST_CLOSURE:
        raise NotationError(f"{text!r}: the last day comes before the first, or more than 60 days after it")
    for day in range((end - begin).days + 1):
        yield (begin + timedelta(days=day)).isoformat()


def read_date(text: str) -> date:
    """A date from "2026-09-02"; 2/9/2026 is understood, and refused with the right way to write it."""
    found = _DATE_VI.fullmatch(text)
    try:
        if found:
            meant = date(int(found[3]), int(found[2]), int(found[1]))
            raise NotationError(f"{text!r} is no date here: write {meant.isoformat()}")
        day = date.fromisoformat(text)
    except NotationError:
        raise
    except ValueError:
        raise NotationError(f"{text!r} is no date: expected like 2026-09-02") from None
    if day.isoformat() != text:
        raise NotationError(f"{text!r} is no date here: write {day.isoformat()}")
    return day
