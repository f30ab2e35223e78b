"""What the writer does on each commit must not grow with history: no statement of its own scans a big table."""

import re
from pathlib import Path

import pytest

from broker.store import Store, statements
from tests.broker.store.make import look

pytestmark = pytest.mark.edge

STATEMENTS = {name: sql for name, sql in vars(statements).items() if name.isupper() and isinstance(sql, str)}
#: Kept small: two snapshots, the requests of two days, a row a day, a handful of facts.
SMALL = {"snapshots", "requests", "days", "meta"}


def plan(path: Path, sql: str) -> list[str]:
    return [str(detail) for *_, detail in look(path, f"EXPLAIN QUERY PLAN {sql}", *[None] * sql.count("?"))]


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_no_statement_scans_what_grows(store: Store, path: Path, name: str) -> None:
    scanned = {match[1] for step in plan(path, STATEMENTS[name]) if (match := re.match(r"SCAN (\w+)", step))}
    assert scanned <= SMALL, plan(path, STATEMENTS[name])


def test_the_statements_are_there() -> None:
    assert {"ADD_ROW", "PUT_LEG", "PUT_TALLY", "ADD_REQUEST", "ROWS_AFTER", "DROP_ROWS_BETWEEN"} <= set(STATEMENTS)
