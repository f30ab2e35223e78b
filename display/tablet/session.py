"""The tablet without its window: hears its counter's offers, asks, and sends what a visitor said.

No token and no mark is written anywhere here: not to a file, not to a log, not into the health of the device.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from broker.client.clock import wall_ms
from broker.client.device import Device
from broker.client.link import Link
from broker.client.troubles import Troubles
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand, RateService
from broker.contract.events import CommandRefused
from broker.contract.status import AnyStatus, Catalogue, RatingOffer, Removed
from broker.contract.topics import Topics
from broker.hall.board import LinkWatch
from display.tablet.scene import TabletScene, TabletWords
from display.tablet.talk import Talk

#: An answer mostly comes within a frame or two: so long the page stays as it was touched.
PATIENCE_MS = 300
#: What the office is told of the voice: the alert, and a property of this device by the Homie convention.
NO_SOUND = "tablet_no_sound"
NODES = {"tablet": {"voice": "ready, or why nobody hears it"}}


@dataclass
class TabletSession:
    """One tablet. Everything in one thread, but for `on_wake`."""

    counter: str
    words: TabletWords
    talk: Talk
    monotonic: Callable[[], float] = time.monotonic
    device: Device = field(init=False)
    languages: Sequence[str] = ("vi", "en")
    _watch: LinkWatch = field(init=False)
    _troubles: Troubles = field(init=False, repr=False)
    _offer: RatingOffer | None = field(default=None, repr=False)
    _sent: RateService | None = field(default=None, repr=False)
    _shown: TabletScene | None = field(default=None, repr=False)
    _sending_ms: int = 0
    _why: str = ""  # nobody hears the voice; written by its thread
    _told: str | None = None  # the same as it was last acted upon; None: nothing was said of the voice yet
    _wake: Callable[[], None] = lambda: None

    def start(self, link: Link, topics: Topics, name: str, on_wake: Callable[[], None]) -> None:
        """Connect as the device `name`. `on_wake` may come from any thread: `scene` is due."""
        self._watch = LinkWatch(wall_ms(), self._real_ms())
        self._wake = on_wake
        self.device = Device(link, topics, name, self, nodes=NODES, on_wake=on_wake, monotonic=self.monotonic)
        self._troubles = Troubles(name, (NO_SOUND,) if self.words.speaks else (), self.device.send)
        self.device.start(topics.rating(self.counter), topics.catalogue)

    def scene(self) -> TabletScene:
        """Take what came in, do what is due, and say what is to be drawn now."""
        self.device.pump()
        self._hear_voice()
        self._take_offer()
        now_ms, real_ms = self.device.now_ms(), self._real_ms()
        self.talk.tick(now_ms, real_ms, online=self.device.online, speed=self.device.speed)
        self._send()
        lost_ms = self._watch.since(
            heard_ms=self.device.last_heard_ms, online=self.device.online, same_epoch=True, now_ms=now_ms,
            real_ms=real_ms,
        )  # fmt: skip
        if self.talk.stage != "sending":
            self._sending_ms = real_ms
        elif real_ms - self._sending_ms < PATIENCE_MS and self._shown is not None:
            return self._shown
        self._shown = self.words.scene(self.talk, self.languages, lost_ms)
        return self._shown

    def touched(self, action: str) -> None:
        """A visitor's finger let go of something that does this; the next scene shows it."""
        self.talk.touched(action)
        self._send()

    def voice_changed(self, why: str) -> None:
        """Whether who reads aloud can be heard: "" or why not. From any thread, and before the start too."""
        self._why = why
        self._wake()

    def close(self) -> None:
        """Say goodbye and end."""
        self.device.close()

    # --- the handler of the device ---

    def on_status(self, status: AnyStatus) -> None:
        """The office's questions, or whether a visitor may rate here now."""
        if isinstance(status, Catalogue):
            self.talk.ruled(status.office.rating)
            self.languages = status.office.languages
        elif isinstance(status, Removed):
            self._offer = None
        elif isinstance(status, RatingOffer) and status.counter == self.counter:
            self._offer = status

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        """What became of a visitor's marks, or of what the office was told."""
        self._troubles.answered(command)
        if self._is_pending(command):
            first = answer.events[0] if answer.events else None
            self._sent = None
            self.talk.answered(first.code if isinstance(first, CommandRefused) else "", self._real_ms())

    def on_silence(self, command: AnyCommand) -> None:
        """No answer: the marks or the answer got lost."""
        self._troubles.silent(command)
        if self._is_pending(command):
            again = self.talk.silent(self._real_ms(), online=self.device.online)
            self._sent = again
            if again is not None:
                self.device.send(again)

    def on_online(self, online: bool) -> None:
        """The next scene shows it, and says again how the voice is: a server may have forgotten it."""
        self._told = None if online else self._told

    # --- inside ---

    def _hear_voice(self) -> None:
        """A voice that nobody hears is offered to nobody, and the office is told."""
        why = self._why
        if self.words.speaks and why != self._told:
            self._told = why
            self.talk.voiced(mute=bool(why))
            self._troubles.say(NO_SOUND, {"counter": self.counter} if why else None)
            self.device.health("ready", **{"tablet/voice": why or "ready"})
        if self.device.online:
            self._troubles.tell(self.device.history.replaced)

    def _take_offer(self) -> None:
        """An offer holds while the engine that made it beats: one of an earlier life is a relic."""
        beat, offer = self.device.beat, self._offer
        mine = beat is not None and offer is not None and offer.epoch == beat.epoch
        self.talk.offered(*((offer.token, offer.until) if mine and offer is not None else (None, None)))

    def _send(self) -> None:
        if self.talk.pending is not None and self.talk.pending is not self._sent:
            self._sent = self.talk.pending
            self.device.send(self._sent)

    def _is_pending(self, command: AnyCommand) -> bool:
        return command is self.talk.pending

    def _real_ms(self) -> int:
        return int(self.monotonic() * 1000)
