"""Status: how things stand, retained for who comes late; and the beat, which is not retained.

Every status names the epoch of the engine that wrote it. A status that is no longer true for ever (a counter
taken out of the office) is overwritten by `Removed`, never cleared: an empty retained message can be lost.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from broker.contract.commands import PauseReason
from broker.contract.ids import (
    CallId,
    ClassId,
    CounterId,
    DayId,
    InstantMs,
    Lang,
    Number,
    ServiceId,
    TicketId,
    ZoneId,
)
from broker.contract.office import Office, Text

CounterState = Literal["shut", "ready", "free", "calling", "serving", "paused"]
#: offered: take a number · nobody: no counter open yet, numbers are given · over: the counters close soon
Offer = Literal["offered", "nobody", "not_today", "over", "full", "stopped", "no_day"]


class Status(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=True):
    """Root of all status. `epoch` grows with each start of the engine."""

    epoch: int


class Beat(Status, frozen=True, kw_only=True):
    """The engine lives. `beat` counts from 1 in each epoch; `now` is engine time; `every_ms` its real period.

    `speed`: office seconds a real second; 1 in any office, more in a demonstration.
    """

    beat: int
    now: InstantMs
    every_ms: int = 1_000
    speed: float = 1.0


class Removed(Status, frozen=True, kw_only=True):
    """What stood under this topic is no more."""


class Catalogue(Status, frozen=True, kw_only=True):
    """The office in force, without its people. `digest` changes with it."""

    digest: str
    office: Office


class ServiceQueue(msgspec.Struct, frozen=True, kw_only=True):
    """One service now. `ahead`: people a visitor of the ordinary class would really wait behind."""

    offer: Offer
    waiting: int = 0
    ahead: int = 0
    wait_low_min: int | None = None
    wait_high_min: int | None = None
    opens_at: InstantMs | None = None
    counters: tuple[CounterId, ...] = ()


class Queues(Status, frozen=True, kw_only=True):
    """All services now, the day, and how far each kiosk's reserved series is known to be used.

    `reserved_used`: kiosk -> prefix of the series -> highest reserved number the engine has seen today.
    """

    revision: int
    day: DayId | None
    training: bool = False
    training_kiosks: tuple[str, ...] = ()
    services: dict[ServiceId, ServiceQueue] = {}
    reserved_used: dict[str, dict[str, int]] = {}


class BoardCall(msgspec.Struct, frozen=True, kw_only=True):
    """A call that stands: shown and spoken. `call_id` is new with every recall; `at` is when it was made.

    `counter_number` and `counter_spoken` say the counter aloud; one of them is there.
    """

    call_id: CallId
    ticket: TicketId
    number: Number
    service: ServiceId
    counter: CounterId
    nth: int
    at: InstantMs
    lang: Lang = "vi"
    class_id: ClassId = "ordinary"
    stage: Literal["called", "serving"] = "called"
    reserved: bool = False
    moved: bool = False
    collects: bool = False
    training: bool = False


class BoardCounter(msgspec.Struct, frozen=True, kw_only=True):
    """A counter on the board: its state and the number it has."""

    counter: CounterId
    name: Text
    spoken: Text
    counter_number: int | None
    state: CounterState
    services: tuple[ServiceId, ...]
    number: Number | None = None
    pause_reason: PauseReason | None = None
    until: InstantMs | None = None


class BoardField(msgspec.Struct, frozen=True, kw_only=True):
    """Waiting by field: `wait_*` of the field's services, lowest to highest."""

    field: str
    name: Text
    waiting: int
    wait_low_min: int | None = None
    wait_high_min: int | None = None


class Board(Status, frozen=True, kw_only=True):
    """The lobby of a zone: the one truth for eye and ear. `revision` grows with every change.

    `calls`: newest first, those that stand (called or serving). `missed`: called and absent, still held a place.
    """

    revision: int
    zone: ZoneId
    day: DayId | None
    training: bool = False
    calls: tuple[BoardCall, ...] = ()
    counters: tuple[BoardCounter, ...] = ()
    fields: tuple[BoardField, ...] = ()
    missed: tuple[Number, ...] = ()


class LastRefusal(msgspec.Struct, frozen=True, kw_only=True):
    """The last command refused at a counter, for its sign."""

    code: str
    at: InstantMs
    params: dict[str, str | int] = {}


class CounterStatus(Status, frozen=True, kw_only=True):
    """One counter, for its keys, lamps, sign and tablet. A press names this `revision`.

    `no_show_from`: from when an absent visitor may be marked, None while calls are missing.
    `asks`: the lamp asks whether somebody is still there; `until` then says when the counter pauses itself.
    """

    counter: CounterId
    revision: int
    state: CounterState
    day: DayId | None
    ticket: TicketId | None = None
    number: Number | None = None
    service: ServiceId | None = None
    class_id: ClassId | None = None
    nth: int = 0
    since: InstantMs | None = None
    no_show_from: InstantMs | None = None
    asks: bool = False
    waiting: int = 0
    clerk: str | None = None
    pause_reason: PauseReason | None = None
    until: InstantMs | None = None
    training: bool = False
    refusal: LastRefusal | None = None


AnyStatus = Beat | Removed | Catalogue | Queues | Board | CounterStatus
STATUSES: tuple[type[Status], ...] = AnyStatus.__args__
