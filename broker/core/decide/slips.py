"""Rules of slips that a kiosk prints for others: asked for, and what became of them."""

from __future__ import annotations

from broker.contract import commands as c
from broker.contract import events as e
from broker.core.decide.common import (
    Decision,
    Refuse,
    Stamp,
    happened,
    known_kiosk,
    repeated,
    somewhere_else,
    the_ticket,
)
from broker.core.floor import Floor
from broker.core.state import Ticket


def print_slip(floor: Floor, command: c.PrintSlip, _stamp: Stamp) -> Decision:
    """The slip of a live ticket on a printer of the office. What that kiosk is about to print is not asked twice."""
    ticket = the_ticket(floor, command.ticket)
    known_kiosk(floor, command.kiosk)
    if ticket.stage == "ended":
        raise somewhere_else(ticket)
    for each in floor.state.slips.values():
        if (each.ticket, each.kiosk) == (ticket.id, command.kiosk):
            return repeated(e.SlipAsked(job=each.job, ticket=ticket.id, kiosk=each.kiosk, again=each.again))
    return happened(slip_asked(floor, ticket.id, command.kiosk, again=True, reason=command.reason))


def slip_asked(floor: Floor, ticket: str, kiosk: str, *, again: bool, reason: str = "") -> e.SlipAsked:
    """The event by which a kiosk is asked; one such event at most in a decision, for it takes the job's name."""
    job = f"{ticket}/slip/{floor.state.slips_asked + 1}"
    return e.SlipAsked(job=job, ticket=ticket, kiosk=kiosk, again=again, reason=reason)


def report_slip(floor: Floor, command: c.ReportSlip, _stamp: Stamp) -> Decision:
    """A slip came out: the ticket's paper is proven. One that did not voids nothing; silence rules go on."""
    job = floor.state.slips.get(command.job)
    if job is None:
        raise Refuse("unknown_slip", job=command.job)
    events: list[e.Event] = [e.SlipDone(job=job.job, printed=command.printed, reason=command.reason)]
    ticket = floor.state.tickets.get(job.ticket)
    if command.printed and ticket is not None and _unproven(ticket):
        events.append(e.TicketPrinted(ticket=ticket.id))
    return happened(*events)


def _unproven(ticket: Ticket) -> bool:
    return ticket.paper != "proven" and ticket.stage in ("issued", "waiting", "called", "serving")
