"""From what the guide desk's page has sent to a command of the contract. Pure.

A number asked for here is printed by one of the office's kiosks (`print_at`). Its `request_id` is the page's own: what
is asked again after a silence gets the same number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import cast

import msgspec

from broker.contract import commands as c
from broker.contract.status import Bookings, Waiting

Fields = Mapping[str, str]
#: What a ticket can be asked for, and the fields each takes.
OF_TICKET: dict[str, tuple[type[c.Command], tuple[str, ...]]] = {
    "print": (c.PrintSlip, ("ticket", "kiosk", "reason")),
    "move": (c.MoveTicket, ("ticket", "service", "reason")),
    "class": (c.ChangeClass, ("ticket", "class_id")),
    "give_up": (c.GiveUpTicket, ("ticket",)),
    "return": (c.ReturnTicket, ("ticket", "reason")),
}
ISSUE = ("request_id", "service", "kiosk", "class_id", "lang", "quantity", "note")
#: Sent empty when nobody is in the office's list any more: no booking and no entry has such a name.
NOBODY = "-"


class Unfit(ValueError):
    """What was sent makes no command. The engine's own code for it is "malformed"."""


def command(act: str, fields: Fields, more: Fields, by: str, floor: Lists) -> c.AnyCommand:
    """The command of an act. `more`: fields that may stand several times, joined by blanks. Raises Unfit."""
    if act in OF_TICKET:
        kind, names = OF_TICKET[act]
        raw: dict[str, object] = _given(fields, names)
        return _made(kind, raw | ({"by": by[:40]} if act == "class" else {}))
    issue = _ISSUES.get(act)
    if issue is None:
        raise Unfit(f"no such act: {act}")
    raw = {**_given(fields, ISSUE), "print_at": fields.get("kiosk", ""), **issue(fields, more, floor)}
    return _made(c.RequestTicket, raw)


class Lists(msgspec.Struct, frozen=True):
    """What the office knows of the day beside the queue."""

    waiting: Waiting | None = None
    bookings: Bookings | None = None


def _issue(_fields: Fields, more: Fields, _floor: Lists) -> dict[str, object]:
    """A number for whoever stands at the desk."""
    return {"further": more.get("further", "").split()}


def _carried(fields: Fields, _more: Fields, floor: Lists) -> dict[str, object]:
    """The first number of today for who was not served on the last day, as that number was."""
    entries = floor.waiting.carried if floor.waiting else ()
    name = fields.get("entry", "") or NOBODY
    found = next((each for each in entries if each.entry == name), None)
    if found is None:
        raise Unfit(f"no such entry in yesterday's list: {name[:64]}")
    return {
        "carried": found.entry,
        "service": found.service,
        "class_id": found.class_id,
        "lang": found.lang,
        "quantity": found.quantity,
    }


def _booked(fields: Fields, _more: Fields, floor: Lists) -> dict[str, object]:
    """Check in what was booked. Its service is the booking's own; the engine says so if there is none."""
    code = fields.get("booking", "").strip().upper()
    digest = hashlib.sha256(code.encode()).hexdigest()
    entries = floor.bookings.entries if floor.bookings else ()
    found = next((each.service for each in entries if each.digest == digest), NO_SERVICE)
    return {"booking": code, "service": found}


#: For a booking that the list does not know: the engine looks at the booking first.
NO_SERVICE = "unknown"
_ISSUES: dict[str, Callable[[Fields, Fields, Lists], dict[str, object]]] = {
    "issue": _issue,
    "carried": _carried,
    "booked": _booked,
}


def _given(fields: Fields, names: tuple[str, ...]) -> dict[str, object]:
    return {name: fields[name] for name in names if fields.get(name)}


def _made(kind: type[c.Command], raw: dict[str, object]) -> c.AnyCommand:
    try:
        return cast("c.AnyCommand", msgspec.convert(raw, kind, strict=False))
    except msgspec.ValidationError as error:
        raise Unfit(str(error)) from error
