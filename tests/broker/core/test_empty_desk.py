"""A free counter gets the next ticket; one whose clerk may be gone calls nobody, and is no fault of the citizen's."""

from __future__ import annotations

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from tests.broker.core.hall import Hall, kinds
from tests.offices import small_office


def test_the_next_suitable_ticket_goes_to_the_counter_free_longest() -> None:
    hall = Hall()
    for counter in ("2", "1", "3"):
        hall.put(counter, "free")
        hall.pass_s(5)
    first, second, land = hall.take("copy"), hall.take("copy"), hall.take("land")
    assert (hall.desk("2").ticket, hall.desk("1").ticket, hall.desk("3").ticket) == (first.id, second.id, land.id)
    assert first.automatic and "automatic" in first.leg.marks


def test_a_counter_that_asked_last_among_equals_is_served_by_its_name() -> None:
    hall = Hall()
    hall.put("2", "free")
    hall.put("1", "free")
    assert hall.desk("1").free_since == hall.desk("2").free_since
    ticket = hall.take("copy")
    assert hall.desk("1").ticket == ticket.id


def test_an_unsuitable_ticket_leaves_a_free_counter_free() -> None:
    hall = Hall()
    hall.put("3", "free")
    hall.take("copy")
    assert hall.desk("3").state == "free"


def test_free_asks_after_its_time_and_pauses_when_nobody_answers() -> None:
    hall = Hall(small_office(free_expires_s=600, free_asks_s=60))
    hall.put("1", "free")
    assert not hall.pass_s(599)
    assert kinds(hall.pass_s(1)) == ["FreeAsked"]
    assert not hall.pass_s(59)
    (paused,) = hall.pass_s(1)
    assert isinstance(paused, e.CounterPaused)
    assert (paused.reason, hall.desk("1").state) == ("clerk_absent", "paused")


def test_while_the_lamp_asks_nobody_is_called() -> None:
    hall = Hall()
    hall.put("1", "free")
    hall.pass_s(600)
    ticket = hall.take()
    assert (hall.desk("1").state, ticket.stage) == ("free", "waiting")
    hall.pass_s(60)
    assert (hall.desk("1").state, ticket.stage) == ("paused", "waiting")


@pytest.mark.parametrize(("key", "long"), [("next", False), ("recall", False), ("recall", True), ("start", False)])
def test_any_key_answers_the_lamp_and_the_waiting_visitor_is_called(key: c.Key, long: bool) -> None:
    hall = Hall()
    hall.put("1", "free")
    hall.pass_s(600)
    ticket = hall.take()
    assert kinds(hall.key("1", key, long=long)) == ["FreeConfirmed"]
    assert (hall.desk("1").state, hall.desk("1").ticket) == ("calling", ticket.id)


def test_an_answer_begins_the_time_anew_and_keeps_the_place_among_the_free() -> None:
    hall = Hall()
    hall.put("1", "free")
    hall.pass_s(300)
    hall.put("2", "free")
    hall.pass_s(300)
    hall.key("1", "next")
    assert kinds(hall.pass_s(299)) == []
    assert hall.take().id == hall.desk("1").ticket


# --- the clerk is away, not the citizen ---------------------------------------------------------------------


def given(**rules: object) -> Hall:
    """A ticket given to a free counter; nobody presses a key."""
    hall = Hall(small_office(clerk_absent_s=180, **rules))
    hall.put("1", "free")
    hall.take()
    return hall


def test_a_clerk_who_is_away_loses_the_visitor_and_is_paused() -> None:
    hall = given()
    assert not hall.pass_s(179)
    assert kinds(hall.pass_s(1)) == ["TicketReleased", "CounterPaused"]
    assert (hall.desk("1").state, hall.desk("1").pause_reason) == ("paused", "clerk_absent")


def test_the_visitor_stands_at_the_head_of_the_line_and_has_not_been_called() -> None:
    hall = given()
    ticket = hall.ticket("C-001")
    hall.take()
    hall.pass_s(180)
    assert hall.order() == ["C-001", "C-002"]
    assert (ticket.nth, ticket.call_id, ticket.outcome) == (0, None, None)
    assert (ticket.leg.calls, ticket.leg.first_call, ticket.leg.wait_clock_ms) == (0, None, None)
    assert "released" in ticket.leg.marks
    hall.key("2", "next")
    hall.key("2", "next")
    assert hall.desk("2").ticket == ticket.id
    assert ticket.leg.wait_clock_ms == 180_000


def test_calls_of_an_absent_clerk_do_not_count_towards_a_no_show() -> None:
    hall = given()
    hall.pass_s(180)
    hall.key("2", "next")
    hall.key("2", "next")
    hall.pass_s(600)
    (refused,) = hall.key("2", "recall", long=True)
    assert isinstance(refused, e.CommandRefused)
    assert (refused.code, refused.params) == ("e_soon", {"calls": 2, "wait_s": 60, "left_s": 60})


def test_another_free_counter_takes_the_visitor_over_at_once() -> None:
    hall = given()
    hall.pass_s(100)
    hall.put("2", "free")
    hall.pass_s(80)
    assert hall.desk("2").ticket == hall.ticket("C-001").id


@pytest.mark.parametrize("key", ["recall", "start"])
def test_a_key_shows_that_the_clerk_is_there(key: c.Key) -> None:
    hall = given()
    hall.pass_s(100)
    hall.key("1", key)
    assert not hall.pass_s(400)
    assert hall.desk("1").ticket == hall.ticket("C-001").id


def test_whom_a_clerk_called_by_a_key_is_never_taken_away_by_time() -> None:
    hall = Hall()
    ticket = hall.put("1", "calling")
    assert ticket is not None
    assert not hall.pass_s(3600)
    assert hall.desk("1").ticket == ticket.id


def test_a_second_visitor_given_by_itself_is_watched_anew() -> None:
    hall = given()
    for key in ("start", "start", "next"):
        hall.key("1", key)  # type: ignore[arg-type]
    hall.take()
    assert hall.desk("1").state == "calling"
    hall.pass_s(179)
    assert hall.desk("1").state == "calling"
    assert kinds(hall.pass_s(1)) == ["TicketReleased", "CounterPaused"]
