"""One counter: for its keys, lamps, sign, tablet and page."""

from __future__ import annotations

from broker.contract.ids import InstantMs
from broker.contract.status import CounterStatus, LastRefusal
from broker.core.decide.presses import no_show_from
from broker.core.floor import Floor
from broker.core.state import Desk


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
    )
