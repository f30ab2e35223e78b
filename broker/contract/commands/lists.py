"""Commands to what stands beside the queue: tomorrow's list, bookings, slips to be printed for others."""

from __future__ import annotations

from typing import Annotated

import msgspec

from broker.contract.commands.root import Command
from broker.contract.ids import (
    ORDINARY,
    BookingCode,
    ClassId,
    DeviceId,
    Lang,
    Note,
    RequestId,
    ServiceId,
    TicketId,
    ToldMs,
)


class ListTomorrow(Command, frozen=True, kw_only=True):
    """A visitor who cannot be served today is put on the list of who comes first tomorrow."""

    request_id: RequestId
    service: ServiceId
    kiosk: DeviceId
    class_id: ClassId = ORDINARY
    lang: Lang = "vi"
    quantity: Annotated[int, msgspec.Meta(ge=1, le=999)] = 1


class Booking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One appointment of a day. `at`: when the visitor was promised to be called."""

    code: BookingCode
    service: ServiceId
    at: ToldMs


class ApplyBookings(Command, frozen=True, kw_only=True):
    """The appointments of a day, all of them: one that is not in the list any more is cancelled.

    2,500 at most: as many as the retained list for the kiosks can hold within the largest message.
    """

    date: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    bookings: Annotated[tuple[Booking, ...], msgspec.Meta(max_length=2_500)]


class PrintSlip(Command, frozen=True, kw_only=True):
    """Print the slip of a live ticket (again) on this kiosk's printer."""

    ticket: TicketId
    kiosk: DeviceId
    reason: Note = ""


class ReportSlip(Command, frozen=True, kw_only=True):
    """What became of a slip that the kiosk was asked to print."""

    job: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    printed: bool
    reason: Note = ""
