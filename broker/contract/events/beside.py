"""Events beside the queue: the voice, trouble, rating, the key of the day, refusals."""

from __future__ import annotations

import msgspec

from broker.contract.commands import Key
from broker.contract.events.root import Event
from broker.contract.ids import CallId, CounterId, DayId, InstantMs, Note


class CallSpoken(Event, frozen=True, kw_only=True):
    """A call was heard to its end at `ended` in a zone."""

    call_id: CallId
    zone: str
    ended: InstantMs


class CallDropped(Event, frozen=True, kw_only=True):
    """A call was not spoken, and why."""

    call_id: CallId
    zone: str
    reason: Note


class TroubleRaised(Event, frozen=True, kw_only=True):
    """Something is wrong. `urgent`: somebody needs help now."""

    trouble: str
    source: str
    code: str
    params: dict[str, str | int] = msgspec.field(default_factory=dict)
    urgent: bool = False
    counter: CounterId | None = None


class TroubleSettled(Event, frozen=True, kw_only=True):
    """No longer wrong, or somebody has seen to it."""

    trouble: str
    by: str = ""


class RatingTaken(Event, frozen=True, kw_only=True):
    """An answer only, never in the journal: the marks are counted."""


class DayKeyGiven(Event, frozen=True, kw_only=True):
    """An answer only, never stored: the key of the day, 32 bytes in hex."""

    day: DayId
    key: str


class CommandRefused(Event, frozen=True, kw_only=True):
    """Nothing changed, and why. `code` is one of `refusals.REFUSALS`; `params` fill its sentence."""

    command: str
    code: str
    params: dict[str, str | int] = msgspec.field(default_factory=dict)
    counter: CounterId | None = None
    key: Key | None = None
    device: str = ""
