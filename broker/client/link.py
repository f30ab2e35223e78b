"""The link: publish, subscribe, retained messages, a will. Here its meaning and a link in memory; MQTT is in `mqtt`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

#: Where mosquitto is unless it is said otherwise: on this machine.
HERE = "mqtt://127.0.0.1:1883"


class LinkError(Exception):
    """The link cannot do what was asked; the sentence says what and where. Root of this room's errors."""


@dataclass(frozen=True)
class Inbound:
    """A message that came in. `retained`: it stood there before we asked."""

    topic: str
    payload: bytes
    retained: bool = False


class Link(Protocol):
    """What a device needs of the network. Callbacks may run in a foreign thread: they only hand over."""

    on_message: Callable[[Inbound], None]
    on_connection: Callable[[bool], None]

    def start(self, *, will_topic: str, will_payload: bytes) -> None:
        """Connect, and go on connecting for ever. Returns at once."""

    def subscribe(self, topic: str) -> None:
        """Take what comes on this topic, now and after each reconnection."""

    def unsubscribe(self, topic: str) -> None:
        """Take nothing more of this topic; what is under way may still come."""

    def publish(self, topic: str, payload: bytes, *, retain: bool = False, qos: int = 1) -> bool:
        """Send. False when there is no connection: then nothing was sent and nothing is kept to be sent later."""

    def close(self) -> None:
        """End. Closing twice is closing once."""


@dataclass
class MemoryHub:
    """A message server in memory, for tests and for tools that stand in one process: retained messages, wills."""

    retained: dict[str, bytes] = field(default_factory=dict)
    links: list[MemoryLink] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def route(self, topic: str, payload: bytes, *, retain: bool) -> None:
        """Hand a message to all who asked for its topic."""
        with self.lock:
            if retain and payload:
                self.retained[topic] = payload
            elif retain:  # as in MQTT: an empty message takes away what is retained
                self.retained.pop(topic, None)
            for link in [each for each in self.links if each.connected]:
                if any(matches(pattern, topic) for pattern in link.patterns):
                    link.on_message(Inbound(topic, payload))


class MemoryLink:
    """A link to a `MemoryHub`. `cut` takes the connection away without a word, as a pulled cable does."""

    def __init__(self, hub: MemoryHub) -> None:
        self.hub = hub
        self.patterns: list[str] = []
        self.connected = False
        self.on_message: Callable[[Inbound], None] = lambda _message: None
        self.on_connection: Callable[[bool], None] = lambda _up: None
        self._will: tuple[str, bytes] = ("", b"")

    def start(self, *, will_topic: str, will_payload: bytes) -> None:
        """Connect to the hub."""
        self._will = (will_topic, will_payload)
        self.hub.links.append(self)
        self.mend()

    def subscribe(self, topic: str) -> None:
        """Subscribe, and get what is retained there."""
        self.patterns.append(topic)
        if self.connected:
            self._send_retained(topic)

    def unsubscribe(self, topic: str) -> None:
        """Take no more."""
        self.patterns = [each for each in self.patterns if each != topic]

    def publish(self, topic: str, payload: bytes, *, retain: bool = False, qos: int = 1) -> bool:  # noqa: ARG002
        """Send through the hub, if connected. Delivery in memory has only one quality."""
        if self.connected:
            self.hub.route(topic, payload, retain=retain)
        return self.connected

    def cut(self) -> None:
        """Lose the connection; the hub publishes the will."""
        if self.connected:
            self.connected = False
            self.on_connection(False)
            if self._will[0]:
                self.hub.route(*self._will, retain=True)

    def mend(self) -> None:
        """Have the connection back."""
        self.connected = True
        self.on_connection(True)
        for pattern in self.patterns:
            self._send_retained(pattern)

    def close(self) -> None:
        """Leave the hub in order: no will."""
        if self in self.hub.links:
            self.hub.links.remove(self)
        self.connected = False

    def _send_retained(self, pattern: str) -> None:
        for topic, payload in list(self.hub.retained.items()):
            if matches(pattern, topic):
                self.on_message(Inbound(topic, payload, retained=True))


def matches(pattern: str, topic: str) -> bool:
    """Whether an MQTT filter takes a topic. `+` is one level, `#` at the end all that follow."""
    wanted, levels = pattern.split("/"), topic.split("/")
    if wanted[-1] == "#":
        wanted, levels = wanted[:-1], levels[: len(wanted) - 1]
    return len(wanted) == len(levels) and all(want in ("+", level) for want, level in zip(wanted, levels, strict=True))
