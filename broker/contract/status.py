"""Status: how things stand, retained for who comes late; and the beat, which is not retained.

Every status names the epoch of the engine that wrote it. A status that is no longer true for ever (a counter
taken out of the office) is overwritten by `Removed`, never cleared: an empty retained message can be lost.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from broker.contract.commands import PauseReason
from broker.contract.events import TicketIssued
from broker.contract.ids import (
    CallId,
    ClassId,
    ClerkId,
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
    """One service now. `ahead`: people a visitor of the ordinary class would really wait behind.

    `ends_at`: end of the counters' present session (before a break, or the day's end); `late`: who takes a number
    now is not expected to be served before it; `next_at`: the session after it on the same day, if there is one.
    """

    offer: Offer
    waiting: int = 0
    ahead: int = 0
    wait_low_min: int | None = None
    wait_high_min: int | None = None
    opens_at: InstantMs | None = None
    counters: tuple[CounterId, ...] = ()
    ends_at: InstantMs | None = None
    late: bool = False
    next_at: InstantMs | None = None


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
    confirmed: bool = False
    collects: bool = False
    training: bool = False


class BoardCounter(msgspec.Struct, frozen=True, kw_only=True):
    """A counter on the board: its state and the number it has. `opens_at`: when its hours next begin, if it is shut."""

    counter: CounterId
    name: Text
    spoken: Text
    counter_number: int | None
    state: CounterState
    services: tuple[ServiceId, ...]
    number: Number | None = None
    pause_reason: PauseReason | None = None
    until: InstantMs | None = None
    opens_at: InstantMs | None = None


class BoardMove(msgspec.Struct, frozen=True, kw_only=True):
    """A number that was sent to another counter and has not been called there yet."""

    number: Number
    counter: CounterId
    at: InstantMs


class BoardMissed(msgspec.Struct, frozen=True, kw_only=True):
    """A number called and absent, and the counter that had called it."""

    number: Number
    counter: CounterId


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
    absent: tuple[BoardMissed, ...] = ()
    moves: tuple[BoardMove, ...] = ()


class LastRefusal(msgspec.Struct, frozen=True, kw_only=True):
    """The last command refused at a counter, for its sign."""

    code: str
    at: InstantMs
    params: dict[str, str | int] = {}


class CounterStatus(Status, frozen=True, kw_only=True):
    """One counter, for its keys, lamps, sign and tablet. A press names this `revision`.

    `no_show_from`: from when an absent visitor may be marked, None while calls are missing.
    `holder`: the device that works it. `services`: what may be called here now. `former`: the counter that had the
    ticket before. `further`: what the visit goes on with. `confirmed`: a clerk has seen the paper of its class.
    `undo_until`: until when the last press can be taken back.
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
    clerk_id: ClerkId | None = None
    holder: str = ""
    holder_since: InstantMs | None = None
    services: tuple[ServiceId, ...] = ()
    former: CounterId | None = None
    further: tuple[ServiceId, ...] = ()
    confirmed: bool = False
    lang: Lang = "vi"
    quantity: int = 1
    note: str = ""
    undo_until: InstantMs | None = None


class LiveTicket(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A ticket that is not ended, for those who work with it. `since`: the beginning of its present stage."""

    ticket: TicketId
    number: Number
    service: ServiceId
    class_id: ClassId
    stage: Literal["issued", "waiting", "called", "serving", "held", "missed"]
    taken: InstantMs
    place_ms: InstantMs
    since: InstantMs
    confirmed: bool = False
    counter: CounterId | None = None
    former: CounterId | None = None
    to_counter: CounterId | None = None
    to_clerk: ClerkId | None = None
    nth: int = 0
    lang: Lang = "vi"
    quantity: int = 1
    further: tuple[ServiceId, ...] = ()
    note: str = ""
    offline: bool = False
    training: bool = False
    booked_at: InstantMs | None = None
    not_before: InstantMs | None = None
    until: InstantMs | None = None
    leg: int = 1


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was not served on the last day and comes first today. `number`: the one of that day."""

    entry: str
    number: str
    service: ServiceId
    class_id: ClassId
    lang: Lang = "vi"
    quantity: int = 1
    used: Number | None = None


class Waiting(Status, frozen=True, kw_only=True):
    """All live tickets in the order of their places, for clerks' pages only: no screen of the hall reads it."""

    revision: int
    day: DayId | None
    tickets: tuple[LiveTicket, ...] = ()
    carried: tuple[Carried, ...] = ()


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is wrong. `code` and `params`: its sentence in the catalogue, "alert.<code>"."""

    trouble: str
    source: str
    code: str
    since: InstantMs
    params: dict[str, str | int] = {}
    urgent: bool = False
    counter: CounterId | None = None


class Alerts(Status, frozen=True, kw_only=True):
    """All that is wrong now, the urgent first."""

    revision: int
    troubles: tuple[Trouble, ...] = ()


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """One slip to print. `again`: marked as printed again."""

    job: str
    issued: TicketIssued
    again: bool
    class_id: ClassId
    service: ServiceId


class SlipEnd(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a slip, for whoever has asked for it."""

    job: str
    ticket: TicketId
    at: InstantMs
    printed: bool
    reason: str = ""


class Slips(Status, frozen=True, kw_only=True):
    """What a kiosk is asked to print for others, oldest first. Done once each: a `job` is its name.

    `done`: the last that are done, oldest first.
    """

    kiosk: str
    slips: tuple[Slip, ...] = ()
    done: tuple[SlipEnd, ...] = ()


class BookingEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A booking as kiosks keep it for a cut line: SHA-256 of its code in hex, never the code."""

    digest: str
    service: ServiceId
    at: InstantMs
    number: Number | None = None


class Bookings(Status, frozen=True, kw_only=True):
    """The appointments of the open day. `number`: the one given at check-in."""

    revision: int
    date: str | None
    entries: tuple[BookingEntry, ...] = ()


class RatingOffer(Status, frozen=True, kw_only=True):
    """A visitor may rate at this counter's tablet until `until`; None: nobody may now."""

    counter: CounterId
    token: str | None = None
    until: InstantMs | None = None


class Bundle(Status, frozen=True, kw_only=True):
    """A big thing (procedures, notices, recordings) to be fetched over HTTP from the broker's host, and kept.

    `digest`: SHA-256 of the file in hex. Written by the web service, not by the engine.
    """

    name: str
    digest: str
    size: int
    port: int
    path: str


AnyStatus = (
    Beat | Removed | Catalogue | Queues | Board | CounterStatus
    | Waiting | Alerts | Slips | Bookings | RatingOffer | Bundle
)  # fmt: skip
STATUSES: tuple[type[Status], ...] = AnyStatus.__args__
