"""Commands about one visitor's number: asking for it, its paper, what becomes of it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from broker.contract.commands.root import Command
from broker.contract.ids import (
    ORDINARY,
    BookingCode,
    ClassId,
    DeviceId,
    Lang,
    Note,
    Number,
    PersonKey,
    RequestId,
    ServiceId,
    TicketId,
    ToldMs,
)


class RequestTicket(Command, frozen=True, kw_only=True):
    """A visitor asks for a number. The same `request_id` again is answered by the same ticket.

    `further`: services of the same visit, after the first. `person`: who asks, where the office gives one number
    a person. `booking`: checks in what was booked. `session` "next": callable only after the coming break.
    `carried`: the entry of yesterday's list that is made good. `print_at`: the kiosk that is to print a slip for
    whoever asks elsewhere (the guide desk); without it the sender prints.
    """

    request_id: RequestId
    service: ServiceId
    kiosk: DeviceId
    class_id: ClassId = ORDINARY
    lang: Lang = "vi"
    quantity: Annotated[int, msgspec.Meta(ge=1, le=999)] = 1
    further: Annotated[tuple[ServiceId, ...], msgspec.Meta(max_length=8)] = ()
    person: PersonKey | None = None
    booking: BookingCode | None = None
    session: Literal["now", "next"] = "now"
    carried: Annotated[str, msgspec.Meta(max_length=64)] = ""
    note: Note = ""
    print_at: DeviceId | None = None


class MoveTicket(Command, frozen=True, kw_only=True):
    """The visitor took the wrong one: the same number, waiting for another service."""

    ticket: TicketId
    service: ServiceId
    reason: Note = ""


class NoteTicket(Command, frozen=True, kw_only=True):
    """A clerk's note for the next counter. Replaces the one before; about the case, never about the person."""

    ticket: TicketId
    text: Note


class MarkTimes(Command, frozen=True, kw_only=True):
    """The recorded times of a leg are known to be wrong: kept, marked, shown beside the averages."""

    ticket: TicketId
    leg: Annotated[int, msgspec.Meta(ge=1, le=99)]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class ReportPrinted(Command, frozen=True, kw_only=True):
    """The printer says that the paper was cut."""

    ticket: TicketId


class ReportPrintFailed(Command, frozen=True, kw_only=True):
    """The printer reported a failure. `final`: no more tries, the number is voided; else only noted."""

    ticket: TicketId
    reason: Note
    final: bool


class AdoptOffline(Command, frozen=True, kw_only=True):
    """A number that a kiosk gave from its reserved series while cut off, reported on return.

    `taken`: engine time at the last beat it heard, plus its own BOOTTIME since; `uncertain` after a reboot. `booking`:
    what the kiosk checked in by the day's list. The paper stands, so nothing of the rest is a reason to refuse it.
    """

    request_id: RequestId
    number: Number
    service: ServiceId
    kiosk: DeviceId
    taken: ToldMs
    uncertain: bool = False
    class_id: ClassId = ORDINARY
    lang: Lang = "vi"
    quantity: Annotated[int, msgspec.Meta(ge=1, le=999)] = 1
    training: bool = False
    further: Annotated[tuple[ServiceId, ...], msgspec.Meta(max_length=8)] = ()
    person: PersonKey | None = None
    booking: BookingCode | None = None


class GiveUpTicket(Command, frozen=True, kw_only=True):
    """The visitor gives the number back."""

    ticket: TicketId


class ChangeClass(Command, frozen=True, kw_only=True):
    """A clerk confirms a priority (its own class again) or withdraws it. `by`: who has looked at the paper."""

    ticket: TicketId
    class_id: ClassId
    by: Annotated[str, msgspec.Meta(max_length=40)] = ""


class ReturnTicket(Command, frozen=True, kw_only=True):
    """Bring a held or absent ticket back into the queue."""

    ticket: TicketId
    reason: Note = ""
