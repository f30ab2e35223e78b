"""Events applied to the state, in place. Reads no file, no clock; obeys `tables`; replay gives the same state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broker.contract import events as e
from broker.contract.events import CounterEvent, Event
from broker.contract.ids import InstantMs
from broker.contract.status import CounterState
from broker.core import tables
from broker.core.floor import Changes, Floor, Rulebook
from broker.core.legs import Leg
from broker.core.measures import NOT_SERVED
from broker.core.record import begin_leg, called, end_leg, uncount
from broker.core.state import Desk, Memento, State, Ticket, copy_ticket

#: Events of a counter that leave its state as it is, or set it by other means than the table.
_STATELESS = (e.PressUndone, e.CounterTaken, e.ClerkSignedIn, e.ClerkSignedOut)


class Impossible(Exception):
    """An event that the tables do not allow: a fault of `decide`, or a journal of something else."""


def evolve(floor: Floor, event: Event, at: InstantMs, changes: Changes) -> None:
    """Apply one event that happened at `at`; note in `changes` what it touched. Raises Impossible."""
    handler = _HANDLERS.get(type(event))
    if handler is None:
        raise Impossible(f"no rule for {type(event).__name__}")
    if isinstance(event, CounterEvent):
        _counter(floor, event, at, changes)
    handler(floor, event, at, changes)


# --- what counters have in common ------------------------------------------------------------------------


def _counter(floor: Floor, event: CounterEvent, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks.get(event.counter)
    if desk is None:
        raise Impossible(f"{type(event).__name__}: no counter {event.counter!r}")
    if event.press:
        desk.undo = _memento(floor, desk, at)
        desk.touched_at = at
    changes.desks.add(desk.id)
    desk.revision += 1
    if isinstance(event, _STATELESS):
        return
    after = tables.COUNTER.get((desk.state, type(event)))
    if after is None:
        raise Impossible(f"counter {desk.id}: {type(event).__name__} while {desk.state}")
    if after != desk.state:
        _enter(desk, after, at)


def _enter(desk: Desk, state: CounterState, at: InstantMs) -> None:
    desk.state, desk.since, desk.asks = state, at, False
    desk.free_since = desk.free_until = None
    desk.pause_reason = desk.until = None
    desk.ready_since = at if state == "ready" else None
    desk.finished = False


def _memento(floor: Floor, desk: Desk, at: InstantMs) -> Memento:
    ticket = floor.state.tickets[desk.ticket] if desk.ticket else None
    return Memento(
        at=at,
        state=desk.state,
        ticket=copy_ticket(ticket) if ticket else None,
        ticket_id=desk.ticket,
        free_since=desk.free_since,
        pause_reason=desk.pause_reason,
        until=desk.until,
    )


def _allowed(floor: Floor, event: Any) -> tuple[Ticket, tables.Stage]:
    """The ticket of an event, and the stage the table gives it."""
    ticket = floor.state.tickets.get(event.ticket)
    if ticket is None:
        raise Impossible(f"{type(event).__name__}: no ticket {event.ticket!r}")
    after = tables.TICKET.get((ticket.stage, type(event)))
    if after is None:
        raise Impossible(f"ticket {ticket.id}: {type(event).__name__} while {ticket.stage}")
    return ticket, after


def _step(floor: Floor, event: Any, *, desk: Desk | None = None) -> Ticket:
    """Take a ticket out of the index and move its stage by the table; the caller changes it and indexes it again."""
    ticket, after = _allowed(floor, event)
    floor.unindex(ticket)
    ticket.stage = after
    ticket.touched_by = desk.id if desk else None
    return ticket


def _leave(desk: Desk, *, finished: bool = False) -> None:
    desk.ticket, desk.finished = None, finished


# --- the office and its day ------------------------------------------------------------------------------


def _office_applied(floor: Floor, event: e.OfficeApplied, _at: InstantMs, changes: Changes) -> None:
    state, office = floor.state, event.office
    state.office = office
    floor.book = Rulebook(office)
    for counter in office.counters:
        state.desks.setdefault(counter.id, Desk(id=counter.id))
    for gone in set(state.desks) - set(floor.book.counters):
        del state.desks[gone]
    changes.office = changes.queues = changes.calls = True
    changes.desks.update(state.desks)


def _day_opened(floor: Floor, event: e.DayOpened, at: InstantMs, changes: Changes) -> None:
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


def _day_closed(floor: Floor, event: e.DayClosed, _at: InstantMs, changes: Changes) -> None:
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


def _clock_corrected(floor: Floor, _event: e.ClockCorrected, _at: InstantMs, changes: Changes) -> None:
    for ticket in floor.state.tickets.values():
        if ticket.stage not in ("ended", "missed"):
            ticket.leg.mark("clock_corrected")
            changes.leg(ticket.leg)


def _stopped(floor: Floor, event: e.IssuingStopped, _at: InstantMs, changes: Changes) -> None:
    floor.state.stopped[event.service] = event.reason
    changes.queues = True


def _resumed(floor: Floor, event: e.IssuingResumed, _at: InstantMs, changes: Changes) -> None:
    floor.state.stopped.pop(event.service, None)
    changes.queues = True


def _training(floor: Floor, event: e.TrainingSet, _at: InstantMs, changes: Changes) -> None:
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


# --- the ticket ------------------------------------------------------------------------------------------


def _issued(floor: Floor, event: e.TicketIssued, at: InstantMs, changes: Changes) -> None:
    state = floor.state
    if event.ticket in state.tickets or (event.request_id in state.requests and not event.offline):
        raise Impossible(f"number {event.ticket} or request {event.request_id} is there already")
    state.arrivals += 1
    if not event.offline:
        state.last_place_ms = max(state.last_place_ms, event.place_ms)
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        request_id=event.request_id,
        service=event.service,
        class_id=event.class_id,
        lang=event.lang,
        kiosk=event.kiosk,
        quantity=event.quantity,
        training=event.training,
        offline=event.offline,
        taken=event.taken,
        issued_at=at,
        place=(event.place_ms, state.arrivals),
        ahead=event.ahead,
        wait_low_min=event.wait_low_min,
        wait_high_min=event.wait_high_min,
        leg=_first_leg(state, event),
    )
    state.tickets[ticket.id] = ticket
    state.requests[event.request_id] = ticket.id
    _use_number(floor, ticket)
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.requests.append((event.request_id, ticket.id))
    changes.queues = True


def _first_leg(state: State, event: e.TicketIssued) -> Leg:
    return Leg(
        ticket=event.ticket,
        leg=1,
        day=state.day or "",
        number=event.number,
        service=event.service,
        class_id=event.class_id,
        kiosk=event.kiosk,
        training=event.training,
        taken=event.taken,
        began=event.taken,
        marks=("time_uncertain",) if event.uncertain else (),
    )


def _use_number(floor: Floor, ticket: Ticket) -> None:
    """Move the series on past this number, whoever gave it."""
    state, book = floor.state, floor.book
    prefix, n = split_number(ticket.number)
    if book is not None and ticket.service in book.services and not ticket.training:
        prefix = book.services[ticket.service].series
        n = int(ticket.number[len(prefix) :].lstrip("-"))
    if ticket.offline:
        used = state.reserved_used.setdefault(ticket.kiosk, {})
        used[prefix] = max(n, used.get(prefix, 0))
    else:
        state.series_next[prefix] = max(n + 1, state.series_next.get(prefix, 0))
    if not ticket.training:
        state.given[ticket.service] = state.given.get(ticket.service, 0) + 1


def split_number(number: str) -> tuple[str, int]:
    """ "A-025" -> ("A", 25). Of a number without a dash the letters are the prefix."""
    prefix = number.partition("-")[0] if "-" in number else number.rstrip("0123456789")
    return prefix, int(number[len(prefix) :].lstrip("-"))


def _printed(floor: Floor, event: e.TicketPrinted, at: InstantMs, changes: Changes) -> None:
    ticket = _step(floor, event)
    ticket.paper = "proven"
    if ticket.leg.printed is None:
        ticket.leg.printed = at
    if "paper_unproven" in ticket.leg.marks:
        ticket.leg.marks = tuple(mark for mark in ticket.leg.marks if mark != "paper_unproven")
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.queues = True


def _unproven(floor: Floor, event: e.PaperUnproven, _at: InstantMs, changes: Changes) -> None:
    ticket = _step(floor, event)
    ticket.paper = "unproven"
    ticket.leg.mark("paper_unproven")
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.queues = True


def _print_failed(floor: Floor, event: e.PrintFailed, _at: InstantMs, _changes: Changes) -> None:
    _allowed(floor, event)  # only for the log: the ticket keeps its turn among those whose paper is awaited


def _ended(outcome: str) -> Callable[[Floor, Any, InstantMs, Changes], None]:
    def handler(floor: Floor, event: Any, at: InstantMs, changes: Changes) -> None:
        was = floor.state.tickets[event.ticket].stage if event.ticket in floor.state.tickets else None
        ticket = _step(floor, event)
        ticket.outcome, ticket.ended_at = outcome, at
        if was in ("issued", "waiting"):
            end_leg(floor, ticket, outcome, at, changes, last=True)
        elif ticket.leg.outcome is not None:
            _reoutcome(floor, ticket, outcome, changes)
        floor.index(ticket)
        changes.queues = changes.calls = True

    return handler


def _reoutcome(floor: Floor, ticket: Ticket, outcome: str, changes: Changes) -> None:
    """A held visit is given up or closed: its last leg says so, and the figures with it."""
    if ticket.leg.outcome != "held":
        return  # a no-show stays a no-show
    uncount(floor, ticket.leg, changes)
    end_leg(floor, ticket, outcome, ticket.leg.end or ticket.taken, changes, last=True)


def _class_changed(floor: Floor, event: e.ClassChanged, _at: InstantMs, changes: Changes) -> None:
    ticket, _same = _allowed(floor, event)
    waits = ticket.stage == "waiting"
    if waits:
        floor.unindex(ticket)
    ticket.class_id = ticket.leg.class_id = event.class_id
    if waits:
        floor.index(ticket)
    changes.leg(ticket.leg)
    changes.calls = True


def _returned(floor: Floor, event: e.TicketReturned, at: InstantMs, changes: Changes) -> None:
    ticket = _step(floor, event)
    held_since = ticket.leg.end if ticket.leg.outcome == "held" else None
    ticket.outcome = ticket.held_until = ticket.ended_at = None
    ticket.place = (event.place_ms, ticket.place[1])
    begin_leg(ticket, ticket.service, at, changes, hold_ms=at - held_since if held_since is not None else 0)
    _uncall(ticket)
    floor.index(ticket)
    changes.queues = changes.calls = True


def _uncall(ticket: Ticket) -> None:
    ticket.counter = ticket.call_id = ticket.called_at = ticket.spoken_end = None
    ticket.nth, ticket.automatic = 0, False


# --- the counter -----------------------------------------------------------------------------------------


def _nothing(_floor: Floor, _event: Event, _at: InstantMs, _changes: Changes) -> None:
    """The counter's own change is all."""


