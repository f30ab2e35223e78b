"""The state as retained messages: the office, the queues, each zone's board, each counter.

What somebody waits for (a call, a counter's new state) is made at once from what changed; what only counts
(people waiting, expected waits) is made by `lazy`, which the engine calls a few times a second at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

from broker.contract.codec import StatusMessage, encode
from broker.contract.events import CommandRefused
from broker.contract.ids import InstantMs
from broker.contract.office import Counter, Service
from broker.contract.status import (
    AnyStatus,
    Board,
    BoardCall,
    BoardCounter,
    BoardField,
    Catalogue,
    CounterStatus,
    LastRefusal,
    Queues,
    Removed,
    ServiceQueue,
)
from broker.contract.topics import Topics
from broker.core import estimate
from broker.core.decide.presses import no_show_from
from broker.core.decide.tickets import ahead, offer
from broker.core.floor import Changes, Floor
from broker.core.state import Desk, Ticket

#: Called and absent numbers that a board shows at most.
MISSED_SHOWN = 12
Message = tuple[str, bytes]


class Retained:
    """Makes retained messages, and remembers what it made so that nothing unchanged is sent again."""

    def __init__(self, topics: Topics, epoch: int) -> None:
        self.topics, self.epoch = topics, epoch
        self._sent: dict[str, bytes] = {}
        self._revision = 0
        self._boards: dict[str, Board] = {}
        self._fields: dict[str, tuple[int, int | None, int | None]] = {}
        self._refusals: dict[str, LastRefusal] = {}

    def refused(self, event: CommandRefused, at: InstantMs) -> None:
        """Remember why a press was refused, for the counter's sign. It is no part of the floor's state."""
        if event.counter is not None:
            self._refusals[event.counter] = LastRefusal(code=event.code, at=at, params=event.params)

    def urgent(self, floor: Floor, changes: Changes, now: InstantMs) -> Iterator[Message]:
        """What the changes of a group make new: boards first, for eyes and ears wait for them.

        Each is made when it is asked for: the board is under way while the counters are being made.
        """
        if changes.office:
            yield from self._catalogue(floor)
        if changes.calls or changes.desks or changes.day:
            yield from self._new_boards(floor, now)
        for counter in sorted(changes.desks):
            if counter in floor.state.desks:
                desk = floor.state.desks[counter]
                yield from self._new(self.topics.counter(counter), self._counter(floor, desk, now))

    def lazy(self, floor: Floor, now: InstantMs) -> list[Message]:
        """Counts and expected waits: the queues, and boards and counters whose numbers of people changed."""
        queues = self._queues(floor, now)
        self._fields = _by_field(floor, queues)
        made = self._new_boards(floor, now)
        for desk in floor.state.desks.values():
            made += self._new(self.topics.counter(desk.id), self._counter(floor, desk, now))
        if self._changed(self.topics.queues, msgspec.structs.replace(queues, revision=0)):
            self._revision += 1
            made.append((self.topics.queues, _wire(msgspec.structs.replace(queues, revision=self._revision))))
        return made

    def everything(self, floor: Floor, now: InstantMs) -> list[Message]:
        """All of it anew, after a connection: the MQTT server may have forgotten what was retained."""
        self._sent.clear()
        self._boards.clear()
        return [*self._catalogue(floor), *self.lazy(floor, now)]

    # --- the office --------------------------------------------------------------------------------

    def _catalogue(self, floor: Floor) -> list[Message]:
        office = floor.state.office
        if office is None:
            return []
        public = office.public()
        digest = sha256(msgspec.json.encode(public)).hexdigest()[:16]
        made = self._new(self.topics.catalogue, Catalogue(epoch=self.epoch, digest=digest, office=public))
        gone = [self.topics.counter(each) for each in floor.state.gone_counters]
        gone += [self.topics.board(each) for each in floor.state.gone_zones]
        return made + [message for topic in gone for message in self._new(topic, Removed(epoch=self.epoch))]

    # --- the boards --------------------------------------------------------------------------------

    def _new_boards(self, floor: Floor, now: InstantMs) -> list[Message]:
        made: list[Message] = []
        zones = sorted({each.zone for each in floor.book.office.counters}) if floor.book else []
        for zone in zones:
            board = self._board(floor, zone, now)
            if board != self._boards.get(zone):
                self._boards[zone] = board
                self._revision += 1
                numbered = msgspec.structs.replace(board, revision=self._revision)
                made.append((self.topics.board(zone), self._note(self.topics.board(zone), numbered)))
        return made

    def _board(self, floor: Floor, zone: str, now: InstantMs) -> Board:
        """The board but for its revision, which is 0."""
        state, book = floor.state, floor.book
        counters = [each for each in book.office.counters if each.zone == zone] if book else []
        desks = [state.desks[each.id] for each in counters]
        busy = [state.tickets[desk.ticket] for desk in desks if desk.ticket]
        return Board(
            epoch=self.epoch,
            revision=0,
            zone=zone,
            day=state.day,
            training=state.training,
            calls=tuple(_call(floor, each) for each in sorted(busy, key=_newest_first)),
            counters=tuple(_on_board(floor, each, state.desks[each.id]) for each in counters),
            fields=tuple(self._board_fields(floor)),
            missed=_missed(floor, {each.id for each in counters}, now),
        )

    def _board_fields(self, floor: Floor) -> Iterable[BoardField]:
        for field in floor.book.fields.values() if floor.book else ():
            waiting, low, high = self._fields.get(field.id, (0, None, None))
            yield BoardField(field=field.id, name=field.name, waiting=waiting, wait_low_min=low, wait_high_min=high)

    # --- the queues --------------------------------------------------------------------------------

    def _queues(self, floor: Floor, now: InstantMs) -> Queues:
        state = floor.state
        services = floor.book.services.values() if floor.book else ()
        return Queues(
            epoch=self.epoch,
            revision=0,
            day=state.day,
            training=state.training,
            training_kiosks=tuple(state.training_kiosks),
            services={each.id: _queue(floor, each, now) for each in services},
            reserved_used=state.reserved_used,
        )

    # --- the counters ------------------------------------------------------------------------------

    def _counter(self, floor: Floor, desk: Desk, now: InstantMs) -> CounterStatus:
        ticket = floor.state.tickets[desk.ticket] if desk.ticket else None
        clerk = floor.clerk_at(desk, now)
        training = desk.training or floor.state.training
        known = floor.book.clerks.get(clerk or "") if floor.book else None
        return CounterStatus(
            epoch=self.epoch,
            counter=desk.id,
            revision=desk.revision,
            state=desk.state,
            day=floor.state.day,
            ticket=desk.ticket,
            number=ticket.number if ticket else None,
            service=ticket.service if ticket else None,
            class_id=ticket.class_id if ticket else None,
            nth=ticket.nth if ticket else 0,
            since=desk.since,
            no_show_from=no_show_from(floor, ticket) if ticket and ticket.stage == "called" else None,
            asks=desk.asks,
            waiting=sum(floor.waiting(each, training=training) for each in floor.may_call(desk, now)),
            clerk=known.name if known else None,
            pause_reason=desk.pause_reason,
            until=desk.free_until if desk.asks else desk.until,
            training=training,
            refusal=self._refusals.get(desk.id),
        )

    # --- what was sent -----------------------------------------------------------------------------

    def _new(self, topic: str, status: AnyStatus) -> list[Message]:
        payload = _wire(status)
        if self._sent.get(topic) == payload:
            return []
        self._sent[topic] = payload
        return [(topic, payload)]

    def _changed(self, topic: str, status: AnyStatus) -> bool:
        return bool(self._new(topic, status))

    def _note(self, topic: str, status: AnyStatus) -> bytes:
        self._sent[topic] = _wire(status)
        return self._sent[topic]


def _wire(status: AnyStatus) -> bytes:
    return encode(StatusMessage(status=status))


def _newest_first(ticket: Ticket) -> tuple[int, str]:
    return -(ticket.called_at or 0), ticket.id


def _call(floor: Floor, ticket: Ticket) -> BoardCall:
    service = floor.book.services.get(ticket.service) if floor.book else None
    desk = floor.state.desks[ticket.counter or ""]
    return BoardCall(
        call_id=ticket.call_id or "",
        ticket=ticket.id,
        number=ticket.number,
        service=ticket.service,
        counter=ticket.counter or "",
        nth=ticket.nth,
        at=ticket.called_at or InstantMs(0),
        lang=ticket.lang,
        class_id=ticket.class_id,
        stage="serving" if desk.state == "serving" else "called",
        reserved=ticket.offline,
        moved=ticket.moved,
        collects=bool(service and service.collects),
        training=ticket.training,
    )


def _on_board(floor: Floor, counter: Counter, desk: Desk) -> BoardCounter:
    return BoardCounter(
        counter=counter.id,
        name=counter.name,
        spoken=counter.spoken,
        counter_number=counter.number,
        state=desk.state,
        services=counter.services,
        number=floor.state.tickets[desk.ticket].number if desk.ticket else None,
        pause_reason=desk.pause_reason,
        until=desk.until,
    )


def _missed(floor: Floor, counters: set[str], now: InstantMs) -> tuple[str, ...]:
    held_ms = floor.book.rules.late_return_min * 60_000 if floor.book else 0
    here = [floor.state.tickets[each] for each in floor.missed]
    here = [each for each in here if each.leg.counter in counters and now - (each.ended_at or 0) <= held_ms]
    return tuple(each.number for each in sorted(here, key=lambda each: -(each.ended_at or 0))[:MISSED_SHOWN])


def _queue(floor: Floor, service: Service, now: InstantMs) -> ServiceQueue:
    wait = estimate.wait_range(floor, service.id, now) if floor.state.day else None
    return ServiceQueue(
        offer=offer(floor, service, now),
        waiting=floor.waiting(service.id),
        ahead=ahead(floor, service.id),
        wait_low_min=wait[0] if wait else None,
        wait_high_min=wait[1] if wait else None,
        opens_at=estimate.opens_at(floor, service.id, now),
        counters=floor.book.counters_of[service.id] if floor.book else (),
    )


def _by_field(floor: Floor, queues: Queues) -> dict[str, tuple[int, int | None, int | None]]:
    found: dict[str, tuple[int, int | None, int | None]] = {}
    for field, services in (floor.book.services_in if floor.book else {}).items():
        parts = [queues.services[each] for each in services]
        taken = [each for each in parts if each.offer == "offered"]  # a wait for a counter that is shut is no promise
        lows = [each.wait_low_min for each in taken if each.wait_low_min is not None]
        highs = [each.wait_high_min for each in taken if each.wait_high_min is not None]
        found[field] = (sum(each.waiting for each in parts), min(lows, default=None), max(highs, default=None))
    return found
