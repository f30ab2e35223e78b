"""A device on the floor: it hears the beat, keeps the newest status, sends commands and gets their answers.

Everything that comes in is queued by the link's thread and worked off by `pump`, in the program's own thread.
`on_wake` tells the program that there is something to pump. Liveness is the beat, never the socket.
"""

from __future__ import annotations

import logging
import queue
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from broker.client.clock import boottime_s, wall_ms
from broker.client.history import History
from broker.client.link import Inbound, Link
from broker.contract import homie
from broker.contract.codec import (
    Answer,
    CommandMessage,
    ContractError,
    StatusMessage,
    decode_answer,
    decode_status_message,
    encode,
)
from broker.contract.commands import AnyCommand, CounterCommand
from broker.contract.ids import InstantMs
from broker.contract.status import AnyStatus, Beat
from broker.contract.topics import HomieState, Topics

log = logging.getLogger(__name__)

#: Without a beat for so many of its periods the engine counts as away.
BEATS_MISSED = 3
#: A command without an answer for so long is silent (promise "Presses").
ANSWER_S = 1.0


class Handler(Protocol):
    """What a program does with what comes in. All of it is called from `pump`."""

    def on_status(self, status: AnyStatus) -> None:
        """A new status; the beat is not among them."""

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        """The answer to a command of ours."""

    def on_silence(self, command: AnyCommand) -> None:
        """No answer in time, or no way to send: whether it was done is not known. Ask again or say "offline"."""

    def on_online(self, online: bool) -> None:
        """The beat came, or stayed away for three periods."""


@dataclass
class _Pending:
    command: AnyCommand
    until_s: float


