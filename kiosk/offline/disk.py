"""The file under the kiosk's journal: one kiosk holds it, an entry that returned is on the disk, and whatever the
disk says no to is a JournalError. SQLite, WAL, synchronous=FULL.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kiosk.errors import KioskError
from kiosk.offline import tables

#: How long a writer waits for a lock that somebody else holds on the file.
BUSY_S = 0.25
FILE = "kiosk.db"


class JournalError(KioskError):
    """The journal cannot be read or written: nothing may be issued on it."""


class Disk:
    """Use it from one thread. `db` is for those who stand in a `transaction` or `reading`."""

    def __init__(self, state_dir: Path) -> None:
        with _named(state_dir):
            state_dir.mkdir(parents=True, exist_ok=True)
            self._lock = _hold(state_dir)
            self.db = sqlite3.connect(state_dir / FILE, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
            self.db.row_factory = sqlite3.Row
            self.db.execute("PRAGMA journal_mode=WAL")
            self.db.execute("PRAGMA synchronous=FULL")
            tables.make(self.db)

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()
        self._lock.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Raises JournalError for whatever the disk says no to."""
        with _named(Path(FILE)):
            yield self.db

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it is on the disk when this is left, or nothing of it."""
        with self.reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise


def _hold(state_dir: Path) -> IO[bytes]:
    """One kiosk, one journal: held for the life of the process, given back by the kernel when it dies."""
    lock = (state_dir / "kiosk.lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise JournalError(f"state directory {state_dir} is in use by another kiosk") from error
    return lock


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise JournalError(f"journal {path}: {error}") from error
