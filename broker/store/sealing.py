"""Sealing of days: a chain of SHA-256 over all rows of the journal, by which any change is found (promise "History").

A day owns all rows after the day before it up to its own last row; its digest is over the digest of the day
before and these rows, in order. So no row stands outside the chain but those of the open day.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from broker.store import statements as sql

#: What stands before the first day.
NO_DIGEST = ""
_OFFICE = b'{"kind":"OfficeApplied"'

StoredRow = tuple[int, int, str | None, int, str, str, str]


class Chained(NamedTuple):
    """What a run of rows comes to."""

    digest: str
    row_count: int
    has_office: bool


def chain(previous: str, rows: Iterable[StoredRow]) -> Chained:
    """Digest of the day before and these rows: one JSON array a row, each followed by a line feed."""
    digest, count, has_office = hashlib.sha256(previous.encode()), 0, False
    for row in rows:
        digest.update(msgspec.json.encode(row) + b"\n")
        count += 1
        has_office = has_office or row[-1].encode().startswith(_OFFICE)
    return Chained(digest.hexdigest(), count, has_office)


def seal(driver: sqlite3.Connection, day: str, last_seq: int, closed_at: int) -> None:
    """Write the digest of a day that ends with row `last_seq`, inside the caller's transaction."""
    before_seq, previous = driver.execute(sql.LAST_SEAL).fetchone() or (0, NO_DIGEST)
    first_seq = before_seq + 1
    sealed = chain(previous, driver.execute(sql.ROWS_BETWEEN, (first_seq, last_seq)))
    driver.execute(sql.OPEN_DAY, (day, None))
    driver.execute(
        sql.SEAL_DAY,
        (closed_at, first_seq, last_seq, sealed.row_count, sealed.digest, previous, sealed.has_office, day),
    )
