"""Bringing a file to the tables of this program. Alembic is imported only when there is something to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine

from broker.store.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
#: The newest revision in `migrations/versions` (a test compares).
HEAD = "0002"


def revision(connection: Connection) -> str | None:
    """The revision of a file; None of an empty one, and of one that is not ours."""
    known = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first()
    found = known and connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return found[0] if found else None


def to_head(engine: Engine, path: Path, migrations: Path = MIGRATIONS, head: str = HEAD) -> None:
    """Upgrade the file, all in one transaction, if it needs it. Other files of ours bring their own `migrations`.

    Raises StoreError for a file of a newer program, and for a database that is not ours.
    """
    with engine.connect() as connection:
        found = revision(connection)
        if found is None and connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            raise StoreError(f"database {path}: it was not written by this program")
    if found is None or found < head:
        _upgrade(engine, migrations)
    elif found > head:
        raise StoreError(f"database {path}: it was written by a newer program (revision {found}, known: {head})")


def _upgrade(engine: Engine, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
