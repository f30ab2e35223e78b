"""Commands of a counter: each press names what it was made against (promise "Presses")."""

from __future__ import annotations

from typing import Annotated

import msgspec

from broker.contract.commands.root import Command, Dossiers, Key, Outcome, PauseReason
from broker.contract.ids import ClerkId, CounterId, Note, ServiceId, TicketId, ToldMs
from broker.contract.office import Seconds


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
