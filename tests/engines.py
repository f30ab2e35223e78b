"""Engines for tests: one in memory that is stepped by hand, one in a thread of its own on a real mosquitto."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from broker.client.clock import AnchoredClock, boottime_s
from broker.client.link import Inbound, MemoryHub, MemoryLink
from broker.client.mqtt import EngineLink
from broker.contract.codec import Answer, CommandMessage, decode_answer, decode_status, encode
from broker.contract.commands import AnyCommand, ApplyOffice, OpenDay, PressKey, ReportPrinted, RequestTicket
from broker.contract.events import CommandRefused, TicketIssued
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.status import AnyStatus
from broker.contract.topics import Topics
from broker.core.floor import Floor
from broker.core.state import dump, load
from broker.daybook import Daybook
from broker.engine import Engine
from broker.store import Store
from tests.offices import DATE, SEVEN, small_office

HALF_PAST_SEVEN = InstantMs(SEVEN + 30 * 60_000)
T = TypeVar("T")


class HandClock(AnchoredClock):
    """Engine time that stands until it is moved."""

    def __init__(self, now_ms: int = HALF_PAST_SEVEN) -> None:
        super().__init__(InstantMs(now_ms), 0.0)

    def now_ms(self) -> InstantMs:
        """Where it was put."""
        return self.anchor_ms

    def correct(self, offset_ms: int) -> None:
        """Move it."""
        self.anchor_ms = InstantMs(self.anchor_ms + offset_ms)


class MemoryEngineLink:
    """The engine's side of a `MemoryHub`: what comes in is kept until it is polled; polling never waits."""

    def __init__(self, hub: MemoryHub, topics: Topics) -> None:
        self.link, self.connections = MemoryLink(hub), 1
        self.inbound: deque[Inbound] = deque()
        self.link.on_message = self.inbound.append
        self.link.subscribe(topics.all_commands)
        self.link.subscribe(topics.all_states)
        self.link.start(will_topic=topics.homie("engine"), will_payload=b"lost")

    def poll(self, timeout_s: float, now_s: float, most: int) -> list[Inbound]:
        """What has come in."""
        return [self.inbound.popleft() for _ in range(min(most, len(self.inbound)))]

    def publish(self, topic: str, payload: bytes, *, retain: bool = False, qos: int = 1) -> bool:
        """Send."""
        return self.link.publish(topic, payload, retain=retain, qos=qos)

    def reconnect(self) -> None:
        """The connection was gone and is back."""
        self.link.connected, self.connections = True, self.connections + 1

    def close(self) -> None:
        """End."""
        self.link.close()


@dataclass
class Room:
    """An engine on a real database and a hub in memory, stepped by hand. Time stands until it is moved."""

    path: Path
    office: Office = field(default_factory=small_office)
    open_store: Callable[[Path], Store] = lambda path: Store.open(path, holder="the test")
    daybook: Daybook = field(default_factory=Daybook)
    hub: MemoryHub = field(default_factory=MemoryHub)
    clock: HandClock = field(default_factory=HandClock)
    real_s: float = 100.0
    published: list[Inbound] = field(default_factory=list)
    sent: int = 0

    def __post_init__(self) -> None:
        self.topics = Topics(self.office.site)
        ear = MemoryLink(self.hub)
        ear.on_message = self.published.append
        ear.start(will_topic="", will_payload=b"")
        for topic in (f"{self.topics.root}/answer/+", f"{self.topics.root}/status/#", self.topics.beat, "homie/#"):
            ear.subscribe(topic)
        self.start()
        self.engine.submit(ApplyOffice(office=self.office))
        self.engine.submit(OpenDay(date=DATE))
        self.engine.step(0)

    def start(self) -> None:
        """Start an engine on what the database holds."""
        self.store = self.open_store(self.path)
        self.link = MemoryEngineLink(self.hub, self.topics)
        self.engine = Engine(self.store, self.link, self.clock, self.topics, self.daybook, lambda: self.real_s)

    def stop(self) -> None:
        """End it without a word, as a power cut does."""
        self.link.link.cut()
        self.link.close()
        self.store.close()

    # --- doing ---------------------------------------------------------------------------------------------

    def put(self, command: AnyCommand, device: str = "k1", command_id: str = "") -> str:
        """Send a command; it waits for the engine's next step."""
        self.sent += 1
        name = command_id or f"c-{self.sent}"
        self.raw(encode(CommandMessage(id=name, device=device, command=command)), device)
        return name

    def raw(self, payload: bytes, device: str = "k1", *, retained: bool = False) -> None:
        """Anything on a device's topic of commands."""
        self.link.inbound.append(Inbound(self.topics.command(device), payload, retained))

    def step(self) -> list[Answer]:
        """One step of the engine; the answers it gave."""
        seen = len(self.published)
        self.engine.step(0)
        return self.answers(seen)

    def do(self, command: AnyCommand, device: str = "k1") -> Answer:
        """A command and its one answer."""
        self.put(command, device)
        (answer,) = self.step()
        return answer

    def take(self, service: str = "copy") -> TicketIssued:
        """A visitor takes a number, on paper."""
        (issued,) = self.do(self.request(service)).events
        assert isinstance(issued, TicketIssued), issued
        self.do(ReportPrinted(ticket=issued.ticket))
        return issued

    def request(self, service: str = "copy") -> RequestTicket:
        """Somebody asks for a number."""
        return RequestTicket(request_id=f"request-{self.sent:04d}", service=service, kiosk="k1")

    def press(self, counter: str, key: Any, *, ahead: int = 0) -> PressKey:
        """A key, against the present revision or one that is still to come."""
        revision = self.engine.floor.state.desks[counter].revision + ahead
        return PressKey(counter=counter, revision=revision, epoch=self.engine.epoch, beat=self.engine.beat, key=key)

    def key(self, counter: str, key: Any) -> Answer:
        """Press a key, and what is answered."""
        return self.do(self.press(counter, key), f"counter-{counter}")

    def pass_s(self, seconds: float) -> None:
        """Time passes, office time and real time; the engine takes a step at the end of it."""
        self.clock.anchor_ms = InstantMs(self.clock.anchor_ms + int(seconds * 1000))
        self.real_s += seconds
        self.engine.step(0)

    # --- looking -------------------------------------------------------------------------------------------

    def answers(self, since: int = 0) -> list[Answer]:
        """Answers published since the n-th message."""
        root = self.topics.answer("")
        return [decode_answer(each.payload) for each in self.published[since:] if each.topic.startswith(root)]

    def told(self, since: int) -> list[AnyStatus]:
        """Statuses published since the n-th message; the beat is not among them."""
        root = f"{self.topics.root}/status/"
        return [decode_status(each.payload) for each in self.published[since:] if each.topic.startswith(root)]

    def status(self, topic: str) -> Any:
        """What is retained there."""
        return decode_status(self.hub.retained[topic])

    def state(self) -> bytes:
        """The working state."""
        return dump(self.engine.floor.state)

    def replayed(self) -> bytes:
        """The state as the database alone gives it, without any snapshot."""
        from broker.core.evolve import evolve
        from broker.core.floor import Changes

        _none, rows = self.store.load(lambda _snapshot: False)
        floor = Floor()
        for row in rows:
            evolve(floor, row.event, InstantMs(row.at), Changes())
        return dump(floor.state)

    def events(self) -> list[Any]:
        """All events of the journal."""
        return [row.event for row in self.store.load(lambda _snapshot: False)[1]]


