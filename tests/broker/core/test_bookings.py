"""Appointments: applied as a whole, checked in once, early, on time, late, unknown, and while cut off."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.floor import Floor
from broker.core.state import Ticket, dump, load
from tests.broker.core.hall import Hall, code, kinds
from tests.offices import DATE, SEVEN, small_office

MINUTE_MS = 60_000
NINE = InstantMs(SEVEN + 120 * MINUTE_MS)


def hall_with(*bookings: c.Booking, cap: int | None = None, **rules: Any) -> Hall:
    office = small_office(**rules)
    services = tuple(msgspec.structs.replace(each, daily_cap=cap) for each in office.services)
    hall = Hall(msgspec.structs.replace(office, services=services))
    hall.do(c.ApplyBookings(date=DATE, bookings=bookings or (c.Booking(code="BOOK-1", service="land", at=NINE),)))
    return hall


def check_in(hall: Hall, booking: str = "BOOK-1", request: str = "request-b") -> Any:
    (answer,) = hall.do(c.RequestTicket(request_id=request, service="copy", kiosk="k1", booking=booking))
    if isinstance(answer, e.CommandRefused):
        return answer
    hall.do(c.ReportPrinted(ticket=answer.ticket))
    return hall.floor.state.tickets[answer.ticket]


@pytest.mark.parametrize(
    ("minutes", "place_min", "callable_now"), [(-30, -15, False), (0, -15, True), (15, -15, True), (16, 16, True)]
)
def test_early_on_time_and_late(minutes: int, place_min: int, callable_now: bool) -> None:
    hall = hall_with()
    hall.at(9, minutes) if minutes >= 0 else hall.at(8, 60 + minutes)
    ticket = check_in(hall)
    assert (ticket.service, ticket.booked_at) == ("land", NINE)
    assert ticket.place[0] == NINE + place_min * MINUTE_MS
    assert (ticket.stage == "waiting", ticket.not_before) == (callable_now, None if callable_now else NINE)
    hall.at(9, 20)
    assert ticket.stage == "waiting"


def test_nobody_with_a_booking_stands_before_the_opening_of_the_day() -> None:
    early = c.Booking(code="BOOK-1", service="land", at=InstantMs(SEVEN + 31 * MINUTE_MS))
    hall = hall_with(early)
    assert check_in(hall).place[0] == hall.floor.state.opened_at


def test_unknown_used_and_repeated() -> None:
    hall = hall_with()
    assert (check_in(hall, "BOOK-9").code, check_in(hall, "BOOK-9").params) == ("no_booking", {"code": "BOOK-9"})
    ticket = check_in(hall)
    assert check_in(hall).id == ticket.id
    other = check_in(hall, request="request-c")
    assert (other.code, other.params) == ("booking_used", {"number": ticket.number})


def test_a_void_number_gives_the_booking_back() -> None:
    hall = hall_with()
    (issued,) = hall.do(c.RequestTicket(request_id="request-b", service="land", kiosk="k1", booking="BOOK-1"))
    assert isinstance(issued, e.TicketIssued)
    hall.do(c.ReportPrintFailed(ticket=issued.ticket, reason="paper out", final=True))
    assert isinstance(check_in(hall, request="request-c"), Ticket)


def test_one_limit_over_kiosk_and_online_together() -> None:
    hall = hall_with(
        c.Booking(code="BOOK-1", service="land", at=NINE), c.Booking(code="BOOK-2", service="land", at=NINE), cap=3
    )
    hall.take("land")
    assert code(hall.do(c.RequestTicket(request_id="request-x", service="land", kiosk="k1"))) == "full"
    assert isinstance(check_in(hall), Ticket)
    assert code(hall.do(c.RequestTicket(request_id="request-y", service="land", kiosk="k1"))) == "full"
    assert isinstance(check_in(hall, "BOOK-2", "request-d"), Ticket)


def test_a_list_replaces_the_one_before_and_the_same_list_changes_nothing() -> None:
    hall = hall_with()
    rows = len(hall.journal)
    again = c.ApplyBookings(date=DATE, bookings=(c.Booking(code="BOOK-1", service="land", at=NINE),))
    assert kinds(hall.do(again)) == ["BookingsApplied"]
    assert len(hall.journal) == rows
    hall.do(c.ApplyBookings(date=DATE, bookings=(c.Booking(code="BOOK-2", service="land", at=NINE),)))
    assert check_in(hall).code == "no_booking"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"date": "2026-11-22"}, "day_past"),
        ({"date": "2026-13-01"}, "bad_date"),
        ({"bookings": (c.Booking(code="BOOK-1", service="lend", at=NINE),)}, "unknown_service"),
        ({"bookings": (c.Booking(code="BOOK-1", service="land", at=NINE),) * 2}, "malformed"),
    ],
)
def test_a_list_that_cannot_be_is_refused_whole(change: dict[str, Any], why: str) -> None:
    hall = hall_with()
    before = dump(hall.floor.state)
    assert code(hall.do(c.ApplyBookings(**({"date": DATE, "bookings": ()} | change)))) == why
    assert dump(hall.floor.state) == before


def test_the_list_of_a_later_day_waits_for_it_and_that_of_a_past_one_is_forgotten() -> None:
    hall = hall_with()
    tomorrow = InstantMs(NINE + 24 * 60 * MINUTE_MS)
    later = c.ApplyBookings(date="2026-11-24", bookings=(c.Booking(code="BOOK-7", service="copy", at=tomorrow),))
    hall.do(later)
    assert check_in(hall, "BOOK-7").code == "no_booking"
    hall.do(c.CloseDay())
    hall.now += 24 * 60 * MINUTE_MS
    hall.do(c.OpenDay(date="2026-11-24"))
    assert list(hall.floor.state.bookings) == ["2026-11-24"]
    assert check_in(hall, "BOOK-7").booked_at == tomorrow


def test_a_day_closed_by_mistake_lets_who_was_cut_off_check_in_again() -> None:
    hall = hall_with()
    check_in(hall)
    hall.do(c.CloseDay())
    hall.do(c.OpenDay(date=DATE))
    assert isinstance(check_in(hall, request="request-c"), Ticket)


def test_a_restart_knows_who_has_come() -> None:
    hall = hall_with()
    check_in(hall)
    anew = Floor(load(dump(hall.floor.state)))
    assert (anew.booked, anew.expected) == (hall.floor.booked, {})
    assert anew.state.checked_in == {"BOOK-1": "A-001"}


def adopt(hall: Hall, taken: int, number: str = "A-801", **more: Any) -> tuple[e.Event, ...]:
    return hall.do(
        c.AdoptOffline(
            **{"request_id": f"offline-{number}", "service": "land", "kiosk": "k1"} | more,
            number=number,
            taken=InstantMs(taken),
            booking="BOOK-1",
        )
    )


def test_a_kiosk_cut_off_checks_in_by_the_days_list() -> None:
    hall = hall_with()
    hall.at(8, 50)
    adopt(hall, NINE - 40 * MINUTE_MS)
    ticket = hall.ticket("A-801")
    assert (ticket.stage, ticket.not_before, ticket.booked_at) == ("issued", NINE, NINE)
    assert ticket.place[0] == NINE - 15 * MINUTE_MS
    assert check_in(hall).code == "booking_used"
    hall.at(9)
    assert ticket.stage == "waiting"


def test_a_check_in_offline_long_after_the_appointment_stands_by_the_time_of_taking() -> None:
    hall = hall_with()
    hall.at(10)
    adopt(hall, NINE + 20 * MINUTE_MS)
    assert (hall.ticket("A-801").place[0], hall.ticket("A-801").stage) == (NINE + 20 * MINUTE_MS, "waiting")


def test_a_second_paper_for_a_booking_stands_as_a_plain_number() -> None:
    hall = hall_with()
    check_in(hall)
    hall.at(9)
    adopt(hall, NINE - MINUTE_MS)
    paper = hall.ticket("A-801")
    assert (paper.booking, paper.booked_at, paper.place[0]) == (None, None, NINE - MINUTE_MS)


def test_the_paper_of_a_check_in_that_the_engine_had_answered_unheard_takes_the_booking_over() -> None:
    hall = hall_with()
    hall.do(c.RequestTicket(request_id="request-b", service="land", kiosk="k1", booking="BOOK-1"))
    adopt(hall, hall.now, request_id="request-b")
    assert hall.floor.state.checked_in == {"BOOK-1": "A-801"}
    assert (hall.ticket("A-001").outcome, hall.ticket("A-801").booking) == ("voided", "BOOK-1")
