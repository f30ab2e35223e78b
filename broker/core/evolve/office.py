"""Events of the office and its day, applied."""

from __future__ import annotations

from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.floor import Changes, Floor, Rulebook
from broker.core.state import Desk


def office_applied(floor: Floor, event: e.OfficeApplied, _at: InstantMs, changes: Changes) -> None:
    state, office = floor.state, event.office
    state.office = office
    floor.book = Rulebook(office)
    for counter in office.counters:
        state.desks.setdefault(counter.id, Desk(id=counter.id))
    for gone in set(state.desks) - set(floor.book.counters):
        del state.desks[gone]
    changes.office = changes.queues = changes.calls = True
    changes.desks.update(state.desks)


def day_opened(floor: Floor, event: e.DayOpened, at: InstantMs, changes: Changes) -> None:
    state = floor.state
    if not event.reopened:
        state.series_next.clear()
        state.reserved_used.clear()
        state.given.clear()
        state.last_place_ms = 0
        state.served_ms.clear()
        state.served_n.clear()
    state.day, state.date, state.opened_at = event.day, event.date, at
    state.tallies.clear()
    changes.day = changes.queues = changes.calls = True
    changes.desks.update(state.desks)


def day_closed(floor: Floor, event: e.DayClosed, _at: InstantMs, changes: Changes) -> None:
    state = floor.state
    answered = {each.request_id: each.as_issued() for each in state.tickets.values()}
    state.last_requests = {**state.last_requests, **answered} if state.date == state.last_date else answered
    state.last_day, state.last_date = event.day, state.date
    state.day = state.date = state.opened_at = None
    state.tickets.clear()
    state.requests.clear()
    for desk in state.desks.values():
        desk.undo = desk.clerk = desk.clerk_since = None
    for side in (floor.lines, floor.pending, floor.held, floor.missed, floor.waiting_n):
        side.clear()
    floor.directed.clear()
    changes.day = changes.queues = changes.calls = True
    changes.desks.update(state.desks)


def clock_corrected(floor: Floor, _event: e.ClockCorrected, _at: InstantMs, changes: Changes) -> None:
    for ticket in floor.state.tickets.values():
        if ticket.stage not in ("ended", "missed"):
            ticket.leg.mark("clock_corrected")
            changes.leg(ticket.leg)


def stopped(floor: Floor, event: e.IssuingStopped, _at: InstantMs, changes: Changes) -> None:
    floor.state.stopped[event.service] = event.reason
    changes.queues = True


def resumed(floor: Floor, event: e.IssuingResumed, _at: InstantMs, changes: Changes) -> None:
    floor.state.stopped.pop(event.service, None)
    changes.queues = True


def training(floor: Floor, event: e.TrainingSet, _at: InstantMs, changes: Changes) -> None:
    state = floor.state
    if event.counter is not None:
        state.desks[event.counter].training = event.on
        changes.desks.add(event.counter)
    elif event.kiosk is not None:
        kiosks = {*state.training_kiosks, event.kiosk} if event.on else {*state.training_kiosks} - {event.kiosk}
        state.training_kiosks = sorted(kiosks)
    else:
        state.training = event.on
        changes.desks.update(state.desks)
    changes.queues = changes.calls = True
