"""The writer: journal, wait log, figures and snapshots, one durable transaction a group of commands."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, Self

import msgspec
from sqlalchemy import Engine
from sqlalchemy.pool import PoolProxiedConnection

from broker.contract import codec
from broker.contract.events import DayOpened, OfficeApplied, TicketIssued
from broker.core.legs import Leg
from broker.core.measures import Tally
from broker.store import connection, lock, migrate, retention, sealing
from broker.store import statements as sql
from broker.store.errors import StoreError, plain
from broker.store.rows import Batch, Row

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_json = msgspec.json.Encoder()


class Store:
    """The database of one office, held by one program. Not for two threads. Open with `Store.open`."""

    def __init__(self, path: Path, engine: Engine, held: int) -> None:
        self.path, self._engine, self._held = path, engine, held
        self._pooled: PoolProxiedConnection | None = None

    @classmethod
    def open(cls, path: Path, *, holder: str, factory: type[sqlite3.Connection] = sqlite3.Connection) -> Self:
        """Hold the database, making or upgrading it where needed. `holder`: what others are told when they try.

        Raises StoreHeld while another program has it; StoreError for a file that cannot be used.
        """
        store = cls(path, connection.writer(path, factory), lock.hold(path, holder))
        try:
            migrate.to_head(store._engine, path)
            store._open_driver()
        except BaseException as error:
            store.close()
            _raise_plain(path, error)
        return store

    def close(self) -> None:
        """Let go of the database. Another program may open it."""
        if self._pooled is not None:
            self._pooled.close()
            self._pooled = None
        self._engine.dispose()
        if self._held >= 0:
            lock.let_go(self._held)
            self._held = -1

    def commit(self, batch: Batch) -> None:
        """Store a batch, on the disk before this returns.

        Raises StoreError; then nothing of the batch is stored, and the store can be used again.
        """
        with self._transaction() as driver:
            _add_rows(driver, batch.rows)
            _put_figures(driver, batch)
            _put_requests(driver, batch)
            if batch.seal is not None:
                _seal(driver, batch, batch.seal)
            if batch.snapshot is not None:
                _put_snapshot(driver, batch.snapshot)

    def load(self, usable: Callable[[bytes], bool] = bool) -> tuple[bytes | None, list[Row]]:
        """The newest snapshot that is whole and `usable`, and the rows after it; without one, all rows.

        Raises StoreError, naming the row, for one that cannot be read.
        """
        with self._reading() as driver:
            seq, snapshot = _newest_snapshot(driver, usable)
            return snapshot, [self._row(row) for row in driver.execute(sql.ROWS_AFTER, (seq,))]

    def last_seq(self) -> int:
        """The number of the newest row of the journal; 0 of an empty one."""
        with self._reading() as driver:
            return int(driver.execute(sql.LAST_SEQ).fetchone()[0] or 0)

    def identity(self) -> str:
        """What this database, and no other made anew, is known by."""
        with self._reading() as driver:
            return _get(driver, "identity") or ""

    def next_epoch(self) -> int:
        """A number greater than all before it, stored: for each start and each rebuild."""
        with self._transaction() as driver:
            epoch = int(_get(driver, "epoch") or 0) + 1
            driver.execute(sql.PUT_META, ("epoch", str(epoch)))
        return epoch

    def anchor(self) -> tuple[int, float] | None:
        """Engine time (ms since 1970) and BOOTTIME (s) of the stored anchor; None if it is of another boot."""
        with self._reading() as driver:
            stored = _get(driver, "anchor")
        if stored is None:
            return None
        unix_ms, boottime_s, boot_id = msgspec.json.decode(stored, type=tuple[int, float, str])
        return (unix_ms, boottime_s) if boot_id == BOOT_ID.read_text().strip() else None

    def set_anchor(self, unix_ms: int, boottime_s: float) -> None:
        """Store a new anchor, of this boot. Raises StoreError."""
        body = _json.encode((unix_ms, boottime_s, BOOT_ID.read_text().strip())).decode()
        with self._transaction() as driver:
            driver.execute(sql.PUT_META, ("anchor", body))

    def retain(self, days: int) -> list[str]:
        """Remove rows and legs of sealed days more than `days` days before the newest; returns the days removed.

        What stays all the same: see `retention`. One transaction a day. Raises StoreError.
        """
        with self._reading() as driver:
            due = retention.due(driver, days)
        for day in due:
            with self._transaction() as driver:
                retention.remove(driver, day)
        return [day.day for day in due if day.rows]

    def _row(self, stored: sealing.StoredRow) -> Row:
        try:
            return Row(*stored[:-1], codec.decode_event(stored[-1].encode()))
        except codec.ContractError as error:
            raise StoreError(f"database {self.path}: row {stored[0]} of the journal cannot be read: {error}") from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction; whatever goes wrong in it, nothing of it is stored and the connection can be used again."""
        driver = self._open_driver()
        try:
            driver.execute("BEGIN IMMEDIATE")
            yield driver
            driver.execute("COMMIT")
        except BaseException as error:
            self._take_back(driver)
            _raise_plain(self.path, error)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._open_driver()
        except Exception as error:
            _raise_plain(self.path, error)

    def _open_driver(self) -> sqlite3.Connection:
        """The one connection, opened again if an error took it away."""
        if self._held < 0:
            raise StoreError(f"database {self.path}: it was closed by this program")
        if self._pooled is None:
            try:
                self._pooled = self._engine.raw_connection()
            except Exception as error:
                _raise_plain(self.path, error)
        driver = self._pooled.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver

    def _take_back(self, driver: sqlite3.Connection) -> None:
        """Roll back; where even that fails, drop the connection, which does it too."""
        try:
            if driver.in_transaction:
                driver.execute("ROLLBACK")
        except sqlite3.Error:
            if self._pooled is not None:
                self._pooled.invalidate()
            self._pooled = None


