"""Devices for tests: a real `Device` that remembers what it is told, and a bare ear on mosquitto."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from broker.client.device import Device
from broker.client.link import Inbound, Link
from broker.client.mqtt import MqttLink
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand, PressKey
from broker.contract.status import AnyStatus, CounterStatus
from broker.contract.topics import Topics

#: Longer than anything takes on two busy cores; nothing waits for it that goes well.
DEADLINE_S = 25.0


@dataclass
class Remembers:
    """A handler that keeps all it hears."""

    statuses: list[AnyStatus] = field(default_factory=list)
    answers: list[tuple[AnyCommand, Answer]] = field(default_factory=list)
    silences: list[AnyCommand] = field(default_factory=list)
    online: list[bool] = field(default_factory=list)

    def on_status(self, status: AnyStatus) -> None:
        """A status."""
        self.statuses.append(status)

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        """An answer."""
        self.answers.append((command, answer))

    def on_silence(self, command: AnyCommand) -> None:
        """No answer."""
        self.silences.append(command)

    def on_online(self, online: bool) -> None:
        """The beat came or stayed away."""
        self.online.append(online)


class Client:
    """A device on a link, pumped by the test."""

    def __init__(self, link: Link, topics: Topics, name: str, *statuses: str, answer_s: float = 5.0) -> None:
        self.heard = Remembers()
        self.device = Device(link, topics, name, self.heard, answer_s=answer_s)
        self.topics = topics
        self.device.start(*statuses)

    def until(self, true: Callable[[], Any], what: str, deadline_s: float = DEADLINE_S) -> Any:
        """Pump until something is true, and return it."""
        end = time.monotonic() + deadline_s
        while not (found := true()):
            assert time.monotonic() < end, f"not within {deadline_s:g} s: {what}; heard {self.heard}"
            self.device.pump(0.05)
        return found

    def connect(self) -> Client:
        """Until the beat is heard."""
        self.until(lambda: self.device.online, "the beat")
        return self

    def ask(self, command: AnyCommand) -> Answer:
        """Send a command and wait for its answer."""
        before = len(self.heard.answers)
        self.device.send(command)
        self.until(lambda: len(self.heard.answers) > before, f"an answer to {command}")
        return self.heard.answers[-1][1]

    def counter(self, name: str) -> CounterStatus | None:
        """The newest status of a counter."""
        found = [each for each in self.heard.statuses if isinstance(each, CounterStatus) and each.counter == name]
        return found[-1] if found else None

    def press(self, counter: str, key: Any) -> PressKey:
        """A key, made against what is shown now."""
        shown, beat = self.counter(counter), self.device.beat
        assert shown is not None and beat is not None
        return PressKey(counter=counter, revision=shown.revision, epoch=beat.epoch, beat=beat.beat, key=key)

    def close(self) -> None:
        """Leave."""
        self.device.close()


class Ear:
    """Everything that is published below some topics, from when it is made; `at` is the last word on a topic."""

    def __init__(self, url: str, name: str, *topics: str) -> None:
        self.messages: list[Inbound] = []
        self._ping, self._ready = f"test/{name}/ping", threading.Event()
        self.link = MqttLink(url, name)
        self.link.on_message = self._hear
        for topic in (*topics, self._ping):
            self.link.subscribe(topic)
        self.link.start(will_topic=f"test/{name}", will_payload=b"gone")
        end = time.monotonic() + DEADLINE_S
        while not self._ready.wait(0.05):
            assert time.monotonic() < end, f"{name}: mosquitto does not answer"
            self.link.publish(self._ping, b"")

    def _hear(self, message: Inbound) -> None:
        if message.topic == self._ping:
            self._ready.set()
        else:
            self.messages.append(message)

    def say(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        """Publish anything anywhere."""
        assert self.link.publish(topic, payload, retain=retain)

    def at(self, topic: str) -> bytes | None:
        """The last that was said there."""
        return next((each.payload for each in reversed(list(self.messages)) if each.topic == topic), None)

    def on(self, topic: str) -> list[bytes]:
        """All that was said there."""
        return [each.payload for each in list(self.messages) if each.topic == topic]

    def close(self) -> None:
        """Leave."""
        self.link.close()


def client(url: str, topics: Topics, name: str, *statuses: str, answer_s: float = 5.0) -> Client:
    """A device on a real mosquitto that has heard the beat."""
    return Client(MqttLink(url, f"{topics.site}-{name}"), topics, name, *statuses, answer_s=answer_s).connect()
