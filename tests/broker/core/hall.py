"""A hall for tests: commands in, events out, time moved by hand. Speaks the contract only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.refusals import REFUSALS
from broker.core.decide import Stamp
from broker.core.floor import Changes, Floor
from broker.core.state import Desk, Ticket
from broker.core.step import handle, tick
from tests.offices import DATE, SEVEN, small_office


@dataclass
class Hall:
    """An office with an open day, at 07:30."""

    office: Office = field(default_factory=small_office)
    now: int = SEVEN + 30 * 60_000
    epoch: int = 1
    beat: int = 100
    floor: Floor = field(default_factory=Floor)
    changes: Changes = field(default_factory=Changes)
    journal: list[tuple[int, e.Event]] = field(default_factory=list)
    requests: int = 0

    def __post_init__(self) -> None:
        self.do(c.ApplyOffice(office=self.office))
        self.do(c.OpenDay(date=DATE))

    def do(self, command: c.Command, device: str = "") -> tuple[e.Event, ...]:
        """Give a command; what it answers."""
        outcome = handle(self.floor, command, Stamp(InstantMs(self.now), self.epoch, self.beat, device), self.changes)
        self.journal += [(self.now, event) for event in outcome.events]
        for event in outcome.answer:
            if isinstance(event, e.CommandRefused):
                assert set(event.params) == set(REFUSALS[event.code][1]), event
        return outcome.answer

    def pass_s(self, seconds: float) -> tuple[e.Event, ...]:
        """Let time pass, second by second, and with it what time does."""
        done: list[e.Event] = []
        for _ in range(int(seconds)):
            self.now += 1000
            done += tick(self.floor, Stamp(InstantMs(self.now), self.epoch, self.beat), self.changes)
        self.journal += [(self.now, event) for event in done]
        return tuple(done)

    def jump(self, seconds: float) -> tuple[e.Event, ...]:
        """Let time pass in one leap; what it does by itself is done at its end."""
        self.now += int(seconds * 1000)
        done = tick(self.floor, Stamp(InstantMs(self.now), self.epoch, self.beat), self.changes)
        self.journal += [(self.now, event) for event in done]
        return done

    def at(self, hour: int, minute: int = 0) -> tuple[e.Event, ...]:
        """Leap to a time of the day."""
        return self.jump((SEVEN - self.now) / 1000 + (hour - 7) * 3600 + minute * 60)

    def take(self, service: str = "copy", *, printed: bool = True, **more: Any) -> Ticket:
        """A visitor takes a number; the paper comes unless `printed` is False."""
        self.requests += 1
        request = c.RequestTicket(request_id=f"request-{self.requests}", service=service, kiosk="k1", **more)
        (issued,) = self.do(request)
        assert isinstance(issued, e.TicketIssued), issued
        if printed:
            self.do(c.ReportPrinted(ticket=issued.ticket))
        return self.floor.state.tickets[issued.ticket]

    def key(self, counter: str, key: c.Key, *, long: bool = False) -> tuple[e.Event, ...]:
        """Press a key of a counter, against its present revision."""
        return self.press(c.PressKey, counter, key=key, long=long)

    def press(self, kind: type[c.CounterCommand], counter: str, **more: Any) -> tuple[e.Event, ...]:
        """Any command of a counter, against its present revision."""
        desk = self.floor.state.desks[counter]
        return self.do(
            kind(counter=counter, revision=desk.revision, epoch=self.epoch, beat=self.beat, **more),
            f"counter-{counter}",
        )

    def put(self, counter: str, state: str) -> Ticket | None:
        """Bring a shut counter into a state by its keys, a visitor of its own included where one is needed."""
        self.key(counter, "next")
        if state == "shut":
            self.key(counter, "pause", long=True)
        elif state == "paused":
            self.key(counter, "pause")
        elif state == "free":
            self.key(counter, "next")
        elif state in ("calling", "serving"):
            ticket = self.take("land" if counter == "3" else "copy")
            self.key(counter, "next")
            if state == "serving":
                self.key(counter, "start")
            return ticket
        return None

    def say(self, ticket: Ticket, after_s: float = 0, *, dropped: str = "") -> tuple[e.Event, ...]:
        """The voice reports the last call of a ticket, so many seconds from now."""
        self.now += int(after_s * 1000)
        assert ticket.call_id is not None
        return self.do(c.ReportSpoken(call_id=ticket.call_id, zone="hall", ended=InstantMs(self.now), dropped=dropped))

    def order(self, *, training: bool = False) -> list[str]:
        """Numbers that wait, in the order of their places."""
        waiting = [each for each in self.floor.state.tickets.values() if each.stage == "waiting"]
        return [each.number for each in sorted(waiting, key=lambda each: each.place) if each.training == training]

    def desk(self, counter: str) -> Desk:
        """A counter's state."""
        return self.floor.state.desks[counter]

    def ticket(self, number: str) -> Ticket:
        """A ticket of today by number."""
        return self.floor.state.tickets[f"{DATE}.{number}"]


def kinds(events: tuple[e.Event, ...]) -> list[str]:
    """Names of events."""
    return [type(event).__name__ for event in events]


def code(events: tuple[e.Event, ...]) -> str:
    """Why a command was refused; "" if it was not."""
    return events[0].code if events and isinstance(events[0], e.CommandRefused) else ""
