"""Called and not there: at least two calls, and time counted from the end of the call as it was heard."""

from __future__ import annotations

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs
from tests.broker.core.hall import Hall, code, kinds
from tests.offices import small_office


def called_twice(class_id: str = "ordinary", **rules: object) -> tuple[Hall, object]:
    hall = Hall(small_office(**rules))
    ticket = hall.take(class_id=class_id)
    hall.key("1", "next")
    hall.key("1", "next")
    hall.pass_s(20)
    hall.key("1", "recall")
    return hall, ticket


def left(answer: tuple[e.Event, ...]) -> dict[str, str | int]:
    (refused,) = answer
    assert isinstance(refused, e.CommandRefused)
    assert refused.code == "e_soon"
    return dict(refused.params)


def test_one_call_is_not_enough_however_long_ago() -> None:
    hall = Hall()
    hall.put("1", "calling")
    hall.pass_s(3600)
    assert left(hall.key("1", "recall", long=True)) == {"calls": 2, "wait_s": 60, "left_s": 60}


@pytest.mark.parametrize(("class_id", "wait_s"), [("ordinary", 60), ("elder", 120)])
def test_without_a_report_the_call_counts_as_said_after_fifteen_seconds(class_id: str, wait_s: int) -> None:
    hall, _ = called_twice(class_id)
    assert left(hall.key("1", "recall", long=True)) == {"calls": 2, "wait_s": wait_s, "left_s": 15 + wait_s}
    hall.pass_s(15 + wait_s - 1)
    assert left(hall.key("1", "recall", long=True)) == {"calls": 2, "wait_s": wait_s, "left_s": 1}
    hall.pass_s(1)
    assert kinds(hall.key("1", "recall", long=True)) == ["TicketMissed"]


@pytest.mark.parametrize(("class_id", "wait_s"), [("ordinary", 60), ("elder", 120)])
def test_the_time_counts_from_the_end_of_the_spoken_call(class_id: str, wait_s: int) -> None:
    hall, _ = called_twice(class_id)
    ticket = hall.ticket("C-001")
    assert kinds(hall.say(ticket, after_s=40)) == ["CallSpoken"]
    hall.pass_s(wait_s - 1)
    assert left(hall.key("1", "recall", long=True)) == {"calls": 2, "wait_s": wait_s, "left_s": 1}
    hall.pass_s(1)
    assert kinds(hall.key("1", "recall", long=True)) == ["TicketMissed"]


def test_a_call_that_was_dropped_counts_from_when_that_was_said() -> None:
    hall, _ = called_twice()
    assert kinds(hall.say(hall.ticket("C-001"), after_s=5, dropped="two wait")) == ["CallDropped"]
    hall.pass_s(59)
    assert left(hall.key("1", "recall", long=True))["left_s"] == 1


def test_the_report_of_an_earlier_call_says_nothing_of_the_last() -> None:
    hall = Hall()
    ticket = hall.put("1", "calling")
    assert ticket is not None
    first = ticket.call_id
    hall.key("1", "recall")
    assert first is not None
    hall.do(c.ReportSpoken(call_id=first, zone="hall", ended=InstantMs(hall.now)))
    hall.pass_s(74)
    assert left(hall.key("1", "recall", long=True))["left_s"] == 1


@pytest.mark.parametrize("off_ms", [-3_600_000, -86_400_000, 3_600_000])
def test_a_loudspeaker_with_a_wrong_clock_makes_nobody_absent_sooner(off_ms: int) -> None:
    hall, _ = called_twice()
    call = hall.ticket("C-001").call_id
    assert call is not None
    (heard,) = hall.do(c.ReportSpoken(call_id=call, zone="hall", ended=InstantMs(hall.now + off_ms)))
    assert isinstance(heard, e.CallSpoken)
    assert heard.ended == hall.now
    hall.pass_s(59)
    assert left(hall.key("1", "recall", long=True))["left_s"] == 1


def test_each_call_has_one_end_and_unknown_calls_none() -> None:
    hall, _ = called_twice()
    ticket = hall.ticket("C-001")
    hall.say(ticket)
    rows = len(hall.journal)
    assert kinds(hall.say(ticket, dropped="late")) == ["CallDropped"]
    assert len(hall.journal) == rows
    for call in ("C-001", f"{ticket.id}/1/99", f"{ticket.id}", "2026-11-23.C-700/1/1", "x/y/z"):
        answer = hall.do(c.ReportSpoken(call_id=call, zone="hall", ended=InstantMs(hall.now)))
        assert code(answer) == "unknown_call", call


