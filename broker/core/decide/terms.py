"""Where a new ticket stands in the queue, and from when it may be called: bookings, afternoons, yesterday's list."""

from __future__ import annotations

from typing import NamedTuple

from broker.contract import commands as c
from broker.contract.commands import Booking
from broker.contract.ids import InstantMs, ServiceId
from broker.core import estimate, sessions
from broker.core.decide.common import Refuse, Stamp, the_book
from broker.core.decide.lists import nth_carried
from broker.core.decide.offers import ahead, in_field
from broker.core.floor import Floor

#: Lowest and highest wait in minutes; None when nobody can say.
Wait = tuple[int, int] | None


class Terms(NamedTuple):
    """`place_ms` orders the queue; not called before `not_before`."""

    place_ms: InstantMs
    not_before: InstantMs | None = None
    booked_at: InstantMs | None = None


def terms_of(
    floor: Floor, command: c.RequestTicket, service: ServiceId, booking: Booking | None, stamp: Stamp
) -> Terms:
    """The terms of what is asked for now. Raises Refuse."""
    if booking is not None:
        return of_booking(floor, booking, stamp.now, floor.state.last_place_ms)
    begins = _next_session(floor, service, stamp.now) if command.session == "next" else None
    if command.carried:
        return Terms(_carried_place(floor, nth_carried(floor, command.carried), stamp), begins)
    # after the clock was put back, who comes later still stands behind who came before
    return Terms(begins or InstantMs(max(stamp.now, floor.state.last_place_ms)), begins)


def of_booking(floor: Floor, booking: Booking, arrived: int, last_place_ms: int) -> Terms:
    """Early or on time: as one who came so long before the appointment as the service's target is; later: as anybody,
    behind the last place given.

    Nobody stands before the opening of the day, where the last day's list stands.
    """
    book, state = the_book(floor), floor.state
    if arrived > booking.at + book.rules.booking_late_min * 60_000:
        return Terms(InstantMs(max(arrived, last_place_ms)), None, booking.at)
    place = booking.at - book.services[booking.service].target_min * 60_000
    early = booking.at if arrived < booking.at else None
    return Terms(InstantMs(max(place, state.opened_at or 0)), early, booking.at)


def _next_session(floor: Floor, service: ServiceId, now: int) -> InstantMs:
    after = sessions.following(floor, service, now)
    if after is None:
        raise Refuse("no_session", service=service)
    return after.begins


def _carried_place(floor: Floor, nth: int, stamp: Stamp) -> InstantMs:
    """Before the opening, before which nobody else can stand, in the order of the list."""
    return InstantMs((floor.state.opened_at or stamp.now) - len(floor.state.carried) + nth)


def told(floor: Floor, service: ServiceId, terms: Terms, now: InstantMs, *, training: bool) -> tuple[int, Wait]:
    """What the slip says: people ahead, and the wait. Of an afternoon's number only those of the afternoon go ahead."""
    if terms.not_before is None:
        wait = None if training else estimate.wait_range(floor, service, now)
        return ahead(floor, service, terms.place_ms, training=training), wait
    wait = None if training else estimate.wait_until(floor, service, now, terms.not_before)
    present = sessions.present(floor, service, now)
    if present is not None and terms.not_before < present.ends:
        return ahead(floor, service, terms.place_ms, training=training), wait
    later = (floor.later_before(each, terms.place_ms, training=training) for each in in_field(floor, service))
    return sum(later), wait
