"""Where now stands in the working day."""

from __future__ import annotations

from datetime import datetime

import pytest

from broker.contract.office import Calendar
from broker.hall.times import VIETNAM, local, working_day
from tests.display.boards import MONDAY_0805, WEEK

CALENDAR = Calendar(
    counters=WEEK,
    kiosk=WEEK,
    closures={"2026-11-23": {"vi": "Ngày lễ"}, "2026-11-24": {"vi": "Ngày lễ"}},
    extra={"2026-11-29": ((480, 600),)},
)
OPEN = Calendar(counters=WEEK, kiosk=WEEK, extra=CALENDAR.extra)


def at(day: int, clock: str) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=VIETNAM)


def test_an_instant_is_read_by_the_clock_of_vietnam() -> None:
    assert local(MONDAY_0805) == at(23, "08:05")


@pytest.mark.parametrize("instant", [-1, 0, 10**18, 2**70])
def test_an_instant_beyond_every_calendar_is_no_error(instant: int) -> None:
    assert 1970 <= local(instant).year <= 9999


@pytest.mark.parametrize(
    ("day", "clock", "phase", "opens"),
    [
        (23, "07:29", "before", "23 07:30"),
        (23, "07:30", "open", None),
        (23, "11:29", "open", None),
        (23, "11:30", "lunch", "23 13:30"),
        (23, "13:30", "open", None),
        (23, "17:00", "over", "24 07:30"),
        (27, "17:00", "over", "28 07:30"),
        (28, "11:30", "over", "29 08:00"),
        (29, "07:00", "before", "29 08:00"),
        (29, "10:00", "over", "30 07:30"),
    ],
)
def test_the_phase_of_the_day(day: int, clock: str, phase: str, opens: str | None) -> None:
    found = working_day(at(day, clock), OPEN)
    assert found.phase == phase
    assert (f"{found.opens:%d %H:%M}" if found.opens else None) == opens


def test_a_closure_is_over_all_day_and_names_its_reason() -> None:
    found = working_day(at(23, "09:00"), CALENDAR)
    assert (found.phase, found.holiday) == ("over", {"vi": "Ngày lễ"})
    assert found.opens == at(25, "07:30")


def test_an_office_that_never_opens_promises_nothing() -> None:
    never = Calendar(counters=((),) * 7, kiosk=((),) * 7)
    assert working_day(at(23, "09:00"), never).opens is None


def test_a_counter_may_have_hours_of_its_own() -> None:
    mornings = (((450, 600),),) * 7
    assert working_day(at(23, "10:30"), OPEN, mornings).phase == "over"
