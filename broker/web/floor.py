"""The floor as the pages see it: one device on MQTT that keeps the newest statuses and asks for commands.

Everything here runs in the event loop's thread; paho's thread only hands over. Nothing is kept to be sent later: a
command that is not answered within a second was, as far as anybody knows, not done, and the page says so.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from broker.client.device import Device
from broker.client.link import Link
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand
from broker.contract.office import Office
from broker.contract.status import (
    Alerts,
    AnyStatus,
    Board,
    Bookings,
    Catalogue,
    CounterStatus,
    LiveTicket,
    Queues,
    Slips,
    Waiting,
)
from broker.contract.topics import Topics

#: Answers that do not come and beats that stay away are noticed this late at most.
LOOK_S = 0.1
#: Tickets that have left a counter, kept so that their times can still be marked as wrong.
LEFT_KEPT = 5


class Floor:
    """The newest of every status, by its name; `listen` rings when one has changed."""

    def __init__(self, link: Link, topics: Topics, name: str) -> None:
        self.topics, self.name = topics, name
        self.device = Device(link, topics, name, self)
        self.catalogue: Catalogue | None = None
        self.queues: Queues | None = None
        self.waiting: Waiting | None = None
        self.alerts: Alerts | None = None
        self.bookings: Bookings | None = None
        self.slips: dict[str, Slips] = {}
        self.boards: dict[str, Board] = {}
        self.counters: dict[str, CounterStatus] = {}
        self.left: dict[str, deque[LiveTicket]] = {}
        #: Who wants every status itself, not only to know that something is new.
        self.ears: list[Callable[[AnyStatus], None]] = []
        self._asked: dict[int, asyncio.Future[Answer | None]] = {}
        self._bells: set[asyncio.Event] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._beat_told = (0, 0)

    # --- life --------------------------------------------------------------------------------------

    def start(self) -> None:
        """Connect; called in the running event loop."""
        self._loop = asyncio.get_running_loop()
        self.device.on_wake = self._wake
        root = f"{self.topics.root}/status"
        self.device.start(
            self.topics.catalogue, self.topics.queues, self.topics.waiting, self.topics.alerts,
            self.topics.bookings, f"{root}/board/+", f"{root}/counter/+", f"{root}/slips/+",
        )  # fmt: skip
        self._look()

    def close(self) -> None:
        """Say goodbye."""
        loop, self._loop = self._loop, None
        if self._timer is not None:
            self._timer.cancel()
        if loop is not None:
            self.device.close()

    def _wake(self) -> None:
        """Called in paho's thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._pump)

    def _look(self) -> None:
        self._pump()
        if self._loop is not None:
            self._timer = self._loop.call_later(LOOK_S, self._look)

    def _pump(self) -> None:
        if self._loop is None:
            return
        self.device.pump()
        beat = self.device.beat
        if beat is not None and (beat.epoch, beat.beat) != self._beat_told:
            self._beat_told = (beat.epoch, beat.beat)
            self._ring()

    # --- what the pages ask ---------------------------------------------------------------------------

    @property
    def online(self) -> bool:
        """Whether the engine lives."""
        return self.device.online

    @property
    def office(self) -> Office | None:
        """The office in force, without its people."""
        return self.catalogue.office if self.catalogue else None

    async def ask(self, command: AnyCommand, name: str = "") -> Answer | None:
        """Have something done, under a name of its own (`named`). None: no answer; nothing will be done later."""
        if name:
            self.device.speak_for(name)
        future: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        self._asked[id(command)] = future
        self.device.send(command, name)
        return await future

    def named(self, account: str) -> str:
        """The name under which somebody who is signed in works on the floor: the same from every browser."""
        return f"{self.name}-{account}"

    async def newer(self, counter: str, revision: int, wait_s: float = 1.0) -> CounterStatus | None:
        """The status of a counter once it is newer than this; None if none comes."""
        end_s = asyncio.get_running_loop().time() + wait_s
        with self.listen() as bell:
            while (found := self.counters.get(counter)) is None or found.revision <= revision:
                bell.clear()
                try:
                    await asyncio.wait_for(bell.wait(), end_s - asyncio.get_running_loop().time())
                except TimeoutError:
                    return None
        return found

    @contextmanager
    def listen(self) -> Iterator[asyncio.Event]:
        """A bell that rings with every status, every beat, and when the engine comes or goes."""
        bell = asyncio.Event()
        self._bells.add(bell)
        try:
            yield bell
        finally:
            self._bells.discard(bell)

    def _ring(self) -> None:
        for bell in self._bells:
            bell.set()

    # --- what the device tells ---------------------------------------------------------------------------

    def on_status(self, status: AnyStatus) -> None:
        """Keep it."""
        self._keep(status)
        for ear in self.ears:
            ear(status)
        self._ring()

    def _keep(self, status: AnyStatus) -> None:
        match status:
            case Catalogue():
                self.catalogue = status
                here = {each.id for each in status.office.counters}
                self.counters = {key: value for key, value in self.counters.items() if key in here}
                zones = {each.zone for each in status.office.counters}
                self.boards = {key: value for key, value in self.boards.items() if key in zones}
            case Queues():
                self.queues = status
            case Waiting():
                self._note_left(status)
                self.waiting = status
            case Alerts():
                self.alerts = status
            case Bookings():
                self.bookings = status
            case Slips():
                self.slips[status.kiosk] = status
            case Board():
                self.boards[status.zone] = status
            case CounterStatus():
                self.counters[status.counter] = status
            case _:
                return

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        """Hand it to whoever asked."""
        self._settle(command, answer)

    def on_silence(self, command: AnyCommand) -> None:
        """Nobody knows whether it was done; it will not be sent again."""
        self._settle(command, None)

    def on_online(self, online: bool) -> None:  # noqa: ARG002
        """The engine came or went."""
        self._ring()

    def _settle(self, command: AnyCommand, answer: Answer | None) -> None:
        future = self._asked.pop(id(command), None)
        if future is not None and not future.done():
            future.set_result(answer)

    def _note_left(self, now: Waiting) -> None:
        """Remember who has left a counter: served, absent, sent on."""
        before = self.waiting
        if before is None or before.day != now.day:
            self.left.clear()
            return
        still = {(each.ticket, each.counter) for each in now.tickets if each.stage in ("called", "serving")}
        for each in before.tickets:
            if each.counter and each.stage in ("called", "serving") and (each.ticket, each.counter) not in still:
                row = self.left.setdefault(each.counter, deque(maxlen=LEFT_KEPT))
                row.appendleft(each)
