"""What stands in the rows of the kiosk's journal, and how it is written there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from broker.contract.codec import decode_event
from broker.contract.commands import AnyCommand
from broker.contract.events import TicketIssued
from kiosk.session.messages import Paper, Request


@dataclass(frozen=True)
class Boot:
    """Which boot of the machine this is, and how long it has been up when asked."""

    boot_id: str
    boottime_s: Callable[[], float]


@dataclass(frozen=True)
class Row:
    """A request as the journal knows it."""

    request: Request
    day: str
    state: str
    paper: Paper
    tries: int
    issued: TicketIssued | None
    boot_id: str
    boottime_s: float
    asked: bool
    note: str


@dataclass(frozen=True)
class Due:
    """Something the engine is still to be told."""

    seq: int
    request_id: str
    command: AnyCommand


_commands: msgspec.json.Decoder[AnyCommand] = msgspec.json.Decoder(AnyCommand)
_wishes: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)
_encoder = msgspec.json.Encoder()
#: What a Request was before it was kept whole.
_PLAIN = ("request_id", "service", "class_id", "lang", "quantity", "taken")


def packed(what: Request | AnyCommand) -> bytes:
    """As it stands in a row."""
    return _encoder.encode(what)


def due(found: sqlite3.Row) -> Due:
    """A row of `outbox`."""
    return Due(found["seq"], found["request_id"], _commands.decode(found["command"]))


def row(found: sqlite3.Row) -> Row:
    """A row of `request`."""
    event = decode_event(found["issued"]) if found["issued"] is not None else None
    return Row(
        request=_wish(found),
        day=found["day"],
        state=found["state"],
        paper=found["paper"],
        tries=found["tries"],
        issued=event if isinstance(event, TicketIssued) else None,
        boot_id=found["boot_id"],
        boottime_s=found["boottime_s"],
        asked=bool(found["asked"]),
        note=found["note"],
    )


def _wish(found: sqlite3.Row) -> Request:
    if found["wish"] is None:
        return Request(**{name: found[name] for name in _PLAIN})
    return _wishes.decode(found["wish"])
