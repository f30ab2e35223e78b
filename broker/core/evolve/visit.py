"""Events of a visit with several services, applied: one ends, the next begins here or waits elsewhere."""

from __future__ import annotations

from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.evolve.common import learn, leave, step_ticket, uncall
from broker.core.floor import Changes, Floor
from broker.core.record import begin_leg, end_leg
from broker.core.state import Desk, Ticket


def added(floor: Floor, event: e.ServiceAdded, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = step_ticket(floor, event, desk=desk)
    ticket.further = (*ticket.further, event.service)
    desk.touched_at = at
    floor.index(ticket)
    changes.queues = True


def continued_here(floor: Floor, event: e.ServiceContinued, at: InstantMs, changes: Changes) -> None:
    """No wait and no call lie between the two: the new leg is in no figure of waiting, only in those of service."""
    desk = floor.state.desks[event.counter]
    ticket = _next_leg(floor, event, desk, at, changes)
    leg = ticket.leg
    leg.start, leg.counter, leg.clerk = at, desk.id, floor.clerk_at(desk, at)
    leg.mark("continued")
    desk.since = desk.touched_at = at
    floor.index(ticket)
    changes.calls = changes.queues = True


def continued_elsewhere(floor: Floor, event: e.VisitContinued, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = _next_leg(floor, event, desk, at, changes)
    ticket.to_counter = ticket.to_clerk = None
    ticket.place, ticket.moved = (event.place_ms, ticket.place[1]), True
    uncall(ticket)
    leave(desk, finished=True)
    floor.index(ticket)
    changes.calls = changes.queues = True


def _next_leg(
    floor: Floor, event: e.ServiceContinued | e.VisitContinued, desk: Desk, at: InstantMs, changes: Changes
) -> Ticket:
    """The leg of the service that is done goes into the figures with its own outcome and dossiers."""
    ticket = step_ticket(floor, event, desk=desk)
    ticket.leg.dossiers = event.dossiers
    end_leg(floor, ticket, event.outcome, at, changes)
    learn(floor.state, ticket.leg)
    ticket.service = event.service
    ticket.further = tuple(each for each in ticket.further if each != event.service)
    begin_leg(ticket, event.service, at, changes)
    return ticket
