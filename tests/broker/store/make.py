"""Rows, legs and batches as the engine would hand them over, and a look into the file beside the store."""

import sqlite3
from pathlib import Path

from broker.contract.events import AnyEvent, DayClosed, DayOpened, TicketIssued
from broker.core.legs import Leg
from broker.core.measures import Tally
from broker.store import Batch, Row, Store

DAY = "2026-11-23"
GROUPS = (("service", "copies"), ("hour", "08"))
EIGHT_MS = 1_795_482_000_000  # 2026-11-24 08:00 in Vietnam


def row(seq: int, event: AnyEvent, day: str | None = DAY) -> Row:
    return Row(seq, EIGHT_MS + seq * 1000, day, 1, "kiosk-1", f"c{seq}", event)


def number(n: int) -> str:
    return f"A-{n:03d}"


def issued(n: int, day: str = DAY, **changes: object) -> TicketIssued:
    fields: dict[str, object] = {
        "ticket": f"{day}.{number(n)}", "number": number(n), "request_id": f"request-{day}-{n}",
        "service": "copies", "kiosk": "kiosk-1", "taken": EIGHT_MS + n, "place_ms": EIGHT_MS + n,
    }  # fmt: skip
    return TicketIssued(**(fields | changes))  # type: ignore[arg-type]


def leg(n: int, day: str = DAY, **changes: object) -> Leg:
    fields: dict[str, object] = {
        "ticket": f"{day}.{number(n)}", "leg": 1, "day": day, "number": number(n), "service": "copies",
        "class_id": "ordinary", "kiosk": "kiosk-1", "taken": EIGHT_MS + n, "began": EIGHT_MS + n,
    }  # fmt: skip
    return Leg(**(fields | changes))  # type: ignore[arg-type]


def tally(*legs: Leg, target_s: int = 900) -> Tally:
    whole = Tally(histograms={})
    for one in legs:
        whole.add(one, target_s)
    return whole


def tickets(first: int, count: int, day: str = DAY) -> Batch:
    """A group of `count` tickets: row `first`... and number `first`... of the day."""
    numbers = range(first, first + count)
    return Batch(
        rows=[row(n, issued(n, day), day) for n in numbers],
        legs=[leg(n, day) for n in numbers],
        requests=[(f"request-{day}-{n}", f"{day}.{number(n)}", day) for n in numbers],
        tallies=[(day, by, key, tally(*(leg(n, day) for n in numbers))) for by, key in GROUPS],
    )


def whole_day(store: Store, first: int, count: int, day: str, *before: AnyEvent, snapshot: bytes = b"state") -> int:
    """A day from opening to sealing; `before`: events just before it. Returns the next free row."""
    events = [*before, DayOpened(day=day, date=day[:10])]
    store.commit(Batch(rows=[row(first + i, event, None) for i, event in enumerate(events)]))
    start = first + len(events)
    store.commit(tickets(start, count, day))
    end = row(start + count, DayClosed(day=day, issued=count, unserved=0), day)
    store.commit(Batch(rows=[end], seal=day, snapshot=snapshot))
    return start + count + 1


def look(path: Path, query: str, *parameters: object) -> list[tuple[object, ...]]:
    """What stands in the file, read by SQLite alone."""
    with sqlite3.connect(path) as beside:
        return beside.execute(query, parameters).fetchall()


def spoil(path: Path, query: str, *parameters: object) -> None:
    """Change the file behind everybody's back."""
    with sqlite3.connect(path) as beside:
        assert beside.execute(query, parameters).rowcount == 1
