"""What the engine tells: answers, retained messages at once or a few times a second, everything after a connection."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from broker.client.link import Inbound
from broker.contract import homie
from broker.contract.codec import Answer, StatusMessage, encode
from broker.contract.ids import InstantMs
from broker.contract.status import Beat, RatingOffer
from broker.contract.topics import Topics
from broker.core.floor import Floor
from broker.group import Group
from broker.retained import Message, Retained
from broker.unrecorded import Unrecorded

#: Counts of people waiting are published so often at most.
LAZY_S = 0.25
#: After a press the counts, the list of who waits and who may rate are fresh in so short a time, but not at once: the
#: call is to be at screens and lamps before this machine's processor is busy with them.
SOON_S = 0.02
#: However many wait: so many times what counts and lists took to make is left for those who ask.
REST_TIMES = 9
#: With nothing happening, expected waits still change with the time of day.
REFRESH_S = 15.0


class EngineLink(Protocol):
    """What the engine needs of the network: `broker.client.mqtt.EngineLink`, or one in memory."""

    connections: int

    def poll(self, timeout_s: float, now_s: float, most: int) -> list[Inbound]:
        """Messages that came in, waiting for the first of them at most `timeout_s`."""

    def publish(self, topic: str, payload: bytes, *, retain: bool = False, qos: int = 1) -> bool:
        """Send."""

    def close(self) -> None:
        """End."""


@dataclass
class Teller:
    """Publishes what has been stored, in the order in which it is waited for."""

    link: EngineLink
    topics: Topics
    epoch: int
    origin: str
    retained: Retained
    unrecorded: Unrecorded
    monotonic: Callable[[], float]
    time_proven: Callable[[], bool]
    lazy_wanted: bool = True
    _lazy_at_s: float = 0.0
    _list_at_s: float | None = None
    _list_rests_s: float = 0.0

    def greet(self, floor: Floor, now: InstantMs) -> None:
        """After each connection: our health, and everything retained, for the MQTT server may have lost it."""
        described = homie.description("engine").encode()
        self.link.publish(self.topics.homie("engine", "$description"), described, retain=True)
        self.link.publish(self.topics.homie("engine"), b"ready", retain=True)
        self._retain(self.retained.everything(floor, now, time_proven=self.time_proven()))
        self._offer(self.unrecorded.everything(floor, self.epoch))
        self.lazy_wanted = False

    def stored(self, floor: Floor, group: Group, now: InstantMs, speed: float) -> None:
        """A group is stored: boards first (eyes and ears wait for them), then counters, then the answers.

        Before anybody hears of the day's end its key is gone.
        """
        self.unrecorded.begin(floor)
        if group.rows and self.retained.stores(True):
            self.lazy_wanted = True
        for refusal in group.refusals:
            self.retained.refused(refusal, now)
        self._retain(self.retained.urgent(floor, group.changes, now))
        self.answer(group, now)
        now_s = self.monotonic()
        self.unrecorded.follow(floor, [row.event for row in group.rows], now, now_s, speed)
        soon_s = now_s + SOON_S
        if group.changes.queues and not self.lazy_wanted:
            self.lazy_wanted, self._lazy_at_s = True, max(self._lazy_at_s, soon_s)
        if group.changes.desks or group.changes.day:
            self._want_list(soon_s)

    def not_stored(self, group: Group, now: InstantMs) -> None:
        """Nothing of a group is stored: who asked is told so, and the office what it suffers from."""
        self.retained.stores(False)
        self.lazy_wanted = True
        self.answer(group, now)

    def answer(self, group: Group, now: InstantMs) -> None:
        """To everybody who asked, what has become of it."""
        for device, command_id, events in group.answers:
            answer = Answer(id=command_id, epoch=self.epoch, at=now, events=events)  # type: ignore[arg-type]
            self.link.publish(self.topics.answer(device), encode(answer))

    def in_time(self, floor: Floor, now: InstantMs) -> None:
        """What is due by the monotonic clock: rights to rate that are over, counts of people, who waits."""
        now_s = self.monotonic()
        self.unrecorded.expire(now_s)
        if self.unrecorded.has_news:
            self._want_list(now_s + SOON_S)
        idle = now_s - self._lazy_at_s > REFRESH_S
        if idle or (self.lazy_wanted and now_s >= self._lazy_at_s):
            self._retain(self.retained.lazy(floor, now, time_proven=self.time_proven()))
            self._offer(self.unrecorded.news(self.epoch))
            self.lazy_wanted, self._list_at_s = False, None
            self._lazy_at_s = max(now_s + LAZY_S, self._rested_s(now_s))
        elif self._list_at_s is not None and now_s >= self._list_at_s:
            self._retain(self.retained.waiting(floor, now))
            self._offer(self.unrecorded.news(self.epoch))
            self._list_at_s, self._list_rests_s = None, self._rested_s(now_s)

    def _want_list(self, at_s: float) -> None:
        """The list of who waits, and with it who may rate."""
        if self._list_at_s is None:
            self._list_at_s = max(at_s, self._list_rests_s)

    def _rested_s(self, began_s: float) -> float:
        """When what has just been made, begun then, may be made again."""
        ended_s = self.monotonic()
        return ended_s + REST_TIMES * (ended_s - began_s)

    def due_s(self) -> Iterable[float]:
        """Instants of the monotonic clock at which `in_time` has something to do."""
        if self.unrecorded.next_s is not None:
            yield self.unrecorded.next_s
        if self.lazy_wanted:
            yield self._lazy_at_s
        if self._list_at_s is not None:
            yield self._list_at_s

    def farewell(self) -> None:
        """The engine ends in order."""
        self.link.publish(self.topics.homie("engine"), b"disconnected", retain=True)
        self.link.close()

    def beat(self, beat: Beat) -> None:
        """We live."""
        self.link.publish(self.topics.beat, encode(StatusMessage(status=beat, origin=self.origin)), qos=0)

    def _offer(self, offers: Iterable[RatingOffer]) -> None:
        for offer in offers:
            payload = encode(StatusMessage(status=offer, origin=self.origin))
            self.link.publish(self.topics.rating(offer.counter), payload, retain=True)

    def _retain(self, messages: Iterable[Message]) -> None:
        for topic, payload in messages:
            self.link.publish(topic, payload, retain=True)
