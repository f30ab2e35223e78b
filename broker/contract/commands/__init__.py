"""Commands: what somebody wants done, in the imperative. Decoded strictly; an unknown field is refused."""

from __future__ import annotations

from broker.contract.commands.beside import (
    AskDayKey,
    RaiseEmergency,
    RateService,
    ReportSpoken,
    ReportTrouble,
    SettleTrouble,
)
from broker.contract.commands.counters import (
    AddService,
    CallNext,
    CallThis,
    CounterCommand,
    FinishService,
    HoldTicket,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    PressKey,
    Recall,
    ShutCounter,
    SignIn,
    SignOut,
    StartService,
    TakeCounter,
    TransferTicket,
    UndoPress,
)
from broker.contract.commands.lists import ApplyBookings, Booking, ListTomorrow, PrintSlip, ReportSlip
from broker.contract.commands.office import ApplyOffice, CloseDay, OpenDay, ResumeIssuing, SetTraining, StopIssuing
from broker.contract.commands.root import Command, Dossiers, Key, Outcome, PauseReason
from broker.contract.commands.tickets import (
    AdoptOffline,
    ChangeClass,
    GiveUpTicket,
    MarkTimes,
    MoveTicket,
    NoteTicket,
    ReportPrinted,
    ReportPrintFailed,
    RequestTicket,
    ReturnTicket,
)

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

__all__ = [
    "COMMANDS",
    "AddService",
    "AdoptOffline",
    "AnyCommand",
    "ApplyBookings",
    "ApplyOffice",
    "AskDayKey",
    "Booking",
    "CallNext",
    "CallThis",
    "ChangeClass",
    "CloseDay",
    "Command",
    "CounterCommand",
    "Dossiers",
    "FinishService",
    "GiveUpTicket",
    "HoldTicket",
    "Key",
    "ListTomorrow",
    "MarkNoShow",
    "MarkTimes",
    "MoveTicket",
    "NoteTicket",
    "OpenCounter",
    "OpenDay",
    "Outcome",
    "PauseCounter",
    "PauseReason",
    "PressKey",
    "PrintSlip",
    "RaiseEmergency",
    "RateService",
    "Recall",
    "ReportPrintFailed",
    "ReportPrinted",
    "ReportSlip",
    "ReportSpoken",
    "ReportTrouble",
    "RequestTicket",
    "ResumeIssuing",
    "ReturnTicket",
    "SetTraining",
    "SettleTrouble",
    "ShutCounter",
    "SignIn",
    "SignOut",
    "StartService",
    "StopIssuing",
    "TakeCounter",
    "TransferTicket",
    "UndoPress",
]
