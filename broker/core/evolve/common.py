"""What handlers share: tickets and counters stepped by the tables, and what is remembered of a press."""

from __future__ import annotations

from typing import Any

from broker.contract import events as e
from broker.contract.events import CounterEvent
from broker.contract.ids import InstantMs
from broker.contract.status import CounterState
from broker.core import tables
from broker.core.floor import Changes, Floor
from broker.core.legs import Leg
from broker.core.state import Desk, Memento, State, Ticket, copy_ticket

#: Events of a counter that leave its state as it is, or set it by other means than the table.
_STATELESS = (e.PressUndone, e.CounterTaken, e.ClerkSignedIn, e.ClerkSignedOut)


#: Paper that comes late, or a counter that shuts elsewhere, is no second hand on a ticket.
_NO_HAND = (e.TicketPrinted, e.TicketUnsent)


class Impossible(Exception):
    """An event that the tables do not allow: a fault of `decide`, or a journal of something else."""


def step_counter(floor: Floor, event: CounterEvent, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks.get(event.counter)
    if desk is None:
        raise Impossible(f"{type(event).__name__}: no counter {event.counter!r}")
    if event.press:
        desk.undo = memento(floor, desk, at)
        desk.touched_at = at
    changes.desks.add(desk.id)
    desk.revision += 1
    if isinstance(event, _STATELESS):
        return
    after = tables.COUNTER.get((desk.state, type(event)))
    if after is None:
        raise Impossible(f"counter {desk.id}: {type(event).__name__} while {desk.state}")
    if after != desk.state:
        enter(desk, after, at)


def enter(desk: Desk, state: CounterState, at: InstantMs) -> None:
    desk.state, desk.since, desk.asks = state, at, False
    desk.free_since = desk.free_until = None
    desk.pause_reason = desk.until = None
    desk.ready_since = at if state == "ready" else None
    desk.finished = False


def memento(floor: Floor, desk: Desk, at: InstantMs) -> Memento:
    ticket = floor.state.tickets[desk.ticket] if desk.ticket else None
    return Memento(
        at=at,
        state=desk.state,
        ticket=copy_ticket(ticket) if ticket else None,
        ticket_id=desk.ticket,
        free_since=desk.free_since,
        pause_reason=desk.pause_reason,
        until=desk.until,
        holder=desk.holder,
        holder_since=desk.holder_since,
    )


def allowed(floor: Floor, event: Any) -> tuple[Ticket, tables.Stage]:
    """The ticket of an event, and the stage the table gives it."""
    ticket = floor.state.tickets.get(event.ticket)
    if ticket is None:
        raise Impossible(f"{type(event).__name__}: no ticket {event.ticket!r}")
    after = tables.TICKET.get((ticket.stage, type(event)))
    if after is None:
        raise Impossible(f"ticket {ticket.id}: {type(event).__name__} while {ticket.stage}")
    return ticket, after


def step_ticket(floor: Floor, event: Any, *, desk: Desk | None = None) -> Ticket:
    """Take a ticket out of the index and move its stage by the table; the caller changes it and indexes it again."""
    ticket, after = allowed(floor, event)
    floor.unindex(ticket)
    ticket.stage = after
    if not isinstance(event, _NO_HAND):
        ticket.touched_by = desk.id if desk else None
    return ticket


def leave(desk: Desk, *, finished: bool = False) -> None:
    desk.ticket, desk.finished = None, finished


def uncall(ticket: Ticket) -> None:
    ticket.counter = ticket.call_id = ticket.called_at = ticket.spoken_end = None
    ticket.nth, ticket.automatic = 0, False


def free_until(floor: Floor, desk: Desk, at: InstantMs) -> None:
    seconds = floor.book.rules.free_expires_s if floor.book else 0
    desk.asks, desk.free_until = False, InstantMs(at + seconds * 1000)


def back_to_line(ticket: Ticket, changes: Changes) -> None:
    """The call did not count: the leg goes on waiting as if nobody had called."""
    uncall(ticket)
    leg = ticket.leg
    leg.first_call = leg.last_call = leg.counter = leg.clerk = leg.wait_clock_ms = leg.wait_work_ms = None
    leg.calls = 0
    changes.leg(leg)


def learn(state: State, leg: Leg, sign: int = 1) -> None:
    """What a service took teaches the estimate; a press taken back is unlearned.

    Training teaches nothing, nor do times that are wrong.
    """
    if leg.training or "wrong" in leg.marks:
        return
    if leg.measured and leg.start is not None and leg.end is not None and "end_implied" not in leg.marks:
        state.served_ms[leg.service] = state.served_ms.get(leg.service, 0) + sign * (leg.end - leg.start)
        state.served_n[leg.service] = state.served_n.get(leg.service, 0) + sign
