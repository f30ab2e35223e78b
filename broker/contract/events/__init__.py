"""Events: what has happened, in the past tense. They are the journal's rows and the body of answers.

Readers ignore fields they do not know; a field, once written, keeps its meaning for ever. The instant of an
event is not inside it: it stands beside it in the journal and in the answer.
"""

from __future__ import annotations

from broker.contract.events.beside import (
    CallDropped,
    CallSpoken,
    CommandRefused,
    DayKeyGiven,
    RatingTaken,
    TroubleRaised,
    TroubleSettled,
)
from broker.contract.events.counters import (
    ClerkSignedIn,
    ClerkSignedOut,
    CounterEvent,
    CounterFreed,
    CounterOpened,
    CounterPaused,
    CounterShut,
    CounterTaken,
    FreeAsked,
    FreeConfirmed,
    PressUndone,
    Rule,
    ServiceAdded,
    ServiceContinued,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketHeld,
    TicketMissed,
    TicketRecalled,
    TicketReleased,
    TicketTransferred,
    VisitContinued,
    Why,
)
from broker.contract.events.lists import BookingsApplied, SlipAsked, SlipDone, TomorrowListed
from broker.contract.events.office import (
    ClockCorrected,
    DayClosed,
    DayOpened,
    IssuingResumed,
    IssuingStopped,
    OfficeApplied,
    TrainingSet,
)
from broker.contract.events.root import Event
from broker.contract.events.tickets import (
    ClassChanged,
    PaperUnproven,
    PrintFailed,
    TicketClosed,
    TicketDue,
    TicketGivenUp,
    TicketIssued,
    TicketMoved,
    TicketNoted,
    TicketPrinted,
    TicketReturned,
    TicketUnsent,
    TicketVoided,
    TimesMarked,
)

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

__all__ = [
    "EVENTS",
    "AnyEvent",
    "BookingsApplied",
    "CallDropped",
    "CallSpoken",
    "ClassChanged",
    "ClerkSignedIn",
    "ClerkSignedOut",
    "ClockCorrected",
    "CommandRefused",
    "CounterEvent",
    "CounterFreed",
    "CounterOpened",
    "CounterPaused",
    "CounterShut",
    "CounterTaken",
    "DayClosed",
    "DayKeyGiven",
    "DayOpened",
    "Event",
    "FreeAsked",
    "FreeConfirmed",
    "IssuingResumed",
    "IssuingStopped",
    "OfficeApplied",
    "PaperUnproven",
    "PressUndone",
    "PrintFailed",
    "RatingTaken",
    "Rule",
    "ServiceAdded",
    "ServiceContinued",
    "ServiceFinished",
    "ServiceStarted",
    "SlipAsked",
    "SlipDone",
    "TicketCalled",
    "TicketClosed",
    "TicketDue",
    "TicketGivenUp",
    "TicketHeld",
    "TicketIssued",
    "TicketMissed",
    "TicketMoved",
    "TicketNoted",
    "TicketPrinted",
    "TicketRecalled",
    "TicketReleased",
    "TicketReturned",
    "TicketTransferred",
    "TicketUnsent",
    "TicketVoided",
    "TimesMarked",
    "TomorrowListed",
    "TrainingSet",
    "TroubleRaised",
    "TroubleSettled",
    "VisitContinued",
    "Why",
]