def same(one: bytes, other: bytes) -> bool:
    """Whether two dumped states are the same, whatever the order in which they were filled."""
    return load(one) == load(other)


def refusal(answer: Answer) -> str:
    """Why a command was refused; "" if it was not."""
    first = answer.events[0] if answer.events else None
    return first.code if isinstance(first, CommandRefused) else ""


class EngineThread:
    """A real engine in a thread of its own, its store made there; `ask` lets something be done in that thread.

    `wall`: the wall clock it believes; `wall.correct` steps it.
    """

    def __init__(
        self, url: str, office: Office, db: Path, *, now_ms: int = HALF_PAST_SEVEN, speed: float = 1.0
    ) -> None:
        self.url, self.office, self.db = url, office, db
        self.topics = Topics(office.site)
        self.clock = AnchoredClock(InstantMs(now_ms), boottime_s(), speed)
        self.wall = AnchoredClock(InstantMs(now_ms), boottime_s(), speed)
        self._asked: queue.SimpleQueue[tuple[Callable[[Engine], Any], queue.SimpleQueue[Any]]] = queue.SimpleQueue()
        self._stop, self._ready = threading.Event(), threading.Event()
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=f"engine-{office.site}", daemon=True)

    def start(self) -> Self:
        """Start it and wait until office and day are in force."""
        self._thread.start()
        if not self._ready.wait(20) or self._failed is not None:
            raise RuntimeError("the engine did not start") from self._failed
        return self

    def ask(self, question: Callable[[Engine], T]) -> T:
        """Do something in the engine's thread, between two steps."""
        answer: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._asked.put((question, answer))
        result = answer.get(timeout=20)
        if isinstance(result, BaseException):
            raise result
        given: T = result
        return given

    def stop(self) -> None:
        """End it in order. Raises what it died of, if it died."""
        self._stop.set()
        self._thread.join(20)
        assert not self._thread.is_alive()
        if self._failed is not None:
            raise RuntimeError("the engine died") from self._failed

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            engine = self._begin()
            self._ready.set()
            while not self._stop.is_set():
                engine.step(0.05)
                self._answer(engine)
            engine.run(lambda: True)
            engine.store.close()
        except BaseException as error:
            self._failed = error
            self._ready.set()

    def _begin(self) -> Engine:
        link = EngineLink(
            self.url,
            f"motcua-{self.office.site}-engine",
            subscribe=(self.topics.all_commands, self.topics.all_states),
            will=(self.topics.homie("engine"), b"lost"),
        )
        daybook = Daybook(follow_wall=True, proven=lambda: True, wall=self.wall.now_ms)
        engine = Engine(Store.open(self.db, holder="the test"), link, self.clock, self.topics, daybook)
        engine.submit(ApplyOffice(office=self.office))
        engine.submit(OpenDay(date=DATE))
        return engine

    def _answer(self, engine: Engine) -> None:
        while not self._asked.empty():
            question, answer = self._asked.get()
            try:
                answer.put(question(engine))
            except BaseException as error:
                answer.put(error)