def test_no_more_calls_than_the_rules_allow() -> None:
    hall, _ = called_twice(most_calls=3)
    assert kinds(hall.key("1", "recall")) == ["TicketRecalled"]
    (refused,) = hall.key("1", "recall")
    assert isinstance(refused, e.CommandRefused)
    assert (refused.code, refused.params) == ("most_calls", {"calls": 3})


def test_more_calls_are_needed_where_the_office_wants_them() -> None:
    hall, _ = called_twice(no_show_calls=3)
    hall.pass_s(300)
    assert left(hall.key("1", "recall", long=True)) == {"calls": 3, "wait_s": 60, "left_s": 60}
    hall.key("1", "recall")
    hall.pass_s(75)
    assert kinds(hall.key("1", "recall", long=True)) == ["TicketMissed"]


@pytest.mark.parametrize(
    ("kind", "refused"),
    [(c.Recall, "nobody_called"), (c.MarkNoShow, "nobody_called"), (c.StartService, "nobody_called")],
)
@pytest.mark.parametrize("state", ["shut", "ready", "free", "paused", "serving"])
def test_where_nobody_is_called_nobody_is_called_again_missed_or_started(
    kind: type[c.CounterCommand], refused: str, state: str
) -> None:
    hall = Hall()
    hall.put("1", state)
    assert code(hall.press(kind, "1")) == refused


# --- late -------------------------------------------------------------------------------------------------


def missed(**rules: object) -> Hall:
    hall, _ = called_twice(**rules)
    hall.pass_s(75)
    hall.press(c.MarkNoShow, "1")
    return hall


@pytest.mark.parametrize(("late_place", "order"), [("now", ["C-002", "C-001"]), ("keep", ["C-001", "C-002"])])
def test_who_comes_late_is_taken_in_again_at_the_place_the_office_gives(late_place: str, order: list[str]) -> None:
    hall = missed(late_place=late_place)
    hall.take()
    hall.pass_s(60)
    assert kinds(hall.do(c.ReturnTicket(ticket=hall.ticket("C-001").id, reason="was outside"))) == ["TicketReturned"]
    assert hall.order() == order
    again = hall.ticket("C-001")
    assert (again.leg.leg, again.nth, again.outcome) == (2, 0, None)


def test_the_place_is_held_for_half_an_hour_and_not_longer() -> None:
    hall = missed()
    back = c.ReturnTicket(ticket=hall.ticket("C-001").id)
    hall.jump(1800 + 1)
    (refused,) = hall.do(back)
    assert isinstance(refused, e.CommandRefused)
    assert (refused.code, refused.params) == ("too_late", {"number": "C-001", "minutes": 30})
    hall = missed()
    hall.jump(1800)
    assert kinds(hall.do(back)) == ["TicketReturned"]


def test_a_clerk_may_call_somebody_who_was_absent() -> None:
    hall = missed()
    other = hall.take()
    hall.pass_s(5)
    call = hall.press(c.CallThis, "1", ticket=hall.ticket("C-001").id, reason="came back")
    assert kinds(call) == ["TicketReturned", "TicketCalled"]
    why = call[1].why  # type: ignore[attr-defined]
    assert (why.rule, why.reason, why.passed) == ("named", "came back", (other.id,))


def test_who_waits_cannot_return() -> None:
    hall = Hall()
    ticket = hall.take()
    (refused,) = hall.do(c.ReturnTicket(ticket=ticket.id))
    assert isinstance(refused, e.CommandRefused)
    assert (refused.code, refused.params) == ("not_waiting", {"number": "C-001", "stage": "waiting"})


def test_a_no_show_is_in_the_waits_and_not_in_the_services() -> None:
    hall = missed()
    figures = hall.floor.state.tallies["counter/1"]
    assert (figures.no_show, figures.called, figures.served) == (1, 1, 0)
    assert figures.summary("wait_clock").count == 1
    assert figures.summary("walk").count == figures.summary("service").count == figures.summary("total").count == 0


def test_a_no_show_who_comes_back_and_is_served_counts_twice_once_each() -> None:
    hall = missed()
    hall.do(c.ReturnTicket(ticket=hall.ticket("C-001").id))
    hall.key("1", "next")
    hall.key("1", "start")
    hall.key("1", "start")
    figures = hall.floor.state.tallies["counter/1"]
    assert (figures.legs, figures.no_show, figures.served) == (2, 1, 1)
