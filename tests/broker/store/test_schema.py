import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from broker.core.legs import Leg
from broker.core.measures import Tally
from broker.store import Store
from broker.store.migrate import HEAD, MIGRATIONS
from broker.store.tables import legs, metadata, tallies
from tests.broker.store.make import look

pytestmark = pytest.mark.edge


def statements(path: Path) -> dict[object, list[str]]:
    """Each table as SQLite keeps it, without the order of its constraints and the spaces."""
    found = look(path, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'")
    return {name: sorted(line.strip(" ,\t") for line in str(text).splitlines()) for name, text in found}


def test_the_migrations_lead_to_the_tables(store: Store, path: Path, tmp_path: Path) -> None:
    store.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    other = tmp_path / "other.db"
    metadata.create_all(create_engine(f"sqlite:///{other}"))
    assert statements(path) == statements(other)


def test_the_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_a_file_at_the_head_is_opened_without_alembic(store: Store, path: Path) -> None:
    store.close()
    program = (
        "import sys; from pathlib import Path; from broker.store import Store;"
        "Store.open(Path(sys.argv[1]), holder='x').close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_columns_are_the_fields_of_legs_and_tallies() -> None:
    assert [column.name for column in legs.columns] == [field.name for field in msgspec.structs.fields(Leg)]
    counts = [column.name for column in tallies.columns][3:]
    assert counts == [field.name for field in msgspec.structs.fields(Tally)]


def test_the_file_is_a_write_ahead_log(store: Store, path: Path) -> None:
    assert look(path, "PRAGMA journal_mode") == [("wal",)]
