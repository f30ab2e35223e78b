"""What goes and what stays when old days are removed."""

from pathlib import Path

import pytest

from broker.contract.events import AnyEvent, OfficeApplied
from broker.store import Batch, Store
from broker.store.verify import verify
from tests.broker.store.make import look, row, spoil, tickets, whole_day
from tests.broker.store.offices import OFFICE

pytestmark = pytest.mark.edge

DAYS = [f"2026-11-{day:02d}" for day in range(2, 12)]


@pytest.fixture
def ten_days(store: Store) -> Store:
    """Ten days of four tickets; offices were applied on the 1st and the 4th of them."""
    seq = 1
    for n, day in enumerate(DAYS):
        office: list[AnyEvent] = [OfficeApplied(office=OFFICE)] if n in (0, 3) else []
        seq = whole_day(store, seq, 4, day, *office)
    return store


def days_with_rows(path: Path) -> list[object]:
    return [day for (day,) in look(path, "SELECT DISTINCT day FROM journal WHERE day IS NOT NULL ORDER BY day")]


def test_old_days_go_and_their_digests_and_figures_stay(ten_days: Store, path: Path) -> None:
    chain = look(path, "SELECT day, digest, previous, row_count FROM days ORDER BY day")
    figures = look(path, "SELECT * FROM tallies ORDER BY day")
    removed = ten_days.retain(4)
    assert removed == [day for day in DAYS[:5] if day != DAYS[3]]  # the office in force since then is needed
    assert days_with_rows(path) == [DAYS[3], *DAYS[5:]]
    assert [day for (day,) in look(path, "SELECT DISTINCT day FROM legs ORDER BY day")] == DAYS[5:]
    assert look(path, "SELECT day, digest, previous, row_count FROM days ORDER BY day") == chain
    assert look(path, "SELECT * FROM tallies ORDER BY day") == figures
    assert verify(path) == []
    assert ten_days.retain(4) == []


def test_a_rebuild_needs_nothing_that_was_removed(ten_days: Store, path: Path) -> None:
    before = ten_days.load()
    assert ten_days.retain(0) == [*DAYS[:3], *DAYS[4:9]]
    assert ten_days.load() == before
    ten_days.commit(tickets(500, 1, "2026-12-24"))
    rows = ten_days.load(usable=lambda _: False)[1]
    assert isinstance(rows[0].event, OfficeApplied)


def test_rows_after_the_older_snapshot_stay(store: Store, path: Path) -> None:
    seq = whole_day(store, 1, 2, "2026-01-05", snapshot=b"first")
    for day in ("2026-01-06", "2026-01-07"):
        store.commit(Batch(rows=tickets(seq, 2, day).rows))
        store.commit(Batch(rows=tickets(seq + 2, 1, day).rows, seal=day))
        seq += 3
    store.commit(Batch(rows=tickets(seq, 1, "2026-11-23").rows, snapshot=b"second"))
    store.commit(Batch(rows=[row(seq + 1, tickets(1, 1).rows[0].event)], seal="2026-11-23"))
    assert store.retain(30) == ["2026-01-05"]
    assert verify(path) == []


def test_without_a_snapshot_nothing_is_removed(store: Store, path: Path) -> None:
    store.commit(Batch(rows=tickets(1, 2, "2026-01-05").rows, seal="2026-01-05"))
    store.commit(Batch(rows=tickets(3, 2, "2026-11-05").rows, seal="2026-11-05"))
    assert store.retain(30) == []
    assert len(store.load()[1]) == 4


def test_an_empty_journal_has_nothing_to_remove(store: Store) -> None:
    assert store.retain(1) == []


def test_a_row_put_back_into_a_removed_day_is_found(ten_days: Store, path: Path) -> None:
    ten_days.retain(4)
    spoil(path, "INSERT INTO journal VALUES (3, 1, '2026-11-02', 1, 'x', 'y', '{}')")
    assert verify(path) == [f"day {DAYS[0]} was removed by retention, but row 3 is there"]
