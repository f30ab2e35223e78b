"""Events of the office and its day, applied."""

from __future__ import annotations

import msgspec

from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.evolve.lists import close_lists, open_lists
from broker.core.floor import Changes, Floor, Rulebook
from broker.core.legs import Leg
from broker.core.state import Desk, State, Ticket


def office_applied(floor: Floor, event: e.OfficeApplied, _at: InstantMs, changes: Changes) -> None:
    state, office = floor.state, event.office
    zones = {each.zone for each in state.office.counters} if state.office else set()
    state.office = office
    floor.book = Rulebook(office)
    gone = set(state.desks) - set(floor.book.counters)
    for counter in office.counters:
        state.desks.setdefault(counter.id, Desk(id=counter.id))
    for each in gone:
        del state.desks[each]
    state.gone_counters = sorted((gone | set(state.gone_counters)) - set(floor.book.counters))
    state.gone_zones = sorted((zones | set(state.gone_zones)) - {each.zone for each in office.counters})
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
    open_lists(state, reopened=event.reopened)
    floor.index_bookings()
    state.tallies.clear()
    changes.day = changes.queues = changes.calls = changes.bookings = True
    changes.desks.update(state.desks)


def day_closed(floor: Floor, event: e.DayClosed, _at: InstantMs, changes: Changes) -> None:
    state = floor.state
    close_lists(state)
    answered = {each.request_id: each.as_issued() for each in state.tickets.values()}
    state.last_requests = {**state.last_requests, **answered} if state.date == state.last_date else answered
    state.last_day, state.last_date = event.day, state.date
    state.day = state.date = state.opened_at = None
    state.tickets.clear()
    state.requests.clear()
    state.slips.clear()
    state.slips_done.clear()
    for desk in state.desks.values():
        desk.undo = desk.clerk = desk.clerk_since = None
    floor.clear()
    floor.index_bookings()
    changes.slips = changes.alerts = True
    changes.day = changes.queues = changes.calls = changes.bookings = True
    changes.desks.update(state.desks)


def clock_corrected(floor: Floor, event: e.ClockCorrected, _at: InstantMs, changes: Changes) -> None:
    """Engine time was off all along: what is under way moves with it, so that order, waits and timers stay true.

    The legs under way are marked all the same, for their instants were told otherwise before.
    """
    state, by = floor.state, event.offset_ms
    state.last_place_ms += by
    _move(state, ("opened_at",), by)
    for ticket in state.tickets.values():
        if ticket.stage != "ended":
            _move_ticket(floor, ticket, by, changes)
    for desk in state.desks.values():
        desk.undo = None
        _move(desk, _DESK_INSTANTS, by)
    for name, each in state.troubles.items():
        state.troubles[name] = msgspec.structs.replace(each, since=InstantMs(each.since + by))
    floor.settled_at = 0
    changes.alerts = True
    changes.desks.update(state.desks)
    changes.calls = changes.queues = True


#: Instants of what is under way. `Desk.until` is what a person said by the clock on the wall, and stays.
_DESK_INSTANTS = ("since", "free_since", "free_until", "ready_since", "touched_at", "clerk_since", "holder_since")
_TICKET_INSTANTS = ("taken", "issued_at", "called_at", "spoken_end", "held_until", "ended_at")
_LEG_INSTANTS = ("taken", "began", "printed", "first_call", "last_call", "start")


def _move_ticket(floor: Floor, ticket: Ticket, by: int, changes: Changes) -> None:
    floor.unindex(ticket)
    _move(ticket, _TICKET_INSTANTS, by)
    if ticket.stage != "issued" or ticket.not_before is None:  # else its place is what the clock on the wall will say
        ticket.place = (ticket.place[0] + by, ticket.place[1])
    floor.index(ticket)
    if ticket.leg.outcome is None:
        _move(ticket.leg, _LEG_INSTANTS, by)
        ticket.leg.mark("clock_corrected")
        changes.leg(ticket.leg)


def _move(thing: State | Desk | Ticket | Leg, instants: tuple[str, ...], by: int) -> None:
    for name in instants:
        at = getattr(thing, name)
        if at is not None:
            setattr(thing, name, at + by)


def stopped(floor: Floor, event: e.IssuingStopped, _at: InstantMs, changes: Changes) -> None:
    floor.state.stopped[event.service] = event.reason
    changes.queues = True


def resumed(floor: Floor, event: e.IssuingResumed, _at: InstantMs, changes: Changes) -> None:
    floor.state.stopped.pop(event.service, None)
    changes.queues = True


def training(floor: Floor, event: e.TrainingSet, _at: InstantMs, changes: Changes) -> None:
    state = floor.state
    if event.counter is not None:
        desk = state.desks[event.counter]
        desk.training, desk.undo = event.on, None
        changes.desks.add(event.counter)
    elif event.kiosk is not None:
        kiosks = {*state.training_kiosks, event.kiosk} if event.on else {*state.training_kiosks} - {event.kiosk}
        state.training_kiosks = sorted(kiosks)
    else:
        state.training = event.on
        for desk in state.desks.values():
            desk.undo = None  # a press taken back would bring a real ticket to a counter in training
        changes.desks.update(state.desks)
    changes.queues = changes.calls = True
