"""How hours, days and ranges are written, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.office import notation
from broker.office.notation import NotationError
from tests.broker.office.made import spans, weeks


@pytest.mark.parametrize("text", ["07:30-11:30", "7:30-11:30", " 07:30 – 11:30 ", "7h30-11h30", "7H30 - 11:30"])
def test_hours_are_read_as_people_write_them(text: str) -> None:
    assert notation.read_span(text) == (450, 690)


def test_whole_hours_and_the_end_of_the_day() -> None:
    assert notation.read_span("7h-24h") == (420, 1440)
    assert notation.write_span((0, 1440)) == "00:00-24:00"


@pytest.mark.parametrize("text", ["", "07:30", "07:30-", "07.30-11.30", "morning", "07:60-08:00", "23:00-24:01"])
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NotationError, match=r"expected like 07:30-11:30|no such time of day"):
        notation.read_span(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon", (0,)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("Mon – Wed", (0, 1, 2)),
        ("mon, wed, sat-sun", (0, 2, 5, 6)),
        ("t2-t6", (0, 1, 2, 3, 4)),
        ("t7, cn", (5, 6)),
    ],
)
def test_days_alone_in_ranges_and_lists(text: str, days: tuple[int, ...]) -> None:
    assert notation.read_days(text) == days


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"mon-fri": "07:30-11:30", "fri": "08:00-09:00"}, "fri has its hours already"),
        ({"monday": "07:30-11:30"}, "unknown day 'monday' (did you mean 'mon'?)"),
        ({"fri-mon": "07:30-11:30"}, "days 'fri-mon' run backwards"),
        ({"mon": ["07:30-11:30", "11:00-12:00"]}, "11:00-12:00 begins before 07:30-11:30 is over"),
        ({"mon": ["07:30-07:30"]}, "07:30-07:30 ends before it begins"),
    ],
)
def test_a_week_with_a_mistake_says_which_line(table: dict[str, str | list[str]], said: str) -> None:
    _, mistakes = notation.read_week(table)
    assert [(key, str(mistake)) for key, mistake in mistakes] == [(list(table)[-1], said)]


def test_a_week_reads_like_an_office_says_it() -> None:
    week, mistakes = notation.read_week({"mon-fri": "07:30-11:30, 13:30-17:00", "sat": ["07:30-11:30"], "sun": []})
    assert mistakes == []
    assert week == (((450, 690), (810, 1020)),) * 5 + (((450, 690),), ())
    assert notation.write_week(week) == {"mon-fri": ["07:30-11:30", "13:30-17:00"], "sat": ["07:30-11:30"]}


@given(weeks())
def test_a_week_written_and_read_is_the_same(week: notation.WeekHours) -> None:
    assert notation.read_week(dict(notation.write_week(week))) == (week, [])


@given(spans(always=False))
def test_hours_of_a_day_written_and_read_are_the_same(day: tuple[tuple[int, int], ...]) -> None:
    assert notation.read_spans([notation.write_span(span) for span in day]) == day


@given(st.dates())
def test_a_date_is_read_only_as_written(day: notation.date) -> None:
    assert notation.read_date(day.isoformat()) == day
    with pytest.raises(NotationError, match=day.isoformat()):
        notation.read_date(f"{day.day}/{day.month}/{day.year:04d}")


def test_several_days_off_in_one_line() -> None:
    days = list(notation.read_dates("2027-02-27 to 2027-03-02"))
    assert days == ["2027-02-27", "2027-02-28", "2027-03-01", "2027-03-02"]


@pytest.mark.parametrize("text", ["2026-09-02 to 2026-09-01", "2026-01-01 to 2026-12-31", "2026-13-01", "20260902", ""])
def test_days_off_that_cannot_be_meant(text: str) -> None:
    with pytest.raises(NotationError):
        list(notation.read_dates(text))


@pytest.mark.parametrize(("text", "numbers"), [("1-799", (1, 799)), (" 801 – 849 ", (801, 849)), ("0-0", (0, 0))])
def test_ranges_of_numbers(text: str, numbers: tuple[int, int]) -> None:
    assert notation.read_numbers(text) == numbers
