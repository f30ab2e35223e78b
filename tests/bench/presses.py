"""Presses over lines that drop: whether a call is ever lost or made twice (promise "Presses").

Counters of the product (`display.counter.keys`), each on a line of its own that is cut or stalled again and again,
press as fast as the engine answers. The journal is the truth; against it are held the answers each counter had, the
state it was shown, and the boards that an undisturbed listener heard.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from broker.client.device import Device
from broker.client.link import Inbound
from broker.client.mqtt import MqttLink
from broker.contract.codec import Answer, decode_status
from broker.contract.commands import AnyCommand, Key, ReportPrinted, RequestTicket
from broker.contract.events import ServiceFinished, TicketCalled, TicketIssued, TicketRecalled
from broker.contract.office import Counter as Desk
from broker.contract.office import Kiosk, Office, Series
from broker.contract.status import Board, CounterStatus
from broker.contract.topics import Topics
from broker.engine import Engine
from broker.store import Store
from display.counter.keys import CounterKeys
from display.counter.view import Outcome
from display.gestures import QUICK, Gesture
from tests.engines import EngineThread
from tests.offices import small_office, text
from tests.tcp_relay import Relay

#: Counters that press at once.
COUNTERS = 8
#: A ticket is called so often before its service starts: more calls for each ticket.
CALLS = 5
#: Tickets kept waiting, so that no counter has to wait for a visitor.
AHEAD = 200
#: What must not happen, by the names of `judge`.
WRONG = (
    "doubled", "answered_not_stored", "stored_not_heard", "heard_not_stored", "heard_twice", "unanswered_not_shown",
)  # fmt: skip
#: So long a line stays cut or stalled, at most.
DROP_S = 1.2
#: Nothing that goes well takes so long.
PATIENCE_S = 60.0


def office() -> Office:
    """All counters take one service with room for a hundred thousand numbers; calls may be repeated at once."""
    base = small_office(most_calls=CALLS, beat_ms=200)
    counters = tuple(
        Desk(id=str(n), name=text(f"Quầy {n}"), services=("copy",), number=n) for n in range(1, COUNTERS + 1)
    )
    series = (Series(prefix="C", last=99_000, digits=5),)
    kiosks = (Kiosk(id="k1", name=text("Máy 1"), reserved=(99_001, 99_100)),)
    services = tuple(each for each in base.services if each.id == "copy")
    return msgspec.structs.replace(
        base,
        site="presses",
        counters=counters,
        series=series,
        fields=tuple(each for each in base.fields if each.id == "certify"),
        services=services,
        kiosks=kiosks,
        clerks=(),
        roster=(),
    )


@dataclass
class Clerk:
    """One counter at work in a thread of its own: presses what its state asks for, whatever its line does."""

    counter: str
    relay: Relay
    topics: Topics
    quota: int
    answered: list[str] = field(default_factory=list)
    seen: set[tuple[str, int]] = field(default_factory=set)
    ends: Counter[str] = field(default_factory=Counter)
    failed: BaseException | None = None

    def start(self) -> None:
        """Connect, and press until the quota is pressed."""
        self.keys = CounterKeys(self.counter, QUICK, on_outcome=self._ended)
        self.wake = threading.Event()
        link = MqttLink(self.relay.url, f"presses-{self.counter}")
        device = Device(link, self.topics, f"counter-{self.counter}", _Heard(self), on_wake=self.wake.set)
        self.keys.device = device
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    @property
    def pressed(self) -> int:
        """Presses that left the counter."""
        return sum(n for end, n in self.ends.items() if end != "offline")

    def _run(self) -> None:
        try:
            self.keys.device.start(self.topics.counter(self.counter))
            while self.pressed < self.quota:
                self.wake.wait(0.02)
                self.wake.clear()
                self.keys.step()
                if self.pressed < self.quota:
                    self._press()
            self.keys.device.close()
        except BaseException as error:
            self.failed = error

    def _press(self) -> None:
        view = self.keys.view()
        if view.pending or not view.online or view.status is None:
            return
        key = _asked_for(view.status)
        if key:
            self.keys._take([Gesture(key, False, time.monotonic())])

    def _ended(self, outcome: Outcome) -> None:
        self.ends[outcome.end] += 1

    def heard(self, answer: Answer) -> None:
        """What an answer says was called."""
        self.answered += [each.call_id for each in answer.events if isinstance(each, TicketCalled | TicketRecalled)]


class _Heard:
    """Between the device and the keys: notes what the counter is told, and hands it on."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk

    def on_status(self, status: Any) -> None:
        if isinstance(status, CounterStatus) and status.ticket:
            self.clerk.seen.add((status.ticket, status.nth))
        self.clerk.keys.on_status(status)

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        self.clerk.heard(answer)
        self.clerk.keys.on_answer(command, answer)

    def on_silence(self, command: AnyCommand) -> None:
        self.clerk.keys.on_silence(command)

    def on_online(self, online: bool) -> None:
        self.clerk.keys.on_online(online)


def _asked_for(status: CounterStatus) -> Key | None:
    """What a clerk in a hurry presses now; nothing while the counter waits for a visitor."""
    if status.state == "free":
        return None
    if status.state == "calling":
        return "recall" if status.nth < CALLS else "start"
    return "next"