@dataclass
class Device:
    """The part of a device that talks. `monotonic` gives seconds and is a parameter for tests only."""

    link: Link
    topics: Topics
    name: str
    handler: Handler
    nodes: homie.Nodes = field(default_factory=dict)
    answer_s: float = ANSWER_S
    on_wake: Callable[[], None] = lambda: None
    monotonic: Callable[[], float] = time.monotonic
    beat: Beat | None = None
    online: bool = False
    errors: int = 0
    history: History = field(default_factory=History)
    _beat_at_s: float = 0.0
    _beat_boottime_s: float = 0.0
    _last_beat_ms: int = 0
    _pending: dict[str, _Pending] = field(default_factory=dict)
    _answers: set[str] = field(default_factory=set)
    _inbound: queue.SimpleQueue[Inbound | bool] = field(default_factory=queue.SimpleQueue)
    _state: HomieState = "init"

    def start(self, *status_topics: str) -> None:
        """Connect; take the beat, our answers and these status topics."""
        self.link.on_message = self._hand_over
        self.link.on_connection = self._hand_over
        self.speak_for(self.name)
        for topic in (self.topics.beat, *status_topics):
            self.link.subscribe(topic)
        self.link.start(will_topic=self.topics.homie(self.name), will_payload=b"lost")

    def also(self, topic: str) -> None:
        """Take one more status topic from now on."""
        self.link.subscribe(topic)

    def no_more(self, topic: str) -> None:
        """That topic was only looked at."""
        self.link.unsubscribe(topic)

    def speak_for(self, name: str) -> None:
        """Send, from now on, under one more name too: of somebody who works through this device and its one link."""
        if self.topics.answer(name) not in self._answers:
            self._answers.add(self.topics.answer(name))
            self.link.subscribe(self.topics.answer(name))

    def send(self, command: AnyCommand, name: str = "") -> str:
        """Send a command and wait for its answer in `pump`. Offline it is not sent and is silent at once.

        A press must die rather than run late: nothing is kept to be sent after a reconnection.
        `name`: for whom, if not for the device itself; see `speak_for`.
        """
        sender = name or self.name
        command_id = secrets.token_hex(8)
        self._pending[command_id] = _Pending(command, self.monotonic() + self.answer_s)
        message = encode(CommandMessage(id=command_id, device=sender, command=self.history.lowered(command)))
        # paho would send an unacknowledged press again after a reconnection, many seconds late
        qos = 0 if isinstance(command, CounterCommand) else 1
        if not self.online or not self.link.publish(self.topics.command(sender), message, qos=qos):
            self._pending[command_id].until_s = 0.0
            self.on_wake()
        return command_id

    @property
    def waiting(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._pending)

    def pump(self, wait_s: float = 0.0) -> None:
        """Work off what came in, waiting up to `wait_s` for the first of it; then tell what is overdue."""
        try:
            item = self._inbound.get(timeout=wait_s) if wait_s > 0 else self._inbound.get_nowait()
            while True:
                self._take(item)
                item = self._inbound.get_nowait()
        except queue.Empty:
            pass
        self._overdue()

    def now_ms(self) -> InstantMs:
        """Office time: the last beat's and BOOTTIME since. Before any beat the wall clock, for want of better."""
        if self.beat is None:
            return wall_ms()
        since_ms = (boottime_s() - self._beat_boottime_s) * 1000 * self.beat.speed
        return InstantMs(self.beat.now + int(since_ms))

    @property
    def heard(self) -> tuple[Beat, float] | None:
        """The last beat, and BOOTTIME when it was heard."""
        return (self.beat, self._beat_boottime_s) if self.beat else None

    def recall(self, beat: Beat, boottime_s: float) -> None:
        """Know office time from before a restart. Nobody is heard by that: the device stays offline."""
        if self.beat is None:
            self.beat, self._beat_boottime_s = beat, boottime_s

    @property
    def speed(self) -> float:
        """Office seconds a real second."""
        return self.beat.speed if self.beat else 1.0

    @property
    def last_heard_ms(self) -> InstantMs | None:
        """Office time of the last beat, for "no connection since ..."."""
        return self.beat.now if self.beat else None

    def health(self, state: HomieState, **attributes: str) -> None:
        """Publish how we are, by the Homie 5 convention, now and after each reconnection."""
        self._state = state
        for attribute, value in {**attributes, "$state": state}.items():
            self.link.publish(self.topics.homie(self.name, attribute), value.encode(), retain=True)

    def close(self) -> None:
        """Say goodbye and end."""
        self.health("disconnected")
        self.link.close()

    def _hand_over(self, item: Inbound | bool) -> None:
        self._inbound.put(item)
        self.on_wake()

    def _take(self, item: Inbound | bool) -> None:
        if isinstance(item, bool):
            if item:
                self.health(
                    "ready" if self._state == "init" else self._state,
                    **{"$description": homie.description(self.name, self.nodes)},
                )
            return
        try:
            if item.topic in self._answers:
                self._take_answer(decode_answer(item.payload))
            else:
                self._take_status(item.topic, decode_status_message(item.payload))
        except ContractError:
            self.errors += 1  # somebody else's garbage: counted, shown in the health, never a reason to stop

    def _take_answer(self, answer: Answer) -> None:
        pending = self._pending.pop(answer.id, None)
        if pending is not None:  # else: a repeated answer, or one that came after we called it silent
            self.handler.on_answer(pending.command, answer)

    def _take_status(self, topic: str, message: StatusMessage) -> None:
        if isinstance(message.status, Beat):
            self._take_beat(message.origin, message.status)
        elif (status := self.history.status(topic, message)) is not None:
            self.handler.on_status(status)

    def _take_beat(self, origin: str, beat: Beat) -> None:
        anew = self.history.begins_anew(origin, beat, online=self.online)
        if anew:
            self._go_offline()  # whatever a program does after a break it does now too
            log.warning("the engine works on another database, or on an older copy: everything is taken from it anew")
        kept = self.history.begin(origin, beat) if anew else ()
        beat = self.history.beat(origin, beat)
        if self.beat is not None and (beat.epoch, beat.beat) <= (self.beat.epoch, self.beat.beat):
            return
        self.beat, self._beat_at_s, self._beat_boottime_s = beat, self.monotonic(), boottime_s()
        for status in kept:
            self.handler.on_status(status)
        if not self.online:
            self.online = True
            self.handler.on_online(True)

    def _go_offline(self) -> None:
        if self.online:
            self.online = False
            self.handler.on_online(False)

    def _overdue(self) -> None:
        now_s = self.monotonic()
        if self.online and self.beat and now_s - self._beat_at_s > BEATS_MISSED * self.beat.every_ms / 1000:
            self._go_offline()
        for command_id in [key for key, pending in self._pending.items() if now_s >= pending.until_s]:
            self.handler.on_silence(self._pending.pop(command_id).command)
