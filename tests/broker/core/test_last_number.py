"""Until when numbers are given: so long before the last counter of the service closes."""

from __future__ import annotations

import msgspec

from broker.contract import commands as c
from tests.broker.core.hall import Hall, code
from tests.offices import SEVEN, small_office

MINUTE_MS = 60_000
#: Counters close at 17:00, ten hours after SEVEN.
CLOSE = SEVEN + 10 * 60 * MINUTE_MS


def ask(hall: Hall, name: str) -> str:
    """Ask for a number; why it was refused, or ""."""
    return code(hall.do(c.RequestTicket(request_id=f"request-{name}", service="copy", kiosk="k1")))


def test_the_last_number_is_given_fifteen_minutes_before_closing() -> None:
    hall = Hall(now=CLOSE - 15 * MINUTE_MS - 1)
    assert ask(hall, "before") == ""
    hall.now += 1
    assert ask(hall, "after") == "over"


def test_the_office_says_how_long_before() -> None:
    office = small_office()
    calendar = msgspec.structs.replace(office.calendar, last_number_before_min=60)
    hall = Hall(msgspec.structs.replace(office, calendar=calendar), now=CLOSE - 60 * MINUTE_MS)
    assert ask(hall, "too late") == "over"


def test_numbers_for_the_afternoon_are_given_over_lunch() -> None:
    assert ask(Hall(now=SEVEN + 5 * 60 * MINUTE_MS), "at noon") == ""


def test_a_day_left_open_over_night_gives_no_numbers() -> None:
    assert ask(Hall(now=SEVEN + 24 * 60 * MINUTE_MS), "tomorrow") == "over"
