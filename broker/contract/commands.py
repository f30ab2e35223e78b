"""Commands: what somebody wants done, in the imperative. Decoded strictly; an unknown field is refused."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from broker.contract.ids import (
    ORDINARY,
    BookingCode,
    CallId,
    ClassId,
    ClerkId,
    CounterId,
    DeviceId,
    Lang,
    Note,
    Number,
    PersonKey,
    RequestId,
    ServiceId,
    TicketId,
    Token,
    ToldMs,
    ZoneId,
)
from broker.contract.office import Office, Seconds

Key = Literal["next", "recall", "start", "pause"]
#: How a service ended, in the office's words (texts: outcome.*). "not_recorded": the day was closed over it.
Outcome = Literal[
    "accepted", "more_papers", "refused", "result_given", "advice", "other_field", "withdrawn", "not_recorded"
]
PauseReason = Literal["personal", "consulting", "paperwork", "fault", "lunch", "clerk_absent", "other"]
Dossiers = Annotated[int, msgspec.Meta(ge=0, le=999)]


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag=True):
    """Root of all commands."""


# --- the office and its day ------------------------------------------------------------------------


class ApplyOffice(Command, frozen=True, kw_only=True):
    """Put an office in force. Refused while it would take away what is in use (a counter that serves, ...)."""

    office: Office


class OpenDay(Command, frozen=True, kw_only=True):
    """Open the business day. `date` "YYYY-MM-DD" by the calendar of whoever confirms it."""

    date: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class CloseDay(Command, frozen=True, kw_only=True):
    """Close the business day: who still waits is closed unserved and stays in the log; nothing is carried over."""


class StopIssuing(Command, frozen=True, kw_only=True):
    """Give no more numbers for a service until `ResumeIssuing`."""

    service: ServiceId
    reason: Note = ""


class ResumeIssuing(Command, frozen=True, kw_only=True):
    """Give numbers for a service again."""

    service: ServiceId


class SetTraining(Command, frozen=True, kw_only=True):
    """Put a counter, a kiosk or, with neither, the whole office in training, or end it."""

    on: bool
    counter: CounterId | None = None
    kiosk: DeviceId | None = None


# --- the ticket --------------------------------------------------------------------------------------


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


class ListTomorrow(Command, frozen=True, kw_only=True):
    """A visitor who cannot be served today is put on the list of who comes first tomorrow."""

    request_id: RequestId
    service: ServiceId
    kiosk: DeviceId
    class_id: ClassId = ORDINARY
    lang: Lang = "vi"
    quantity: Annotated[int, msgspec.Meta(ge=1, le=999)] = 1


class MoveTicket(Command, frozen=True, kw_only=True):
    """The visitor took the wrong one: the same number, waiting for another service."""

    ticket: TicketId
    service: ServiceId
    reason: Note = ""


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


# --- the counter: each press names what it was made against (promise "Presses") -----------------------


class CounterCommand(Command, frozen=True, kw_only=True):
    """Root of what is pressed at a counter: the revision it was made against, the last beat seen."""

    counter: CounterId
    revision: Annotated[int, msgspec.Meta(ge=0)]
    epoch: Annotated[int, msgspec.Meta(ge=0)]
    beat: Annotated[int, msgspec.Meta(ge=0)]


class PressKey(CounterCommand, frozen=True, kw_only=True):
    """A key of the four, pressed short or long. What it means depends on the counter's state."""

    key: Key
    long: bool = False


class OpenCounter(CounterCommand, frozen=True, kw_only=True):
    """shut -> ready; paused -> ready."""


class ShutCounter(CounterCommand, frozen=True, kw_only=True):
    """The counter ends its day or shift."""


class CallNext(CounterCommand, frozen=True, kw_only=True):
    """Finish what is being served, then ask for the next suitable ticket."""


class CallThis(CounterCommand, frozen=True, kw_only=True):
    """Call this ticket out of its order. Needs a reason, which is logged."""

    ticket: TicketId
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Recall(CounterCommand, frozen=True, kw_only=True):
    """Call the called ticket once more."""


class StartService(CounterCommand, frozen=True, kw_only=True):
    """The visitor stands at the counter."""


