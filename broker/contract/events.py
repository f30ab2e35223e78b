"""Events: what has happened, in the past tense. They are the journal's rows and the body of answers.

Readers ignore fields they do not know; a field, once written, keeps its meaning for ever. The instant of an
event is not inside it: it stands beside it in the journal and in the answer.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from broker.contract.commands import Booking, Key, Outcome, PauseReason
from broker.contract.ids import (
    ORDINARY,
    BookingCode,
    CallId,
    ClassId,
    ClerkId,
    CounterId,
    DayId,
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
from broker.contract.office import Office

#: By which rule a ticket was chosen.
Rule = Literal["limit", "score", "first_come", "named", "sent"]


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=True):
    """Root of all events."""


class Why(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why this ticket and not another: stored with every assignment (promise "Fairness").

    `score` and `runner_up_score` are the order's own figures (minutes waited x weight of the class);
    `passed`: numbers with an earlier place that were candidates too, ten at most of `passed_count`.
    """

    rule: Rule
    candidates: int = 1
    score: float = 0.0
    runner_up: TicketId | None = None
    runner_up_score: float = 0.0
    passed_count: int = 0
    passed: tuple[TicketId, ...] = ()
    reason: Note = ""


# --- the office and its day ----------------------------------------------------------------------------


class OfficeApplied(Event, frozen=True, kw_only=True):
    """This office is in force from now."""

    office: Office


class DayOpened(Event, frozen=True, kw_only=True):
    """The business day is open."""

    day: DayId
    date: str
    reopened: bool = False


class DayClosed(Event, frozen=True, kw_only=True):
    """The business day is closed. The tickets left over were closed one by one before."""

    day: DayId
    issued: int
    unserved: int


class ClockCorrected(Event, frozen=True, kw_only=True):
    """The engine's time took a new anchor: `offset_ms` was added to it."""

    offset_ms: int


class IssuingStopped(Event, frozen=True, kw_only=True):
    """No more numbers for this service."""

    service: ServiceId
    reason: Note = ""


class IssuingResumed(Event, frozen=True, kw_only=True):
    """Numbers for this service again."""

    service: ServiceId


class TrainingSet(Event, frozen=True, kw_only=True):
    """Training began or ended for a counter, a kiosk or, with neither, the office."""

    on: bool
    counter: CounterId | None = None
    kiosk: DeviceId | None = None


# --- the ticket ----------------------------------------------------------------------------------------


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


class TicketReturned(Event, frozen=True, kw_only=True):
    """Held or absent, and back in the queue at `place_ms`."""

    ticket: TicketId
    place_ms: InstantMs
    reason: Note = ""


# --- the counter ---------------------------------------------------------------------------------------


class CounterEvent(Event, frozen=True, kw_only=True):
    """Root of what changes a counter: each such event makes a new revision of it.

    `press`: the first event of a press that may be taken back; the state before it is remembered.
    """

    counter: CounterId
    press: bool = False


class CounterOpened(CounterEvent, frozen=True, kw_only=True):
    """shut or paused -> ready. `holder`: the device that opened it; another's presses are refused."""

    holder: str = ""


class CounterShut(CounterEvent, frozen=True, kw_only=True):
    """-> shut."""


class CounterPaused(CounterEvent, frozen=True, kw_only=True):
    """-> paused."""

    reason: PauseReason
    until: InstantMs | None = None


class CounterFreed(CounterEvent, frozen=True, kw_only=True):
    """The counter asked and nobody suitable waits: the next suitable ticket is its own."""


class FreeAsked(CounterEvent, frozen=True, kw_only=True):
    """The lamp asks whether somebody is still there."""


class FreeConfirmed(CounterEvent, frozen=True, kw_only=True):
    """Somebody is."""


class TicketCalled(CounterEvent, frozen=True, kw_only=True):
    """The ticket is called to the counter. `automatic`: given to a free counter, nobody pressed."""

    ticket: TicketId
    call_id: CallId
    nth: int
    clerk: ClerkId | None
    why: Why
    automatic: bool = False


class TicketRecalled(CounterEvent, frozen=True, kw_only=True):
    """Called once more."""

    ticket: TicketId
    call_id: CallId
    nth: int


class ServiceStarted(CounterEvent, frozen=True, kw_only=True):
    """The visitor came. Not measured where the office implies the start."""

    ticket: TicketId
    measured: bool = True


class ServiceFinished(CounterEvent, frozen=True, kw_only=True):
    """The service ended; the counter is ready."""

    ticket: TicketId
    outcome: Outcome
    dossiers: int


class TicketMissed(CounterEvent, frozen=True, kw_only=True):
    """Called and absent; the counter is ready."""

    ticket: TicketId


