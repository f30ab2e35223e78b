"""A kiosk in a small world: the real machine and journal, the broker's own rules for an engine, a printer to order.

Time is moved by hand. The line can lose, repeat and hold back messages; the printer does as it is told.
"""

from __future__ import annotations

import functools
import itertools
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from assets import languages, translation
from broker.client.device import Device
from broker.client.link import Inbound, MemoryHub, MemoryLink
from broker.contract.codec import Answer, StatusMessage, decode_command, encode
from broker.contract.commands import AskDayKey, Command
from broker.contract.events import CommandRefused, DayKeyGiven, TicketIssued
from broker.contract.office import Office
from broker.contract.status import Beat
from broker.contract.topics import Topics
from broker.core.decide import Stamp
from broker.core.due import next_due
from broker.core.step import tick
from broker.retained import Retained
from kiosk.machine import Machine
from kiosk.offline.journal import Journal
from kiosk.offline.rows import Boot
from kiosk.paper.ticket import Slip
from kiosk.scanning.card import KeyOfDay
from kiosk.session.messages import CardScanned, Hands, Input, PrinterChanged, PrintResult, Scanned, Touch
from kiosk.session.session import Session
from kiosk.session.views import Say, View
from tests.broker.core.hall import Hall
from tests.offices import small_office

KIOSK = "k1"


class EngineDouble:
    """The broker's rules behind a link in memory. `store_fails`: its database takes nothing."""

    def __init__(self, hub: MemoryHub, office: Office) -> None:
        self.hall, self.topics = Hall(office=office), Topics(office.site)
        self.retained = Retained(self.topics, self.hall.epoch)
        self.link = MemoryLink(hub)
        self.link.on_message = self._hear
        self.link.subscribe(self.topics.all_commands)
        self.link.start(will_topic="", will_payload=b"")
        self.alive, self.store_fails, self.mute = True, False, False
        self.heard: list[Command] = []
        self.held: deque[tuple[str, bytes]] = deque()
        self.hold_answers = False
        self.day_key = ""

    def beat(self) -> None:
        """One beat, and what is retained if it changed."""
        if not self.alive:
            return
        self.hall.beat += 1
        now = self.hall.now
        beat = Beat(epoch=self.hall.epoch, beat=self.hall.beat, now=now)  # type: ignore[arg-type]
        for topic, payload in self.retained.lazy(self.hall.floor, now):  # type: ignore[arg-type]
            self.link.publish(topic, payload, retain=True)
        self.link.publish(self.topics.beat, encode(StatusMessage(status=beat)))

    def publish_all(self) -> None:
        """Everything retained, as after a start."""
        for topic, payload in self.retained.everything(self.hall.floor, self.hall.now):  # type: ignore[arg-type]
            self.link.publish(topic, payload, retain=True)

    def let_go(self) -> None:
        """Send the answers that were held back."""
        while self.held:
            self.link.publish(*self.held.popleft())

    @property
    def tickets(self) -> list[Any]:
        """All tickets of the day."""
        return list(self.hall.floor.state.tickets.values())

    def live(self, request_id: str) -> list[Any]:
        """Tickets that may still be called, of one request."""
        return [each for each in self.tickets if each.request_id == request_id and each.outcome != "voided"]

    def _hear(self, message: Inbound) -> None:
        if not self.alive:
            return
        wire = decode_command(message.payload)
        self.heard.append(wire.command)
        if self.day_key and isinstance(wire.command, AskDayKey):
            given = DayKeyGiven(day=self.hall.floor.state.day or "", key=self.day_key)
            answer = Answer(id=wire.id, epoch=self.hall.epoch, at=self.hall.now, events=(given,))  # type: ignore[arg-type]
            self.link.publish(self.topics.answer(wire.device), encode(answer))
            return
        events: tuple[Any, ...] = (CommandRefused(command=type(wire.command).__name__, code="not_stored"),)
        if not self.store_fails:
            events = self.hall.do(wire.command, wire.device)
        answer = Answer(id=wire.id, epoch=self.hall.epoch, at=self.hall.now, events=events)  # type: ignore[arg-type]
        if self.mute:
            return
        sent = (self.topics.answer(wire.device), encode(answer))
        if self.hold_answers:
            self.held.append(sent)
        else:
            self.link.publish(*sent)


@dataclass
class PaperTray:
    """A printer to order: `outcomes` are used up first, then `usual`. `silent` prints may still be on paper."""

    usual: str = "proven"
    outcomes: deque[str] = field(default_factory=deque)
    jobs: deque[tuple[str, Slip]] = field(default_factory=deque)
    cut: list[Slip] = field(default_factory=list)
    looks: int = 0

    def order(self, request_id: str, slip: Slip) -> None:
        self.jobs.append((request_id, slip))

    def look(self) -> None:
        self.looks += 1

    def results(self) -> list[PrintResult]:
        """Print what was ordered. "never": no result comes, though the paper does."""
        done = []
        while self.jobs:
            request_id, slip = self.jobs.popleft()
            outcome = self.outcomes.popleft() if self.outcomes else self.usual
            if outcome != "failed":
                self.cut.append(slip)
            if outcome != "never":
                done.append(PrintResult(request_id=request_id, outcome=outcome, reason="paper out"))  # type: ignore[arg-type]
        return done


