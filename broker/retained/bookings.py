"""The appointments of the open day as kiosks keep them for a cut line: digests, never the codes."""

from __future__ import annotations

from broker.contract.lookup import booking_digest
from broker.contract.status import BookingEntry, Bookings
from broker.core.floor import Floor


def bookings_of(floor: Floor, epoch: int) -> Bookings:
    """The bookings of the open day; the revision is 0."""
    state = floor.state
    return Bookings(
        epoch=epoch,
        revision=0,
        date=state.date,
        entries=tuple(
            BookingEntry(
                digest=booking_digest(each.code),
                service=each.service,
                at=each.at,
                number=state.checked_in.get(each.code),
            )
            for each in floor.booked.values()
        ),
    )
