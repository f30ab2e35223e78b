"""Open or closed, until when: local time, whatever the clock of the machine calls itself."""

from __future__ import annotations

from datetime import datetime

import pytest

from broker.contract.office import Calendar
from kiosk.session import hours
from tests.offices import all_week, text

CALENDAR = Calendar(
    counters=all_week((450, 690), (810, 1020)),
    kiosk=(*[((420, 675), (780, 990))] * 5, ((420, 675),), ()),  # type: ignore[arg-type]
    closures={"2026-12-24": text("Ngày nghỉ"), "2026-12-25": text("Ngày nghỉ")},
    extra={"2026-12-27": ((450, 690),)},
)


def at(local: str) -> int:
    return int(datetime.fromisoformat(f"{local}+07:00").timestamp() * 1000)


@pytest.mark.parametrize(
    ("local", "is_open"),
    [
        ("2026-11-23T06:59:59", False),
        ("2026-11-23T07:00", True),
        ("2026-11-23T11:14:59", True),
        ("2026-11-23T11:15", False),
        ("2026-11-28T10:00", True),  # Saturday
        ("2026-11-29T10:00", False),  # Sunday
        ("2026-12-24T10:00", False),  # a closure
        ("2026-12-27T10:00", True),  # a Sunday worked to make up for it
        ("2026-11-24T00:00", False),  # 17:00 of the day before in UTC
    ],
)
def test_whether_numbers_are_given(local: str, is_open: bool) -> None:
    assert hours.kiosk_open(CALENDAR, at(local)) is is_open


@pytest.mark.parametrize(
    ("local", "opens"),
    [
        ("2026-11-23T06:00", "2026-11-23T07:00"),
        ("2026-11-23T12:00", "2026-11-23T13:00"),
        ("2026-11-23T17:00", "2026-11-24T07:00"),
        ("2026-11-28T12:00", "2026-11-30T07:00"),
        ("2026-12-23T18:00", "2026-12-26T07:00"),
    ],
)
def test_when_it_opens_next(local: str, opens: str) -> None:
    assert hours.next_opening(CALENDAR, at(local)) == at(opens)


def test_an_office_that_never_opens() -> None:
    never = Calendar(counters=all_week(), kiosk=all_week())
    assert hours.next_opening(never, at("2026-11-23T06:00")) is None


def test_lunch_lasts_until_the_counters_go_on() -> None:
    assert hours.lunch_until(CALENDAR, at("2026-11-23T11:29:59")) is None
    assert hours.lunch_until(CALENDAR, at("2026-11-23T11:30")) == at("2026-11-23T13:30")
    assert hours.lunch_until(CALENDAR, at("2026-11-23T13:30")) is None


def test_the_name_of_a_closure() -> None:
    assert hours.holiday(CALENDAR, at("2026-12-24T23:59")) == text("Ngày nghỉ")
    assert hours.holiday(CALENDAR, at("2026-12-26T00:00")) is None
