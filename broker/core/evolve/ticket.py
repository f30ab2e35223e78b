"""Events of a ticket that is with nobody, applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broker.contract import events as e
from broker.contract.ids import InstantMs, ServiceId
from broker.core.evolve.common import (
    Impossible,
    allowed,
    step_ticket,
    uncall,
)
from broker.core.evolve.lists import give_back, take
from broker.core.floor import Changes, Floor
from broker.core.legs import Leg
from broker.core.record import begin_leg, end_leg, uncount
from broker.core.state import State, Ticket


def issued(floor: Floor, event: e.TicketIssued, at: InstantMs, changes: Changes) -> None:
    state = floor.state
    if event.ticket in state.tickets or (event.request_id in state.requests and not event.offline):
        raise Impossible(f"number {event.ticket} or request {event.request_id} is there already")
    state.arrivals += 1
    if not event.offline and event.not_before is None:
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
        asked=event.service,
        further=event.further,
        person=event.person,
        booking=event.booking,
        booked_at=event.booked_at,
        not_before=event.not_before,
        carried=event.carried,
        note=event.note,
        leg=first_leg(state, event),
    )
    state.tickets[ticket.id] = ticket
    state.requests[event.request_id] = ticket.id
    use_number(floor, ticket)
    take(floor, ticket, changes)
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.requests.append((event.request_id, ticket.id))
    changes.queues = True


def first_leg(state: State, event: e.TicketIssued) -> Leg:
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


def use_number(floor: Floor, ticket: Ticket) -> None:
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
    for service in (ticket.service, *ticket.further):
        count_given(state, ticket, service, 1)


def count_given(state: State, ticket: Ticket, service: ServiceId, by: int) -> None:
    """A visit counts towards the day's limit of each of its services."""
    if not ticket.training:
        state.given[service] = state.given.get(service, 0) + by


def split_number(number: str) -> tuple[str, int]:
    """ "A-025" -> ("A", 25). Of a number without a dash the letters are the prefix."""
    prefix = number.partition("-")[0] if "-" in number else number.rstrip("0123456789")
    return prefix, int(number[len(prefix) :].lstrip("-"))


def printed(floor: Floor, event: e.TicketPrinted, at: InstantMs, changes: Changes) -> None:
    ticket = _papered(floor, event, at)
    ticket.paper = "proven"
    if ticket.leg.printed is None:
        ticket.leg.printed = at
    if "paper_unproven" in ticket.leg.marks:
        ticket.leg.marks = tuple(mark for mark in ticket.leg.marks if mark != "paper_unproven")
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.queues = True


def _papered(floor: Floor, event: e.TicketPrinted | e.PaperUnproven, at: InstantMs) -> Ticket:
    """The paper is settled. What has a time of its own stays among the issued until then all the same."""
    was = floor.state.tickets[event.ticket].stage if event.ticket in floor.state.tickets else None
    ticket = step_ticket(floor, event)
    if was == "issued" and ticket.not_before is not None and at < ticket.not_before:
        ticket.stage = "issued"
    return ticket


def unproven(floor: Floor, event: e.PaperUnproven, at: InstantMs, changes: Changes) -> None:
    ticket = _papered(floor, event, at)
    ticket.paper = "unproven"
    ticket.leg.mark("paper_unproven")
    floor.index(ticket)
    changes.leg(ticket.leg)
    changes.queues = True


def came_due(floor: Floor, event: e.TicketDue, _at: InstantMs, changes: Changes) -> None:
    floor.index(step_ticket(floor, event))
    changes.queues = True


def moved(floor: Floor, event: e.TicketMoved, at: InstantMs, changes: Changes) -> None:
    """The leg is the right service's from now on: the wrong one never served nor kept anybody waiting.

    The wait goes on from where it began; with a new place (`Rules.move_place` "now") it begins with it.
    """
    ticket, _same = allowed(floor, event)
    pending = ticket.stage == "issued" and ticket.paper == "pending"
    if pending:  # it keeps its turn among those whose paper is awaited
        floor.count(ticket, -1)
    else:
        floor.unindex(ticket)
    _move(floor.state, ticket, event, at)
    if pending:
        floor.count(ticket, 1)
    else:
        floor.index(ticket)
    changes.leg(ticket.leg)
    changes.queues = True


def _move(state: State, ticket: Ticket, event: e.TicketMoved, at: InstantMs) -> None:
    count_given(state, ticket, ticket.service, -1)
    if event.service in ticket.further:
        ticket.further = tuple(each for each in ticket.further if each != event.service)
    else:
        count_given(state, ticket, event.service, 1)
    if event.place_ms != ticket.place[0]:
        ticket.leg.began = at
    ticket.place = (event.place_ms, ticket.place[1])
    ticket.service = ticket.leg.service = event.service
    ticket.ahead, ticket.wait_low_min, ticket.wait_high_min = event.ahead, event.wait_low_min, event.wait_high_min
    ticket.to_counter = ticket.to_clerk = ticket.touched_by = None
    ticket.leg.mark("moved")


def print_failed(floor: Floor, event: e.PrintFailed, _at: InstantMs, _changes: Changes) -> None:
    allowed(floor, event)  # only for the log: the ticket keeps its turn among those whose paper is awaited


def ended_as(outcome: str) -> Callable[[Floor, Any, InstantMs, Changes], None]:
    def handler(floor: Floor, event: Any, at: InstantMs, changes: Changes) -> None:
        was = floor.state.tickets[event.ticket].stage if event.ticket in floor.state.tickets else None
        ticket = step_ticket(floor, event)
        ticket.outcome, ticket.ended_at = outcome, at
        if outcome == "voided":
            give_back(floor, ticket, changes)
        if was in ("issued", "waiting"):
            end_leg(floor, ticket, outcome, at, changes, last=True)
        elif ticket.leg.outcome is not None:
            reoutcome(floor, ticket, outcome, changes)
        floor.index(ticket)
        changes.queues = changes.calls = True

    return handler


def reoutcome(floor: Floor, ticket: Ticket, outcome: str, changes: Changes) -> None:
    """A held visit is given up or closed: its last leg says so, and the figures with it."""
    if ticket.leg.outcome != "held":
        return  # a no-show stays a no-show
    uncount(floor, ticket.leg, changes)
    end_leg(floor, ticket, outcome, ticket.leg.end or ticket.taken, changes, last=True)


def unsent(floor: Floor, event: e.TicketUnsent, _at: InstantMs, changes: Changes) -> None:
    ticket = step_ticket(floor, event)
    ticket.to_counter = ticket.to_clerk = None
    floor.index(ticket)
    changes.queues = changes.calls = True


def returned(floor: Floor, event: e.TicketReturned, at: InstantMs, changes: Changes) -> None:
    ticket = step_ticket(floor, event)
    held_since = ticket.ended_at if ticket.leg.outcome == "held" else None
    ticket.outcome = ticket.held_until = ticket.ended_at = None
    ticket.place = (event.place_ms, ticket.place[1])
    begin_leg(ticket, ticket.service, at, changes, hold_ms=at - held_since if held_since is not None else 0)
    uncall(ticket)
    floor.index(ticket)
    changes.queues = changes.calls = True
