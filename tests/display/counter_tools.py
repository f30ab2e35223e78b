"""A counter's keys against a small engine that does as the test tells it, over a message server in memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from broker.client.device import Device
from broker.client.link import Inbound, MemoryHub, MemoryLink
from broker.contract import events as e
from broker.contract.codec import Answer, CommandMessage, StatusMessage, decode_command, encode
from broker.contract.commands import Key, PressKey, ReportTrouble
from broker.contract.ids import InstantMs
from broker.contract.status import AnyStatus, Beat, CounterStatus
from broker.contract.topics import Topics
from display.counter.keys import CounterKeys
from display.counter.view import Outcome
from display.gestures import Hands

TOPICS = Topics("binh-minh")
DAY = "2026-11-23"
#: 09:00 on the 23rd of November 2026, office time.
NINE_MS = 1_795_399_200_000


def counter_status(**changes: Any) -> CounterStatus:
    """Counter 3, ready, in a quiet office."""
    return CounterStatus(**{"epoch": 1, "counter": "3", "revision": 1, "state": "ready", "day": DAY, **changes})


def called(number: str = "A-025", **changes: Any) -> CounterStatus:
    """Counter 3, calling."""
    ticket = f"{DAY}.{number}"
    return counter_status(**{"state": "calling", "ticket": ticket, "number": number, "nth": 1, **changes})


def until(condition: Callable[[], object], deadline_s: float = 20.0) -> None:
    """Wait for something that another thread or process does."""
    end_s = time.monotonic() + deadline_s
    while not condition():
        assert time.monotonic() < end_s, f"not within {deadline_s} s"
        time.sleep(0.002)


@dataclass
class Ticker:
    """Monotonic time that moves when told to."""

    s: float = 1000.0

    def __call__(self) -> float:
        return self.s


@dataclass
class ScriptedEngine:
    """Beats, publishes the status it is given and answers commands as the script says, one word a command.

    accept, refuse, never, twice, late (answered by `answer_late`): so are presses answered; reports of trouble are
    heard beside the script. Without a script: accept. `events` and `code`
    go into the answers. With a `status` that is kept, each accepted command makes a new revision of it.
    """

    link: Any
    topics: Topics = TOPICS
    script: list[str] = field(default_factory=list)
    events: tuple[e.AnyEvent, ...] = ()
    code: str = "calling"
    params: dict[str, str | int] = field(default_factory=lambda: {"number": "A-025"})
    got: list[CommandMessage] = field(default_factory=list)
    reports: list[ReportTrouble] = field(default_factory=list)
    deaf_to_reports: bool = False
    now_ms: int = NINE_MS
    beats: int = 0
    epoch: int = 1
    status: CounterStatus | None = None

    def start(self) -> None:
        self.link.on_message = self._take
        self.link.subscribe(self.topics.all_commands)
        self.link.start(will_topic="test/engine", will_payload=b"lost")

    @property
    def presses(self) -> list[PressKey]:
        return [each.command for each in self.got if isinstance(each.command, PressKey)]

    def beat(self) -> None:
        self.beats += 1
        beat = Beat(epoch=self.epoch, beat=self.beats, now=InstantMs(self.now_ms))
        self.link.publish(self.topics.beat, encode(StatusMessage(status=beat)), qos=0)

    def publish(self, status: AnyStatus, counter: str = "3") -> None:
        self.link.publish(self.topics.counter(counter), encode(StatusMessage(status=status)), retain=True)

    def publish_office(self, status: AnyStatus) -> None:
        self.link.publish(self.topics.catalogue, encode(StatusMessage(status=status)), retain=True)

    def answer(self, message: CommandMessage, *, refuse: bool = False) -> None:
        refused = e.CommandRefused(command="PressKey", code=self.code, params=self.params, counter="3")
        events = (refused,) if refuse else self.events
        answer = Answer(id=message.id, epoch=self.epoch, at=InstantMs(self.now_ms), events=events)
        self.link.publish(self.topics.answer(message.device), encode(answer))

    def answer_late(self) -> None:
        self.answer(self.got[-1])

    def _take(self, inbound: Inbound) -> None:
        message = decode_command(inbound.payload)
        if isinstance(message.command, ReportTrouble):
            self.reports.append(message.command)
            if not self.deaf_to_reports:
                self.answer(message)
            return
        self.got.append(message)
        word = self.script.pop(0) if self.script else "accept"
        if word in ("accept", "refuse", "twice"):
            self.answer(message, refuse=word == "refuse")
        if word == "twice":
            self.answer(message)
        if word in ("accept", "twice") and self.status is not None:
            self.status = replace(self.status, revision=self.status.revision + 1)
            self.publish(self.status)


class Bench:
    """Counter 3's keys, its engine and the time, all in one hand."""

    def __init__(self, hands: Hands | None = None) -> None:
        self.time, self.hub = Ticker(), MemoryHub()
        self.hands = hands or Hands()
        self.outcomes: list[Outcome] = []
        self.keys = CounterKeys("3", self.hands, on_outcome=self.outcomes.append, monotonic=self.time)
        self.link = MemoryLink(self.hub)
        self.device = Device(self.link, TOPICS, "counter-3", self.keys, monotonic=self.time)
        self.keys.device = self.device
        self.engine = ScriptedEngine(MemoryLink(self.hub))
        self.engine.start()
        self.device.start(TOPICS.counter("3"), TOPICS.catalogue)

    def tell(self, status: AnyStatus) -> None:
        """The engine publishes, the counter takes it."""
        self.engine.publish(status)
        self.keys.step()

    def forward(self, seconds: float, *, beating: bool = True) -> None:
        """Time passes in small steps, with a beat each second."""
        end_s, beat_s = self.time.s + seconds, self.time.s + 1
        while self.time.s < end_s - 1e-9:
            self.time.s = min(self.time.s + 0.01, end_s)
            if beating and self.time.s >= beat_s:
                beat_s += 1
                self.engine.now_ms += 1000
                self.engine.beat()
            self.keys.step()

    def press(self, key: Key, *, long: bool = False, beating: bool = True) -> Outcome | None:
        """A calm press. Returns what became of it, if that is known when the key is up again."""
        before = len(self.outcomes)
        self.keys.edge(key, True, self.time.s)
        self.forward(self.hands.long_s + 0.1 if long else 0.1, beating=beating)
        self.keys.edge(key, False, self.time.s)
        self.forward(self.hands.stable_s + 0.02, beating=beating)
        return self.outcomes[-1] if len(self.outcomes) > before else None

    def rest(self) -> None:
        """Until the lockout of the last press is over and its sounds are through."""
        self.forward(1.5)


def ready_bench(status: CounterStatus | None = None) -> Bench:
    """A bench that is online with a status."""
    bench = Bench()
    bench.engine.beat()
    bench.tell(status or counter_status())
    return bench
