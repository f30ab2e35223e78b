"""Lists beside the queue, applied: the bookings of a date, who comes first tomorrow, who came first today."""

from __future__ import annotations

import msgspec

from broker.contract import events as e
from broker.contract.ids import InstantMs, Number
from broker.contract.status import Carried
from broker.core.floor import Changes, Floor
from broker.core.state import State, Ticket


def bookings_applied(floor: Floor, event: e.BookingsApplied, _at: InstantMs, changes: Changes) -> None:
    floor.state.bookings[event.date] = event.bookings
    floor.index_bookings()
    changes.bookings = changes.queues = True


def tomorrow_listed(floor: Floor, event: e.TomorrowListed, _at: InstantMs, changes: Changes) -> None:
    floor.state.listed[event.request_id] = event
    changes.queues = True


# --- what a ticket makes good --------------------------------------------------------------------------


def take(floor: Floor, ticket: Ticket, changes: Changes) -> None:
    """A ticket makes good its booking, or its entry in the list of the last day. Training uses nothing up."""
    if not ticket.training:
        _mark(floor, ticket, ticket.number, changes)


def give_back(floor: Floor, ticket: Ticket, changes: Changes) -> None:
    """The ticket never came to be: what it made good may be made good again."""
    if not ticket.training:
        _mark(floor, ticket, None, changes)


def _mark(floor: Floor, ticket: Ticket, number: Number | None, changes: Changes) -> None:
    state = floor.state
    if ticket.booking is not None:
        if number is not None:
            state.checked_in[ticket.booking] = number
        else:
            state.checked_in.pop(ticket.booking, None)
        floor.index_bookings()
        changes.bookings = True
    if ticket.carried:
        state.carried = [
            msgspec.structs.replace(each, used=number) if each.entry == ticket.carried else each
            for each in state.carried
        ]


# --- from day to day -------------------------------------------------------------------------------------


def close_lists(state: State) -> None:
    """Before the tickets of a day are forgotten: who was not served, and who is listed, comes first tomorrow.

    In a day that was closed by mistake before, those of its first part who have not come again keep their place.
    Whoever was closed unserved may check a booking in again, should the day go on.
    """
    unserved = [each for each in state.tickets.values() if each.outcome == "closed" and not each.training]
    for each in unserved:
        state.checked_in.pop(each.booking or "", None)
    again = [each for each in state.carried if each.used is None and each.entry[:10] == state.date]
    listed = [_listed(each) for each in state.listed.values() if not each.training]
    state.coming = again + [_unserved(each) for each in sorted(unserved, key=lambda each: each.place)] + listed


def open_lists(state: State, *, reopened: bool) -> None:
    """A new day begins with the list of the last; one opened again with its own, and those its closing cut off."""
    if reopened:
        known = {each.entry for each in state.carried} | {each.entry for each in state.listed.values()}
        state.carried += [each for each in state.coming if each.entry not in known]
    else:
        state.carried, state.last_listed = state.coming, state.listed
        state.listed, state.checked_in = {}, {}
    state.coming = []
    state.bookings = {date: rows for date, rows in state.bookings.items() if date >= (state.date or "")}


def _unserved(ticket: Ticket) -> Carried:
    return Carried(
        entry=ticket.id,
        number=ticket.number,
        service=ticket.service,
        class_id=ticket.class_id,
        lang=ticket.lang,
        quantity=ticket.quantity,
    )


def _listed(event: e.TomorrowListed) -> Carried:
    return Carried(
        entry=event.entry,
        number="",
        service=event.service,
        class_id=event.class_id,
        lang=event.lang,
        quantity=event.quantity,
    )
