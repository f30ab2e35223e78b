"""The last press taken back: counter, visitor, wait log and figures stand as before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.core.floor import Floor
from broker.core.state import Desk, State, Ticket, dump, load
from tests.broker.core.hall import Hall, code, kinds
from tests.offices import small_office


def standing(hall: Hall) -> tuple[Any, ...]:
    """How things stand, without what a press taken back leaves behind: revisions, calls made, marks, memories."""
    state = load(dump(hall.floor.state))
    desks = [_desk(each) for each in state.desks.values()]
    tickets = [_ticket(each) for each in state.tickets.values()]
    figures = {key: tally for key, tally in state.tallies.items() if tally.legs}
    learned = {key: n for key, n in state.served_n.items() if n}
    return desks, tickets, figures, learned


def _desk(desk: Desk) -> Desk:
    return msgspec.structs.replace(
        desk, revision=0, undo=None, since=None, touched_at=None, free_until=None, ready_since=None, finished=False
    )


def _ticket(ticket: Ticket) -> Ticket:
    leg = msgspec.structs.replace(ticket.leg, marks=())
    return msgspec.structs.replace(ticket, leg=leg, made=(), touched_by=None)


def next_key(hall: Hall) -> Any:
    return hall.key("1", "next")


def no_show(hall: Hall) -> Any:
    hall.key("1", "recall")
    hall.pass_s(75)
    return hall.key("1", "recall", long=True)


#: shape -> (state before, what is pressed)
SHAPES: dict[str, tuple[str, Callable[[Hall], Any]]] = {
    "open": ("shut", next_key),
    "call": ("ready", next_key),
    "free": ("ready", lambda hall: hall.press(c.CallNext, "1")),
    "start": ("calling", lambda hall: hall.key("1", "start")),
    "finish": ("serving", lambda hall: hall.key("1", "start")),
    "finish with outcome": (
        "serving",
        lambda hall: hall.press(c.FinishService, "1", outcome="more_papers", dossiers=4),
    ),
    "finish and next": ("serving", next_key),
    "hold a called one": ("calling", lambda hall: hall.press(c.HoldTicket, "1", return_after_s=300)),
    "hold a served one": ("serving", lambda hall: hall.press(c.HoldTicket, "1")),
    "transfer a called one": ("calling", lambda hall: hall.press(c.TransferTicket, "1", service="land")),
    "transfer a served one": ("serving", lambda hall: hall.press(c.TransferTicket, "1", to_counter="2")),
    "pause": ("ready", lambda hall: hall.press(c.PauseCounter, "1", reason="lunch")),
    "pause while calling": ("calling", lambda hall: hall.key("1", "pause")),
    "pause while free": ("free", lambda hall: hall.key("1", "pause")),
    "shut": ("ready", lambda hall: hall.key("1", "pause", long=True)),
    "shut while calling": ("calling", lambda hall: hall.key("1", "pause", long=True)),
    "resume": ("paused", lambda hall: hall.key("1", "pause")),
    "resume and next": ("paused", next_key),
}


@pytest.mark.parametrize("others", [0, 2], ids=["nobody waits", "others wait"])
@pytest.mark.parametrize("shape", SHAPES)
def test_everything_is_as_before_the_press(shape: str, others: int) -> None:
    state, press = SHAPES[shape]
    if state == "free" and others:
        others = 0  # a free counter has nobody waiting
    hall = Hall()
    hall.put("1", state)
    for _ in range(others):
        hall.take("sign")
    hall.pass_s(30)
    before = standing(hall)
    assert "CommandRefused" not in kinds(press(hall))
    assert standing(hall) != before
    hall.pass_s(9)
    assert kinds(hall.press(c.UndoPress, "1")) == ["PressUndone"]
    assert standing(hall) == before
    anew = Floor(load(dump(hall.floor.state)))
    assert {key: line for key, line in hall.floor.lines.items() if line} == anew.lines
    assert code(hall.press(c.UndoPress, "1")) == "nothing_to_undo"


def test_a_no_show_is_taken_back_with_its_figures() -> None:
    hall = Hall()
    ticket = hall.put("1", "calling")
    no_show(hall)
    assert hall.floor.state.tallies["counter/1"].no_show == 1
    hall.key("1", "start", long=True)
    assert ticket is not None
    ticket = hall.ticket(ticket.number)
    assert (ticket.stage, ticket.nth, hall.desk("1").ticket) == ("called", 2, ticket.id)
    assert hall.floor.state.tallies["counter/1"].legs == 0
    assert kinds(hall.key("1", "recall", long=True)) == ["TicketMissed"]


def test_with_next_closes_served_the_service_never_was() -> None:
    hall = Hall(small_office(next_closes="served"))
    ticket = hall.put("1", "calling")
    hall.take()
    hall.key("1", "next")
    hall.key("1", "start", long=True)
    assert ticket is not None
    ticket = hall.ticket(ticket.number)
    assert (ticket.stage, ticket.leg.start, ticket.leg.end) == ("called", None, None)
    assert hall.order() == ["C-002"]
    assert hall.floor.state.tallies["counter/1"].legs == 0


def test_after_ten_seconds_it_is_over() -> None:
    hall = Hall()
    hall.put("1", "serving")
    hall.key("1", "start")
    hall.pass_s(11)
    (refused,) = hall.key("1", "start", long=True)
    assert isinstance(refused, e.CommandRefused)
    assert (refused.code, refused.params) == ("undo_over", {"seconds": 10})
    assert hall.floor.state.tallies["counter/1"].served == 1


def test_once_the_next_visitor_sits_there_only_that_start_can_be_taken_back() -> None:
    hall = Hall()
    first = hall.put("1", "serving")
    second = hall.take()
    hall.key("1", "next")
    hall.key("1", "start")
    assert kinds(hall.key("1", "start", long=True)) == ["PressUndone"]
    assert (hall.desk("1").state, hall.desk("1").ticket) == ("calling", second.id)
    assert code(hall.key("1", "start", long=True)) == "nothing_to_undo"
    assert first is not None
    assert first.stage == "ended"


def test_once_somebody_else_called_the_visitor_it_is_over() -> None:
    hall = Hall()
    ticket = hall.put("1", "calling")
    hall.put("2", "free")
    hall.press(c.TransferTicket, "1", to_counter="2")
    assert ticket is not None
    assert hall.desk("2").ticket == ticket.id
    assert code(hall.press(c.UndoPress, "1")) == "undo_over"
    assert hall.desk("2").ticket == ticket.id


@pytest.mark.parametrize("how", ["returned", "given up"])
def test_once_the_visitor_moved_on_it_is_over(how: str) -> None:
    hall = Hall()
    ticket = hall.put("1", "serving")
    hall.press(c.HoldTicket, "1")
    assert ticket is not None
    commands = {"returned": c.ReturnTicket(ticket=ticket.id), "given up": c.GiveUpTicket(ticket=ticket.id)}
    hall.do(commands[how])
    assert code(hall.press(c.UndoPress, "1")) == "undo_over"


def test_a_recall_and_an_answer_to_the_lamp_cannot_be_unsaid() -> None:
    hall = Hall()
    hall.put("1", "calling")
    hall.pass_s(60)
    hall.key("1", "recall")
    assert code(hall.key("1", "start", long=True)) == "undo_over"  # the press before it was the call, long ago
    hall.put("2", "free")
    hall.pass_s(60)
    hall.key("2", "next")
    assert code(hall.key("2", "start", long=True)) == "undo_over"


def test_what_has_become_known_since_the_press_stays_known() -> None:
    hall = Hall()
    hall.key("1", "next")
    ticket = hall.take(printed=False)
    hall.pass_s(10)
    hall.key("1", "next")
    call = ticket.call_id
    hall.key("1", "start")
    hall.do(c.ReportPrinted(ticket=ticket.id))
    hall.say(ticket)
    hall.do(c.ChangeClass(ticket=ticket.id, class_id="elder"))
    assert kinds(hall.key("1", "start", long=True)) == ["PressUndone"]
    ticket = hall.ticket(ticket.number)
    assert (ticket.stage, ticket.paper, ticket.class_id, ticket.leg.class_id) == ("called", "proven", "elder", "elder")
    assert ticket.leg.printed is not None
    assert "paper_unproven" not in ticket.leg.marks
    assert call in ticket.reported


def test_the_call_that_was_taken_back_is_not_made_again_under_its_name() -> None:
    hall = Hall()
    hall.put("1", "ready")
    hall.take()
    calls = []
    for _ in range(3):
        calls += [each.call_id for each in hall.key("1", "next") if isinstance(each, e.TicketCalled)]
        hall.key("1", "start", long=True)
    assert len(set(calls)) == 3


def test_a_visitor_whose_call_is_taken_back_goes_to_the_counter_that_is_free() -> None:
    hall = Hall()
    ticket = hall.put("1", "calling")
    hall.put("2", "free")
    hall.key("1", "start", long=True)
    assert ticket is not None
    assert (hall.desk("1").state, hall.desk("2").ticket) == ("ready", ticket.id)


def test_an_undone_start_leaves_a_mark_in_the_wait_log() -> None:
    hall = Hall()
    ticket = hall.put("1", "serving")
    hall.key("1", "start", long=True)
    assert ticket is not None
    leg = hall.changes.legs[(ticket.id, 1)]
    assert (leg.start, "undone" in leg.marks) == (None, True)


def test_a_transfer_taken_back_leaves_no_second_leg() -> None:
    hall = Hall()
    ticket = hall.put("1", "serving")
    assert ticket is not None
    hall.press(c.TransferTicket, "1", service="land")
    assert (ticket.id, 2) in hall.changes.legs
    hall.press(c.UndoPress, "1")
    assert (ticket.id, 2) not in hall.changes.legs
    assert (ticket.id, 2) in hall.changes.gone_legs
    assert hall.changes.legs[(ticket.id, 1)].outcome is None


def test_state_survives_being_written_and_read_with_its_memory_of_the_press() -> None:
    hall = Hall()
    hall.put("1", "serving")
    hall.key("1", "start")
    hall.floor = Floor(load(dump(hall.floor.state)))
    assert isinstance(hall.floor.state, State)
    assert kinds(hall.key("1", "start", long=True)) == ["PressUndone"]
    assert hall.desk("1").state == "serving"
