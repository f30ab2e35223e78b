"""The file of the accounts: opened, brought to the tables of today, readable by its owner only."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import SQLAlchemyError

from broker.store import StoreError, migrate
from broker.store.connection import writer
from broker.store.errors import plain
from broker.web.accounts.tables import meta

MIGRATIONS = Path(__file__).parent / "migrations"
#: The newest revision in `migrations/versions` (a test compares).
HEAD = "0001"
#: The command line and the pages may write at the same moment.
WAITS_S = 5.0


class AccountsError(StoreError):
    """What was asked of the accounts cannot be. Root of this room's errors."""


def wall_s() -> int:
    """Unix seconds."""
    return int(time.time())


class Base:
    """The open file. `now_s`: the time, for tests a parameter."""

    def __init__(self, path: Path, now_s: Callable[[], int] = wall_s) -> None:
        self.path, self.now_s = path, now_s
        if not path.parent.is_dir():
            raise AccountsError(f"accounts {path}: there is no folder {path.parent}")
        try:
            if not path.exists():
                path.touch(mode=0o600)
            self._engine = writer(path, waits_s=WAITS_S)
            migrate.to_head(self._engine, path, MIGRATIONS, HEAD)
        except OSError as error:
            raise AccountsError(f"accounts {path}: {error.strerror}") from error
        except SQLAlchemyError as error:
            raise plain(path, getattr(error, "orig", None) or error) from error
        self.signing_key = self._signing_key()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction. Raises StoreError: then nothing of it is stored."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise plain(self.path, getattr(error, "orig", None) or error) from error

    def _signing_key(self) -> str:
        """What signs the cookies; made once, so that a restart signs nobody out."""
        with self.begin() as connection:
            found = connection.execute(select(meta.c.value).where(meta.c.name == "signing_key")).scalar()
            if found is None:
                found = secrets.token_hex(32)
                connection.execute(insert(meta).values(name="signing_key", value=found))
        return str(found)