class World:
    """One kiosk and one engine. Moving time turns the kiosk, four times a second."""

    def __init__(
        self, state_dir: Path, *, hands: Hands | None = None, office: Office | None = None,
        key_of_day: KeyOfDay | None = None, staff_pin: str = "",
    ) -> None:  # fmt: skip
        self.key_of_day, self.staff_pin = key_of_day, staff_pin
        self.wall: int | None = None  # the wall clock, if something has set it
        self.office, self.hands, self.state_dir = office or small_office(), hands or Hands(), state_dir
        self.real_s, self.tokens = 1000.0, (f"token-{n:04d}" for n in itertools.count(1))
        self.hub, self.boot_id = MemoryHub(), "boot-1"
        self.engine = EngineDouble(self.hub, self.office)
        self.tray = PaperTray()
        self.views: list[View] = []
        self.before_journal: Callable[[str], None] = lambda _name: None
        self.open_counters()
        self.start()

    def open_counters(self) -> None:
        """All counters begin to work."""
        for counter in self.office.counters:
            self.engine.hall.key(counter.id, "next")

    def start(self) -> None:
        """The kiosk's program starts."""
        self.link = MemoryLink(self.hub)
        device = Device(self.link, self.engine.topics, KIOSK, handler=None, monotonic=lambda: self.real_s)  # type: ignore[arg-type]
        boot = Boot(self.boot_id, lambda: self.real_s)
        self.journal = Journal(self.state_dir, boot)
        self.machine = Machine(
            KIOSK, device, Session(KIOSK, hands=self.hands), self.journal, self.tray, boot, self._shown,
            lambda: self.real_s, key_of_day=self.key_of_day, wall=lambda: self.wall, staff_pin=self.staff_pin,
        )  # fmt: skip
        self.machine.start()
        self.machine.turn(PrinterChanged(trouble=""))

    def _shown(self, view: View) -> None:
        """A screen must be able to say all of it, in every language."""
        for said in sayings(view):
            sayable(said.key, frozenset(said.params))
        self.views.append(view)

    def crash(self, *, reboot: bool = False) -> None:
        """The kiosk's program dies on the spot and starts again; what was in its printer's buffer prints."""
        self.tray.results()
        self.link.close()
        self.journal.close()
        self.boot_id = "boot-2" if reboot else self.boot_id
        self.start()

    def pass_s(self, seconds: float) -> None:
        """Let time pass: beats, answers, papers."""
        for _ in range(round(seconds * 4)):
            self.real_s += 0.25
            hall = self.engine.hall
            hall.now += 250
            if self.engine.alive:
                due = next_due(hall.floor)
                if due is not None and due <= hall.now:
                    tick(hall.floor, Stamp(hall.now, hall.epoch, hall.beat), hall.changes)  # type: ignore[arg-type]
                if self.real_s % 1 == 0:
                    self.engine.beat()
            self.turn()

    def turn(self, event: Input | None = None) -> None:
        """One turn of the machine, and the papers that came out."""
        self.machine.turn(event)
        for result in self.tray.results():
            self.machine.turn(result)

    def touch(self, *actions: str) -> View:
        """Fingers, one after the other; what the screen then shows."""
        for action in actions:
            self.turn(Touch(action=action, token=next(self.tokens)))
        self.turn()
        return self.view

    def scan(self, text: str) -> View:
        """Something is held to the scanner; what the screen then shows."""
        self.turn(Scanned(text=text, token=next(self.tokens)))
        self.turn()
        return self.view

    def show_card(self, person: str | None, *, whole: bool = True) -> View:
        """An ID card is held to the scanner."""
        self.turn(CardScanned(person=person, whole=whole, token=next(self.tokens)))
        self.turn()
        return self.view

    def cut_line(self) -> None:
        """The network goes; after three beats the kiosk knows."""
        self.link.cut()

    def mend_line(self) -> None:
        """The network is back."""
        self.link.mend()

    @property
    def view(self) -> View:
        """What the screen shows."""
        return self.views[-1]

    @property
    def page(self) -> str:
        """The page's name."""
        return self.view.page.value

    @property
    def numbers(self) -> list[str]:
        """Numbers on paper, in order."""
        return [slip.number for slip in self.tray.cut]

    def issued(self) -> list[TicketIssued]:
        """Numbers in the kiosk's own journal."""
        day = self.engine.hall.floor.state.day or ""
        return [row.issued for row in self.journal.rows(day) if row.issued is not None]


def sayings(part: Any) -> Iterator[Say]:
    """All texts of a view."""
    if isinstance(part, Say):
        yield part
        yield from sayings(tuple(part.params.values()))
    elif isinstance(part, tuple):
        for each in part:
            yield from sayings(each)
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from sayings(getattr(part, name))


@functools.cache
def sayable(key: str, params: frozenset[str]) -> None:
    """Raises AssetsError where a catalogue has no such text, or needs more to say it."""
    for lang in languages():
        translation(lang).text(key, **dict.fromkeys(params, "…"))


def open_world(state_dir: Path, **more: Any) -> World:
    """A world whose kiosk has heard the engine and shows its first page."""
    world = World(state_dir, **more)
    world.engine.publish_all()
    world.pass_s(2)
    return world
