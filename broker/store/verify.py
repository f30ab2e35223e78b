"""Checking a file: is the journal what was sealed? Used by `python -m broker verify`, also while the engine runs.

Who can write the file can also write a whole new chain: the digests printed on the sheets of each day's end are
what such a chain is held against.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from broker.contract import codec
from broker.store import connection, sealing
from broker.store import statements as sql
from broker.store.errors import plain


class SealedDay(NamedTuple):
    """A day as it was sealed."""

    day: str
    first_seq: int
    last_seq: int
    row_count: int
    digest: str
    previous: str
    has_office: bool
    removed: bool


NO_DAY = SealedDay("", 1, 0, 0, sealing.NO_DIGEST, sealing.NO_DIGEST, False, True)


def verify(path: Path) -> list[str]:
    """All that is wrong with the database at `path`, a sentence each; empty if nothing is.

    Found are rows edited, missing, added or in another order, a broken chain of digests, rows of the open day
    that cannot be read, and damage to the file. Raises StoreError where there is no such file.
    """
    problems: list[str] = []
    try:
        with connection.reading(path) as driver:
            driver.text_factory = _text
            problems.extend(_problems(driver))
    except sqlite3.Error as error:
        problems.append(str(plain(path, error)))
    return problems


def count_sealed(path: Path) -> int:
    """How many days are sealed, and so can be proven. Raises StoreError where there is no such file."""
    with connection.reading(path) as driver:
        return len(driver.execute(sql.SEALED_DAYS).fetchall())


def _text(raw: bytes) -> str:
    """A flipped byte need not be UTF-8: what is unreadable is another text, and found as such."""
    return raw.decode("utf-8", "replace")


def _problems(driver: sqlite3.Connection) -> Iterator[str]:
    for (found,) in driver.execute("PRAGMA integrity_check"):
        if found != "ok":
            yield f"the file is damaged: {found}"
    before = NO_DAY
    for day in [SealedDay(*found) for found in driver.execute(sql.SEALED_DAYS)]:
        yield from _link(before, day)
        yield from _removed_rows(driver, day) if day.removed else _sealed_rows(driver, day)
        before = day
    yield from _open_rows(driver, before)


def _link(before: SealedDay, day: SealedDay) -> Iterator[str]:
    if day.previous != before.digest:
        yield f"day {day.day} does not follow on {before.day or 'nothing'}: the chain is broken"
    if day.first_seq != before.last_seq + 1:
        yield f"day {day.day} begins with row {day.first_seq}; row {before.last_seq + 1} belongs to no day"


def _removed_rows(driver: sqlite3.Connection, day: SealedDay) -> Iterator[str]:
    there = [row[0] for row in driver.execute(sql.ROWS_BETWEEN, (day.first_seq, day.last_seq))]
    if there:
        yield f"day {day.day} was removed by retention, but {_rows(there)} there"


def _sealed_rows(driver: sqlite3.Connection, day: SealedDay) -> Iterator[str]:
    rows = list(driver.execute(sql.ROWS_BETWEEN, (day.first_seq, day.last_seq)))
    missing = sorted(set(range(day.first_seq, day.last_seq + 1)) - {row[0] for row in rows})
    if missing:
        yield f"day {day.day}: {_rows(missing)} missing"
    elif sealing.chain(day.previous, rows).digest != day.digest:
        yield f"day {day.day}: rows {day.first_seq} to {day.last_seq} are not what was sealed: edited or reordered"


def _open_rows(driver: sqlite3.Connection, before: SealedDay) -> Iterator[str]:
    last = before.last_seq
    for row in driver.execute(sql.ROWS_AFTER, (before.last_seq,)):
        if row[0] != last + 1:
            yield f"{_rows(list(range(last + 1, row[0])))} missing"
        last = row[0]
        try:
            codec.decode_event(row[-1].encode())
        except codec.ContractError as error:
            yield f"row {row[0]} cannot be read: {error}"
    (snapshot,) = driver.execute(sql.NEWEST_SNAPSHOT).fetchone()
    if snapshot is not None and snapshot > last:
        yield f"{_rows(list(range(last + 1, snapshot + 1)))} missing"


def _rows(numbers: list[int]) -> str:
    """ "row 3 is", "rows 3, 4, 5 are", "rows 3, 4, 5 and 12 more are"."""
    if len(numbers) == 1:
        return f"row {numbers[0]} is"
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"rows {', '.join(map(str, numbers[:5]))}{more} are"
