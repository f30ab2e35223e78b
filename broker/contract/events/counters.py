"""Events of a counter: a press, or what time or the engine does there."""

from __future__ import annotations

from typing import Literal

import msgspec

from broker.contract.commands import Outcome, PauseReason
from broker.contract.events.root import Event
from broker.contract.ids import CallId, ClerkId, CounterId, InstantMs, Note, ServiceId, TicketId

#: By which rule a ticket was chosen.
Rule = Literal["limit", "score", "first_come", "named", "sent"]


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
