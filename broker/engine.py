"""The engine: one thread that owns the state and drives the link itself.

A group is all commands that are there, at most 256, never waited for: decide and evolve each, ONE durable commit of
all their events, then publish all. If the commit fails nothing is published, the working state is thrown away and
rebuilt from snapshot and journal, and every command of the group is answered "not stored, try again".
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from broker.client.clock import AnchoredClock
from broker.client.link import Inbound
from broker.contract.codec import ContractError
from broker.contract.commands import ApplyOffice, Command
from broker.contract.events import CallDropped, ClockCorrected, CommandRefused, Event
from broker.contract.ids import InstantMs
from broker.contract.status import Beat
from broker.contract.topics import Topics
from broker.core.decide import Stamp
from broker.core.due import next_due
from broker.core.evolve import evolve
from broker.core.floor import Floor
from broker.core.state import dump
from broker.core.step import handle, tick
from broker.daybook import Daybook
from broker.group import Group, day_of, stands_alone
from broker.intake import read_command, wrong_with
from broker.presence import Presence
from broker.replay import rebuild
from broker.retained import Retained
from broker.store import Row, Store, StoreError
from broker.telling import EngineLink, Teller
from broker.timekeeping import Timekeeper
from broker.unrecorded import Unrecorded

log = logging.getLogger("motcua.engine")

#: Commands decided before one commit.
LARGEST_GROUP = 256
#: Rows of the journal after which a snapshot is worth its time; a large open day makes them rarer.
ROWS_A_SNAPSHOT = 2_000
#: After a commit that failed, what time does by itself is tried again so much later.
RETRY_S = 1.0


@dataclass
class Engine:
    """The state's only owner. `step` is one turn of its loop; `run` turns until told to stop."""

    store: Store
    link: EngineLink
    clock: AnchoredClock
    topics: Topics
    daybook: Daybook = field(default_factory=Daybook)
    monotonic: Callable[[], float] = time.monotonic
    floor: Floor = field(default_factory=Floor)
    epoch: int = 0
    beat: int = 0
    unrecorded: Unrecorded = field(default_factory=Unrecorded)
    presence: Presence = field(init=False)

    def __post_init__(self) -> None:
        self.epoch, origin = self.store.next_epoch(), self.store.identity()
        self._seq = self._rows_since_snapshot = 0
        last_at = self._rebuild()
        self.unrecorded.begin(self.floor)
        self.teller = Teller(
            self.link,
            self.topics,
            self.epoch,
            origin,
            Retained(self.topics, self.epoch, origin),
            self.unrecorded,
            self.monotonic,
            lambda: self.daybook.time_proven,
        )
        self.presence = Presence(self.topics)
        self._now = InstantMs(0)
        self._beat_at_s = 0.0
        self._connections = 0
        self._retry_at_s = 0.0
        self._due_of: tuple[Floor | None, int, int] = (None, 0, 0)
        self._due: InstantMs | None = None
        self.time = Timekeeper(self.clock, self.store)
        self.time.not_before(last_at)

    # --- the loop ----------------------------------------------------------------------------------

    def run(self, stopped: Callable[[], bool]) -> None:
        """Turn until `stopped`. Whatever is not foreseen ends the process: it is started again and replays."""
        while not stopped():
            self.step()
        self.teller.farewell()

    def step(self, most_s: float = 1.0) -> None:
        """Wait for commands or for time, handle a group, publish what is due."""
        inbound = self.link.poll(min(self._wait_s(), most_s), self.monotonic(), LARGEST_GROUP)
        if self.link.connections != self._connections:
            self._connections, self._beat_at_s = self.link.connections, 0.0
            self.teller.greet(self.floor, self._stamp("").now)
            self.presence.connected(self._now, self.monotonic())
        self._beat_if_due()
        group = Group()
        stamp = self._stamp("engine")
        self._apply_time(group, stamp)
        for message in inbound:
            group = self._take(group, message, stamp)
        self._finish(group)
        self.teller.in_time(self.floor, self._stamp("").now)

    def submit(self, command: Command) -> tuple[Event, ...]:
        """A command from this process itself (office file, opening of the day), stored before it returns."""
        return self._submit((command,)) or (_not_stored(type(command).__name__),)

    def _submit(self, commands: Iterable[Command]) -> tuple[Event, ...]:
        """Several in one group; what the last of them was answered, () if nothing is stored."""
        group = Group()
        for command in commands:
            self._decide(group, command, self._stamp("engine"), "engine")
        answers = [answer for _, _, answer in group.answers]
        return answers[-1] if answers and self._finish(group) else ()

    def _wait_s(self) -> float:
        """Until the next beat, the next thing that time does, or the counts that are still to be sent."""
        now_s = self.monotonic()
        waits = [self._beat_at_s - now_s]
        due = self._next_due()
        if due is not None:
            waits.append(max((due - self.clock.now_ms()) / 1000 / self.clock.speed, self._retry_at_s - now_s))
        waits += [due_s - now_s for due_s in self.teller.due_s()]
        return max(0.0, min(waits))

    # --- time --------------------------------------------------------------------------------------

    def _stamp(self, device: str) -> Stamp:
        """Engine time never runs back by itself; only `ClockCorrected` may set it back."""
        self._now = max(self._now, self.clock.now_ms())
        return Stamp(self._now, self.epoch, self.beat, device)

    def _next_due(self) -> InstantMs | None:
        """When time next does something, worked out anew only after something was recorded or settled."""
        of = (self.floor, self._seq, self.floor.settled_at)
        if self._due_of != of:
            self._due_of, self._due = of, next_due(self.floor)
        return self._due

    def _apply_time(self, group: Group, stamp: Stamp) -> None:
        due = self._next_due()
        if due is not None and due <= stamp.now and self.monotonic() >= self._retry_at_s:
            self._record(group, tick(self.floor, stamp, group.changes), stamp)

    def _beat_if_due(self) -> None:
        now_s = self.monotonic()
        if now_s < self._beat_at_s:
            return
        every_ms = self.floor.book.rules.beat_ms if self.floor.book else 1000
        self._beat_at_s = max(self._beat_at_s + every_ms / 1000, now_s + every_ms / 2000)
        self.beat += 1
        beat = Beat(
            epoch=self.epoch, beat=self.beat, now=self._stamp("").now, every_ms=every_ms, speed=self.clock.speed
        )
        self.teller.beat(beat)
        self._look_at_clock_and_day()

    def _look_at_clock_and_day(self) -> None:
        if not self.time.kept:
            self.time.keep()
        offset_ms = self.daybook.clock_offset(self.clock)
        if offset_ms:
            self.correct_clock(offset_ms)
        for command in self.daybook.wanted(self.floor.state, self._now):
            self.submit(command)
        self._submit(self.presence.wanted(self.floor, self.monotonic()))

    def correct_clock(self, offset_ms: int) -> None:
        """Take a new anchor; the legs that were under way are marked. If it is not stored, nothing has changed."""
        group = Group()
        self._now = self.time.move(offset_ms)
        event = ClockCorrected(offset_ms=offset_ms)
        evolve(self.floor, event, self._now, group.changes)
        self._record(group, (event,), self._stamp("engine"))
        if not self._finish(group):
            self._now = self.time.move(-offset_ms)
            return
        self.time.keep()
        log.warning("the clock was %+.1f s off and has been corrected", offset_ms / 1000)

    # --- a group -----------------------------------------------------------------------------------

    def _take(self, group: Group, message: Inbound, stamp: Stamp) -> Group:
        """Decide what a message asks for; returns the group to go on with."""
        device = self.topics.device_of(message.topic)
        if device is None:
            self.presence.heard(message.topic, message.payload, stamp.now, self.monotonic())
            return group
        try:
            command = read_command(message, device)
        except ContractError as error:
            # Not journaled: garbage must not be able to fill the disk.
            log.warning("refused a message of %s: %s", device, error)
            refused = CommandRefused(command="", code=error.code, params=error.params, device=device)
            group.answers.append((device, error.command_id, (refused,)))
            return group
        if self.unrecorded.takes(command.command):
            told = self.unrecorded.answer(command.command, device, self.floor, stamp.now)
            group.answers.append((device, command.id, (told,)))
            return group
        alone = stands_alone(command.command)
        if alone:
            self._finish(group)
            group = Group()
        self._decide(group, command.command, stamp._replace(device=device), command.id)
        if alone:
            self._finish(group)
            group = Group()
        return group

    def _decide(self, group: Group, command: Command, stamp: Stamp, command_id: str) -> None:
        if isinstance(command, ApplyOffice) and (wrong := wrong_with(command.office)):
            what = "; ".join(wrong[:5])
            refused = CommandRefused(command="ApplyOffice", code="bad_office", params={"what": what})
            group.answers.append((stamp.device, command_id, (refused,)))
            return
        day = self.floor.state.day
        outcome = handle(self.floor, command, stamp, group.changes)
        self._record(group, outcome.events, stamp, stamp.device, command_id, day)
        group.answers.append((stamp.device, command_id, outcome.answer))

    def _record(
        self,
        group: Group,
        events: tuple[Event, ...],
        stamp: Stamp,
        device: str = "engine",
        command_id: str = "",
        day_before: str | None = None,
    ) -> None:
        for event in events:
            self._seq += 1
            day = day_of(event, self.floor.state.day, day_before)
            # every event class is one of AnyEvent
            group.rows.append(Row(self._seq, stamp.now, day, self.epoch, device, command_id, event))  # type: ignore[arg-type]
            if isinstance(event, CommandRefused) and event.counter in self.floor.state.desks:
                group.refusals.append(event)
                group.changes.desks.add(event.counter)

    def _finish(self, group: Group) -> bool:
        """Commit, then publish. False: nothing was stored, and everybody has been told so."""
        if group.rows:
            self._drop_unheard(group)
            try:
                self.store.commit(group.batch(self.floor.state, self._snapshot(group)))
            except StoreError as error:
                self._failed(group, error)
                return False
        self.teller.stored(self.floor, group, self._now, self.clock.speed)
        return True

    def _drop_unheard(self, group: Group) -> None:
        """A call that does not outlive its group is on no board and in no ear: it is dropped, and that is logged."""
        stamp, book = self._stamp("engine"), self.floor.book
        for call in list(group.unheard(self.floor)):
            zone = book.counters[call.counter].zone if book is not None else ""
            event = CallDropped(call_id=call.call_id, zone=zone, reason="taken back at once")
            evolve(self.floor, event, stamp.now, group.changes)
            self._record(group, (event,), stamp)

    def _snapshot(self, group: Group) -> bytes | None:
        """A snapshot when the day or the office changes, and after enough rows to bound a restart."""
        self._rows_since_snapshot += len(group.rows)
        if not group.marked and self._rows_since_snapshot < ROWS_A_SNAPSHOT + len(self.floor.state.tickets):
            return None
        self._rows_since_snapshot = 0
        return dump(self.floor.state)

    def _failed(self, group: Group, error: StoreError) -> None:
        log.error("not stored: %s", error)
        self._rebuild()
        self._retry_at_s = self.monotonic() + RETRY_S
        told = [(device, command_id, (_not_stored(str(error)),)) for device, command_id, _ in group.answers]
        group.answers[:] = told
        self.teller.not_stored(group, self._now)

    def _rebuild(self) -> InstantMs:
        self.floor, self._rows_since_snapshot, last_at = rebuild(self.store)
        self._seq = self.store.last_seq()
        return last_at


def _not_stored(what: str) -> CommandRefused:
    return CommandRefused(command="", code="not_stored", params={"what": what})
