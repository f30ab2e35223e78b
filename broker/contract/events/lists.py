"""Events of what stands beside the queue: tomorrow's list, bookings, slips printed for others."""

from __future__ import annotations

from broker.contract.commands import Booking
from broker.contract.events.root import Event
from broker.contract.ids import ORDINARY, ClassId, DeviceId, Lang, Note, RequestId, ServiceId, TicketId


class TomorrowListed(Event, frozen=True, kw_only=True):
    """Put on the list of who comes first tomorrow. `entry`: its name; `nth`: its place in the list, from 1."""

    entry: str
    nth: int
    request_id: RequestId
    service: ServiceId
    kiosk: DeviceId
    class_id: ClassId = ORDINARY
    lang: Lang = "vi"
    quantity: int = 1
    training: bool = False


class BookingsApplied(Event, frozen=True, kw_only=True):
    """These are the appointments of a day."""

    date: str
    bookings: tuple[Booking, ...]


class SlipAsked(Event, frozen=True, kw_only=True):
    """A kiosk is to print the slip of a ticket. `again`: it has one already."""

    job: str
    ticket: TicketId
    kiosk: DeviceId
    again: bool = True
    reason: Note = ""


class SlipDone(Event, frozen=True, kw_only=True):
    """What became of it."""

    job: str
    printed: bool
    reason: Note = ""
