"""What a session wants done: pure data."""

from __future__ import annotations

import msgspec

from broker.contract.commands import AnyCommand
from broker.contract.events import TicketIssued, TomorrowListed
from broker.contract.ids import RequestId, TicketId
from broker.contract.procedures import Procedure
from kiosk.session.request import Paper, Request


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """Root of all that a session wants done. Done in order; after one that fails the rest is left undone."""


class NoteRequest(Effect, frozen=True, kw_only=True):
    """Store the wish, before it is sent."""

    request: Request


class Ask(Effect, frozen=True, kw_only=True):
    """Send RequestTicket."""

    request: Request


class GiveReserved(Effect, frozen=True, kw_only=True):
    """Store the next number of the reserved series for this request; answered by `Reserved`."""

    request: Request
    training: bool


class NoteIssued(Effect, frozen=True, kw_only=True):
    """Store the number, before it is printed."""

    request: Request
    issued: TicketIssued


class PrintTicket(Effect, frozen=True, kw_only=True):
    """Print; answered by `PrintResult`. `nth` counts from 1."""

    request: Request
    issued: TicketIssued
    nth: int


class NotePaper(Effect, frozen=True, kw_only=True):
    """Store what became of the paper, and the report that the engine is to get, if any."""

    request_id: RequestId
    paper: Paper
    report: AnyCommand | None = None


class Abandon(Effect, frozen=True, kw_only=True):
    """Nobody waits for this request any more: if the engine gives it a number, that number is to be voided."""

    request_id: RequestId
    reason: str


class CloseRequest(Effect, frozen=True, kw_only=True):
    """The engine said no: nothing was given for this request."""

    request_id: RequestId
    code: str


class Tell(Effect, frozen=True, kw_only=True):
    """Tell the engine, stored if possible, unstored if not."""

    command: AnyCommand


class LookUp(Effect, frozen=True, kw_only=True):
    """Hear once who waits; answered by `LookedUp`."""


class Send(Effect, frozen=True, kw_only=True):
    """Send the command of an errand; answered by `ErrandAnswered` or `ErrandSilent`. Nothing of it is stored."""

    name: str
    command: AnyCommand


class PrintAgain(Effect, frozen=True, kw_only=True):
    """Print the slip of a number that is on paper already, marked so; answered by `PrintResult` under `name`.

    `once`: only if this visitor has had no second slip, else answered by `SlipRefused`.
    """

    name: str
    issued: TicketIssued
    once: bool = False


class PrintListed(Effect, frozen=True, kw_only=True):
    """Print a place in tomorrow's list, which is no number; answered by `PrintResult` under `name`."""

    name: str
    listed: TomorrowListed


class SlipUndone(Effect, frozen=True, kw_only=True):
    """The second slip did not come out: it may be asked for again."""

    ticket: TicketId


class PrintChecklist(Effect, frozen=True, kw_only=True):
    """Print the papers of a procedure, which is no ticket; answered by `PrintResult` under `name`."""

    name: str
    procedure: Procedure


class LookUpDossier(Effect, frozen=True, kw_only=True):
    """Ask the one-stop system how far a dossier is; answered by `DossierSaid`."""

    code: str


class Log(Effect, frozen=True, kw_only=True):
    """Something a technician should find later."""

    text: str
