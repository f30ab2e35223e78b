"""Who was sent to a counter or a clerk does not wait for ever when those go; a change of clerk is seen at once."""

from __future__ import annotations

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.office import Clerk, Shift
from broker.core.due import next_due
from tests.broker.core.hall import Hall, kinds
from tests.offices import SEVEN, all_week, small_office


def sent(hall: Hall, **to: str) -> str:
    """A visitor of counter 1, sent on; the ticket."""
    if hall.desk("2").state == "shut":
        hall.key("2", "next")
    ticket = hall.put("1", "serving")
    assert ticket is not None
    hall.press(c.TransferTicket, "1", **to)
    return ticket.id


@pytest.mark.parametrize("state", ["ready", "calling another"])
def test_the_counter_it_was_sent_to_shuts_and_it_waits_like_others_at_its_old_place(state: str) -> None:
    hall = Hall()
    if state == "calling another":
        hall.key("2", "next")
        hall.take("land")
        hall.key("2", "next")
    name = sent(hall, to_counter="2")
    ticket = hall.floor.state.tickets[name]
    place = ticket.place
    assert kinds(hall.key("1", "next")) == ["CounterFreed"]
    hall.key("2", "pause", long=True)
    assert e.TicketUnsent(ticket=name) in [event for _, event in hall.journal]
    assert (ticket.place, ticket.to_counter, ticket.counter) == (place, None, "1")


def test_who_is_called_at_the_counter_that_shuts_is_released_and_waits_like_others() -> None:
    hall = Hall()
    name = sent(hall, to_counter="2")
    hall.key("2", "next")
    assert hall.desk("2").ticket == name
    hall.key("2", "pause", long=True)
    ticket = hall.floor.state.tickets[name]
    assert (ticket.stage, ticket.to_counter) == ("waiting", None)


def test_a_counter_that_stays_shut_is_waited_for_until_its_hours_are_over() -> None:
    hall = Hall()
    ticket = hall.put("1", "serving")
    assert ticket is not None
    hall.press(c.TransferTicket, "1", to_counter="2")
    hall.at(16, 59)
    assert ticket.to_counter == "2"
    hall.at(17, 0)
    assert (ticket.to_counter, ticket.stage) == (None, "waiting")


def test_an_open_counter_that_works_longer_keeps_who_was_sent_to_it() -> None:
    hall = Hall()
    ticket = hall.floor.state.tickets[sent(hall, to_counter="2")]
    hall.at(17, 30)
    assert ticket.to_counter == "2"


@pytest.mark.parametrize("how", ["shuts", "signs out", "another signs in"])
def test_the_clerk_it_was_sent_to_goes(how: str) -> None:
    hall = Hall()
    hall.key("2", "next")
    hall.press(c.SignIn, "2", clerk="minh")
    ticket = hall.floor.state.tickets[sent(hall, to_clerk="minh")]
    assert ticket.to_clerk == "minh"
    if how == "shuts":
        hall.key("2", "pause", long=True)
    elif how == "signs out":
        hall.press(c.SignOut, "2")
    else:
        hall.press(c.SignIn, "2", clerk="lan", reason="relieves")
    assert (ticket.to_clerk, ticket.stage) == (None, "waiting")


def test_a_clerk_who_still_works_at_another_counter_keeps_who_was_sent() -> None:
    hall = Hall()
    for counter in ("2", "3"):
        hall.key(counter, "next")
        hall.press(c.SignIn, counter, clerk="minh")
    ticket = hall.floor.state.tickets[sent(hall, to_clerk="minh")]
    hall.key("3", "pause", long=True)
    assert ticket.to_clerk == "minh"


def test_a_transfer_is_still_undone_after_the_counter_it_went_to_has_shut() -> None:
    hall = Hall()
    name = sent(hall, to_counter="2")
    hall.key("2", "pause", long=True)
    assert kinds(hall.key("1", "start", long=True)) == ["PressUndone"]
    ticket = hall.floor.state.tickets[name]
    assert (ticket.stage, ticket.counter, ticket.to_counter) == ("serving", "1", None)


def hall_with_shifts() -> Hall:
    """Counter 2: until 9:00 somebody who knows only "sign", then Lan, who knows all."""
    office = small_office()
    clerks = (*office.clerks, Clerk(id="ba", name="Ba", services=("sign",)))
    roster = (
        Shift(counter="2", clerk="ba", hours=all_week((450, 540))),
        Shift(counter="2", clerk="lan", hours=all_week((540, 690))),
    )
    return Hall(office=msgspec.structs.replace(office, clerks=clerks, roster=roster))


def test_a_free_counter_calls_at_the_minute_its_roster_changes() -> None:
    hall = hall_with_shifts()
    hall.at(8, 55)
    hall.key("2", "next")
    hall.key("2", "next")
    ticket = hall.take("land")
    assert (hall.desk("2").state, ticket.stage) == ("free", "waiting")
    assert next_due(hall.floor) == SEVEN + 2 * 3_600_000
    hall.at(9, 0)
    assert (hall.desk("2").state, ticket.counter) == ("calling", "2")
    assert next_due(hall.floor) != SEVEN + 2 * 3_600_000


def test_a_free_counter_calls_at_once_when_another_clerk_signs_in() -> None:
    hall = hall_with_shifts()
    hall.at(8, 50)
    hall.key("2", "next")
    hall.key("2", "next")
    ticket = hall.take("land")
    hall.press(c.SignIn, "2", clerk="lan")
    assert ticket.counter == "2"
