"""The board of a zone: what its screen draws and its voice says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from broker.contract.ids import InstantMs
from broker.contract.office import Counter
from broker.contract.status import Board, BoardCall, BoardCounter, BoardField, BoardMissed, BoardMove
from broker.core import hours
from broker.core.floor import Floor
from broker.core.state import Desk, Ticket
from broker.retained.queues import FieldWait

#: Called and absent numbers that a board shows at most.
MISSED_SHOWN = 12


def zones_of(floor: Floor) -> list[str]:
    """The halls of the office."""
    return sorted({each.zone for each in floor.book.office.counters}) if floor.book else []


def board_of(floor: Floor, epoch: int, zone: str, fields: Mapping[str, FieldWait], now: InstantMs) -> Board:
    """A zone's board; the revision is 0."""
    state, book = floor.state, floor.book
    counters = [each for each in book.office.counters if each.zone == zone] if book else []
    desks = [state.desks[each.id] for each in counters]
    here = {each.id for each in counters}
    absent = _absent(floor, here, now)
    busy = [state.tickets[desk.ticket] for desk in desks if desk.ticket]
    return Board(
        epoch=epoch,
        revision=0,
        zone=zone,
        day=state.day,
        training=state.training,
        calls=tuple(_call(floor, each) for each in sorted(busy, key=_newest_first)),
        counters=tuple(_counter(floor, each, state.desks[each.id], now) for each in counters),
        fields=tuple(_fields(floor, fields)),
        missed=tuple(each.number for each in absent),
        absent=tuple(absent),
        moves=tuple(_moves(floor, here)),
    )


def _fields(floor: Floor, waits: Mapping[str, FieldWait]) -> Iterator[BoardField]:
    for field in floor.book.fields.values() if floor.book else ():
        waiting, low, high = waits.get(field.id, (0, None, None))
        yield BoardField(field=field.id, name=field.name, waiting=waiting, wait_low_min=low, wait_high_min=high)


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
        confirmed=ticket.confirmed,
        collects=bool(service and service.collects),
        training=ticket.training,
    )


def _counter(floor: Floor, counter: Counter, desk: Desk, now: InstantMs) -> BoardCounter:
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
        opens_at=hours.next_begin(floor.book.office, counter, now) if floor.book and desk.state == "shut" else None,
    )


def _absent(floor: Floor, counters: set[str], now: InstantMs) -> list[BoardMissed]:
    """Those whose place is still held, the last first."""
    held_ms = floor.book.rules.late_return_min * 60_000 if floor.book else 0
    here = [floor.state.tickets[each] for each in floor.missed]
    here = [each for each in here if each.leg.counter in counters and now - (each.ended_at or 0) <= held_ms]
    here.sort(key=lambda each: -(each.ended_at or 0))
    return [BoardMissed(number=each.number, counter=each.leg.counter or "") for each in here[:MISSED_SHOWN]]


def _moves(floor: Floor, counters: set[str]) -> Iterator[BoardMove]:
    """Who was sent to a counter and is not called there yet: told where they go, and where they come from."""
    for _place, name in floor.directed:
        ticket = floor.state.tickets[name]
        if ticket.to_counter is not None and not counters.isdisjoint((ticket.to_counter, ticket.former)):
            yield BoardMove(number=ticket.number, counter=ticket.to_counter, at=ticket.leg.began)
