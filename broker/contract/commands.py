"""Commands: what somebody wants done, in the imperative. Decoded strictly; an unknown field is refused."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from broker.contract.ids import (
    ORDINARY,
    CallId,
    ClassId,
    ClerkId,
    CounterId,
    DeviceId,
    Lang,
    Note,
    Number,
    RequestId,
    ServiceId,
    TicketId,
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
    """A visitor asks for a number. The same `request_id` again is answered by the same ticket."""

    request_id: RequestId
    service: ServiceId
    kiosk: DeviceId
    class_id: ClassId = ORDINARY
    lang: Lang = "vi"
    quantity: Annotated[int, msgspec.Meta(ge=1, le=999)] = 1


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

    `taken`: engine time at the last beat it heard, plus its own BOOTTIME since; `uncertain` after a reboot.
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


class GiveUpTicket(Command, frozen=True, kw_only=True):
    """The visitor gives the number back."""

    ticket: TicketId


class ChangeClass(Command, frozen=True, kw_only=True):
    """A clerk confirms or withdraws a priority."""

    ticket: TicketId
    class_id: ClassId


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


AnyCommand = (
    ApplyOffice | OpenDay | CloseDay | StopIssuing | ResumeIssuing | SetTraining
    | RequestTicket | ReportPrinted | ReportPrintFailed | AdoptOffline | GiveUpTicket | ChangeClass | ReturnTicket
    | PressKey | OpenCounter | ShutCounter | CallNext | CallThis | Recall | StartService | FinishService
    | MarkNoShow | HoldTicket | TransferTicket | UndoPress | PauseCounter | TakeCounter | SignIn | SignOut
    | ReportSpoken
)  # fmt: skip
COMMANDS: tuple[type[Command], ...] = AnyCommand.__args__
