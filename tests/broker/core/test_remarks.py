"""What clerks say about a ticket: a priority looked at, a note, times that are wrong. Nothing else changes by it."""

from __future__ import annotations

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.core.state import dump
from tests.broker.core.hall import Hall, code, kinds


def mark(hall: Hall, ticket: str, leg: int = 1) -> tuple[e.Event, ...]:
    return hall.do(c.MarkTimes(ticket=ticket, leg=leg, reason="pressed START too late"))


# --- a priority --------------------------------------------------------------------------------------------


def test_its_own_class_again_confirms_a_priority_once_and_another_class_withdraws_it() -> None:
    hall = Hall()
    ticket = hall.take(class_id="elder")
    assert not ticket.confirmed
    (said,) = hall.do(c.ChangeClass(ticket=ticket.id, class_id="elder", by="Lan"))
    assert said == e.ClassChanged(ticket=ticket.id, class_id="elder", confirmed=True, by="Lan")
    assert ticket.confirmed
    rows = len(hall.journal)
    assert hall.do(c.ChangeClass(ticket=ticket.id, class_id="elder", by="Lan")) == (said,)
    assert len(hall.journal) == rows
    (said,) = hall.do(c.ChangeClass(ticket=ticket.id, class_id="ordinary", by="Lan"))
    assert (said, ticket.confirmed, ticket.class_id) == (
        e.ClassChanged(ticket=ticket.id, class_id="ordinary", by="Lan"), False, "ordinary",
    )  # fmt: skip


@pytest.mark.parametrize(("by", "seen"), [("", False), ("Minh", True)])
def test_another_class_counts_as_seen_only_if_somebody_is_named(by: str, seen: bool) -> None:
    hall = Hall()
    ticket = hall.take()
    hall.do(c.ChangeClass(ticket=ticket.id, class_id="elder", by=by))
    assert (ticket.class_id, ticket.confirmed) == ("elder", seen)


def test_nobody_is_confirmed_as_ordinary() -> None:
    hall = Hall()
    ticket = hall.take()
    rows = len(hall.journal)
    hall.do(c.ChangeClass(ticket=ticket.id, class_id="ordinary", by="Lan"))
    assert (ticket.confirmed, len(hall.journal)) == (False, rows)


def test_what_was_said_since_a_press_outlives_its_undoing() -> None:
    hall = Hall()
    ticket = hall.take(class_id="elder")
    hall.key("1", "next")
    hall.key("1", "next")
    hall.do(c.ChangeClass(ticket=ticket.id, class_id="elder"))
    hall.do(c.NoteTicket(ticket=ticket.id, text="has two files"))
    assert kinds(hall.key("1", "start", long=True)) == ["PressUndone"]
    now = hall.ticket(ticket.number)
    assert (now.stage, now.confirmed, now.note) == ("waiting", True, "has two files")


# --- a note ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["issued", "waiting", "calling", "serving"])
def test_a_note_stands_until_another_takes_its_place(stage: str) -> None:
    hall = Hall()
    found = hall.put("1", stage) if stage in ("calling", "serving") else hall.take(printed=stage != "issued")
    assert found is not None
    for words in ("has the original at home", "comes back at ten", ""):
        hall.do(c.NoteTicket(ticket=found.id, text=words))
        assert found.note == words
    rows = len(hall.journal)
    assert kinds(hall.do(c.NoteTicket(ticket=found.id, text=""))) == ["TicketNoted"]
    assert len(hall.journal) == rows


def test_a_visit_that_is_over_gets_no_note() -> None:
    hall = Hall()
    ticket = hall.take()
    hall.do(c.GiveUpTicket(ticket=ticket.id))
    assert code(hall.do(c.NoteTicket(ticket=ticket.id, text="x"))) == "e_taken"


# --- times -----------------------------------------------------------------------------------------------------


def test_a_service_whose_times_are_wrong_stays_in_the_figures_and_is_counted_beside_them() -> None:
    hall = Hall()
    ticket = hall.put("1", "serving")
    assert ticket is not None
    hall.pass_s(600)
    hall.key("1", "start")
    tally = hall.floor.state.tallies["counter/1"]
    before = msgspec.structs.asdict(tally)
    assert hall.floor.state.served_n == {"copy": 1}
    assert kinds(mark(hall, ticket.id)) == ["TimesMarked"]
    assert msgspec.structs.asdict(hall.floor.state.tallies["counter/1"]) == before | {"marked": 1}
    assert "wrong" in hall.changes.legs[(ticket.id, 1)].marks
    assert (hall.floor.state.served_n, hall.floor.state.served_ms) == ({"copy": 0}, {"copy": 0})
    rows = len(hall.journal)
    mark(hall, ticket.id)
    assert len(hall.journal) == rows


def test_a_leg_of_the_past_is_marked_and_not_the_present_one() -> None:
    hall = Hall()
    ticket = hall.put("1", "serving")
    assert ticket is not None
    hall.press(c.TransferTicket, "1", service="land")
    mark(hall, ticket.id, 1)
    assert ("wrong" in ticket.past[0].marks, "wrong" in ticket.leg.marks) == (True, False)
    assert hall.floor.state.tallies["service/copy"].marked == 1
    mark(hall, ticket.id, 2)
    assert "wrong" in ticket.leg.marks
    assert code(mark(hall, ticket.id, 3)) == "no_leg"


@pytest.mark.parametrize("marked_when", ["under way", "over"])
def test_a_marked_service_taken_back_leaves_nothing_in_the_figures_and_keeps_its_mark(marked_when: str) -> None:
    hall = Hall()
    ticket = hall.put("1", "serving")
    assert ticket is not None
    if marked_when == "under way":
        mark(hall, ticket.id)
    hall.key("1", "start")
    if marked_when == "over":
        mark(hall, ticket.id)
    hall.key("1", "start", long=True)
    assert (hall.floor.state.tallies["counter/1"].marked, hall.floor.state.tallies["counter/1"].legs) == (0, 0)
    assert hall.floor.state.served_n.get("copy", 0) == 0
    assert "wrong" in hall.ticket(ticket.number).leg.marks


def test_remarks_leave_the_press_of_a_counter_undoable_and_its_revision_as_it_was() -> None:
    hall = Hall()
    ticket = hall.put("1", "serving")
    assert ticket is not None
    revision = hall.desk("1").revision
    mark(hall, ticket.id)
    hall.do(c.NoteTicket(ticket=ticket.id, text="x"))
    assert hall.desk("1").revision == revision
    assert "1" in hall.changes.desks
    assert kinds(hall.key("1", "start", long=True)) == ["PressUndone"]


def test_who_had_the_ticket_before_is_known() -> None:
    hall = Hall()
    ticket = hall.put("1", "serving")
    assert ticket is not None
    assert ticket.former is None
    hall.press(c.TransferTicket, "1", to_counter="2")
    assert ticket.former == "1"
    hall.key("2", "next")
    hall.key("2", "next")
    assert (ticket.counter, ticket.former) == ("2", "1")
    hall.press(c.TransferTicket, "2", to_counter="1")
    assert ticket.former == "2"
    assert dump(hall.floor.state)
