"""Retention: rows and legs of old sealed days go, whole days at a time; digests, counts and figures stay.

What a rebuild needs stays too: all rows after the older snapshot, and the day in which the office in force at
the first kept row was applied.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from broker.store import statements as sql


class OldDay(NamedTuple):
    """A sealed day whose legs are due; `rows`: the range of its journal rows, None where these must stay."""

    day: str
    rows: tuple[int, int] | None


def due(driver: sqlite3.Connection, keep_days: int) -> list[OldDay]:
    """Sealed days more than `keep_days` days before the newest day there is, that still hold something."""
    newest = driver.execute(sql.NEWEST_DAY).fetchone()[0]
    if newest is None:
        return []
    limit = (date.fromisoformat(newest[:10]) - timedelta(days=keep_days)).isoformat()
    old = [day for day in driver.execute(sql.SEALED_DAYS) if day[0] < limit]
    with_office = [day[0] for day in old if day[6]]
    needed_from = driver.execute(sql.OLDEST_SNAPSHOT).fetchone()[0] or 0
    return [
        OldDay(day, (first, last) if last <= needed_from and day not in with_office[-1:] else None)
        for day, first, last, _, _, _, _, removed in old
        if not removed
    ]


def remove(driver: sqlite3.Connection, old: OldDay) -> None:
    """Remove one day, inside the caller's transaction. A ticket's id is its day, a full stop, its number."""
    driver.execute(sql.DROP_LEGS_BETWEEN, (f"{old.day}.", f"{old.day}/"))
    if old.rows is not None:
        driver.execute(sql.DROP_ROWS_BETWEEN, old.rows)
        driver.execute(sql.MARK_REMOVED, (True, old.day))
