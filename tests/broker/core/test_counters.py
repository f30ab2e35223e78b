"""What a counter can do with a visitor besides the keys: call by name, hold, send on; and who sits there."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.office import Shift
from tests.broker.core.hall import Hall, code, kinds
from tests.offices import all_week, small_office


def refused(answer: tuple[e.Event, ...]) -> tuple[str, dict[str, str | int]]:
    (no,) = answer
    assert isinstance(no, e.CommandRefused), no
    return no.code, dict(no.params)


def served(hall: Hall, counter: str = "1") -> str:
    ticket = hall.put(counter, "serving")
    assert ticket is not None
    return ticket.number


# --- open, shut, pause, by their own commands ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "state", "does"),
    [
        (c.OpenCounter, "shut", ["CounterOpened"]),
        (c.OpenCounter, "paused", ["CounterOpened"]),
        (c.OpenCounter, "ready", "not_shut"),
        (c.OpenCounter, "serving", "not_shut"),
        (c.ShutCounter, "ready", ["CounterShut"]),
        (c.ShutCounter, "free", ["CounterShut"]),
        (c.ShutCounter, "paused", ["CounterShut"]),
        (c.ShutCounter, "calling", ["TicketReleased", "CounterShut"]),
        (c.ShutCounter, "serving", "serving"),
        (c.ShutCounter, "shut", "shut"),
        (c.PauseCounter, "free", ["CounterPaused"]),
        (c.PauseCounter, "calling", ["TicketReleased", "CounterPaused"]),
        (c.PauseCounter, "serving", "serving"),
        (c.PauseCounter, "paused", "paused"),
        (c.PauseCounter, "shut", "shut"),
        (c.CallNext, "shut", ["CounterOpened"]),
        (c.CallNext, "ready", ["CounterFreed"]),
        (c.CallNext, "calling", "calling"),
        (c.FinishService, "serving", ["ServiceFinished"]),
        (c.FinishService, "calling", "nobody_served"),
        (c.FinishService, "ready", "nobody_served"),
        (c.HoldTicket, "ready", "nobody_called"),
        (c.TransferTicket, "ready", "nobody_called"),
        (c.UndoPress, "shut", "nothing_to_undo"),
    ],
    ids=str,
)
def test_a_command_in_a_state(kind: type[c.CounterCommand], state: str, does: Any) -> None:
    hall = Hall()
    if state != "shut":
        hall.put("1", state)
    more = {"service": "sign"} if kind is c.TransferTicket else {}
    answer = hall.press(kind, "1", **more)
    assert (code(answer) if isinstance(does, str) else kinds(answer)) == does


def test_a_pause_says_why_and_until_when() -> None:
    hall = Hall()
    hall.put("1", "ready")
    until = hall.now + 900_000
    hall.press(c.PauseCounter, "1", reason="consulting", until=until)
    assert (hall.desk("1").pause_reason, hall.desk("1").until) == ("consulting", until)
    hall.key("1", "next")
    assert (hall.desk("1").pause_reason, hall.desk("1").until) == (None, None)


def test_whom_a_pausing_counter_was_calling_goes_to_the_head_of_the_line() -> None:
    hall = Hall()
    hall.put("1", "calling")
    hall.take()
    hall.key("1", "pause")
    assert hall.order() == ["C-001", "C-002"]


def test_an_outcome_and_its_dossiers_stand_in_the_log() -> None:
    hall = Hall()
    number = served(hall)
    hall.press(c.FinishService, "1", outcome="more_papers", dossiers=7)
    ticket = hall.ticket(number)
    assert (ticket.outcome, ticket.leg.outcome, ticket.leg.dossiers, ticket.leg.last) == (
        "more_papers", "more_papers", 7, True,
    )  # fmt: skip
    figures = hall.floor.state.tallies["service/copy"]
    assert (figures.served, figures.dossiers) == (1, 7)


# --- this one ------------------------------------------------------------------------------------------------


def test_a_named_call_keeps_its_reason_and_whom_it_passed_over() -> None:
    hall = Hall()
    hall.put("1", "ready")
    first, second, third = hall.take(), hall.take("sign"), hall.take()
    (call,) = hall.press(c.CallThis, "1", ticket=third.id, reason="cannot stand")
    assert isinstance(call, e.TicketCalled)
    assert (call.ticket, call.why.rule, call.why.reason) == (third.id, "named", "cannot stand")
    assert (call.why.candidates, call.why.passed, call.why.passed_count) == (3, (first.id, second.id), 2)
    assert "named" in third.leg.marks
    assert hall.order() == [first.number, second.number]


@pytest.mark.parametrize("state", ["shut", "paused", "calling", "serving"])
def test_only_a_counter_with_nobody_calls_by_name(state: str) -> None:
    hall = Hall()
    hall.put("1", state)
    ticket = hall.take()
    assert code(hall.press(c.CallThis, "1", ticket=ticket.id, reason="r")) == state


def test_a_ticket_that_is_somewhere_else_is_told_where() -> None:
    hall = Hall()
    other = hall.put("2", "calling")
    hall.put("1", "ready")
    assert other is not None
    assert refused(hall.press(c.CallThis, "1", ticket=other.id, reason="r")) == (
        "e_taken", {"number": "C-001", "stage": "called", "counter": "2", "at": hall.now},
    )  # fmt: skip


def test_unprinted_foreign_and_unknown_tickets_are_not_called_by_name() -> None:
    hall = Hall()
    hall.put("1", "ready")
    silent, land = hall.take(printed=False), hall.take("land")
    assert refused(hall.press(c.CallThis, "1", ticket=silent.id, reason="r")) == ("not_yet", {"number": "C-001"})
    assert refused(hall.press(c.CallThis, "1", ticket=land.id, reason="r")) == ("not_mine", {"service": "land"})
    assert code(hall.press(c.CallThis, "1", ticket="2026-11-23.C-700", reason="r")) == "unknown_ticket"
    assert hall.desk("1").state == "ready"


def test_a_held_ticket_is_brought_back_and_called_by_name() -> None:
    hall = Hall()
    number = served(hall)
    hall.press(c.HoldTicket, "1")
    hall.pass_s(60)
    assert kinds(hall.press(c.CallThis, "1", ticket=hall.ticket(number).id, reason="has the copy")) == [
        "TicketReturned", "TicketCalled",
    ]  # fmt: skip
    assert hall.ticket(number).leg.leg == 2


# --- hold ------------------------------------------------------------------------------------------------------


def test_a_held_visitor_comes_back_by_the_timer_at_the_old_place() -> None:
    hall = Hall()
    number = served(hall)
    hall.take()
    hall.press(c.HoldTicket, "1", reason="copies a paper", return_after_s=300)
    assert (hall.desk("1").state, hall.ticket(number).stage) == ("ready", "held")
    assert not hall.pass_s(299)
    assert kinds(hall.pass_s(1)) == ["TicketReturned"]
    assert hall.order() == [number, "C-002"]
    assert hall.ticket(number).leg.hold_ms == 300_000


def test_without_a_timer_a_held_visitor_waits_to_be_brought_back() -> None:
    hall = Hall()
    number = served(hall)
    hall.press(c.HoldTicket, "1")
    assert not hall.pass_s(3600)
    assert kinds(hall.do(c.ReturnTicket(ticket=hall.ticket(number).id))) == ["TicketReturned"]
    assert hall.ticket(number).leg.hold_ms == 3_600_000


def test_a_hold_ends_one_leg_and_its_time_is_no_wait() -> None:
    hall = Hall()
    number = served(hall)
    hall.pass_s(60)
    hall.press(c.HoldTicket, "1", return_after_s=300)
    hall.pass_s(300)
    hall.pass_s(120)
    for key in ("next", "start", "start"):
        hall.key("1", key)  # type: ignore[arg-type]
    first, second = hall.changes.legs[(hall.ticket(number).id, 1)], hall.ticket(number).leg
    assert (first.outcome, first.last, second.outcome, second.last) == ("held", False, "accepted", True)
    assert (second.wait_clock_ms, second.hold_ms) == (120_000, 300_000)
    figures = hall.floor.state.tallies["service/copy"]
    assert (figures.legs, figures.served) == (2, 1)
    assert figures.summary("hold").median_s == 300
    assert figures.summary("total").max_s == 480


# --- sent on ------------------------------------------------------------------------------------------------------


def test_a_transfer_keeps_number_and_place_and_begins_a_new_leg() -> None:
    hall = Hall()
    number = served(hall, "2")
    hall.pass_s(300)
    hall.take("land")
    (sent,) = hall.press(c.TransferTicket, "2", service="land", reason="map first")
    assert isinstance(sent, e.TicketTransferred)
    ticket = hall.ticket(number)
    assert (ticket.number, ticket.service, ticket.moved, ticket.leg.leg) == ("C-001", "land", True, 2)
    assert hall.order() == ["C-001", "A-001"]
    hall.put("3", "ready")
    hall.key("3", "next")
    assert hall.desk("3").ticket == ticket.id
    assert ticket.leg.wait_clock_ms == 0
    assert hall.changes.legs[(ticket.id, 1)].outcome == "transferred"


def test_where_the_office_wants_it_a_transfer_goes_behind_those_who_wait() -> None:
    hall = Hall(small_office(transfer_place="now"))
    served(hall, "2")
    hall.take("land")
    hall.pass_s(1)
    hall.press(c.TransferTicket, "2", service="land")
    assert hall.order() == ["A-001", "C-001"]


def test_what_is_sent_to_a_counter_is_called_there_only() -> None:
    hall = Hall()
    number = served(hall)
    hall.press(c.TransferTicket, "1", to_counter="2")
    hall.key("1", "next")
    assert hall.desk("1").state == "free"
    hall.put("2", "ready")
    (call,) = hall.key("2", "next")
    assert isinstance(call, e.TicketCalled)
    assert (call.ticket, call.why.rule) == (hall.ticket(number).id, "sent")


def test_what_is_sent_to_a_clerk_follows_the_clerk() -> None:
    hall = Hall()
    number = served(hall)
    hall.press(c.TransferTicket, "1", to_clerk="lan")
    hall.put("2", "ready")
    hall.key("2", "next")
    assert hall.desk("2").state == "free"
    assert hall.press(c.SignIn, "2", clerk="lan")
    assert hall.desk("2").ticket == hall.ticket(number).id


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ({}, "nowhere"),
        ({"service": "lnd"}, "unknown_service"),
        ({"to_counter": "9"}, "unknown_counter"),
        ({"to_clerk": "hoa"}, "unknown_clerk"),
        ({"service": "land", "to_counter": "1"}, "not_mine"),
        ({"to_counter": "3"}, "not_mine"),
        ({"service": "sign", "to_clerk": "minh"}, "not_mine"),
    ],
)
def test_a_transfer_to_nowhere_is_refused(to: dict[str, str], expected: str) -> None:
    hall = Hall()
    number = served(hall)
    assert code(hall.press(c.TransferTicket, "1", **to)) == expected
    assert hall.ticket(number).stage == "serving"


# --- who sits there ---------------------------------------------------------------------------------------------


def with_roster() -> Hall:
    """Minh (copy, land) sits at counter 2 in the morning."""
    shift = Shift(counter="2", clerk="minh", hours=all_week((450, 690)))
    return Hall(msgspec.structs.replace(small_office(), roster=(shift,)))


def test_a_clerk_signs_in_and_out() -> None:
    hall = Hall()
    hall.put("1", "ready")
    assert kinds(hall.press(c.SignIn, "1", clerk="lan")) == ["ClerkSignedIn"]
    ticket = hall.take()
    (call,) = hall.key("1", "next")
    assert isinstance(call, e.TicketCalled)
    assert (call.clerk, ticket.leg.clerk) == ("lan", "lan")
    hall.key("1", "start")
    hall.key("1", "start")
    assert hall.floor.state.tallies["clerk/lan"].served == 1
    assert kinds(hall.press(c.SignOut, "1")) == ["ClerkSignedOut"]
    hall.take()
    (call,) = hall.key("1", "next")
    assert isinstance(call, e.TicketCalled)
    assert call.clerk is None


def test_taking_over_from_another_clerk_needs_a_reason() -> None:
    hall = Hall()
    hall.put("1", "ready")
    hall.press(c.SignIn, "1", clerk="lan")
    since = hall.now
    hall.pass_s(60)
    assert refused(hall.press(c.SignIn, "1", clerk="minh")) == ("held_by", {"clerk": "Trần Thị Lan", "since": since})
    assert kinds(hall.press(c.SignIn, "1", clerk="lan")) == ["ClerkSignedIn"]
    assert kinds(hall.press(c.SignIn, "1", clerk="minh", reason="lunch")) == ["ClerkSignedIn"]
    assert code(hall.press(c.SignIn, "1", clerk="mnh", reason="lunch")) == "unknown_clerk"


def test_without_a_sign_in_the_roster_says_who_sits_there() -> None:
    hall = with_roster()
    hall.put("2", "ready")
    hall.take("sign")  # which Minh does not do
    copy = hall.take("copy")
    (call,) = hall.key("2", "next")
    assert isinstance(call, e.TicketCalled)
    assert (call.ticket, call.clerk) == (copy.id, "minh")


def test_a_sign_in_goes_before_the_roster() -> None:
    hall = with_roster()
    hall.put("2", "ready")
    sign = hall.take("sign")
    hall.press(c.SignIn, "2", clerk="lan")
    (call,) = hall.key("2", "next")
    assert isinstance(call, e.TicketCalled)
    assert (call.ticket, call.clerk) == (sign.id, "lan")


def test_the_roster_ends_with_its_hours() -> None:
    hall = with_roster()
    hall.put("2", "ready")
    sign = hall.take("sign")
    hall.at(13, 45)
    (call,) = hall.key("2", "next")
    assert isinstance(call, e.TicketCalled)
    assert (call.ticket, call.clerk) == (sign.id, None)


def test_one_clerk_may_cover_two_counters() -> None:
    hall = Hall()
    for counter in ("1", "2"):
        hall.put(counter, "ready")
        hall.press(c.SignIn, counter, clerk="lan")
    hall.take()
    hall.take()
    assert [kinds(hall.key(counter, "next")) for counter in ("1", "2")] == [["TicketCalled"], ["TicketCalled"]]
