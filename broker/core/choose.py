"""Who is called to a counter now: the heads of its lines, put in order, with the reason kept."""

from __future__ import annotations

from broker.contract.events import TicketCalled, Why
from broker.contract.ids import CallId, InstantMs, TicketId
from broker.core.floor import Entry, Floor
from broker.core.policy import ORDERS, Candidate, Choice, claim, explain
from broker.core.state import Desk, Ticket


def next_call(
    floor: Floor, desk: Desk, now: InstantMs, *, named: Ticket | None = None, reason: str = "", automatic: bool = False
) -> TicketCalled | None:
    """The call that this counter makes now; None when nobody waits whom it may call.

    `named`: this ticket, whatever the order says; the reason is kept, and whom it passed over.
    """
    lines = list(floor.candidate_lines(desk, now))
    if named is not None:
        ticket, why = named, _named(floor, named, lines, now, reason)
    else:
        if not lines or floor.book is None:
            return None
        choice = ORDERS[floor.book.rules.order]([_head(floor, line) for line in lines], now)
        ticket, why = floor.state.tickets[choice.winner.ticket], explain(choice, lines)
        if ticket.to_counter or ticket.to_clerk:
            why = explain(choice, lines, rule="sent")
    return TicketCalled(
        counter=desk.id,
        ticket=ticket.id,
        call_id=call_name(ticket.id, desk),
        nth=1,
        clerk=floor.clerk_at(desk, now),
        why=why,
        automatic=automatic,
    )


def call_name(ticket: TicketId, desk: Desk) -> CallId:
    """A call's own name: a counter makes at most one call from each of its revisions."""
    return f"{ticket}/{desk.id}/{desk.revision}"


def _head(floor: Floor, line: list[Entry]) -> Candidate:
    place, ticket = line[0]
    priority = floor.class_of(floor.state.tickets[ticket])
    return Candidate(place, ticket, priority.weight, priority.limit_min * 60_000)


def _named(floor: Floor, ticket: Ticket, lines: list[list[Entry]], now: int, reason: str) -> Why:
    priority = floor.class_of(ticket)
    mine = Candidate(ticket.place, ticket.id, priority.weight, priority.limit_min * 60_000)
    heads = [_head(floor, line) for line in lines]
    others = [each for each in heads if each.ticket != ticket.id]
    second = max(others, key=lambda each: claim(each, now), default=None)
    choice = Choice(mine, "named", claim(mine, now), second, claim(second, now) if second else 0.0)
    return explain(choice, lines, rule="named", reason=reason)