def _raise_plain(path: Path, error: BaseException) -> NoReturn:
    """Any failure as a StoreError; what is no failure (an interrupt) as it is."""
    if isinstance(error, StoreError) or not isinstance(error, Exception):
        raise error
    raise plain(path, getattr(error, "orig", None) or error) from error


def _add_rows(driver: sqlite3.Connection, rows: list[Row]) -> None:
    driver.executemany(sql.ADD_ROW, [_stored(row) for row in rows])
    for row in rows:
        if isinstance(row.event, DayOpened):
            driver.execute(sql.OPEN_DAY, (row.event.day, row.at))
        elif isinstance(row.event, OfficeApplied):
            driver.execute(sql.PUT_META, ("office_seq", str(row.seq)))


def _put_figures(driver: sqlite3.Connection, batch: Batch) -> None:
    if batch.gone_legs:
        driver.executemany(sql.DROP_LEG, batch.gone_legs)
    if batch.legs:
        driver.executemany(sql.PUT_LEG, map(_leg, batch.legs))
    if batch.tallies:
        driver.executemany(sql.PUT_TALLY, [_tally(*tally) for tally in batch.tallies])


def _put_requests(driver: sqlite3.Connection, batch: Batch) -> None:
    """An offline ticket stands for its request, whatever number the engine had given it (promise "Numbers")."""
    if not batch.requests:
        return
    offline = {row.event.ticket for row in batch.rows if isinstance(row.event, TicketIssued) and row.event.offline}
    for request in batch.requests:
        driver.execute(sql.TAKE_OVER_REQUEST if request[1] in offline else sql.ADD_REQUEST, request)


def _seal(driver: sqlite3.Connection, batch: Batch, day: str) -> None:
    """Commands after the closing may be in the same group: the day ends with its own last row."""
    own = [row for row in batch.rows if row.day == day]
    if not own:
        raise StoreError(f"day {day} cannot be sealed: the batch holds no row of it")
    sealing.seal(driver, day, own[-1].seq, own[-1].at)
    driver.execute(sql.PRUNE_REQUESTS, (day,))


def _put_snapshot(driver: sqlite3.Connection, body: bytes) -> None:
    last_seq = driver.execute(sql.LAST_SEQ).fetchone()[0] or 0
    driver.execute(sql.PUT_SNAPSHOT, (last_seq, hashlib.sha256(body).hexdigest(), body))
    driver.execute(sql.PRUNE_SNAPSHOTS)


def _newest_snapshot(driver: sqlite3.Connection, usable: Callable[[bytes], bool]) -> tuple[int, bytes | None]:
    for seq, digest, body in driver.execute(sql.SNAPSHOTS):
        if hashlib.sha256(body).hexdigest() == digest and usable(body):
            return seq, body
    return 0, None


def _get(driver: sqlite3.Connection, key: str) -> str | None:
    found = driver.execute(sql.GET_META, (key,)).fetchone()
    return found[0] if found else None


def _stored(row: Row) -> sealing.StoredRow:
    body = codec.encode_event(row.event).decode()
    return row.seq, row.at, row.day, row.epoch, row.device, row.command_id, body


def _leg(leg: Leg) -> tuple[object, ...]:
    return (*msgspec.structs.astuple(leg)[:-1], " ".join(leg.marks))


def _tally(day: str, dimension: str, key: str, tally: Tally) -> tuple[object, ...]:
    *counts, histograms = msgspec.structs.astuple(tally)
    return dimension, day, key, *counts, _json.encode(histograms).decode()
