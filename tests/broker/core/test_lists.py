"""Tomorrow's list, who was not served and comes first, and one number a person and field."""

from __future__ import annotations

from typing import Any

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.core.floor import Floor
from broker.core.state import dump, load
from tests.broker.core.hall import Hall, code
from tests.offices import DATE, small_office

TOMORROW = "2026-11-24"
DAY_MS = 86_400_000
ANNA, BINH = "a" * 64, "b" * 64


def listing(hall: Hall, name: str = "listing-1", service: str = "copy") -> Any:
    (answer,) = hall.do(c.ListTomorrow(request_id=name, service=service, kiosk="k1", class_id="elder", quantity=3))
    return answer


def next_day(hall: Hall) -> None:
    hall.do(c.CloseDay())
    hall.now += DAY_MS
    hall.do(c.OpenDay(date=TOMORROW))
    hall.now += 60_000


def entries(hall: Hall) -> list[str]:
    return [each.entry for each in hall.floor.state.carried]


def first(hall: Hall, entry: str, name: str = "request-first", service: str = "copy") -> Any:
    (answer, *_) = hall.do(c.RequestTicket(request_id=name, service=service, kiosk="k1", carried=entry))
    if isinstance(answer, e.TicketIssued):
        hall.do(c.ReportPrinted(ticket=answer.ticket))
    return answer


# --- the list ---------------------------------------------------------------------------------------------------


def test_a_request_is_listed_once_with_its_place_in_the_list() -> None:
    hall = Hall()
    one, two = listing(hall), listing(hall, "listing-2", "land")
    assert ((one.entry, one.nth), (two.entry, two.nth)) == ((f"{DATE}/1", 1), (f"{DATE}/2", 2))
    assert listing(hall) == one
    assert code((listing(hall, "listing-1", "land"),)) == "request_used"
    assert code(hall.do(c.RequestTicket(request_id="listing-1", service="copy", kiosk="k1"))) == "request_used"
    taken = hall.take("copy")
    assert code((listing(hall, taken.request_id),)) == "request_used"
    next_day(hall)
    assert listing(hall) == one


def test_who_was_not_served_and_who_is_listed_come_first_tomorrow_in_this_order() -> None:
    hall = Hall()
    served, held, waits, silent = (hall.take("copy", printed=nth < 3) for nth in range(4))
    listing(hall)
    for key in ("next", "next", "start", "start", "next"):
        hall.key("1", key)  # type: ignore[arg-type]
    hall.press(c.HoldTicket, "1")
    gone = hall.take("land")
    hall.do(c.GiveUpTicket(ticket=gone.id))
    next_day(hall)
    assert entries(hall) == [held.id, waits.id, silent.id, f"{DATE}/1"]
    assert served.outcome == "accepted"
    last = hall.floor.state.carried[-1]
    assert (last.number, last.class_id, last.quantity) == ("", "elder", 3)
    plain = hall.take("copy")
    for name, entry in enumerate(reversed(entries(hall))):
        assert isinstance(first(hall, entry, f"request-first-{name}"), e.TicketIssued)
    assert [hall.floor.state.tickets[f"{TOMORROW}.{each}"].carried for each in hall.order()] == [
        *entries(hall),
        plain.carried,
    ]


def test_an_entry_is_made_good_once_and_again_if_the_number_was_void() -> None:
    hall = Hall()
    entry = hall.take("copy").id
    next_day(hall)
    (issued,) = hall.do(c.RequestTicket(request_id="request-first", service="copy", kiosk="k1", carried=entry))
    assert isinstance(issued, e.TicketIssued)
    again = first(hall, entry, "request-again")
    assert (again.code, again.params) == ("carried_used", {"number": issued.number})
    hall.do(c.ReportPrintFailed(ticket=issued.ticket, reason="paper out", final=True))
    assert isinstance(first(hall, entry, "request-again"), e.TicketIssued)
    assert first(hall, "nobody", "request-other").code == "unknown_carried"


