"""What the asking process says to the engine: visits, one step after another, each with the bytes that end it.

A visit is request -> paper -> called -> started; the next call at that counter finishes it. So people come and go,
and the queue keeps its length over a whole block.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

import msgspec

from broker.contract.codec import CommandMessage, encode
from broker.contract.commands import AnyCommand, PressKey, ReportPrinted, RequestTicket
from broker.contract.topics import Topics


class Step(NamedTuple):
    """Publish `payload`; the step ends with the first message on topic `on` that holds `token`. `timed`: it counts."""

    topic: str
    payload: bytes
    on: str
    token: bytes
    timed: bool


#: Yields steps, is sent the message that ended each.
Script = Generator[Step, bytes, None]

_ticket = re.compile(rb'"ticket":"([^"]+)"')
_names = itertools.count(1)


class Refused(RuntimeError):
    """The engine refused what a benchmark asked: nothing was measured."""


class Beats:
    """The newest beat, for presses to name."""

    def __init__(self) -> None:
        self.epoch = self.beat = 0

    def take(self, payload: bytes) -> None:
        """A beat came in."""
        beat = msgspec.json.decode(payload)["status"]
        self.epoch, self.beat = beat["epoch"], beat["beat"]


class Hall:
    """The floor as the asking process sees it: staffed counters, their services and their revisions."""

    def __init__(self, topics: Topics, device: str, counters: dict[str, list[str]], zone: str) -> None:
        self.topics, self.device, self.zone = topics, device, zone
        self.beats = Beats()
        self._revisions = dict.fromkeys(counters, 0)
        self._turns: Iterator[tuple[str, str]] = itertools.cycle(_turns(counters))

    @property
    def subscriptions(self) -> tuple[str, ...]:
        """Topics that the steps wait on."""
        return self.topics.answer(self.device), self.topics.board(self.zone), self.topics.beat

    def open(self, waiting_each: int) -> Script:
        """Open every counter, let people come, and call and start the first at each."""
        for counter in self._revisions:
            yield self._press(counter, "next", 1)
        for _ in range(waiting_each * len(self._revisions)):
            yield from self.arrive(next(self._turns)[1], timed=False)
        for counter in self._revisions:
            yield self._press(counter, "next", 1)
            yield self._press(counter, "start", 1)

    def visits(self, count: int, timed: str) -> Script:
        """So many visits; `timed`: "issue" or "call" is what counts."""
        for _ in range(count):
            counter, service = next(self._turns)
            yield from self.arrive(service, timed=timed == "issue")
            call = b'/%s/%d"' % (counter.encode(), self._revisions[counter])
            press = self._press(counter, "next", 2)
            yield press._replace(on=self.topics.board(self.zone), token=call, timed=timed == "call")
            yield self._press(counter, "start", 1)

    def arrive(self, service: str, *, timed: bool) -> Script:
        """Take a number, and have it printed."""
        request = f"bench-{self.device}-{self.beats.epoch}-{next(_names)}"
        answer = yield self._step(RequestTicket(request_id=request, service=service, kiosk=self.device), timed=timed)
        found = _ticket.search(answer)
        if found is None:
            raise Refused(answer.decode())
        yield self._step(ReportPrinted(ticket=found[1].decode()), timed=False)

    def _press(self, counter: str, key: str, events: int) -> Step:
        """A key; `events`: how many revisions it moves the counter on."""
        press = PressKey(
            counter=counter, revision=self._revisions[counter], epoch=self.beats.epoch, beat=self.beats.beat,
            key=key,  # type: ignore[arg-type]  # our own four words
        )  # fmt: skip
        self._revisions[counter] += events
        return self._step(press, timed=False)

    def _step(self, command: AnyCommand, *, timed: bool) -> Step:
        name = f"{next(_names):016x}"
        message = encode(CommandMessage(id=name, device=self.device, command=command))
        token = b'"id":"%s"' % name.encode()
        return Step(self.topics.command(self.device), message, self.topics.answer(self.device), token, timed)


def _turns(counters: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Counters by turns, each time with its next service."""
    longest = max(map(len, counters.values()))
    return [(counter, services[n % len(services)]) for n in range(longest) for counter, services in counters.items()]