class Listener:
    """Who hears every board, on a line that nobody touches: the calls, in the order of hearing."""

    def __init__(self, url: str, topics: Topics) -> None:
        self.calls: Counter[str] = Counter()
        self._revision, self._shown = 0, frozenset[str]()
        self.link = MqttLink(url, "presses-listener")
        self.link.on_message = self._hear
        self.link.subscribe(topics.board("hall"))
        self.link.start(will_topic="test/listener", will_payload=b"gone")

    def _hear(self, message: Inbound) -> None:
        board = decode_status(message.payload)
        if not isinstance(board, Board) or board.revision <= self._revision:
            return
        self._revision = board.revision
        shown = frozenset(each.call_id for each in board.calls if each.stage == "called")
        self.calls.update(shown - self._shown)
        self._shown = shown


def measure(url: str, folder: Path, presses: int, drops: int, tick: Callable[[str], None]) -> dict[str, Any]:
    """Press so often while lines drop at least so often; the counts, and what does not agree with the journal."""
    made = office()
    folder.mkdir(parents=True, exist_ok=True)
    with EngineThread(url, made, folder / "presses.db") as engine:
        listener = Listener(url, engine.topics)
        relays = [Relay.to(url) for _ in made.counters]
        quota = -(-presses // len(relays))
        clerks = [
            Clerk(desk.id, relay, engine.topics, quota) for desk, relay in zip(made.counters, relays, strict=True)
        ]
        began_s = time.monotonic()
        _feed(engine, Feeder())
        for clerk in clerks:
            clerk.start()
        dropped = _until_done(engine, clerks, drops, tick)
        took_s = time.monotonic() - began_s
        listener.link.close()
    found = _compare(folder / "presses.db", clerks, listener)
    return {**found, "drops": dropped, "took_s": round(took_s, 1)}


@dataclass
class Feeder:
    """Visitors enough."""

    asked: int = 0

    def tickets(self, engine: Engine) -> None:
        """So many more as are missing, on paper."""
        for _ in range(AHEAD - engine.floor.waiting("copy")):
            self.asked += 1
            (issued,) = engine.submit(RequestTicket(request_id=f"visitor-{self.asked:06d}", service="copy", kiosk="k1"))
            assert isinstance(issued, TicketIssued), issued
            engine.submit(ReportPrinted(ticket=issued.ticket))


def _feed(engine: EngineThread, feeder: Feeder) -> None:
    engine.ask(feeder.tickets)


def _until_done(engine: EngineThread, clerks: list[Clerk], drops: int, tick: Callable[[str], None]) -> int:
    """Feed visitors and drop lines until every clerk has pressed enough and enough lines were dropped."""
    chance, feeder, dropped = random.Random(7), Feeder(10_000_000), 0
    quota, patience_s = sum(each.quota for each in clerks), time.monotonic() + PATIENCE_S
    seen = 0
    while any(each.thread.is_alive() for each in clerks):
        done = sum(each.pressed for each in clerks)
        assert time.monotonic() < patience_s or done > seen, f"no press in {PATIENCE_S:g} s: {done} of {quota}"
        if done > seen:
            seen, patience_s = done, time.monotonic() + PATIENCE_S
        _feed(engine, feeder)
        alive = [each for each in clerks if each.thread.is_alive()]
        if alive and dropped * quota <= done * drops:  # spread evenly over the presses
            dropped += _drop(chance.choice(alive).relay, chance)
        tick(f"{done} presses, {dropped} drops")
    for each in clerks:
        if each.failed:
            raise each.failed
    return dropped


def _drop(relay: Relay, chance: random.Random) -> int:
    """Cut, or hold up, or hold up the answers only; mended by itself."""
    how, for_s = chance.randrange(3), chance.uniform(0.05, DROP_S)
    if how == 0:
        relay.cut()
    else:
        relay.stall(answers_only=how == 1)
    mend = threading.Timer(for_s, relay.mend if how == 0 else lambda: (relay.flow(), relay.cut(), relay.mend()))
    mend.daemon = True
    mend.start()
    return 1


def _compare(db: Path, clerks: list[Clerk], listener: Listener) -> dict[str, Any]:
    """Hold answers, shown states and boards against the journal."""
    store = Store.open(db, holder="the comparison")
    _snapshot, rows = store.load(lambda _bytes: False)
    store.close()
    events = [row.event for row in rows]
    ends = sum((clerk.ends for clerk in clerks), Counter())
    answered = [name for clerk in clerks for name in clerk.answered]
    return {
        "presses": sum(each.pressed for each in clerks),
        "ends": dict(ends),
        **judge(events, answered, listener.calls, set().union(*(clerk.seen for clerk in clerks))),
    }


def judge(events: list[Any], answered: list[str], heard: Counter[str], shown: set[tuple[str, int]]) -> dict[str, int]:
    """What the journal says, and every way in which others were told something else; all but the first three are 0.

    `answered`, `heard`: names of calls, in answers and on boards; `shown`: (ticket, nth) in counters' states.
    """
    calls = [each for each in events if isinstance(each, TicketCalled | TicketRecalled)]
    finished = Counter(each.ticket for each in events if isinstance(each, ServiceFinished))
    stored, told = Counter(each.call_id for each in calls), Counter(answered)
    counts = (stored, told, finished, Counter((each.ticket, each.nth) for each in calls))
    unanswered = [each for each in calls if each.call_id not in told]
    return {
        "calls": len(calls),
        "finished": finished.total(),
        "unanswered": len(unanswered),
        "doubled": sum(n - 1 for each in counts for n in each.values()),
        "answered_not_stored": len(told.keys() - stored.keys()),
        "stored_not_heard": len(stored.keys() - heard.keys()),
        "heard_not_stored": len(heard.keys() - stored.keys()),
        "heard_twice": sum(n - 1 for n in heard.values()),
        "unanswered_not_shown": sum((each.ticket, each.nth) not in shown for each in unanswered),
    }
