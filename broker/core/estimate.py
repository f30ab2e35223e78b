"""How long a visitor will wait: a range, in minutes, that nine in ten of the waits should fall under.

With n ahead and c counters working, the wait is close to Erlang(n + 1, c / mean service): its quantiles stay
calibrated for lognormal service of CV 1 to 1.25. Quantiles of the gamma law by Wilson and Hilferty (1931):
x_p = k (1 - 1/9k + z_p sqrt(1/9k))^3, within 2 % for k >= 1 at the quantiles used here.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from broker.contract.ids import CounterId, InstantMs, ServiceId
from broker.core import hours
from broker.core.floor import Floor
from broker.core.state import Desk

#: The range runs from the 25 % to the 90 % quantile: to wait longer than told is worse than to wait shorter.
Z_LOW, Z_HIGH = -0.6745, 1.2816
#: The office's own figure counts like so many services seen today.
PRIOR_SERVICES = 10
#: Figures on paper are rounded to this.
STEP_MIN = 5
#: How many people of a service are to be counted.
People = Callable[[ServiceId], int]


class Work:
    """Minutes of service that stand before somebody. `people`: those of a service who are before.

    Added up once for each set of counters, however many services and screens ask.
    """

    def __init__(self, floor: Floor, people: People) -> None:
        self._floor, self._people = floor, people
        self._minutes: dict[tuple[CounterId, ...], float] = {}

    def before(self, desks: list[Desk]) -> float:
        """What waits for these counters. Work that others share counts by their share of counters."""
        book, mine = self._floor.book, {desk.id for desk in desks}
        total = 0.0
        for counters, services in book.services_of.items() if book is not None else ():
            if mine.isdisjoint(counters):
                continue
            minutes = self._waiting_for(counters, services)
            if minutes:
                total += minutes * _share(self._floor, mine, counters)
        return total

    def _waiting_for(self, counters: tuple[CounterId, ...], services: list[ServiceId]) -> float:
        found = self._minutes.get(counters)
        if found is None:
            counted = ((each, self._people(each)) for each in services)
            found = sum(count * minutes_of(self._floor, each) for each, count in counted if count)
            self._minutes[counters] = found
        return found


def work_now(floor: Floor, now: int) -> Work:
    """The work before somebody who takes a number now."""
    return Work(floor, lambda each: floor.ahead_of(each, now))


def gamma_quantile(shape: float, z: float) -> float:
    """Quantile of the gamma law of scale 1 at normal score `z` (Wilson-Hilferty)."""
    ninth = 1 / (9 * shape)
    return float(shape * max(0.0, 1 - ninth + z * math.sqrt(ninth)) ** 3)


def minutes_of(floor: Floor, service: ServiceId) -> float:
    """Mean minutes of a service: the office's figure and today's own, by weight."""
    book = floor.book
    given = book.services[service].minutes if book else 10.0
    seen, spent = floor.state.served_n.get(service, 0), floor.state.served_ms.get(service, 0)
    return (PRIOR_SERVICES * given + spent / 60_000) / (PRIOR_SERVICES + seen)


def takers(floor: Floor, service: ServiceId, now: int) -> list[Desk]:
    """Counters that will take the service: those open for it; while none is, those with hours today still to come."""
    if floor.book is None or floor.state.date is None:
        return []
    desks = [floor.state.desks[each] for each in floor.book.counters_of.get(service, ()) if each in floor.state.desks]
    able = [desk for desk in desks if service in floor.may_call(desk, now) or desk.clerk is None]
    working = [desk for desk in able if desk.state not in ("shut", "paused")]
    return working or [desk for desk in able if _opens(floor, desk, service, now) is not None]


def wait_range(floor: Floor, service: ServiceId, now: int, work: Work | None = None) -> tuple[int, int] | None:
    """Lowest and highest wait in minutes by the clock, rounded outwards. `work`: `work_now`, where it is at hand.

    None when no counter will take it today, or not before closing as things stand: nobody can say then.
    """
    found = _range(floor, service, now, work or work_now(floor, now))
    return _rounded(*found) if found is not None else None


def wait_until(floor: Floor, service: ServiceId, now: int, begins: int) -> tuple[int, int] | None:
    """The same for somebody who is not called before `begins`.

    Until then those who wait now are being served; from then on those whose time comes no later are before him.
    """
    soon = _range(floor, service, now, work_now(floor, now))
    after = _range(floor, service, begins, Work(floor, lambda each: floor.later_before(each, begins)))
    if soon is None or after is None:
        return None
    till_then = (begins - now) / 60_000
    return _rounded(max(soon[0], till_then + after[0]), max(soon[1], till_then + after[1]))


def too_late(floor: Floor, service: ServiceId, now: int, begins: int, ends: int, work: Work | None = None) -> bool:
    """Whether who takes a number now may not be done before a session of these instants ends.

    By the same 90 % quantile as the greater wait on paper, so that screen and paper say one thing: of those who are not
    warned nine in ten are served. Warned too early, one can still take the number; warned too late, one sat in vain.
    """
    desks = takers(floor, service, now)
    if not desks:
        return False
    mean = minutes_of(floor, service)
    minutes = (work or work_now(floor, now)).before(desks)
    idle = not minutes and any(desk.state == "free" for desk in desks)
    wait = 0.0 if idle else gamma_quantile(minutes / mean + 1, Z_HIGH) * mean / len(desks)
    return max(now, begins) + (wait + mean) * 60_000 > ends


def _range(floor: Floor, service: ServiceId, now: int, work: Work) -> tuple[float, float] | None:
    """Lowest and highest wait, not rounded."""
    desks = takers(floor, service, now)
    if not desks:
        return None
    minutes = work.before(desks)
    if not minutes and any(desk.state == "free" for desk in desks):
        return 0.0, float(STEP_MIN)
    mean = minutes_of(floor, service)
    shape = minutes / mean + 1
    low, high = (_by_clock(floor, desks, now, gamma_quantile(shape, z) * mean / len(desks)) for z in (Z_LOW, Z_HIGH))
    return None if low is None or high is None else (low, high)


def opens_at(floor: Floor, service: ServiceId, now: int) -> InstantMs | None:
    """When the first counter for a service begins to call today, or began if its hours are on; None: no more today."""
    if floor.book is None or floor.state.date is None:
        return None
    times = [
        opening
        for counter in floor.book.counters_of.get(service, ())
        if counter in floor.state.desks
        and (opening := _opens(floor, floor.state.desks[counter], service, now)) is not None
    ]
    return min(times, default=None)


def _share(floor: Floor, mine: set[str], counters: tuple[str, ...]) -> float:
    """Of the counters that work, or if none does of all, the share that is ours."""
    desks = floor.state.desks
    working = [each for each in counters if desks[each].state not in ("shut", "paused")] or counters
    return sum(each in mine for each in working) / len(working)


def _opens(floor: Floor, desk: Desk, service: ServiceId, now: int) -> InstantMs | None:
    book, day = floor.book, floor.state.date
    if book is None or day is None:
        return None
    spans = hours.spans_of(book.office, day, book.counters[desk.id])
    own = book.services[service]
    if own.hours is not None:
        spans = hours.common(spans, hours.spans_of(book.office, day, own))
    return hours.next_opening(day, spans, now)


def _by_clock(floor: Floor, desks: list[Desk], now: int, minutes: float) -> float | None:
    """Working minutes turned into minutes by the clock: before opening and over lunch nobody is called.

    None: not before closing.
    """
    day, book = floor.state.date, floor.book
    if day is None or book is None:
        return None
    spans = hours.spans_of(book.office, day, book.counters[desks[0].id])
    then = hours.after_work(day, spans, now, int(minutes * 60_000))
    return None if then is None else (then - now) / 60_000


def _rounded(low: float, high: float) -> tuple[int, int]:
    bottom = math.floor(low / STEP_MIN) * STEP_MIN
    return bottom, max(bottom + STEP_MIN, math.ceil(high / STEP_MIN) * STEP_MIN)
