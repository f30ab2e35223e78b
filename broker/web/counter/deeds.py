"""From what a page has sent to a command of the contract. Pure: the time of day comes in.

A press names what its clerk saw: the counter's revision, and the engine's beat that the page had heard last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import msgspec

from broker.contract import commands as c
from broker.contract.ids import ORDINARY
from broker.contract.status import CounterStatus
from broker.core.hours import ZONE

Fields = Mapping[str, str]
#: act -> the command of a counter and the fields it takes.
AT_COUNTER: dict[str, tuple[type[c.CounterCommand], tuple[str, ...]]] = {
    "open": (c.OpenCounter, ()),
    "shut": (c.ShutCounter, ()),
    "next": (c.CallNext, ()),
    "call_this": (c.CallThis, ("ticket", "reason")),
    "recall": (c.Recall, ()),
    "start": (c.StartService, ()),
    "finish": (c.FinishService, ("outcome", "dossiers")),
    "no_show": (c.MarkNoShow, ()),
    "hold": (c.HoldTicket, ("reason", "return_after_s")),
    "transfer": (c.TransferTicket, ("service", "to_counter", "to_clerk", "reason")),
    "add_service": (c.AddService, ("service",)),
    "undo": (c.UndoPress, ()),
    "pause": (c.PauseCounter, ("reason", "until")),
    "take": (c.TakeCounter, ("reason",)),
    "join": (c.TakeCounter, ("reason",)),
}
#: Of a ticket, wherever it is.
OF_TICKET: dict[str, tuple[type[c.Command], tuple[str, ...]]] = {
    "note": (c.NoteTicket, ("ticket", "text")),
    "mark_time": (c.MarkTimes, ("ticket", "leg", "reason")),
    "return": (c.ReturnTicket, ("ticket", "reason")),
    "confirm_priority": (c.ChangeClass, ("ticket", "class_id", "by")),
    "withdraw_priority": (c.ChangeClass, ("ticket", "class_id", "by")),
}
#: May be sent empty, and then means that.
_MAY_BE_EMPTY = {"text"}


class Unfit(ValueError):
    """What was sent makes no command. The engine's own code for it is "malformed"."""


class Past(Unfit):
    """Somebody would be back at a time that is over today: a slip of the hand, or "2:00" for two in the afternoon."""


@dataclass(frozen=True)
class Clerk:
    """Who presses: the name that stands in the log; and the reason there for working beside the counter's keys."""

    name: str
    joining: str = ""


def command(act: str, fields: Fields, status: CounterStatus, clerk: Clerk, now_ms: int) -> c.AnyCommand:
    """The command of an act. Raises Unfit, naming what is wrong."""
    known = AT_COUNTER.get(act) or OF_TICKET.get(act)
    if known is None:
        raise Unfit(f"no such act: {act}")
    kind, names = known
    raw: dict[str, object] = {name: fields.get(name, "") for name in names if fields.get(name) or name in _MAY_BE_EMPTY}
    raw |= _made(act, fields, status, clerk, now_ms)
    if act in AT_COUNTER:
        raw |= {"counter": status.counter, **{name: fields.get(name, "") for name in ("revision", "epoch", "beat")}}
    try:
        made = msgspec.convert(raw, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Unfit(str(error)) from error
    return cast("c.AnyCommand", made)


def _made(act: str, fields: Fields, status: CounterStatus, clerk: Clerk, now_ms: int) -> dict[str, object]:
    """Fields that a page sends in a person's way."""
    match act:
        case "call_this" | "take" | "mark_time" | "transfer" | "hold" | "return":
            return reason(fields)
        case "join":
            return {"reason": clerk.joining}
        case "pause" if fields.get("until"):
            return {"until": at_clock(fields["until"], now_ms)}
        case "confirm_priority":
            return {"class_id": status.class_id or ORDINARY, "by": clerk.name}
        case "withdraw_priority":
            return {"class_id": ORDINARY, "by": clerk.name}
        case _:
            return {}


def reason(fields: Fields) -> dict[str, object]:
    """One of the reasons offered, with or without words of one's own; nothing where neither is given."""
    said = " – ".join(filter(None, (fields.get("reason", "").strip(), fields.get("words", "").strip())))
    return {"reason": said[:200]} if said else {}


def at_clock(text: str, now_ms: int) -> int:
    """ "14:00" or "14h00" as the instant at which the office's clocks show it today. Raises Unfit, Past if over."""
    now = datetime.fromtimestamp(now_ms / 1000, ZONE)
    try:
        shown = datetime.strptime(text.strip().replace("h", ":"), "%H:%M").replace(tzinfo=ZONE)
    except ValueError:
        raise Unfit(f"no time of day: {text[:20]}") from None
    at = now.replace(hour=shown.hour, minute=shown.minute, second=0, microsecond=0)
    if at <= now:
        raise Past(text.strip())
    return int(at.timestamp() * 1000)
