"""Sessions of a service: the times of the open day in which any of its counters works, apart by breaks."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from broker.contract.ids import InstantMs, ServiceId
from broker.contract.office import Span
from broker.core import hours
from broker.core.floor import Floor


class Session(NamedTuple):
    """From when to when its counters work without a common break."""

    begins: InstantMs
    ends: InstantMs


def sessions(floor: Floor, service: ServiceId) -> tuple[Session, ...]:
    """The sessions of the open day, in order."""
    day, book = floor.state.date, floor.book
    return () if day is None or book is None else _on(day, book.sessions(service, day))


@lru_cache(maxsize=256)  # the same few for each number given and for all counts
def _on(day: str, spans: tuple[Span, ...]) -> tuple[Session, ...]:
    return tuple(Session(hours.at_minute(day, begin), hours.at_minute(day, end)) for begin, end in spans)


def present(floor: Floor, service: ServiceId, now: int) -> Session | None:
    """The session that is on, or in a break the one after it; None when all are over."""
    return next((each for each in sessions(floor, service) if now < each.ends), None)


def following(floor: Floor, service: ServiceId, now: int) -> Session | None:
    """The session after the present one."""
    rest = [each for each in sessions(floor, service) if now < each.ends]
    return rest[1] if len(rest) > 1 else None
