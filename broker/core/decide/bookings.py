"""Rules of bookings: the appointments of a day, and checking one in."""

from __future__ import annotations

from collections import Counter
from datetime import date as Date

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.commands import Booking
from broker.core.decide.common import Decision, Refuse, Stamp, happened, repeated, the_book, the_service
from broker.core.floor import Floor


def apply_bookings(floor: Floor, command: c.ApplyBookings, _stamp: Stamp) -> Decision:
    """The list of a day that is not over, as a whole. The same list again changes nothing."""
    the_book(floor)
    state = floor.state
    try:
        Date.fromisoformat(command.date)
    except ValueError:
        raise Refuse("bad_date", date=command.date) from None
    earliest = state.date or state.last_date or ""
    if command.date < earliest:
        raise Refuse("day_past", date=command.date, last=earliest)
    for service in {each.service for each in command.bookings}:
        the_service(floor, service)
    code, times = next(iter(Counter(each.code for each in command.bookings).most_common(1)), ("", 0))
    if times > 1:
        raise Refuse("malformed", what=f"booking {code} stands {times} times in the list")
    event = e.BookingsApplied(date=command.date, bookings=command.bookings)
    same = state.bookings.get(command.date, ()) == command.bookings
    return repeated(event) if same else happened(event)


def checked_in(floor: Floor, code: str) -> Booking:
    """The booking of the open day with this code, not checked in yet."""
    if code in floor.state.checked_in:
        raise Refuse("booking_used", number=floor.state.checked_in[code])
    if code not in floor.booked:
        raise Refuse("no_booking", code=code)
    return floor.booked[code]
