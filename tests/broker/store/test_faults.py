import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.contract.events import DayClosed
from broker.store import Batch, Store, StoreError
from tests.broker.store.faults import FaultyConnection
from tests.broker.store.make import DAY, look, row, spoil, tickets

pytestmark = pytest.mark.edge


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    FaultyConnection.fail_at, FaultyConnection.fail_rollback = None, False
    opened = Store.open(path, holder="the test", factory=FaultyConnection)
    yield opened
    FaultyConnection.fail_at = None
    opened.close()


def group(first: int, count: int) -> Batch:
    """Everything a batch can hold."""
    batch = tickets(first, count)
    batch.rows.append(row(first + count, DayClosed(day=DAY, issued=count, unserved=0)))
    batch.gone_legs, batch.snapshot, batch.seal = [(f"{DAY}.A-900", 1)], b"state", f"{DAY}"
    return batch


def content(path: Path) -> list[object]:
    tables = ("journal", "legs", "tallies", "requests", "snapshots", "days", "meta")
    return [look(path, f"SELECT * FROM {table}") for table in tables]


@pytest.mark.parametrize("count", range(1, 51))
def test_a_group_that_fails_at_any_statement_leaves_nothing_behind(store: Store, path: Path, count: int) -> None:
    store.commit(tickets(1, 3))
    before, batch, failed = content(path), group(4, count), 0
    beside = sqlite3.connect(path)
    version = beside.execute("PRAGMA data_version").fetchone()
    while True:
        FaultyConnection.fail_at = failed + 1
        try:
            store.commit(batch)
        except StoreError:
            failed += 1
            assert beside.execute("PRAGMA data_version").fetchone() == version  # nobody has committed anything
        else:
            break
    FaultyConnection.fail_at = None
    beside.close()
    assert failed >= 9 + count  # begin, rows, legs twice, figures, a request each, seal, snapshot, commit
    assert content(path) != before
    assert len(store.load(usable=lambda _: False)[1]) == 3 + count + 1


def test_after_a_fault_the_content_is_what_it_was(store: Store, path: Path) -> None:
    store.commit(tickets(1, 3))
    before = content(path)
    FaultyConnection.fail_at = 5
    with pytest.raises(StoreError, match="disk I/O error"):
        store.commit(group(4, 2))
    assert content(path) == before


def test_a_connection_that_cannot_even_roll_back_is_replaced(
    store: Store, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.commit(tickets(1, 1))
    broken, before = FaultyConnection.latest, content(path)
    FaultyConnection.fail_at, FaultyConnection.fail_rollback = 4, True
    with pytest.raises(StoreError):
        store.commit(tickets(2, 1))
    assert content(path) == before
    store.commit(tickets(2, 1))
    assert FaultyConnection.latest is not broken
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        broken.execute("SELECT 1")
    assert caplog.records == []
    assert len(store.load()[1]) == 2


def test_an_interrupt_in_a_batch_leaves_nothing_and_goes_through(store: Store, path: Path) -> None:
    class Interrupting(list[object]):
        def __iter__(self) -> Iterator[object]:
            raise KeyboardInterrupt

    before = content(path)
    batch = tickets(1, 2)
    batch.requests = Interrupting(batch.requests)  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        store.commit(batch)
    assert content(path) == before
    store.commit(tickets(1, 2))


def test_what_does_not_fit_into_a_column_is_a_store_error(store: Store) -> None:
    batch = tickets(1, 1)
    batch.legs[0].taken = 2**70  # type: ignore[assignment]
    with pytest.raises(StoreError):
        store.commit(batch)
    store.commit(tickets(1, 1))


def test_a_full_disk_is_said_and_survived(store: Store, path: Path) -> None:
    store.commit(tickets(1, 1))
    pages = FaultyConnection.latest.execute("PRAGMA page_count").fetchone()[0]
    FaultyConnection.latest.execute(f"PRAGMA max_page_count={pages}")
    before = content(path)
    with pytest.raises(StoreError, match="the disk is full"):
        store.commit(Batch(rows=[row(2, tickets(2, 1).rows[0].event)], snapshot=b"x" * 100_000))
    assert content(path) == before
    FaultyConnection.latest.execute("PRAGMA max_page_count=100000")
    store.commit(tickets(2, 1))
    assert len(store.load()[1]) == 2


def test_a_locked_database_is_said_and_survived(store: Store, path: Path) -> None:
    store.commit(tickets(1, 1))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked by another program"):
        store.commit(tickets(2, 1))
    with pytest.raises(StoreError, match="locked by another program"):
        store.next_epoch()
    assert len(store.load()[1]) == 1
    other.execute("ROLLBACK")
    other.close()
    store.commit(tickets(2, 1))
    assert len(store.load()[1]) == 2


def test_a_reader_beside_it_does_not_lock_the_writer_out(store: Store, path: Path) -> None:
    store.commit(tickets(1, 1))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    assert other.execute("SELECT count(*) FROM journal").fetchone() == (1,)
    store.commit(tickets(2, 1))
    assert other.execute("SELECT count(*) FROM journal").fetchone() == (1,)
    other.close()


def test_spoiled_files_are_refused_in_a_sentence(path: Path) -> None:
    path.write_bytes(b"this is no database, but it is long enough to look at" * 20)
    with pytest.raises(StoreError, match="damaged or not a database"):
        Store.open(path, holder="the test")
    path.unlink()
    Store.open(path, holder="the test").close()
    spoil(path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="written by a newer program"):
        Store.open(path, holder="the test")


def test_a_database_of_somebody_else_is_not_touched(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE accounts (name TEXT)")
    with pytest.raises(StoreError, match="not written by this program"):
        Store.open(path, holder="the test")
    assert look(path, "SELECT name FROM sqlite_master") == [("accounts",)]