def test_a_day_opened_again_keeps_its_list_and_takes_up_whom_its_closing_cut_off() -> None:
    hall = Hall()
    yesterday = hall.take("copy").id
    next_day(hall)
    cut_off = hall.take("copy").id
    listed = listing(hall).entry
    hall.do(c.CloseDay())
    hall.do(c.OpenDay(date=TOMORROW))
    assert entries(hall) == [yesterday, cut_off]
    assert isinstance(first(hall, yesterday), e.TicketIssued)
    hall.do(c.CloseDay())
    hall.now += DAY_MS
    hall.do(c.OpenDay(date="2026-11-25"))
    assert entries(hall) == [cut_off, f"{TOMORROW}b.C-002", listed]


def test_training_is_on_no_list() -> None:
    hall = Hall()
    hall.do(c.SetTraining(on=True, kiosk="k1"))
    hall.take("copy")
    assert listing(hall).training
    next_day(hall)
    assert entries(hall) == []


# --- one number a person and field ---------------------------------------------------------------------------------


def ask(hall: Hall, person: str, service: str = "copy", **more: Any) -> tuple[e.Event, ...]:
    hall.requests += 1
    command = c.RequestTicket(request_id=f"request-{hall.requests}", service=service, kiosk="k1", person=person, **more)
    return hall.do(command)


def test_a_person_has_one_live_number_in_a_field() -> None:
    hall = Hall(small_office(one_per_person=True))
    (one,) = ask(hall, ANNA)
    assert isinstance(one, e.TicketIssued)
    (refused,) = ask(hall, ANNA, "sign")
    assert isinstance(refused, e.CommandRefused)
    assert (refused.code, refused.params) == ("one_each", {"number": one.number})
    assert code(ask(hall, ANNA, "land")) == code(ask(hall, BINH)) == ""
    hall.do(c.GiveUpTicket(ticket=one.ticket))
    assert code(ask(hall, ANNA, "sign")) == ""


def test_further_services_count_as_numbers_of_their_fields() -> None:
    hall = Hall(small_office(one_per_person=True))
    ask(hall, ANNA, "copy", further=("land",))
    assert code(ask(hall, ANNA, "land")) == "one_each"


def test_an_absent_visitor_has_a_number_as_long_as_the_place_is_held() -> None:
    hall = Hall(small_office(one_per_person=True))
    (one,) = ask(hall, ANNA)
    assert isinstance(one, e.TicketIssued)
    hall.do(c.ReportPrinted(ticket=one.ticket))
    for key in ("next", "next", "recall"):
        hall.key("1", key)  # type: ignore[arg-type]
    hall.pass_s(80)
    hall.key("1", "recall", long=True)
    assert hall.floor.state.tickets[one.ticket].stage == "missed"
    assert code(ask(hall, ANNA)) == "one_each"
    hall.jump(30 * 60 + 1)
    assert code(ask(hall, ANNA)) == ""


def test_a_number_does_not_move_into_a_field_where_its_person_has_one() -> None:
    hall = Hall(small_office(one_per_person=True))
    (one,), (two,) = ask(hall, ANNA, "copy"), ask(hall, ANNA, "land")
    assert isinstance(one, e.TicketIssued)
    assert isinstance(two, e.TicketIssued)
    assert code(hall.do(c.MoveTicket(ticket=one.ticket, service="land"))) == "one_each"
    assert code(hall.do(c.MoveTicket(ticket=one.ticket, service="sign"))) == ""


def test_the_rule_survives_a_restart() -> None:
    hall = Hall(small_office(one_per_person=True))
    ask(hall, ANNA)
    hall.floor = Floor(load(dump(hall.floor.state)))
    assert code(ask(hall, ANNA)) == "one_each"


@pytest.mark.parametrize("offline", [False, True])
def test_an_office_without_the_rule_stores_no_person(offline: bool) -> None:
    hall = Hall()
    if offline:
        adopted = c.AdoptOffline(
            request_id="request-o",
            number="C-801",
            service="copy",
            kiosk="k1",
            taken=hall.now,
            person=ANNA,  # type: ignore[arg-type]
        )
        hall.do(adopted)
    else:
        assert code(ask(hall, ANNA)) == code(ask(hall, ANNA)) == ""
    assert all(each.person is None for each in hall.floor.state.tickets.values())
