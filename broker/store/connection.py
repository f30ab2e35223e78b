"""Opening the file: for the one writer, and for readers beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from broker.store.errors import StoreError

#: How long the engine waits for a lock of a stranger: longer, and its beat would be missed.
WRITER_WAITS_S = 0.25
READER_WAITS_S = 5.0


def writer(
    path: Path, factory: type[sqlite3.Connection] = sqlite3.Connection, waits_s: float = WRITER_WAITS_S
) -> Engine:
    """The writer's engine: write-ahead log, each commit on the disk before it returns.

    `factory`: the class of connection; tests of faults bring their own. `waits_s`: for a lock of another.
    """

    def connect() -> sqlite3.Connection:
        driver = sqlite3.connect(path, timeout=waits_s, isolation_level=None, factory=factory)
        driver.execute("PRAGMA journal_mode=WAL")
        driver.execute("PRAGMA synchronous=FULL")
        return driver

    return _engine(connect)


def reader(path: Path) -> Engine:
    """An engine that cannot write. Raises StoreError where there is no such file."""
    if not path.is_file():
        raise StoreError(f"database {path}: there is no such file")

    def connect() -> sqlite3.Connection:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        return sqlite3.connect(uri, uri=True, timeout=READER_WAITS_S, isolation_level=None)

    return _engine(connect)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A reader's bare connection, seeing the file as it is at one moment. Raises sqlite3.Error, StoreError."""
    engine = reader(path)
    try:
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.execute("BEGIN")
            yield driver
    except SQLAlchemyError as error:
        raise getattr(error, "orig", None) or error from error
    finally:
        engine.dispose()


def _engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """The driver opens no transaction by itself here, so that changes of tables are inside one as well."""
    connection.exec_driver_sql("BEGIN")
