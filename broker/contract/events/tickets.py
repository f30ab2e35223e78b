"""Events of one visitor's number, from its issue to its end."""

from __future__ import annotations

from broker.contract.events.root import Event
from broker.contract.ids import (
    ORDINARY,
    BookingCode,
    ClassId,
    DeviceId,
    InstantMs,
    Lang,
    Note,
    Number,
    PersonKey,
    RequestId,
    ServiceId,
    TicketId,
)


class TicketIssued(Event, frozen=True, kw_only=True):
    """A number belongs to a visitor. `ahead`, `wait_low_min`, `wait_high_min` are what the slip says.

    `not_before`: it is not called earlier (a booking that came early, an afternoon number taken in the morning).
    `place_ms` orders the queue. `wait_*` is None when nobody can say (no counter will take it, cut off).
    """

    ticket: TicketId
    number: Number
    request_id: RequestId
    service: ServiceId
    kiosk: DeviceId
    class_id: ClassId = ORDINARY
    lang: Lang = "vi"
    quantity: int = 1
    taken: InstantMs
    place_ms: InstantMs
    ahead: int = 0
    wait_low_min: int | None = None
    wait_high_min: int | None = None
    training: bool = False
    offline: bool = False
    uncertain: bool = False
    further: tuple[ServiceId, ...] = ()
    person: PersonKey | None = None
    booking: BookingCode | None = None
    booked_at: InstantMs | None = None
    not_before: InstantMs | None = None
    carried: str = ""
    note: Note = ""


class TicketPrinted(Event, frozen=True, kw_only=True):
    """The paper is proven: the ticket may be called."""

    ticket: TicketId


class PaperUnproven(Event, frozen=True, kw_only=True):
    """Nothing was heard of the paper; the ticket may be called all the same, marked."""

    ticket: TicketId


class PrintFailed(Event, frozen=True, kw_only=True):
    """The printer reported a failure; another try is made with the same number."""

    ticket: TicketId
    reason: Note


class TicketVoided(Event, frozen=True, kw_only=True):
    """The number is void: never printed, or superseded by the paper the visitor holds."""

    ticket: TicketId
    reason: Note


class TicketGivenUp(Event, frozen=True, kw_only=True):
    """The visitor gave the number back."""

    ticket: TicketId


class TicketClosed(Event, frozen=True, kw_only=True):
    """Still waiting when the day was closed."""

    ticket: TicketId


class ClassChanged(Event, frozen=True, kw_only=True):
    """A clerk confirmed or withdrew a priority."""

    ticket: TicketId
    class_id: ClassId
    confirmed: bool = False
    by: str = ""


class TicketDue(Event, frozen=True, kw_only=True):
    """The instant before which it was not to be called is reached."""

    ticket: TicketId


class TicketUnsent(Event, frozen=True, kw_only=True):
    """The counter or clerk it was sent to is not there any more: it waits for its service, at its old place."""

    ticket: TicketId


class TicketMoved(Event, frozen=True, kw_only=True):
    """The visitor had taken the wrong one: same number, another service; what the new slip says."""

    ticket: TicketId
    service: ServiceId
    place_ms: InstantMs
    ahead: int = 0
    wait_low_min: int | None = None
    wait_high_min: int | None = None
    reason: Note = ""


class TicketNoted(Event, frozen=True, kw_only=True):
    """A clerk's note for the next counter."""

    ticket: TicketId
    text: Note


class TimesMarked(Event, frozen=True, kw_only=True):
    """The times of a leg are known to be wrong."""

    ticket: TicketId
    leg: int
    reason: Note


class TicketReturned(Event, frozen=True, kw_only=True):
    """Held or absent, and back in the queue at `place_ms`."""

    ticket: TicketId
    place_ms: InstantMs
    reason: Note = ""
