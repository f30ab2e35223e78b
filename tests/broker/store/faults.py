"""A connection that fails on command: faults where a real disk would have them."""

import sqlite3
from typing import Any, ClassVar


class FaultyConnection(sqlite3.Connection):
    """Fails at the k-th statement from when `fail_at` is set to k, COMMIT included; once. None: never.

    `fail_rollback`: the next ROLLBACK fails as well. `latest`: the connection opened last.
    """

    fail_at: ClassVar[int | None] = None
    fail_rollback: ClassVar[bool] = False
    latest: ClassVar["FaultyConnection"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        FaultyConnection.latest = self

    def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
        self._step(sql)
        return super().execute(sql, *args)

    def executemany(self, sql: str, *args: Any) -> sqlite3.Cursor:
        self._step(sql)
        return super().executemany(sql, *args)

    def _step(self, sql: str) -> None:
        cls = FaultyConnection
        if sql == "ROLLBACK":
            if cls.fail_rollback:
                cls.fail_rollback = False
                raise sqlite3.OperationalError("disk I/O error")
        elif cls.fail_at is not None:
            cls.fail_at -= 1
            if cls.fail_at == 0:
                cls.fail_at = None
                raise sqlite3.OperationalError("disk I/O error")
