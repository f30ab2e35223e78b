"""Events of a counter and the ticket it has, applied."""

from __future__ import annotations

from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.evolve.common import (
    back_to_line,
    free_until,
    learn,
    leave,
    step_ticket,
    uncall,
)
from broker.core.floor import Changes, Floor
from broker.core.record import begin_leg, called, end_leg
from broker.core.state import Desk, Ticket


def opened(floor: Floor, event: e.CounterOpened, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.touched_at = at
    _held_by(desk, event.holder or desk.holder, at)
    changes.queues = True


def shut(floor: Floor, event: e.CounterShut, _at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.holder, desk.holder_since = "", None
    changes.queues = True


def taken(floor: Floor, event: e.CounterTaken, at: InstantMs, _changes: Changes) -> None:
    _held_by(floor.state.desks[event.counter], event.holder, at)


def _held_by(desk: Desk, holder: str, at: InstantMs) -> None:
    if holder != desk.holder:
        desk.holder, desk.holder_since = holder, at


def paused(floor: Floor, event: e.CounterPaused, _at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.pause_reason, desk.until = event.reason, event.until
    changes.queues = True


def freed(floor: Floor, event: e.CounterFreed, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.free_since = at
    free_until(floor, desk, at)
    changes.queues = True


def free_asked(floor: Floor, event: e.FreeAsked, at: InstantMs, _changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    seconds = floor.book.rules.free_asks_s if floor.book else 0
    desk.asks, desk.free_until = True, InstantMs(at + seconds * 1000)


def free_confirmed(floor: Floor, event: e.FreeConfirmed, at: InstantMs, _changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.touched_at = at
    free_until(floor, desk, at)


def ticket_called(floor: Floor, event: e.TicketCalled, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = step_ticket(floor, event, desk=desk)
    desk.ticket = ticket.id
    desk.touched_at = None if event.automatic else at
    ticket.counter, ticket.automatic, ticket.held_until = desk.id, event.automatic, None
    _call(ticket, event, at)
    called(floor, ticket, desk, event, at)
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.queues = changes.calls = True


def _call(ticket: Ticket, event: e.TicketCalled | e.TicketRecalled, at: InstantMs) -> None:
    ticket.call_id, ticket.nth, ticket.called_at, ticket.spoken_end = event.call_id, event.nth, at, None
    ticket.made = (*ticket.made, event.call_id)


def recalled(floor: Floor, event: e.TicketRecalled, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = step_ticket(floor, event, desk=desk)
    _call(ticket, event, at)
    ticket.leg.last_call, ticket.leg.calls = at, event.nth
    desk.touched_at = at
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.calls = True


def started(floor: Floor, event: e.ServiceStarted, at: InstantMs, changes: Changes) -> None:
    ticket = step_ticket(floor, event, desk=floor.state.desks[event.counter])
    ticket.leg.start = at
    if not event.measured:
        ticket.leg.mark("start_implied")
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.calls = True


def finished(floor: Floor, event: e.ServiceFinished, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = step_ticket(floor, event, desk=desk)
    ticket.outcome, ticket.ended_at, ticket.counter = event.outcome, at, None
    ticket.leg.dossiers = event.dossiers
    if event.outcome == "not_recorded":
        ticket.leg.mark("end_implied")
    end_leg(floor, ticket, event.outcome, at, changes, last=True)
    learn(floor.state, ticket.leg)
    leave(desk, finished=True)
    floor.index(ticket)
    changes.calls = changes.queues = True


def missed(floor: Floor, event: e.TicketMissed, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = step_ticket(floor, event, desk=desk)
    ticket.outcome, ticket.ended_at, ticket.counter = "no_show", at, None
    end_leg(floor, ticket, "no_show", at, changes, last=True)
    leave(desk)
    floor.index(ticket)
    changes.calls = True


def held(floor: Floor, event: e.TicketHeld, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = step_ticket(floor, event, desk=desk)
    ticket.counter, ticket.held_until, ticket.ended_at = None, event.until, at
    end_leg(floor, ticket, "held", at, changes)
    leave(desk)
    floor.index(ticket)
    changes.calls = True


def transferred(floor: Floor, event: e.TicketTransferred, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = step_ticket(floor, event, desk=desk)
    end_leg(floor, ticket, "transferred", at, changes)
    ticket.service, ticket.moved = event.service, True
    ticket.further = tuple(each for each in ticket.further if each != event.service)
    ticket.to_counter, ticket.to_clerk = event.to_counter, event.to_clerk
    ticket.place = (event.place_ms, ticket.place[1])
    begin_leg(ticket, event.service, at, changes)
    uncall(ticket)
    leave(desk)
    floor.index(ticket)
    changes.calls = changes.queues = True


def released(floor: Floor, event: e.TicketReleased, _at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = step_ticket(floor, event, desk=desk)
    back_to_line(ticket, changes)
    ticket.leg.mark("released")
    leave(desk)
    floor.index(ticket)
    changes.calls = changes.queues = True


def signed_in(floor: Floor, event: e.ClerkSignedIn, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.clerk, desk.clerk_since = event.clerk, at
    changes.queues = True


def signed_out(floor: Floor, event: e.ClerkSignedOut, _at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.clerk = desk.clerk_since = None
    changes.queues = True
