"""Bringing a file to the tables of this program. Alembic is imported only when there is something to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Engine

from broker.store.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
#: The newest revision in `migrations/versions` (a test compares).
HEAD = "0001"


def revision(driver: sqlite3.Connection) -> str | None:
    """The revision of a file; None of an empty one."""
    known = driver.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = known and driver.execute("SELECT version_num FROM alembic_version").fetchone()
    return found[0] if found else None


def to_head(engine: Engine, path: Path) -> None:
    """Upgrade the file, all in one transaction, if it needs it.

    Raises StoreError for a file of a newer program, and for a database that is not ours.
    """
    with engine.connect() as connection:
        present = connection.connection.driver_connection
        assert isinstance(present, sqlite3.Connection)
        found = revision(present)
        if found is None and present.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise StoreError(f"database {path}: it was not written by this program")
    if found is None or found < HEAD:
        _upgrade(engine)
    elif found > HEAD:
        raise StoreError(f"database {path}: it was written by a newer program (revision {found}, known: {HEAD})")


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
