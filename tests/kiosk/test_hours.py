"""Open or closed, until when: local time, whatever the clock of the machine calls itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec
import pytest

from broker.contract.office import Calendar, Office, WeekHours
from kiosk.session import hours
from tests.offices import all_week, small_office, text

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


# --- by service and weekday ---------------------------------------------------------------------------------


def weekly(weekday: tuple[tuple[int, int], ...], saturday: tuple[tuple[int, int], ...]) -> WeekHours:
    return (weekday, weekday, weekday, weekday, weekday, saturday, ())


WORKING_WEEK = weekly(((450, 690), (810, 1020)), ((450, 690),))
MADE_UP = "2026-11-28"  # a Saturday


def office(**calendar: Any) -> Office:
    """Saturday mornings for certifying only; the last number a quarter of an hour before the end."""
    base = small_office()
    weekdays = weekly(((450, 690), (810, 1020)), ())
    services = tuple(
        msgspec.structs.replace(each, hours=weekdays) if each.id == "land" else each for each in base.services
    )
    kiosk = weekly(((420, 675), (780, 990)), ((420, 675),))
    days = Calendar(counters=WORKING_WEEK, kiosk=kiosk, last_number_before_min=15, **calendar)
    return msgspec.structs.replace(base, services=services, calendar=days)


def not_given(here: Office, service: str, local: str) -> str | None:
    found = next(each for each in here.services if each.id == service)
    return hours.not_given(here, found, at(local))


@pytest.mark.parametrize(
    ("service", "local", "why"),
    [
        ("land", "2026-11-23T07:00", None),
        ("land", "2026-11-23T12:00", None),  # at lunch: a number of the afternoon
        ("land", "2026-11-23T16:44", None),
        ("land", "2026-11-23T16:45", "over"),
        ("land", "2026-11-28T08:00", "not_today"),  # on Saturdays we only certify
        ("copy", "2026-11-28T11:14", None),
        ("copy", "2026-11-28T11:15", "over"),
        ("copy", "2026-11-29T08:00", "not_today"),
        ("copy", "2026-11-24T08:00", "not_today"),  # closed for once
    ],
)
def test_whether_the_calendar_gives_a_number(service: str, local: str, why: str | None) -> None:
    assert not_given(office(closures={"2026-11-24": text("Nghỉ")}), service, local) == why


def test_a_saturday_that_is_made_up_works_like_the_weekday_with_the_same_hours() -> None:
    here = office(extra={MADE_UP: ((450, 690), (810, 1020))})
    assert not_given(here, "land", f"{MADE_UP}T15:00") is None
    assert hours.kiosk_open(here.calendar, at(f"{MADE_UP}T07:00"))
    assert hours.kiosk_open(here.calendar, at(f"{MADE_UP}T16:29"))
    assert not hours.kiosk_open(here.calendar, at(f"{MADE_UP}T12:00"))


def test_a_day_with_hours_of_its_own_has_them_at_the_kiosk_too() -> None:
    here = office(extra={MADE_UP: ((480, 600),)})
    assert not hours.kiosk_open(here.calendar, at(f"{MADE_UP}T07:00"))
    assert hours.kiosk_open(here.calendar, at(f"{MADE_UP}T08:00"))


@pytest.mark.parametrize(("local", "day"), [("2026-11-23T16:00", "2026-11-25"), ("2026-11-28T10:00", "2026-11-30")])
def test_the_next_working_day_passes_over_closures_and_sundays(local: str, day: str) -> None:
    here = office(closures={"2026-11-24": text("Nghỉ")})
    assert hours.next_working_day(here.calendar, at(local)) == date.fromisoformat(day)
