"""Rules of the ticket once it is there: printed, moved, given up, come back, called aloud."""

from __future__ import annotations

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.decide.common import (
    Decision,
    Refuse,
    Stamp,
    happened,
    repeated,
    somewhere_else,
    the_book,
    the_service,
    the_ticket,
)
from broker.core.decide.issuing import one_each
from broker.core.decide.offers import must_offer
from broker.core.decide.terms import Terms, told
from broker.core.floor import Floor
from broker.core.state import Ticket

#: Stages in which a ticket is with nobody.
IDLE = ("waiting", "held", "missed")


def printed(floor: Floor, command: c.ReportPrinted, _stamp: Stamp) -> Decision:
    """The paper is proven. Said twice, or too late to matter, it changes nothing and is no error."""
    ticket = the_ticket(floor, command.ticket)
    event = e.TicketPrinted(ticket=ticket.id)
    if ticket.paper == "proven" or ticket.stage in ("ended", "held", "missed"):
        return repeated(event)
    return happened(event)


def print_failed(floor: Floor, command: c.ReportPrintFailed, _stamp: Stamp) -> Decision:
    """A reported failure: noted, or with `final` the number is void. A proven paper cannot be voided."""
    ticket = the_ticket(floor, command.ticket)
    if ticket.outcome == "voided":
        return repeated(e.TicketVoided(ticket=ticket.id, reason=command.reason))
    if ticket.paper == "proven":
        raise Refuse("printed", number=ticket.number)
    if not command.final:
        return happened(e.PrintFailed(ticket=ticket.id, reason=command.reason)) if _unprinted(ticket) else repeated()
    if ticket.stage not in ("issued", "waiting"):
        raise somewhere_else(ticket)
    return happened(e.TicketVoided(ticket=ticket.id, reason=command.reason))


def _unprinted(ticket: Ticket) -> bool:
    return ticket.stage in ("issued", "waiting")


def move(floor: Floor, command: c.MoveTicket, stamp: Stamp) -> Decision:
    """The same number for another service, while nobody has called it. A time of its own is kept."""
    ticket, service = the_ticket(floor, command.ticket), the_service(floor, command.service)
    if ticket.stage not in ("issued", "waiting"):
        raise Refuse("not_waiting", number=ticket.number, stage=ticket.stage)
    if ticket.service == service.id:
        raise Refuse("same_service", number=ticket.number)
    must_offer(floor, service, stamp.now)
    one_each(floor, ticket.person, (service.id,), stamp.now, training=ticket.training, but=ticket.id)
    early = ticket.not_before if (ticket.not_before or 0) > stamp.now else None
    keep = early is not None or the_book(floor).rules.move_place == "keep"
    terms = Terms(InstantMs(ticket.place[0]) if keep else stamp.now, early)
    before, wait = told(floor, service.id, terms, stamp.now, training=ticket.training)
    event = e.TicketMoved(
        ticket=ticket.id,
        service=service.id,
        place_ms=terms.place_ms,
        ahead=before,
        wait_low_min=wait[0] if wait else None,
        wait_high_min=wait[1] if wait else None,
        reason=command.reason,
    )
    return happened(event)


def give_up(floor: Floor, command: c.GiveUpTicket, _stamp: Stamp) -> Decision:
    """A visitor who is with nobody gives the number back."""
    ticket = the_ticket(floor, command.ticket)
    event = e.TicketGivenUp(ticket=ticket.id)
    if ticket.outcome == "given_up":
        return repeated(event)
    if ticket.stage not in ("issued", *IDLE):
        raise somewhere_else(ticket)
    return happened(event)


def give_back(floor: Floor, command: c.ReturnTicket, stamp: Stamp) -> Decision:
    """A held or absent visitor is back. A held one keeps the place; a late one as the office's rule says."""
    ticket = the_ticket(floor, command.ticket)
    return happened(returning(floor, ticket, stamp, command.reason))


def returning(floor: Floor, ticket: Ticket, stamp: Stamp, reason: str) -> e.TicketReturned:
    """The event by which a held or absent ticket comes back. Raises Refuse."""
    rules = the_book(floor).rules
    if ticket.stage == "held":
        return e.TicketReturned(ticket=ticket.id, place_ms=InstantMs(ticket.place[0]), reason=reason)
    if ticket.stage != "missed":
        raise Refuse("not_waiting", number=ticket.number, stage=ticket.stage)
    if stamp.now - (ticket.ended_at or 0) > rules.late_return_min * 60_000:
        raise Refuse("too_late", number=ticket.number, minutes=rules.late_return_min)
    place = ticket.place[0] if rules.late_place == "keep" else stamp.now
    return e.TicketReturned(ticket=ticket.id, place_ms=InstantMs(place), reason=reason)


def spoken(floor: Floor, command: c.ReportSpoken, stamp: Stamp) -> Decision:
    """What became of a call at the loudspeaker. Each call has one end; a repeated report changes nothing."""
    ticket = floor.state.tickets.get(command.call_id.partition("/")[0])
    if ticket is None or command.call_id not in ticket.made:
        raise Refuse("unknown_call", call=command.call_id)
    # a loudspeaker's clock may be wrong: no call ends before it was made, or later than now
    made = ticket.called_at if ticket.call_id == command.call_id and ticket.called_at is not None else command.ended
    ended = InstantMs(min(max(command.ended, made), stamp.now))
    event: e.Event = (
        e.CallDropped(call_id=command.call_id, zone=command.zone, reason=command.dropped)
        if command.dropped
        else e.CallSpoken(call_id=command.call_id, zone=command.zone, ended=ended)
    )
    return repeated(event) if command.call_id in ticket.reported else happened(event)
