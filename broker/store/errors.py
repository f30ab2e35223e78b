"""What can go wrong with the database, in plain sentences."""

from __future__ import annotations

from pathlib import Path

#: Beginning of SQLite's own name of an error -> what it means to the person who reads it. The first that fits is taken.
_PLAIN = {
    "SQLITE_BUSY": "it is locked by another program",
    "SQLITE_LOCKED": "it is locked by another program",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_IOERR": "the disk reports an error",
    "SQLITE_CORRUPT": "the file is damaged",
    "SQLITE_NOTADB": "the file is damaged or not a database",
    "SQLITE_READONLY": "it may not be written",
    "SQLITE_CANTOPEN": "it cannot be opened",
    "SQLITE_CONSTRAINT": "it holds this already",
}


class StoreError(Exception):
    """The database did not do what was asked. Nothing of what was asked is stored."""


class StoreHeld(StoreError):
    """Another program holds the database for writing."""


def plain(path: Path, error: Exception) -> StoreError:
    """The error of a driver as one sentence that names the file and what is wrong with it."""
    name: str = getattr(error, "sqlite_errorname", None) or ""
    for beginning, meaning in _PLAIN.items():
        if name.startswith(beginning):
            return StoreError(f"database {path}: {meaning} ({name}: {error})")
    return StoreError(f"database {path}: {error or type(error).__name__}")
