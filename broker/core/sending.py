"""Tickets sent to a counter or a clerk: when those go, the ticket waits for its service like any other."""

from __future__ import annotations

from collections.abc import Iterator

from broker.contract import events as e
from broker.contract.events import Event
from broker.contract.ids import InstantMs
from broker.core import hours
from broker.core.floor import Floor
from broker.core.state import Desk, Ticket


def left_behind(floor: Floor, event: Event, now: InstantMs) -> Iterator[e.TicketUnsent]:
    """Tickets whose counter or clerk goes with this event, which is about to be applied."""
    if not isinstance(event, e.CounterShut | e.ClerkSignedOut | e.ClerkSignedIn):
        return
    desk = floor.state.desks[event.counter]
    clerk = floor.clerk_at(desk, now)
    if isinstance(event, e.ClerkSignedIn) and event.clerk == clerk:
        return
    gone = clerk if clerk is not None and not _elsewhere(floor, desk, clerk, now) else None
    shut = desk.id if isinstance(event, e.CounterShut) else None
    called = desk.ticket if shut is not None else None
    for name in [name for _place, name in floor.directed]:
        if name != called and _sent_to(floor.state.tickets[name], shut, gone):
            yield e.TicketUnsent(ticket=name)


def _elsewhere(floor: Floor, desk: Desk, clerk: str, now: InstantMs) -> bool:
    others = (each for each in floor.state.desks.values() if each is not desk and each.state != "shut")
    return any(floor.clerk_at(each, now) == clerk for each in others)


def _sent_to(ticket: Ticket, counter: str | None, clerk: str | None) -> bool:
    if counter is not None and ticket.to_counter == counter:
        return True
    return clerk is not None and ticket.to_clerk == clerk


def unsent_at(floor: Floor) -> Iterator[tuple[InstantMs, Event]]:
    """Sent to a counter that does not work: it is waited for until its hours of the day are over."""
    book, day = floor.book, floor.state.date
    if book is None or day is None:
        return
    for _place, name in floor.directed:
        desk = floor.state.desks.get(floor.state.tickets[name].to_counter or "")
        if desk is None or desk.state not in ("shut", "paused"):
            continue
        spans = hours.spans_of(book.office, day, book.counters[desk.id])
        closes = hours.at_minute(day, spans[-1][1] if spans else 0)
        yield closes, e.TicketUnsent(ticket=name)
