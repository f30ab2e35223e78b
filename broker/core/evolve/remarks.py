"""What clerks say about a ticket, applied. No second hand on the ticket: a press stays undoable."""

from __future__ import annotations

import msgspec

from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.evolve.common import Impossible, allowed, learn
from broker.core.floor import Changes, Floor
from broker.core.legs import Leg
from broker.core.measures import NOT_SERVED
from broker.core.record import recount
from broker.core.state import Ticket


def class_changed(floor: Floor, event: e.ClassChanged, _at: InstantMs, changes: Changes) -> None:
    ticket, _same = allowed(floor, event)
    waits = ticket.stage == "waiting"
    if waits:
        floor.unindex(ticket)
    ticket.class_id = ticket.leg.class_id = event.class_id
    ticket.confirmed = event.confirmed
    if waits:
        floor.index(ticket)
    changes.leg(ticket.leg)
    changes.calls = True
    _shown(ticket, changes)


def noted(floor: Floor, event: e.TicketNoted, _at: InstantMs, changes: Changes) -> None:
    ticket, _same = allowed(floor, event)
    ticket.note = event.text
    _shown(ticket, changes)


def _shown(ticket: Ticket, changes: Changes) -> None:
    """The counter that has the ticket shows it at once, the lists of those who wait soon."""
    if ticket.counter is not None:
        changes.desks.add(ticket.counter)
    changes.queues = True


def times_marked(floor: Floor, event: e.TimesMarked, _at: InstantMs, changes: Changes) -> None:
    """The mark stands at the leg and is counted beside the averages. Its service no longer teaches the estimate."""
    ticket, _same = allowed(floor, event)
    wrong = next((each for each in (*ticket.past, ticket.leg) if each.leg == event.leg), None)
    if wrong is None:
        raise Impossible(f"ticket {ticket.id}: no leg {event.leg}")
    marked = msgspec.structs.replace(wrong)
    marked.mark("wrong")
    if wrong.outcome is not None:
        if wrong.outcome not in NOT_SERVED:
            learn(floor.state, wrong, -1)
        recount(floor, wrong, marked, changes)
    _put(ticket, marked)
    _remembered(floor, wrong, marked)
    changes.leg(marked)


def _put(ticket: Ticket, marked: Leg) -> None:
    if ticket.leg.leg == marked.leg:
        ticket.leg = marked
    else:
        ticket.past = tuple(marked if each.leg == marked.leg else each for each in ticket.past)


def _remembered(floor: Floor, wrong: Leg, marked: Leg) -> None:
    """A press that ended this leg, and may yet be taken back, must take the marked one out of the figures."""
    for desk in floor.state.desks.values():
        ended = desk.undo.ended if desk.undo is not None else None
        if desk.undo is not None and ended is not None and (ended.ticket, ended.leg) == (wrong.ticket, wrong.leg):
            desk.undo.ended = msgspec.structs.replace(marked)
