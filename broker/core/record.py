"""The wait log in the making: legs begin, are called, end, and are counted into the day's figures."""

from __future__ import annotations

import msgspec

from broker.contract.events import TicketCalled
from broker.contract.ids import InstantMs, ServiceId
from broker.core import hours
from broker.core.floor import Changes, Floor
from broker.core.legs import Leg
from broker.core.measures import Tally, share_of
from broker.core.state import Desk, Ticket

#: Key of the figures of those nobody was signed in for, or no counter ever called.
NOBODY = "-"


def begin_leg(ticket: Ticket, service: ServiceId, at: InstantMs, changes: Changes, *, hold_ms: int = 0) -> None:
    """The next leg of a visit: waiting begins again. `hold_ms`: how long it was on hold before."""
    before = ticket.leg
    ticket.past = (*ticket.past, before)
    ticket.leg = Leg(
        ticket=ticket.id,
        leg=before.leg + 1,
        day=before.day,
        number=ticket.number,
        service=service,
        class_id=ticket.class_id,
        kiosk=ticket.kiosk,
        training=ticket.training,
        taken=ticket.taken,
        began=at,
        printed=before.printed,
        hold_ms=hold_ms,
        marks=tuple(mark for mark in before.marks if mark in ("paper_unproven", "time_uncertain")),
    )
    changes.leg(ticket.leg)


def called(floor: Floor, ticket: Ticket, desk: Desk, event: TicketCalled, at: InstantMs) -> None:
    """The wait of the leg ends with its first call; it is kept by the clock and in counter hours."""
    leg = ticket.leg
    leg.last_call, leg.calls, leg.counter, leg.clerk = at, event.nth, desk.id, event.clerk
    if leg.first_call is None:
        leg.first_call = at
        leg.wait_clock_ms = max(0, at - leg.began)
        leg.wait_work_ms = _working(floor, leg, desk, at)
    if event.automatic:
        leg.mark("automatic")
    if event.why.rule == "named":
        leg.mark("named")


def _working(floor: Floor, leg: Leg, desk: Desk, at: InstantMs) -> int:
    state, book = floor.state, floor.book
    if book is None or state.date is None or desk.id not in book.counters:
        return max(0, at - leg.began)
    spans = hours.spans_of(book.office, state.date, book.counters[desk.id])
    return hours.overlap_ms(state.date, spans, leg.began, at)


def end_leg(floor: Floor, ticket: Ticket, outcome: str, at: InstantMs, changes: Changes, *, last: bool = False) -> None:
    """The leg is over: it goes into the figures. A press that may be taken back remembers it."""
    leg = ticket.leg
    leg.outcome, leg.end, leg.last = outcome, at, last
    _count(floor, leg, 1, changes)
    changes.leg(leg)
    desk = floor.state.desks.get(ticket.touched_by or "")
    if desk is not None and desk.undo is not None and desk.undo.ticket_id == ticket.id:
        desk.undo.ended = msgspec.structs.replace(leg)


def uncount(floor: Floor, leg: Leg, changes: Changes) -> None:
    """Take an ended leg out of the figures again."""
    _count(floor, leg, -1, changes)


def recount(floor: Floor, before: Leg, after: Leg, changes: Changes) -> None:
    """An ended leg is known better: the figures have it as it is now."""
    _count(floor, before, -1, changes)
    _count(floor, after, 1, changes)


def _count(floor: Floor, leg: Leg, sign: int, changes: Changes) -> None:
    if leg.training or floor.book is None:
        return
    service = floor.book.services.get(leg.service)
    target_s = (service.target_min if service else 0) * 60
    share = share_of(leg, target_s)
    for key in tally_keys(leg):
        floor.state.tallies.setdefault(key, Tally()).take(share, sign)
        changes.tallies.add(key)


def tally_keys(leg: Leg) -> tuple[str, ...]:
    """The groups a leg is counted in, "<dimension>/<key>"; its hour is that in which its wait began."""
    return (
        f"service/{leg.service}",
        f"counter/{leg.counter or NOBODY}",
        f"clerk/{leg.clerk or NOBODY}",
        f"hour/{hours.hour_of(leg.began):02d}",
        f"class/{leg.class_id}",
    )
