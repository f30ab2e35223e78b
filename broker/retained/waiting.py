"""All live tickets, for the pages of clerks, guides and managers. No screen of the hall reads it."""

from __future__ import annotations

from broker.contract.ids import InstantMs
from broker.contract.status import LiveTicket, Waiting
from broker.core.floor import Floor
from broker.core.state import Ticket


def waiting_of(floor: Floor, epoch: int, now: InstantMs) -> Waiting:
    """Everybody who is not ended, in the order of their places; the revision is 0."""
    state = floor.state
    held_ms = floor.book.rules.late_return_min * 60_000 if floor.book else 0
    live = [each for each in floor.live.values() if not _too_late(each, held_ms, now)]
    live.sort(key=lambda each: each.place)
    tickets = tuple(_live(each, held_ms) for each in live)
    return Waiting(epoch=epoch, revision=0, day=state.day, tickets=tickets, carried=tuple(state.carried))


def _too_late(ticket: Ticket, held_ms: int, now: int) -> bool:
    """Absent for longer than the place is held: the visit is over but for the word."""
    return ticket.stage == "missed" and now - (ticket.ended_at or 0) > held_ms


def _live(ticket: Ticket, held_ms: int) -> LiveTicket:
    return LiveTicket(
        ticket=ticket.id,
        number=ticket.number,
        service=ticket.service,
        class_id=ticket.class_id,
        stage=ticket.stage,  # type: ignore[arg-type]  # who is ended is not asked for
        taken=ticket.taken,
        place_ms=InstantMs(ticket.place[0]),
        since=_since(ticket),
        confirmed=ticket.confirmed,
        counter=ticket.counter,
        former=ticket.former,
        to_counter=ticket.to_counter,
        to_clerk=ticket.to_clerk,
        nth=ticket.nth,
        lang=ticket.lang,
        quantity=ticket.quantity,
        further=ticket.further,
        note=ticket.note,
        offline=ticket.offline,
        training=ticket.training,
        booked_at=ticket.booked_at,
        not_before=ticket.not_before,
        until=_until(ticket, held_ms),
        leg=ticket.leg.leg,
    )


def _since(ticket: Ticket) -> InstantMs:
    begun = {
        "issued": ticket.issued_at,
        "waiting": ticket.leg.began,
        "called": ticket.called_at,
        "serving": ticket.leg.start,
    }
    return begun.get(ticket.stage, ticket.ended_at) or ticket.taken


def _until(ticket: Ticket, held_ms: int) -> InstantMs | None:
    if ticket.stage == "missed" and ticket.ended_at is not None:
        return InstantMs(ticket.ended_at + held_ms)
    return ticket.held_until
