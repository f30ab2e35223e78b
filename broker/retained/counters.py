"""One counter: for its keys, lamps, sign, tablet and page."""

from __future__ import annotations

from typing import Any

from broker.contract.ids import InstantMs
from broker.contract.status import CounterStatus, LastRefusal
from broker.core.decide.presses import no_show_from, undo_until
from broker.core.floor import Floor
from broker.core.state import Desk, Ticket


def counter_of(floor: Floor, epoch: int, desk: Desk, refusal: LastRefusal | None, now: InstantMs) -> CounterStatus:
    """A counter as it is now."""
    ticket = floor.state.tickets[desk.ticket] if desk.ticket else None
    clerk = floor.clerk_at(desk, now)
    training = desk.training or floor.state.training
    known = floor.book.clerks.get(clerk or "") if floor.book else None
    return CounterStatus(
        epoch=epoch,
        counter=desk.id,
        revision=desk.revision,
        state=desk.state,
        day=floor.state.day,
        ticket=desk.ticket,
        number=ticket.number if ticket else None,
        service=ticket.service if ticket else None,
        class_id=ticket.class_id if ticket else None,
        nth=ticket.nth if ticket else 0,
        since=desk.since,
        no_show_from=no_show_from(floor, ticket) if ticket and ticket.stage == "called" else None,
        asks=desk.asks,
        waiting=sum(floor.waiting(each, training=training) for each in floor.may_call(desk, now)),
        clerk=known.name if known else None,
        pause_reason=desk.pause_reason,
        until=desk.free_until if desk.asks else desk.until,
        training=training,
        refusal=refusal,
        clerk_id=clerk,
        holder=desk.holder,
        holder_since=desk.holder_since,
        services=_callable(floor, desk, now),
        undo_until=undo_until(floor, desk),
        **_of_ticket(ticket),
    )


def _callable(floor: Floor, desk: Desk, now: InstantMs) -> tuple[str, ...]:
    """What may be called here now, in the order of the office."""
    own = floor.book.counters[desk.id].services if floor.book is not None and desk.id in floor.book.counters else ()
    able = floor.may_call(desk, now)
    return tuple(each for each in own if each in able)


def _of_ticket(ticket: Ticket | None) -> dict[str, Any]:
    """What whoever serves wants to know of the visit."""
    if ticket is None:
        return {}
    return {
        "former": ticket.former,
        "further": ticket.further,
        "confirmed": ticket.confirmed,
        "lang": ticket.lang,
        "quantity": ticket.quantity,
        "note": ticket.note,
    }
