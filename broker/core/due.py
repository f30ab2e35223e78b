"""What time does by itself: paper that stays silent, free counters that expire, holds that end, clerks who left."""

from __future__ import annotations

from collections.abc import Iterator

from broker.contract import events as e
from broker.contract.events import Event
from broker.contract.ids import InstantMs
from broker.core.floor import Floor
from broker.core.sending import unsent_at
from broker.core.state import Desk, Ticket


def due(floor: Floor, now: InstantMs) -> list[Event]:
    """Events whose time has come, one for each thing that is due. Apply them, then ask again."""
    return [event for at, event in _timers(floor, now) if at <= now]


def next_due(floor: Floor) -> InstantMs | None:
    """When `due` next has something to say; None: never, unless something else happens."""
    return min((*(at for at, _ in _timers(floor)), *_roster(floor)), default=None)


def _roster(floor: Floor) -> Iterator[InstantMs]:
    """A free counter whose clerk changes may call others: nothing happens by that alone, but it is to be looked at."""
    for desk in floor.state.desks.values() if floor.book is not None and floor.state.day is not None else ():
        if desk.state == "free" and desk.clerk is None and floor.book is not None:
            change = floor.book.next_shift(desk.id, floor.settled_at)
            if change is not None:
                yield change


def _timers(floor: Floor, now: int | None = None) -> Iterator[tuple[InstantMs, Event]]:
    """What time will do, and when; of what stands in the order of its time only the first, and all that is due."""
    if floor.book is None or floor.state.day is None:
        return
    for name in floor.pending:
        yield _paper(floor, floor.state.tickets[name])
        break  # issued in order, so the first is due first
    for at, _, name in floor.timed:
        yield at, e.TicketDue(ticket=name)
        if now is None or at > now:
            break
    for name in floor.held:
        ticket = floor.state.tickets[name]
        if ticket.held_until is not None:
            place = InstantMs(ticket.place[0])
            yield ticket.held_until, e.TicketReturned(ticket=name, place_ms=place, reason="hold over")
    yield from unsent_at(floor)
    for desk in floor.state.desks.values():
        yield from _desk(floor, desk)


def _paper(floor: Floor, ticket: Ticket) -> tuple[InstantMs, Event]:
    assert floor.book is not None  # _timers has seen to it
    at = ticket.issued_at + floor.book.rules.paper_silence_s * 1000
    return InstantMs(at), e.PaperUnproven(ticket=ticket.id)


def _desk(floor: Floor, desk: Desk) -> Iterator[tuple[InstantMs, Event]]:
    if desk.state == "free" and desk.free_until is not None:
        paused = e.CounterPaused(counter=desk.id, reason="clerk_absent")
        yield desk.free_until, paused if desk.asks else e.FreeAsked(counter=desk.id)
    elif desk.state == "calling" and desk.ticket is not None:
        yield from _nobody_there(floor, desk, floor.state.tickets[desk.ticket])
    elif desk.state == "ready" and desk.finished and floor.book and floor.book.rules.auto_free_s:
        at = (desk.ready_since or 0) + floor.book.rules.auto_free_s * 1000
        yield InstantMs(at), e.CounterFreed(counter=desk.id)


def _nobody_there(floor: Floor, desk: Desk, ticket: Ticket) -> Iterator[tuple[InstantMs, Event]]:
    """A ticket given to a free counter, and no key pressed since: the clerk is away, not the citizen."""
    if not ticket.automatic or ticket.called_at is None or floor.book is None:
        return
    if desk.touched_at is None:
        at = ticket.called_at + floor.book.rules.clerk_absent_s * 1000
        yield InstantMs(at), e.TicketReleased(counter=desk.id, ticket=ticket.id)
