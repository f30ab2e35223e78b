"""Years of an office in a database, written by the store itself: sealed days with journal, legs, figures.

Each day is the same thousand visits at other times of other tickets; the last is closed like the others, so that an
engine opens the next one.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from broker.contract.events import (
    AnyEvent,
    DayClosed,
    DayOpened,
    OfficeApplied,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketIssued,
    TicketPrinted,
    Why,
)
from broker.contract.ids import InstantMs, ticket_id
from broker.contract.office import Office
from broker.core import hours
from broker.core.evolve import evolve
from broker.core.floor import Changes, Floor
from broker.core.legs import Leg
from broker.core.measures import Tally, share_of
from broker.core.record import tally_keys
from broker.core.state import dump
from broker.store import Batch, Row, Store
from tests.bench.hall import DATE, staffed

#: Visits of a day; a history of fewer is one shorter day.
A_DAY = 1_000
MINUTE_MS = 60_000
Visit = tuple[str, str, int, int, int, int]


def days_before(count: int) -> list[str]:
    """So many days before the day that a benchmark opens, oldest first, Sundays left out."""
    found: list[str] = []
    day = date.fromisoformat(DATE)
    while len(found) < count:
        day -= timedelta(days=1)
        if day.weekday() != 6:
            found.append(day.isoformat())
    return found[::-1]


class History:
    """Grows a database day by day. `visits` are those of every day: counter, service and four instants."""

    def __init__(self, path: Path, office: Office, seed: int = 7) -> None:
        self.path, self.office = path, office
        self._rng = random.Random(seed)
        self._seq = 0

    def write(self, tickets: int, tick: Callable[[str], None]) -> str:
        """So many tickets in all; the last day. The file is new."""
        a_day = min(A_DAY, tickets)
        visits = [self._visit() for _ in range(a_day)]
        days = days_before(tickets // a_day)
        store = Store.open(self.path, holder="a benchmark's history")
        try:
            store.commit(Batch(rows=[self._row(OfficeApplied(office=self.office), hours.midnight(days[0]), None)]))
            for n, day in enumerate(days):
                if n % 25 == 0:
                    tick(f"history of {tickets:,} tickets, day {n + 1:,} of {len(days):,}")
                store.commit(self._day(day, visits, last=day == days[-1]))
        finally:
            store.close()
        return days[-1]

    def _visit(self) -> Visit:
        """Minutes, as lognormal as those of people: wait, walk, service."""
        counter, services = self._rng.choice(sorted(staffed(self.office).items()))
        taken = int(self._rng.uniform(7.25, 16.0) * 60 * MINUTE_MS)
        called = taken + int(self._rng.lognormvariate(2.3, 0.7) * MINUTE_MS)
        started = called + int(self._rng.uniform(15, 60) * 1000)
        return counter, self._rng.choice(services), taken, called, started, started + self._service_ms()

    def _service_ms(self) -> int:
        return int(self._rng.lognormvariate(1.8, 0.7) * MINUTE_MS)

    def _day(self, day: str, visits: list[Visit], *, last: bool) -> Batch:
        midnight = hours.midnight(day)
        rows = [self._row(DayOpened(day=day, date=day), midnight + 7 * 60 * MINUTE_MS, day)]
        issued, legs = [], []
        tallies: dict[str, Tally] = {}
        for n, visit in enumerate(visits):
            ticket, events, leg = self._ticket(day, midnight, n + 1, visit)
            rows += [self._row(event, at, day) for event, at in events]
            issued.append(ticket)
            legs.append(leg)
            for key in tally_keys(leg):
                tallies.setdefault(key, Tally(histograms={})).take(share_of(leg, 15 * 60))
        rows.append(self._row(DayClosed(day=day, issued=len(visits), unserved=0), midnight + 18 * 60 * MINUTE_MS, day))
        return Batch(
            rows=rows,
            legs=legs,
            tallies=[(day, *_key(each), tally) for each, tally in tallies.items()],
            requests=[(each.request_id, each.ticket, day) for each in issued] if last else [],
            snapshot=self._snapshot(day, issued) if last else None,
            seal=day,
        )

    def _snapshot(self, day: str, issued: list[TicketIssued]) -> bytes:
        """The state of an office that has closed: its counters, and the last day's answers."""
        floor = Floor()
        evolve(floor, OfficeApplied(office=self.office), InstantMs(0), Changes())
        floor.state.last_day = floor.state.last_date = day
        floor.state.last_requests = {each.request_id: each for each in issued}
        return dump(floor.state)

    def _row(self, event: AnyEvent, at: int, day: str | None) -> Row:
        self._seq += 1
        return Row(self._seq, at, day, 1, "kiosk-1", f"{self._seq:016x}", event)

    def _ticket(
        self, day: str, midnight: int, n: int, visit: Visit
    ) -> tuple[TicketIssued, list[tuple[AnyEvent, int]], Leg]:
        """The n-th visit of a day: its number, its events with their instants, its leg."""
        counter, service, *times = visit
        taken, called, started, ended = (InstantMs(midnight + each) for each in times)
        number = f"A-{n:05d}"
        ticket = ticket_id(day, number)
        call = f"{ticket}/{counter}/{n}"
        issued = TicketIssued(ticket=ticket, number=number, request_id=f"history-{day}-{n}", service=service,
                              kiosk="kiosk-1", taken=taken, place_ms=taken, ahead=n % 20, wait_low_min=5,
                              wait_high_min=20)  # fmt: skip
        why = Why(rule="score", candidates=n % 20 + 1, score=n % 60)
        leg = Leg(ticket=ticket, leg=1, day=day, number=number, service=service, class_id="ordinary", kiosk="kiosk-1",
                  taken=taken, began=taken, printed=taken, first_call=called, last_call=called, calls=1, start=started,
                  end=ended, counter=counter, clerk=None, outcome="accepted", last=True, dossiers=1,
                  wait_clock_ms=called - taken, wait_work_ms=called - taken)  # fmt: skip
        events: list[tuple[AnyEvent, int]] = [
            (issued, taken),
            (TicketPrinted(ticket=ticket), taken + 3_000),
            (TicketCalled(counter=counter, ticket=ticket, call_id=call, nth=1, clerk=None, why=why), called),
            (ServiceStarted(counter=counter, ticket=ticket), started),
            (ServiceFinished(counter=counter, ticket=ticket, outcome="accepted", dossiers=1), ended),
        ]
        return issued, events, leg


def _key(tally: str) -> tuple[str, str]:
    dimension, _, key = tally.partition("/")
    return dimension, key
