"""Rules of what clerks say about a ticket: its class looked at, a note for the next counter, times that are wrong."""

from __future__ import annotations

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import ORDINARY
from broker.core.decide.common import (
    Decision,
    Refuse,
    Stamp,
    happened,
    known_class,
    repeated,
    somewhere_else,
    the_ticket,
)
from broker.core.floor import Floor
from broker.core.legs import Leg
from broker.core.state import Ticket


def change_class(floor: Floor, command: c.ChangeClass, _stamp: Stamp) -> Decision:
    """A priority confirmed (its own class again) or withdrawn, as long as it can still make a difference to somebody.

    Another class of priority, given by somebody who is named, was looked at by that person.
    """
    ticket = the_ticket(floor, command.ticket)
    known_class(floor, command.class_id)
    if ticket.stage not in ("issued", "waiting", "called", "serving"):
        raise Refuse("not_waiting", number=ticket.number, stage=ticket.stage)
    same = ticket.class_id == command.class_id
    seen = command.class_id != ORDINARY and (same or bool(command.by))
    event = e.ClassChanged(ticket=ticket.id, class_id=command.class_id, confirmed=seen, by=command.by)
    return repeated(event) if same and ticket.confirmed == seen else happened(event)


def note(floor: Floor, command: c.NoteTicket, _stamp: Stamp) -> Decision:
    """A note in place of the one before; empty, it takes that one away."""
    ticket = the_ticket(floor, command.ticket)
    if ticket.stage == "ended":
        raise somewhere_else(ticket)
    event = e.TicketNoted(ticket=ticket.id, text=command.text)
    return repeated(event) if ticket.note == command.text else happened(event)


def mark_times(floor: Floor, command: c.MarkTimes, _stamp: Stamp) -> Decision:
    """The times of a leg of today are wrong. Marked once; they stay in the figures, and the mark beside them."""
    ticket = the_ticket(floor, command.ticket)
    leg = next((each for each in _legs(ticket) if each.leg == command.leg), None)
    if leg is None:
        raise Refuse("no_leg", number=ticket.number, leg=command.leg)
    event = e.TimesMarked(ticket=ticket.id, leg=command.leg, reason=command.reason)
    return repeated(event) if "wrong" in leg.marks else happened(event)


def _legs(ticket: Ticket) -> tuple[Leg, ...]:
    return (*ticket.past, ticket.leg)