def _opened(floor: Floor, event: e.CounterOpened, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.touched_at, desk.holder = at, event.holder or desk.holder
    changes.queues = True


def _shut(floor: Floor, event: e.CounterShut, _at: InstantMs, changes: Changes) -> None:
    floor.state.desks[event.counter].holder = ""
    changes.queues = True


def _taken(floor: Floor, event: e.CounterTaken, _at: InstantMs, _changes: Changes) -> None:
    floor.state.desks[event.counter].holder = event.holder


def _paused(floor: Floor, event: e.CounterPaused, _at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.pause_reason, desk.until = event.reason, event.until
    changes.queues = True


def _freed(floor: Floor, event: e.CounterFreed, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.free_since = at
    _free_until(floor, desk, at)
    changes.queues = True


def _free_until(floor: Floor, desk: Desk, at: InstantMs) -> None:
    seconds = floor.book.rules.free_expires_s if floor.book else 0
    desk.asks, desk.free_until = False, InstantMs(at + seconds * 1000)


def _free_asked(floor: Floor, event: e.FreeAsked, at: InstantMs, _changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    seconds = floor.book.rules.free_asks_s if floor.book else 0
    desk.asks, desk.free_until = True, InstantMs(at + seconds * 1000)


def _free_confirmed(floor: Floor, event: e.FreeConfirmed, at: InstantMs, _changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.touched_at = at
    _free_until(floor, desk, at)


def _called(floor: Floor, event: e.TicketCalled, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = _step(floor, event, desk=desk)
    desk.ticket = ticket.id
    desk.touched_at = None if event.automatic else at
    ticket.counter, ticket.automatic = desk.id, event.automatic
    ticket.call_id, ticket.nth, ticket.called_at, ticket.spoken_end = event.call_id, event.nth, at, None
    ticket.held_until = None
    called(floor, ticket, desk, event, at)
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.queues = changes.calls = True


def _recalled(floor: Floor, event: e.TicketRecalled, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = _step(floor, event, desk=desk)
    ticket.call_id, ticket.nth, ticket.called_at, ticket.spoken_end = event.call_id, event.nth, at, None
    ticket.leg.last_call, ticket.leg.calls = at, event.nth
    desk.touched_at = at
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.calls = True


def _started(floor: Floor, event: e.ServiceStarted, at: InstantMs, changes: Changes) -> None:
    ticket = _step(floor, event, desk=floor.state.desks[event.counter])
    ticket.leg.start = at
    if not event.measured:
        ticket.leg.mark("start_implied")
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.calls = True


def _finished(floor: Floor, event: e.ServiceFinished, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = _step(floor, event, desk=desk)
    ticket.outcome, ticket.ended_at, ticket.counter = event.outcome, at, None
    ticket.leg.dossiers = event.dossiers
    if event.outcome == "not_recorded":
        ticket.leg.mark("end_implied")
    end_leg(floor, ticket, event.outcome, at, changes, last=True)
    _learn(floor.state, ticket.leg)
    _leave(desk, finished=True)
    floor.index(ticket)
    changes.calls = changes.queues = True


def _learn(state: State, leg: Leg, sign: int = 1) -> None:
    """What a service took teaches the estimate; a press taken back is unlearned."""
    if leg.measured and leg.start is not None and leg.end is not None and "end_implied" not in leg.marks:
        state.served_ms[leg.service] = state.served_ms.get(leg.service, 0) + sign * (leg.end - leg.start)
        state.served_n[leg.service] = state.served_n.get(leg.service, 0) + sign


def _missed(floor: Floor, event: e.TicketMissed, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = _step(floor, event, desk=desk)
    ticket.outcome, ticket.ended_at, ticket.counter = "no_show", at, None
    end_leg(floor, ticket, "no_show", at, changes, last=True)
    _leave(desk)
    floor.index(ticket)
    changes.calls = True


def _held(floor: Floor, event: e.TicketHeld, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = _step(floor, event, desk=desk)
    ticket.counter, ticket.held_until = None, event.until
    end_leg(floor, ticket, "held", at, changes)
    _leave(desk)
    floor.index(ticket)
    changes.calls = True


def _transferred(floor: Floor, event: e.TicketTransferred, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = _step(floor, event, desk=desk)
    end_leg(floor, ticket, "transferred", at, changes)
    ticket.service, ticket.moved = event.service, True
    ticket.to_counter, ticket.to_clerk = event.to_counter, event.to_clerk
    ticket.place = (event.place_ms, ticket.place[1])
    begin_leg(ticket, event.service, at, changes)
    _uncall(ticket)
    _leave(desk)
    floor.index(ticket)
    changes.calls = changes.queues = True


def _released(floor: Floor, event: e.TicketReleased, _at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    ticket = _step(floor, event, desk=desk)
    _back_to_line(ticket, changes)
    ticket.leg.mark("released")
    _leave(desk)
    floor.index(ticket)
    changes.calls = changes.queues = True


def _back_to_line(ticket: Ticket, changes: Changes) -> None:
    """The call did not count: the leg goes on waiting as if nobody had called."""
    _uncall(ticket)
    leg = ticket.leg
    leg.first_call = leg.last_call = leg.counter = leg.clerk = leg.wait_clock_ms = leg.wait_work_ms = None
    leg.calls = 0
    changes.leg(leg)


def _undone(floor: Floor, event: e.PressUndone, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    memento = desk.undo
    if memento is None:
        raise Impossible(f"counter {desk.id}: nothing to take back")
    if desk.ticket is not None and desk.ticket != memento.ticket_id:
        _unassign(floor, floor.state.tickets[desk.ticket], changes)
    if memento.ended is not None:
        _uncount(floor, memento.ended, changes)
    if memento.ticket is not None:
        _restore(floor, memento.ticket, changes)
    _enter(desk, memento.state, at)
    desk.ticket, desk.undo, desk.touched_at = memento.ticket_id, None, at
    desk.pause_reason, desk.until = memento.pause_reason, memento.until
    if memento.state == "free":
        desk.free_since = memento.free_since
        _free_until(floor, desk, at)
    changes.calls = changes.queues = True


def _unassign(floor: Floor, ticket: Ticket, changes: Changes) -> None:
    """The call made by the press that is taken back."""
    floor.unindex(ticket)
    ticket.stage = "waiting"
    _back_to_line(ticket, changes)
    ticket.leg.mark("undone")
    floor.index(ticket)


def _restore(floor: Floor, before: Ticket, changes: Changes) -> None:
    now = floor.state.tickets[before.id]
    floor.unindex(now)
    if now.leg.leg != before.leg.leg:
        changes.legs.pop((now.id, now.leg.leg), None)
        changes.gone_legs.add((now.id, now.leg.leg))
    before.reported = now.reported
    before.leg.mark("undone")
    floor.state.tickets[before.id] = before
    floor.index(before)
    changes.leg(before.leg)


def _uncount(floor: Floor, ended: Leg, changes: Changes) -> None:
    """Take the leg that the press had ended out of the figures, and what was learned from it."""
    uncount(floor, ended, changes)
    if ended.outcome not in NOT_SERVED:
        _learn(floor.state, ended, -1)


def _signed_in(floor: Floor, event: e.ClerkSignedIn, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.clerk, desk.clerk_since = event.clerk, at
    changes.queues = True


def _signed_out(floor: Floor, event: e.ClerkSignedOut, _at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    desk.clerk = desk.clerk_since = None
    changes.queues = True


# --- the voice -------------------------------------------------------------------------------------------


def _spoken(floor: Floor, event: e.CallSpoken | e.CallDropped, at: InstantMs, changes: Changes) -> None:
    ticket = floor.state.tickets.get(event.call_id.partition("/")[0])
    if ticket is None:
        return
    ticket.reported = (*ticket.reported, event.call_id)
    if ticket.call_id == event.call_id and ticket.spoken_end is None:
        ticket.spoken_end = event.ended if isinstance(event, e.CallSpoken) else at
        if ticket.counter:
            changes.desks.add(ticket.counter)


_HANDLERS: dict[type[Event], Callable[[Floor, Any, InstantMs, Changes], None]] = {
    e.OfficeApplied: _office_applied,
    e.DayOpened: _day_opened,
    e.DayClosed: _day_closed,
    e.ClockCorrected: _clock_corrected,
    e.IssuingStopped: _stopped,
    e.IssuingResumed: _resumed,
    e.TrainingSet: _training,
    e.TicketIssued: _issued,
    e.TicketPrinted: _printed,
    e.PaperUnproven: _unproven,
    e.PrintFailed: _print_failed,
    e.TicketVoided: _ended("voided"),
    e.TicketGivenUp: _ended("given_up"),
    e.TicketClosed: _ended("closed"),
    e.ClassChanged: _class_changed,
    e.TicketReturned: _returned,
    e.CounterOpened: _opened,
    e.CounterShut: _shut,
    e.CounterPaused: _paused,
    e.CounterFreed: _freed,
    e.FreeAsked: _free_asked,
    e.FreeConfirmed: _free_confirmed,
    e.TicketCalled: _called,
    e.TicketRecalled: _recalled,
    e.ServiceStarted: _started,
    e.ServiceFinished: _finished,
    e.TicketMissed: _missed,
    e.TicketHeld: _held,
    e.TicketTransferred: _transferred,
    e.TicketReleased: _released,
    e.PressUndone: _undone,
    e.CounterTaken: _taken,
    e.ClerkSignedIn: _signed_in,
    e.ClerkSignedOut: _signed_out,
    e.CallSpoken: _spoken,
    e.CallDropped: _spoken,
    e.CommandRefused: _nothing,
}
