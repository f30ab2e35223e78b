"""The state as retained messages: a room for each kind of them.

What somebody waits for (a call, a counter's new state, a slip to print, an alarm) is made at once from what changed;
what only counts (people waiting, expected waits) is made by `lazy`, which the engine calls a few times a second at
most. The list of all who wait comes with both, soon after a counter has changed: while it is made no press is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import msgspec

from broker.contract.events import CommandRefused
from broker.contract.ids import InstantMs
from broker.contract.status import Catalogue, LastRefusal, Removed
from broker.contract.topics import Topics
from broker.core.floor import Changes, Floor
from broker.retained.alerts import Watch
from broker.retained.boards import board_of, zones_of
from broker.retained.bookings import bookings_of
from broker.retained.counters import counter_of
from broker.retained.outbox import Message, Outbox
from broker.retained.queues import FieldWait, by_field, queues_of
from broker.retained.slips import slips_of
from broker.retained.waiting import waiting_of

__all__ = ["Message", "Retained"]


class Retained:
    """Makes retained messages; what was sent already is kept back by its outbox."""

    def __init__(self, topics: Topics, epoch: int, origin: str = "") -> None:
        self.topics, self.epoch = topics, epoch
        self._outbox = Outbox(origin)
        self._fields: dict[str, FieldWait] = {}
        self._refusals: dict[str, LastRefusal] = {}
        self._watch = Watch()

    def refused(self, event: CommandRefused, at: InstantMs) -> None:
        """Remember why a press was refused, for the counter's sign. It is no part of the floor's state."""
        if event.counter is not None:
            self._refusals[event.counter] = LastRefusal(code=event.code, at=at, params=event.params)

    def stores(self, works: bool) -> bool:
        """The database took what it was given, or did not. Whether that is news."""
        news, self._watch.stores = works != self._watch.stores, works
        return news

    def urgent(self, floor: Floor, changes: Changes, now: InstantMs) -> Iterator[Message]:
        """What the changes of a group make new: boards first, for eyes and ears wait for them.

        Each is made when it is asked for: the board is under way while the counters are being made.
        """
        if changes.office:
            yield from self._catalogue(floor)
        if changes.calls or changes.desks or changes.day:
            yield from self._boards(floor, now)
        for counter in sorted(changes.desks):
            if counter in floor.state.desks:
                yield from self._counter(floor, counter, now)
        if changes.slips:
            yield from self._slips(floor)
        if changes.alerts:
            yield from self._alerts(floor)
        if changes.bookings:
            yield from self._bookings(floor)

    def waiting(self, floor: Floor, now: InstantMs) -> list[Message]:
        """The list of all who wait."""
        return self._outbox.numbered(self.topics.waiting, waiting_of(floor, self.epoch, now))

    def lazy(self, floor: Floor, now: InstantMs, *, time_proven: bool = True) -> list[Message]:
        """Counts and expected waits: the queues, boards and counters whose numbers of people changed; alarms."""
        queues = queues_of(floor, self.epoch, now)
        self._fields = by_field(floor, queues)
        made = self._boards(floor, now)
        for counter in floor.state.desks:
            made += self._counter(floor, counter, now)
        made += self._outbox.numbered(self.topics.queues, queues)
        self._watch.look(floor, now, time_proven=time_proven)
        return [*made, *self.waiting(floor, now), *self._alerts(floor)]

    def everything(self, floor: Floor, now: InstantMs, *, time_proven: bool = True) -> list[Message]:
        """All of it anew, after a connection: the MQTT server may have forgotten what was retained."""
        self._outbox.forget()
        counted = self.lazy(floor, now, time_proven=time_proven)
        return [*self._catalogue(floor), *counted, *self._slips(floor), *self._bookings(floor)]

    def _catalogue(self, floor: Floor) -> list[Message]:
        office = floor.state.office
        if office is None:
            return []
        public = office.public()
        digest = sha256(msgspec.json.encode(public)).hexdigest()[:16]
        made = self._outbox.new(self.topics.catalogue, Catalogue(epoch=self.epoch, digest=digest, office=public))
        gone = [self.topics.counter(each) for each in floor.state.gone_counters]
        gone += [self.topics.rating(each) for each in floor.state.gone_counters]
        gone += [self.topics.board(each) for each in floor.state.gone_zones]
        return made + [message for topic in gone for message in self._outbox.new(topic, Removed(epoch=self.epoch))]

    def _boards(self, floor: Floor, now: InstantMs) -> list[Message]:
        made: list[Message] = []
        for zone in zones_of(floor):
            board = board_of(floor, self.epoch, zone, self._fields, now)
            made += self._outbox.numbered(self.topics.board(zone), board)
        return made

    def _alerts(self, floor: Floor) -> list[Message]:
        return self._outbox.numbered(self.topics.alerts, self._watch.alerts(floor, self.epoch))

    def _bookings(self, floor: Floor) -> list[Message]:
        return self._outbox.numbered(self.topics.bookings, bookings_of(floor, self.epoch))

    def _slips(self, floor: Floor) -> list[Message]:
        kiosks = floor.book.kiosks if floor.book else {}
        made = [self._outbox.new(self.topics.slips(each), slips_of(floor, self.epoch, each)) for each in kiosks]
        return [message for messages in made for message in messages]

    def _counter(self, floor: Floor, counter: str, now: InstantMs) -> list[Message]:
        status = counter_of(floor, self.epoch, floor.state.desks[counter], self._refusals.get(counter), now)
        return self._outbox.new(self.topics.counter(counter), status)
