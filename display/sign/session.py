"""The sign without its window: hears its counter's retained status and the office, and says what is to be drawn."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from broker.client.clock import wall_ms
from broker.client.device import Device
from broker.client.link import Link
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.status import AnyStatus, Catalogue, CounterStatus, Removed
from broker.contract.topics import Topics
from broker.hall.board import LinkWatch
from display.counter.keys import NEWS_MS, SHOWN_S
from display.counter.view import Outcome
from display.sign.scene import SignScene, SignWords


@dataclass
class SignSession:
    """One sign. Everything in one thread, but for `on_wake`."""

    words: SignWords
    monotonic: Callable[[], float] = time.monotonic
    device: Device = field(init=False)
    status: CounterStatus | None = None
    office: Office | None = None
    removed: bool = False
    _watch: LinkWatch = field(init=False)
    _refusal: Outcome | None = None
    _refused_ms: int = 0
    _fades_s: float = 0.0

    def start(self, link: Link, topics: Topics, name: str, on_wake: Callable[[], None]) -> None:
        """Connect as the device `name`. `on_wake` may come from any thread: `scene` is due."""
        self._watch = LinkWatch(wall_ms(), self._real_ms())
        self.device = Device(link, topics, name, self, on_wake=on_wake, monotonic=self.monotonic)
        self.device.start(topics.counter(self.words.counter), topics.catalogue)

    def scene(self) -> SignScene:
        """Take what came in, and say what is to be drawn now."""
        self.device.pump()
        now_ms = self.device.now_ms()
        refusal = self._refusal if self.monotonic() < self._fades_s else None
        return self.words.scene(
            self.status, self.office, now_ms, refusal=refusal, stale_ms=self._stale_ms(now_ms), removed=self.removed
        )

    def close(self) -> None:
        """Say goodbye and end."""
        self.device.close()

    # --- the handler of the device ---

    def on_status(self, status: AnyStatus) -> None:
        """The office, or this counter; an older state of it never takes the place of a newer one."""
        if isinstance(status, Catalogue):
            self.office = status.office
        elif isinstance(status, Removed):
            self.removed, self.status = True, None
        elif isinstance(status, CounterStatus) and status.counter == self.words.counter and not self._older(status):
            self._take(status)

    def on_answer(self, _command: AnyCommand, _answer: Answer) -> None:
        """A sign asks for nothing."""

    def on_silence(self, _command: AnyCommand) -> None:
        """A sign asks for nothing."""

    def on_online(self, _online: bool) -> None:
        """The next scene shows it."""

    # --- inside ---

    def _older(self, status: CounterStatus) -> bool:
        known = self.status
        return known is not None and (status.epoch, status.revision) < (known.epoch, known.revision)

    def _take(self, status: CounterStatus) -> None:
        if self.status is not None and status.revision != self.status.revision:
            self._refusal = None  # what was refused in one state says nothing about the next
        self.status, self.removed = status, False
        refused = status.refusal
        if refused is not None and refused.at > self._refused_ms:
            self._refused_ms = refused.at
            if self.device.now_ms() - refused.at < NEWS_MS:
                self._refusal = Outcome("refused", None, False, refused.at, refused.code, refused.params)
                self._fades_s = self.monotonic() + SHOWN_S

    def _stale_ms(self, now_ms: InstantMs) -> InstantMs | None:
        beat, status = self.device.beat, self.status
        known = self.removed or (beat is not None and status is not None and beat.epoch == status.epoch)
        return self._watch.since(
            heard_ms=self.device.last_heard_ms, online=self.device.online, same_epoch=known, now_ms=now_ms,
            real_ms=self._real_ms(),
        )  # fmt: skip

    def _real_ms(self) -> int:
        return int(self.monotonic() * 1000)
