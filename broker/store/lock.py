"""One writer at a time: an exclusive lock beside the database, gone with the program that took it however it ended."""

from __future__ import annotations

import fcntl
import os
from datetime import datetime
from pathlib import Path

import msgspec

from broker.store.errors import StoreError, StoreHeld


class Holding(msgspec.Struct):
    """Who holds the database; `since` in local time."""

    holder: str
    pid: int
    since: str


def lock_path(path: Path) -> Path:
    """The file the lock is taken on: never the database itself, whose locks are SQLite's."""
    return path.with_name(path.name + ".lock")


def hold(path: Path, holder: str) -> int:
    """Take the lock of the database at `path`; returns the descriptor that keeps it while it is open.

    Raises StoreHeld, naming who has it, or StoreError where no lock file can be written.
    """
    if not path.parent.is_dir():
        raise StoreError(f"database {path}: there is no folder {path.parent}")
    try:
        descriptor = os.open(lock_path(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(f"database {path}: cannot be locked: {error.strerror}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        by = _read(descriptor)
        os.close(descriptor)
        raise StoreHeld(f"database {path} is held by {by}") from None
    _write(descriptor, Holding(holder, os.getpid(), datetime.now().astimezone().isoformat(" ", "seconds")))
    return descriptor


def let_go(descriptor: int) -> None:
    """Give the lock back. The file stays: removing it would let two programs lock two files of one name."""
    os.close(descriptor)


def _write(descriptor: int, holding: Holding) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, msgspec.json.encode(holding), 0)


def _read(descriptor: int) -> str:
    try:
        holding = msgspec.json.decode(os.pread(descriptor, 4096, 0), type=Holding)
    except msgspec.MsgspecError:  # it has the lock and has not written its name yet
        return "another program"
    return f"{holding.holder} (pid {holding.pid}) since {holding.since}"
