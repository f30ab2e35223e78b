"""The working state as the database gives it: the newest snapshot that can be read, and the rows after it."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from broker.contract.events import OfficeApplied
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.core.evolve import evolve
from broker.core.floor import Changes, Floor
from broker.core.state import State, load
from broker.store import Store


class Rebuilt(NamedTuple):
    """The floor, how many rows were read after the snapshot, and when the last of them happened (0: there is none)."""

    floor: Floor
    rows: int
    last_at: InstantMs


def rebuild(store: Store) -> Rebuilt:
    """Read the floor. Raises StoreError."""
    snapshot, rows = store.load(_readable)
    floor = Floor(load(snapshot) if snapshot is not None else State())
    for row in rows:
        evolve(floor, row.event, InstantMs(row.at), Changes())
    return Rebuilt(floor, len(rows), InstantMs(rows[-1].at if rows else 0))


def last_office(store: Store) -> Office | None:
    """The office in force when the database was last written; None of a new one."""
    snapshot, rows = store.load(_readable)
    applied = [row.event.office for row in rows if isinstance(row.event, OfficeApplied)]
    return applied[-1] if applied else load(snapshot).office if snapshot is not None else None


def _readable(snapshot: bytes) -> bool:
    """Whether this version can read a snapshot; if not, the journal is replayed instead."""
    try:
        load(snapshot)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False
    return True