class TicketHeld(CounterEvent, frozen=True, kw_only=True):
    """On hold; the counter is ready."""

    ticket: TicketId
    reason: Note = ""
    until: InstantMs | None = None


class TicketTransferred(CounterEvent, frozen=True, kw_only=True):
    """A new leg begins under the same number; the counter is ready."""

    ticket: TicketId
    service: ServiceId
    to_counter: CounterId | None
    to_clerk: ClerkId | None
    place_ms: InstantMs
    reason: Note = ""


class ServiceAdded(CounterEvent, frozen=True, kw_only=True):
    """One more service of the same visit."""

    ticket: TicketId
    service: ServiceId


class ServiceContinued(CounterEvent, frozen=True, kw_only=True):
    """One service of the visit ended, and the next began at the same counter: a new leg, without a wait."""

    ticket: TicketId
    service: ServiceId
    outcome: Outcome
    dossiers: int


class VisitContinued(CounterEvent, frozen=True, kw_only=True):
    """One service of the visit ended; for the next the ticket waits elsewhere. The counter is ready."""

    ticket: TicketId
    service: ServiceId
    outcome: Outcome
    dossiers: int
    place_ms: InstantMs


class TicketReleased(CounterEvent, frozen=True, kw_only=True):
    """The clerk was not there: back to the head of its place, the no-show count untouched."""

    ticket: TicketId


class PressUndone(CounterEvent, frozen=True, kw_only=True):
    """The last press is taken back: counter and tickets stand as before it."""


class CounterTaken(CounterEvent, frozen=True, kw_only=True):
    """Another device works the counter from now."""

    holder: str
    reason: Note = ""


class ClerkSignedIn(CounterEvent, frozen=True, kw_only=True):
    """This clerk works here."""

    clerk: ClerkId
    reason: Note = ""


class ClerkSignedOut(CounterEvent, frozen=True, kw_only=True):
    """Nobody is signed in."""


# --- the voice, the refusals ---------------------------------------------------------------------------


class CallSpoken(Event, frozen=True, kw_only=True):
    """A call was heard to its end at `ended` in a zone."""

    call_id: CallId
    zone: str
    ended: InstantMs


class CallDropped(Event, frozen=True, kw_only=True):
    """A call was not spoken, and why."""

    call_id: CallId
    zone: str
    reason: Note


# --- trouble, rating, the key of the day -----------------------------------------------------------------


class TroubleRaised(Event, frozen=True, kw_only=True):
    """Something is wrong. `urgent`: somebody needs help now."""

    trouble: str
    source: str
    code: str
    params: dict[str, str | int] = {}
    urgent: bool = False
    counter: CounterId | None = None


class TroubleSettled(Event, frozen=True, kw_only=True):
    """No longer wrong, or somebody has seen to it."""

    trouble: str
    by: str = ""


class RatingTaken(Event, frozen=True, kw_only=True):
    """An answer only, never in the journal: the marks are counted."""


class DayKeyGiven(Event, frozen=True, kw_only=True):
    """An answer only, never stored: the key of the day, 32 bytes in hex."""

    day: DayId
    key: str


class CommandRefused(Event, frozen=True, kw_only=True):
    """Nothing changed, and why. `code` is one of `refusals.REFUSALS`; `params` fill its sentence."""

    command: str
    code: str
    params: dict[str, str | int] = {}
    counter: CounterId | None = None
    key: Key | None = None
    device: str = ""


AnyEvent = (
    OfficeApplied | DayOpened | DayClosed | ClockCorrected | IssuingStopped | IssuingResumed | TrainingSet
    | TicketIssued | TicketPrinted | PaperUnproven | PrintFailed | TicketVoided | TicketGivenUp | TicketClosed
    | ClassChanged | TicketReturned
    | CounterOpened | CounterShut | CounterPaused | CounterFreed | FreeAsked | FreeConfirmed | TicketCalled
    | TicketRecalled | ServiceStarted | ServiceFinished | TicketMissed | TicketHeld | TicketTransferred
    | TicketReleased | PressUndone | CounterTaken | ClerkSignedIn | ClerkSignedOut
    | CallSpoken | CallDropped | CommandRefused
    | TicketDue | TicketMoved | TicketNoted | TimesMarked | TomorrowListed | BookingsApplied | SlipAsked | SlipDone
    | TicketUnsent | ServiceAdded | ServiceContinued | VisitContinued | TroubleRaised | TroubleSettled
    | RatingTaken | DayKeyGiven
)  # fmt: skip
EVENTS: tuple[type[Event], ...] = AnyEvent.__args__