class FinishService(CounterCommand, frozen=True, kw_only=True):
    """The service ends, with its outcome and number of dossiers."""

    outcome: Outcome = "accepted"
    dossiers: Dossiers = 1


class MarkNoShow(CounterCommand, frozen=True, kw_only=True):
    """The called visitor did not come."""


class HoldTicket(CounterCommand, frozen=True, kw_only=True):
    """Put the ticket of this counter on hold; with `return_after_s` it comes back by itself."""

    reason: Note = ""
    return_after_s: Seconds | None = None


class TransferTicket(CounterCommand, frozen=True, kw_only=True):
    """Send the ticket of this counter on, keeping its number. At least one of the three is named."""

    service: ServiceId | None = None
    to_counter: CounterId | None = None
    to_clerk: ClerkId | None = None
    reason: Note = ""


class AddService(CounterCommand, frozen=True, kw_only=True):
    """The visitor at this counter has one more thing to do in the same visit."""

    service: ServiceId


class UndoPress(CounterCommand, frozen=True, kw_only=True):
    """Take back the last press of this counter."""


class PauseCounter(CounterCommand, frozen=True, kw_only=True):
    """Stop taking tickets for a while."""

    reason: PauseReason = "other"
    until: ToldMs | None = None


class TakeCounter(CounterCommand, frozen=True, kw_only=True):
    """This device works the counter from now, in place of the one that opened it. The reason is logged."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class SignIn(CounterCommand, frozen=True, kw_only=True):
    """This clerk works here now. Taking over from another needs a reason."""

    clerk: ClerkId
    reason: Note = ""


class SignOut(CounterCommand, frozen=True, kw_only=True):
    """Nobody is signed in here any more."""


# --- the voice ---------------------------------------------------------------------------------------


class ReportSpoken(Command, frozen=True, kw_only=True):
    """What became of a call at the loudspeaker: heard to its end, or dropped with a reason."""

    call_id: CallId
    zone: ZoneId
    ended: ToldMs
    dropped: Note = ""


# --- trouble, rating, the key of the day -----------------------------------------------------------------


class ReportTrouble(Command, frozen=True, kw_only=True):
    """Something is wrong at a device, or (`on` false) no longer. `code`: a key of the catalogue under "alert."."""

    source: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    code: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z_]{1,39}$")]
    params: dict[str, str | int] = {}
    on: bool = True


class RaiseEmergency(Command, frozen=True, kw_only=True):
    """Somebody needs help now, in silence: nothing is shown or heard where the visitor is."""

    counter: CounterId | None = None
    place: Note = ""


class SettleTrouble(Command, frozen=True, kw_only=True):
    """Somebody has seen to it."""

    trouble: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    by: Annotated[str, msgspec.Meta(max_length=40)] = ""


class RateService(Command, frozen=True, kw_only=True):
    """A visitor's marks, question -> 1 (best) ... grades. The token is forgotten. Never stored in the journal."""

    token: Token
    marks: dict[str, Annotated[int, msgspec.Meta(ge=1, le=4)]]
    reasons: Annotated[tuple[str, ...], msgspec.Meta(max_length=8)] = ()


class AskDayKey(Command, frozen=True, kw_only=True):
    """A kiosk asks for the key of the day. Neither question nor answer is stored."""


AnyCommand = (
    ApplyOffice | OpenDay | CloseDay | StopIssuing | ResumeIssuing | SetTraining
    | RequestTicket | ReportPrinted | ReportPrintFailed | AdoptOffline | GiveUpTicket | ChangeClass | ReturnTicket
    | PressKey | OpenCounter | ShutCounter | CallNext | CallThis | Recall | StartService | FinishService
    | MarkNoShow | HoldTicket | TransferTicket | UndoPress | PauseCounter | TakeCounter | SignIn | SignOut
    | ReportSpoken
    | ListTomorrow | MoveTicket | ApplyBookings | PrintSlip | ReportSlip | NoteTicket | MarkTimes | AddService
    | ReportTrouble | RaiseEmergency | SettleTrouble | RateService | AskDayKey
)  # fmt: skip
COMMANDS: tuple[type[Command], ...] = AnyCommand.__args__
