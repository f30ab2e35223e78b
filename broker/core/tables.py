"""The rules of what may follow what, as tables. `evolve` obeys them, the documentation's diagrams are drawn from them.

A pair that is not in a table cannot happen: `decide` never makes such an event, `evolve` refuses it.
"""

from __future__ import annotations

from typing import Literal

from broker.contract import events as e
from broker.contract.commands import Key
from broker.contract.events import Event
from broker.contract.status import CounterState

#: issued: paper not yet proven, or its time not come: not callable · missed: no-show whose place is held for a time ·
#: ended: see outcome
Stage = Literal["issued", "waiting", "called", "serving", "held", "missed", "ended"]

_LIVE: tuple[Stage, ...] = ("issued", "waiting", "called", "serving", "held", "missed")
#: A note, a mark or a slip asked for leave a live ticket where it is.
TICKET: dict[tuple[Stage, type[Event]], Stage] = {
    # paper alone does not make a ticket callable that is not to be called before a time of its own: it stays issued
    ("issued", e.TicketPrinted): "waiting",
    ("issued", e.PaperUnproven): "waiting",
    ("issued", e.TicketDue): "waiting",
    ("issued", e.TicketMoved): "issued",
    ("issued", e.PrintFailed): "issued",
    ("issued", e.TicketVoided): "ended",
    ("issued", e.TicketGivenUp): "ended",
    ("issued", e.TicketClosed): "ended",
    ("issued", e.ClassChanged): "issued",
    ("waiting", e.TicketPrinted): "waiting",
    ("waiting", e.PrintFailed): "waiting",
    ("waiting", e.TicketMoved): "waiting",
    ("waiting", e.TicketVoided): "ended",
    ("waiting", e.TicketUnsent): "waiting",
    ("waiting", e.TicketCalled): "called",
    ("waiting", e.TicketGivenUp): "ended",
    ("waiting", e.TicketClosed): "ended",
    ("waiting", e.ClassChanged): "waiting",
    ("called", e.TicketPrinted): "called",
    ("called", e.TicketRecalled): "called",
    ("called", e.ServiceStarted): "serving",
    ("called", e.TicketMissed): "missed",
    ("called", e.TicketHeld): "held",
    ("called", e.TicketTransferred): "waiting",
    ("called", e.TicketReleased): "waiting",
    ("called", e.ClassChanged): "called",
    ("serving", e.TicketPrinted): "serving",
    ("serving", e.ServiceAdded): "serving",
    ("serving", e.ServiceContinued): "serving",
    ("serving", e.VisitContinued): "waiting",
    ("serving", e.ServiceFinished): "ended",
    ("serving", e.TicketHeld): "held",
    ("serving", e.TicketTransferred): "waiting",
    ("serving", e.ClassChanged): "serving",
    ("held", e.TicketReturned): "waiting",
    ("held", e.TicketGivenUp): "ended",
    ("held", e.TicketClosed): "ended",
    ("missed", e.TicketReturned): "waiting",
    ("missed", e.TicketGivenUp): "ended",
    **{(stage, remark): stage for stage in _LIVE for remark in (e.TicketNoted, e.TimesMarked, e.SlipAsked)},
    ("ended", e.TimesMarked): "ended",
}

COUNTER: dict[tuple[CounterState, type[Event]], CounterState] = {
    ("shut", e.CounterOpened): "ready",
    ("paused", e.CounterOpened): "ready",
    ("paused", e.CounterShut): "shut",
    ("ready", e.CounterShut): "shut",
    ("ready", e.CounterPaused): "paused",
    ("ready", e.CounterFreed): "free",
    ("ready", e.TicketCalled): "calling",
    ("free", e.TicketCalled): "calling",
    ("free", e.CounterShut): "shut",
    ("free", e.CounterPaused): "paused",
    ("free", e.FreeAsked): "free",
    ("free", e.FreeConfirmed): "free",
    ("calling", e.TicketRecalled): "calling",
    ("calling", e.ServiceStarted): "serving",
    ("calling", e.TicketMissed): "ready",
    ("calling", e.TicketHeld): "ready",
    ("calling", e.TicketTransferred): "ready",
    ("calling", e.TicketReleased): "ready",
    ("serving", e.ServiceAdded): "serving",
    ("serving", e.ServiceContinued): "serving",
    ("serving", e.VisitContinued): "ready",
    ("serving", e.ServiceFinished): "ready",
    ("serving", e.TicketHeld): "ready",
    ("serving", e.TicketTransferred): "ready",
}

Action = Literal[
    "open", "next", "resume_next", "finish_next", "close_next", "confirm", "recall", "no_show", "start", "finish",
    "undo", "pause", "resume", "release_pause", "shut", "release_shut",
]  # fmt: skip
Keyed = tuple[CounterState, Key, bool]

#: What a key means: (state, key, long) -> an action. What is not here is refused by `REFUSED`.
KEYS: dict[Keyed, Action] = {
    ("shut", "next", False): "open",
    ("ready", "next", False): "next",
    ("ready", "start", True): "undo",
    ("ready", "pause", False): "pause",
    ("ready", "pause", True): "shut",
    ("free", "next", False): "confirm",
    ("free", "recall", False): "confirm",
    ("free", "recall", True): "confirm",
    ("free", "start", False): "confirm",
    ("free", "start", True): "undo",
    ("free", "pause", False): "pause",
    ("free", "pause", True): "shut",
    ("calling", "next", False): "close_next",
    ("calling", "recall", False): "recall",
    ("calling", "recall", True): "no_show",
    ("calling", "start", False): "start",
    ("calling", "start", True): "undo",
    ("calling", "pause", False): "release_pause",
    ("calling", "pause", True): "release_shut",
    ("serving", "next", False): "finish_next",
    ("serving", "start", False): "finish",
    ("serving", "start", True): "undo",
    ("paused", "next", False): "resume_next",
    ("paused", "pause", False): "resume",
    ("paused", "pause", True): "shut",
    ("paused", "start", True): "undo",
}

#: Why a key is refused where `KEYS` has no meaning for it.
REFUSED: dict[CounterState, str] = {
    "shut": "shut",
    "ready": "nobody_called",
    "free": "nobody_called",
    "calling": "calling",
    "serving": "serving",
    "paused": "paused",
}


def meaning(state: CounterState, key: Key, *, long: bool) -> Action | None:
    """What a key means in this state; None: it is refused. A long press without its own meaning is a short one."""
    return KEYS.get((state, key, long)) or (KEYS.get((state, key, False)) if long and key == "next" else None)
