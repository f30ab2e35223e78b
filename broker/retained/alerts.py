"""All that is wrong now: what devices and people have told, and what the floor itself shows.

Of the floor (texts: alert.*), while counters have hours and never for what is in training:
`nobody_takes`: people of a field wait for services that no working counter may call.
`silent_counter`: nothing pressed for `rules.silent_counter_min` while people wait whom it may call. A service may
last three times its mean before it counts as silence; a pause is silence only where the clerk was found absent.
`over_target`: people have waited, in working time, more than twice the target of their service.
`not_stored`: the database did not take the last that it was given (a full disk).
`clock`: nothing has set this machine's clock since it was started, or its date is before that of a business day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from broker.contract.ids import InstantMs
from broker.contract.office import Counter
from broker.contract.status import Alerts, Trouble
from broker.core import estimate, hours
from broker.core.floor import Floor, Rulebook
from broker.core.state import Desk, Ticket

ENGINE = "engine"
#: A service that lasts so many times its mean is no longer taken for work.
LONG_SERVICE = 3
#: Waiting so many times the target is told.
OVER = 2


class Found(NamedTuple):
    """What the floor shows now, before it is known since when."""

    name: str
    code: str
    params: dict[str, str | int]
    counter: str | None = None
    since: InstantMs | None = None


class Watch:
    """Remembers since when each of the engine's own findings has stood. No part of the state: it is seen again.

    `stores`: whether the database took what it was given last.
    """

    def __init__(self) -> None:
        self.stores = True
        self._since: dict[str, InstantMs] = {}
        self._found: list[Found] = []

    def look(self, floor: Floor, now: InstantMs, *, time_proven: bool) -> None:
        """Look at the whole floor."""
        proven = time_proven and not _behind(floor, now)
        self._found = [*_of_store(self.stores), *_of_time(proven), *_of_floor(floor, now)]
        self._since = {each.name: each.since or self._since.get(each.name, now) for each in self._found}

    def alerts(self, floor: Floor, epoch: int) -> Alerts:
        """All troubles, the urgent first, then the oldest; the revision is 0."""
        seen = [
            Trouble(
                trouble=each.name,
                source=ENGINE,
                code=each.code,
                since=self._since[each.name],
                params=each.params,
                counter=each.counter,
            )
            for each in self._found
        ]
        told = [*floor.state.troubles.values(), *seen]
        told.sort(key=lambda each: (not each.urgent, each.since, each.trouble))
        return Alerts(epoch=epoch, revision=0, troubles=tuple(told))


def _of_store(stores: bool) -> Iterator[Found]:
    if not stores:
        yield Found("engine/not_stored", "not_stored", {})


def _of_time(proven: bool) -> Iterator[Found]:
    if not proven:
        yield Found("engine/clock", "clock", {})


def _behind(floor: Floor, now: InstantMs) -> bool:
    return hours.date_of(now) < max(floor.state.date or "", floor.state.last_date or "")


def _of_floor(floor: Floor, now: InstantMs) -> Iterator[Found]:
    book, day = floor.book, floor.state.date
    if book is None or day is None or not floor.state.tickets:
        return
    yield from _nobody_takes(floor, book, day, now)
    yield from _over_target(floor, book, day, now)
    for desk in floor.state.desks.values():
        yield from _silent(floor, book, desk, now)


def _nobody_takes(floor: Floor, book: Rulebook, day: str, now: InstantMs) -> Iterator[Found]:
    takers: set[str] = set()
    for desk in floor.state.desks.values():
        if desk.state not in ("shut", "paused"):
            takers |= floor.may_call(desk, now)
    for field, services in book.services_in.items():
        left = [each for each in services if each not in takers and _hours_on(book, each, day, now)]
        count = sum(floor.waiting(each) for each in left)
        if count:
            params: dict[str, str | int] = {"field": _name(book, field), "field_id": field, "count": count}
            yield Found(f"{field}/nobody_takes", "nobody_takes", params)


def _hours_on(book: Rulebook, service: str, day: str, now: InstantMs) -> bool:
    """Whether a counter of the service should be there now."""
    counters = (book.counters[each] for each in book.counters_of[service])
    return any(_within(hours.spans_of(book.office, day, each), day, now) for each in counters)


def _within(spans: tuple[tuple[int, int], ...], day: str, now: InstantMs) -> bool:
    return any(hours.at_minute(day, from_) <= now < hours.at_minute(day, to) for from_, to in spans)


def _over_target(floor: Floor, book: Rulebook, day: str, now: InstantMs) -> Iterator[Found]:
    late: dict[str, list[int]] = {}
    for ticket in floor.live.values():
        service = book.services.get(ticket.service)
        if ticket.stage != "waiting" or ticket.training or service is None:
            continue
        limit_min = OVER * service.target_min
        if _worked_ms(book, day, ticket, now) > limit_min * 60_000:
            late.setdefault(service.field, []).append(limit_min)
    for field, limits in late.items():
        params: dict[str, str | int] = {"field": _name(book, field), "field_id": field, "count": len(limits)}
        yield Found(f"{field}/over_target", "over_target", {**params, "minutes": min(limits)})


def _worked_ms(book: Rulebook, day: str, ticket: Ticket, now: InstantMs) -> int:
    """How long it has waited in the hours of the office."""
    return hours.overlap_ms(day, hours.spans_of(book.office, day), ticket.leg.began, now)


def _silent(floor: Floor, book: Rulebook, desk: Desk, now: InstantMs) -> Iterator[Found]:
    away = desk.state == "paused" and desk.pause_reason == "clerk_absent"
    if desk.training or floor.state.training or desk.id not in book.counters:
        return
    if desk.state == "shut" or (desk.state == "paused" and not away):
        return
    since = max(desk.touched_at or 0, desk.since or 0)
    silent_ms = now - since
    if silent_ms < _patience_ms(floor, book, desk):
        return
    count = sum(floor.waiting(each) for each in floor.may_call(desk, now))
    if count:
        params: dict[str, str | int] = {"counter": _said(book.counters[desk.id]), "count": count}
        params["minutes"] = silent_ms // 60_000
        yield Found(f"{desk.id}/silent_counter", "silent_counter", params, desk.id, InstantMs(since))


def _patience_ms(floor: Floor, book: Rulebook, desk: Desk) -> float:
    patience_min: float = book.rules.silent_counter_min
    ticket = floor.state.tickets.get(desk.ticket or "")
    if desk.state == "serving" and ticket is not None and ticket.service in book.services:
        patience_min = max(patience_min, LONG_SERVICE * estimate.minutes_of(floor, ticket.service))
    return patience_min * 60_000


def _said(counter: Counter) -> str:
    """What stands behind "Quầy" in a sentence."""
    return str(counter.number) if counter.number is not None else counter.name["vi"]


def _name(book: Rulebook, field: str) -> str:
    return book.fields[field].name["vi"]
