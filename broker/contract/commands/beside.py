"""Commands beside the queue: the voice, trouble, rating, the key of the day."""

from __future__ import annotations

from typing import Annotated

import msgspec

from broker.contract.commands.root import Command
from broker.contract.ids import CallId, CounterId, Note, Token, ToldMs, ZoneId


class ReportSpoken(Command, frozen=True, kw_only=True):
    """What became of a call at the loudspeaker: heard to its end, or dropped with a reason."""

    call_id: CallId
    zone: ZoneId
    ended: ToldMs
    dropped: Note = ""


class ReportTrouble(Command, frozen=True, kw_only=True):
    """Something is wrong at a device, or (`on` false) no longer. `code`: a key of the catalogue under "alert."."""

    source: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    code: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z_]{1,39}$")]
    params: dict[str, str | int] = msgspec.field(default_factory=dict)
    on: bool = True


class RaiseEmergency(Command, frozen=True, kw_only=True):
    """Somebody needs help now, in silence: nothing is shown or heard where the visitor is."""

    counter: CounterId | None = None
    place: Note = ""


class SettleTrouble(Command, frozen=True, kw_only=True):
    """Somebody has seen to it."""

    trouble: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    by: Annotated[str, msgspec.Meta(max_length=40)] = ""


class RateService(Command, frozen=True, kw_only=True):
    """A visitor's marks, question -> 1 (best) ... grades. The token is forgotten. Never stored in the journal."""

    token: Token
    marks: dict[str, Annotated[int, msgspec.Meta(ge=1, le=4)]]
    reasons: Annotated[tuple[str, ...], msgspec.Meta(max_length=8)] = ()


class AskDayKey(Command, frozen=True, kw_only=True):
    """A kiosk asks for the key of the day. Neither question nor answer is stored."""
