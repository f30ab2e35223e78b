"""A visit of several services under one number, a number taken for the wrong service, a note, a slip elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.core.measures import Tally
from tests.broker.core.hall import Hall, code, kinds
from tests.offices import small_office


def tally(hall: Hall, key: str) -> Tally:
    return hall.floor.state.tallies.get(key, Tally())


def serve(hall: Hall, counter: str) -> None:
    """A counter in service with whoever is next."""
    for key in ("next", "next", "start"):
        hall.key(counter, key)  # type: ignore[arg-type]


# --- several services ----------------------------------------------------------------------------------------


def test_the_visit_goes_on_at_the_same_counter_without_a_wait() -> None:
    hall = Hall()
    ticket = hall.take("copy", further=("sign",))
    serve(hall, "1")
    hall.pass_s(300)
    done = hall.press(c.FinishService, "1", outcome="more_papers", dossiers=2)
    assert kinds(done) == ["ServiceContinued"]
    desk = hall.desk("1")
    assert (desk.state, desk.ticket, desk.since, ticket.stage) == ("serving", ticket.id, hall.now, "serving")
    assert (ticket.service, ticket.further, ticket.leg.leg, ticket.leg.wait_work_ms) == ("sign", (), 2, None)
    hall.pass_s(120)
    hall.press(c.FinishService, "1", dossiers=5)
    assert (ticket.stage, ticket.outcome) == ("ended", "accepted")
    copy, sign = tally(hall, "service/copy"), tally(hall, "service/sign")
    assert (copy.dossiers, copy.served, copy.called, copy.histograms["service"]) == (2, 1, 1, {300: 1})
    assert (sign.dossiers, sign.served, sign.called, sign.histograms["service"]) == (5, 1, 0, {120: 1})
    assert not {"wait_work", "wait_clock", "walk"} & set(sign.histograms)
    assert sign.histograms["total"] == {420: 1}


def test_next_over_a_visit_that_goes_on_here_calls_nobody_else() -> None:
    hall = Hall()
    first, second = hall.take("copy", further=("sign",)), hall.take("copy")
    serve(hall, "1")
    assert kinds(hall.key("1", "next")) == ["ServiceContinued"]
    assert (first.service, second.stage) == ("sign", "waiting")
    assert kinds(hall.key("1", "next")) == ["ServiceFinished", "TicketCalled"]
    assert second.stage == "called"


@pytest.mark.parametrize(("place", "order"), [("keep", ["C-001", "A-001"]), ("now", ["A-001", "C-001"])])
def test_what_this_counter_may_not_take_waits_elsewhere(place: Any, order: list[str]) -> None:
    hall = Hall(small_office(transfer_place=place))
    ticket = hall.take("copy", further=("land",))
    hall.pass_s(60)
    hall.take("land")
    hall.pass_s(5)
    serve(hall, "1")
    assert kinds(hall.key("1", "next")) == ["VisitContinued", "CounterFreed"]
    assert (hall.desk("1").state, ticket.stage, ticket.service, ticket.moved) == ("free", "waiting", "land", True)
    assert hall.order() == order
    serve(hall, "3")
    assert hall.desk("3").ticket == hall.ticket(order[0]).id
    assert (tally(hall, "service/copy").served, tally(hall, "service/land").served) == (1, 0)


def test_who_is_sent_on_to_what_was_to_come_later_does_not_do_it_twice() -> None:
    hall = Hall()
    ticket = hall.take("copy", further=("land", "sign"))
    serve(hall, "1")
    hall.press(c.TransferTicket, "1", service="land")
    assert (ticket.service, ticket.further) == ("land", ("sign",))


def test_the_office_says_how_many_services_a_visit_may_have() -> None:
    hall = Hall(small_office(most_services=2))
    ask = c.RequestTicket(request_id="request-x", service="copy", kiosk="k1", further=("sign", "land"))
    (refused,) = hall.do(ask)
    assert isinstance(refused, e.CommandRefused)
    assert (refused.code, refused.params) == ("too_many_services", {"most": 2})
    assert hall.take("copy", further=("sign", "copy", "sign")).further == ("sign",)
    unknown = c.RequestTicket(request_id="request-y", service="copy", kiosk="k1", further=("lnd",))
    assert code(hall.do(unknown)) == "unknown_service"


def test_a_service_that_gives_no_numbers_is_refused_as_a_further_one_too() -> None:
    hall = Hall()
    hall.do(c.StopIssuing(service="sign"))
    assert code(hall.do(c.RequestTicket(request_id="request-x", service="copy", kiosk="k1", further=("sign",)))) == (
        "stopped"
    )


def test_one_more_thing_is_added_at_the_counter_and_taken_back() -> None:
    hall = Hall()
    ticket = hall.take("copy")
    assert code(hall.press(c.AddService, "1", service="sign")) == "nobody_served"
    serve(hall, "1")
    assert kinds(hall.press(c.AddService, "1", service="sign")) == ["ServiceAdded"]
    assert code(hall.press(c.AddService, "1", service="sign")) == "same_service"
    assert kinds(hall.press(c.UndoPress, "1")) == ["PressUndone"]
    assert hall.floor.state.tickets[ticket.id].further == ()
    hall.press(c.AddService, "1", service="sign")
    hall.press(c.AddService, "1", service="land")
    assert hall.floor.state.tickets[ticket.id].further == ("sign", "land")


@pytest.mark.parametrize("further", ["sign", "land"])
def test_the_end_of_one_service_is_taken_back_whole(further: str) -> None:
    hall = Hall()
    ticket = hall.take("copy", further=(further,))
    serve(hall, "1")
    hall.pass_s(60)
    learned = dict(hall.floor.state.served_n)
    hall.press(c.FinishService, "1", dossiers=3)
    hall.press(c.UndoPress, "1")
    back = hall.floor.state.tickets[ticket.id]
    assert (back.stage, back.service, back.further, back.leg.leg) == ("serving", "copy", (further,), 1)
    assert (hall.desk("1").state, tally(hall, "service/copy").legs) == ("serving", 0)
    assert {key: n for key, n in hall.floor.state.served_n.items() if n} == learned
    assert (ticket.id, 2) in hall.changes.gone_legs


def test_a_visit_counts_towards_the_limit_of_each_of_its_services() -> None:
    hall = Hall()
    hall.take("copy", further=("sign",))
    assert hall.floor.state.given == {"copy": 1, "sign": 1}


# --- the wrong number -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "order"), [("keep", ["C-001", "A-001"]), ("now", ["A-001", "C-001"])])
def test_a_number_taken_for_the_wrong_service_is_moved(place: Any, order: list[str]) -> None:
    hall = Hall(small_office(move_place=place))
    wrong = hall.take("copy")
    hall.pass_s(60)
    hall.take("land")
    hall.pass_s(5)
    (moved,) = hall.do(c.MoveTicket(ticket=wrong.id, service="land"))
    assert isinstance(moved, e.TicketMoved)
    assert (wrong.number, wrong.service, wrong.asked, hall.order()) == ("C-001", "land", "copy", order)
    assert (hall.floor.waiting("copy"), hall.floor.waiting("land")) == (0, 2)
    assert hall.floor.state.given == {"copy": 0, "land": 2}
    hall.pass_s(60)
    serve(hall, "3")
    serve(hall, "2")
    waited = 125 if place == "keep" else 60
    assert (wrong.leg.leg, wrong.leg.wait_clock_ms) == (1, waited * 1000)
    hall.key("2" if wrong.counter == "2" else "3", "start")
    assert "service/copy" not in hall.floor.state.tallies


def test_what_is_not_waiting_or_waits_there_already_is_not_moved() -> None:
    hall = Hall()
    ticket = hall.take("copy")
    assert code(hall.do(c.MoveTicket(ticket=ticket.id, service="copy"))) == "same_service"
    hall.do(c.StopIssuing(service="land"))
    assert code(hall.do(c.MoveTicket(ticket=ticket.id, service="land"))) == "stopped"
    serve(hall, "1")
    assert code(hall.do(c.MoveTicket(ticket=ticket.id, service="sign"))) == "not_waiting"


def test_a_moved_request_is_still_answered_with_its_number() -> None:
    hall = Hall()
    ticket = hall.take("copy")
    hall.do(c.MoveTicket(ticket=ticket.id, service="land"))
    (again,) = hall.do(c.RequestTicket(request_id=ticket.request_id, service="copy", kiosk="k1"))
    assert isinstance(again, e.TicketIssued)
    assert (again.ticket, again.service) == (ticket.id, "copy")


def test_a_number_moved_before_its_paper_keeps_its_turn_among_those_whose_paper_is_awaited() -> None:
    hall = Hall()
    first, second = hall.take("copy", printed=False), hall.take("copy", printed=False)
    hall.do(c.MoveTicket(ticket=first.id, service="land"))
    assert list(hall.floor.pending) == [first.id, second.id]
    hall.pass_s(10)
    assert (first.stage, first.service, second.stage) == ("waiting", "land", "waiting")


# --- a note, a slip elsewhere -----------------------------------------------------------------------------------


def test_a_note_goes_with_the_number_and_its_slip_is_printed_where_it_is_wanted() -> None:
    hall = Hall()
    answer = hall.do(
        c.RequestTicket(request_id="request-x", service="copy", kiosk="k1", note="wheelchair", print_at="k2")
    )
    issued, asked = answer
    assert isinstance(issued, e.TicketIssued)
    assert isinstance(asked, e.SlipAsked)
    assert (asked.ticket, asked.kiosk, asked.again) == (issued.ticket, "k2", False)
    assert hall.floor.state.tickets[issued.ticket].note == "wheelchair"
    assert [each.kiosk for each in hall.floor.state.slips.values()] == ["k2"]
    nowhere = c.RequestTicket(request_id="request-y", service="copy", kiosk="k1", print_at="k9")
    assert code(hall.do(nowhere)) == "unknown_kiosk"
