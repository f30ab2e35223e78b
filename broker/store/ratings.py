"""The marks that visitors gave: a database of its own, of counts alone.

Nothing in it is one rating. What a rating adds is spread over rows that do not name each other: the hour, the
service and the counter are counted apart, and so are marks and reasons. There is no order: the tables have no row
numbers, and there is no write-ahead log, which would keep one (each commit in its turn); the rollback journal is
emptied at every commit and what is overwritten is wiped (`secure_delete`). The day that is not over is not read:
who looks at the figures before and after a visit would see its mark.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, event, select
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from broker.store.connection import READER_WAITS_S, WRITER_WAITS_S
from broker.store.errors import StoreError, plain

RatingDimension = Literal["all", "hour", "service", "counter"]
FORM = 1

metadata = MetaData()

#: `dimension`: all, hour, service, counter; `key`: which. `n`: how many marks.
marks = Table(
    "marks",
    metadata,
    Column("date", Text, primary_key=True),
    Column("dimension", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("question", Text, primary_key=True),
    Column("mark", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: The same for what was said to be not good.
reasons = Table(
    "reasons",
    metadata,
    Column("date", Text, primary_key=True),
    Column("dimension", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)


class Rating(NamedTuple):
    """What one visitor said, on its way to the counts. It is kept nowhere."""

    date: str
    hour: int
    service: str
    counter: str
    marks: dict[str, int]
    reasons: tuple[str, ...] = ()


class Counted(NamedTuple):
    """Marks of one group: of its own key, or of several that had too few each. `by_mark`: mark -> how many."""

    keys: tuple[str, ...]
    question: str
    by_mark: dict[int, int]

    @property
    def total(self) -> int:
        """Marks in all."""
        return sum(self.by_mark.values())


class RatingStore:
    """The writer of the counts. Open with `RatingStore.open`; not for two threads."""

    def __init__(self, path: Path) -> None:
        self.path = path

        def connect() -> sqlite3.Connection:
            driver = sqlite3.connect(path, timeout=WRITER_WAITS_S, isolation_level=None)
            driver.execute("PRAGMA journal_mode=TRUNCATE")
            driver.execute("PRAGMA synchronous=FULL")
            driver.execute("PRAGMA secure_delete=ON")
            return driver

        self._engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool)
        event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))

    @classmethod
    def open(cls, path: Path) -> Self:
        """Make the file where there is none. Raises StoreError for one that cannot be used."""
        store = cls(path)
        try:
            with store._engine.begin() as connection:
                form = connection.exec_driver_sql("PRAGMA user_version").scalar()
                if form not in (0, FORM):
                    raise StoreError(f"database {path}: it was written by a newer program (form {form}, known: {FORM})")
                metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version={FORM}")
        except SQLAlchemyError as error:
            raise _plainly(path, error) from error
        return store

    def count(self, rating: Rating) -> None:
        """Count a rating, on the disk before this returns. Raises StoreError; then nothing of it is counted."""
        try:
            with self._engine.begin() as connection:
                for dimension, key in _groups(rating):
                    group = {"date": rating.date, "dimension": dimension, "key": key}
                    for question, mark in rating.marks.items():
                        connection.execute(_one_more(marks), {**group, "question": question, "mark": mark, "n": 1})
                    for reason in sorted(set(rating.reasons)):
                        connection.execute(_one_more(reasons), {**group, "reason": reason, "n": 1})
        except SQLAlchemyError as error:
            raise _plainly(self.path, error) from error


def _plainly(path: Path, error: SQLAlchemyError) -> StoreError:
    """Without the values of the statement that failed: they are somebody's marks."""
    original = getattr(error, "orig", None)
    return plain(path, original if isinstance(original, Exception) else RuntimeError(type(error).__name__))


def _groups(rating: Rating) -> tuple[tuple[RatingDimension, str], ...]:
    return (
        ("all", ""),
        ("hour", f"{rating.hour:02d}"),
        ("service", rating.service),
        ("counter", rating.counter),
    )


def _one_more(table: Table) -> Insert:
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_={"n": table.c.n + statement.excluded.n}
    )


def read_marks(
    path: Path, first: str, last: str, *, today: str, dimension: RatingDimension = "all", shown_from: int = 5
) -> list[Counted]:
    """Marks by group over days that are over, for managers. Raises StoreError.

    No group of fewer than `shown_from` marks is told: such are put together, and where that is still too few, with
    the smallest that would have been told, so that nobody finds them by subtraction. All in all too few: nothing.
    """
    found: dict[str, dict[str, dict[int, int]]] = {}
    for key, question, mark, n in _rows(path, marks, first, last, today, dimension):
        counts = found.setdefault(question, {}).setdefault(key, {})
        counts[mark] = counts.get(mark, 0) + n
    return [group for question in sorted(found) for group in _shown(question, found[question], shown_from)]


def read_reasons(path: Path, first: str, last: str, *, today: str, shown_from: int = 5) -> dict[str, int]:
    """How often each reason was given, all in all; a reason given fewer than `shown_from` times is left out."""
    found: dict[str, int] = {}
    for _key, reason, n in _rows(path, reasons, first, last, today, "all"):
        found[reason] = found.get(reason, 0) + n
    return {reason: n for reason, n in sorted(found.items()) if n >= shown_from}


def _rows(
    path: Path, table: Table, first: str, last: str, today: str, dimension: RatingDimension
) -> Iterable[tuple[Any, ...]]:
    wanted = [each for each in table.c if each.name not in ("date", "dimension")]
    query = select(*wanted).where(
        table.c.dimension == dimension, table.c.date >= first, table.c.date <= last, table.c.date < today
    )
    if not path.is_file():
        return []

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=READER_WAITS_S)

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(query)]
    except SQLAlchemyError as error:
        raise _plainly(path, error) from error
    finally:
        engine.dispose()


def _shown(question: str, groups: dict[str, dict[int, int]], shown_from: int) -> list[Counted]:
    by_size = sorted(groups, key=lambda key: (sum(groups[key].values()), key))
    few: list[str] = []
    count = 0
    for key in by_size:
        size = sum(groups[key].values())
        if size >= shown_from and not 0 < count < shown_from:
            break
        few.append(key)
        count += size
    told = [Counted((key,), question, groups[key]) for key in sorted(set(groups) - set(few))]
    return told + ([_together(question, few, groups)] if count >= shown_from else [])


def _together(question: str, keys: list[str], groups: dict[str, dict[int, int]]) -> Counted:
    by_mark: dict[int, int] = {}
    for key in keys:
        for mark, n in groups[key].items():
            by_mark[mark] = by_mark.get(mark, 0) + n
    return Counted(tuple(sorted(keys)), question, by_mark)
