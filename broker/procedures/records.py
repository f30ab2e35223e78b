"""From tables to records: the headings are found, each row becomes its cells and where they stand."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from assets.folding import plain
from broker.client.problems import Problem
from broker.procedures.garble import garbled
from broker.procedures.headings import Columns, kind_of, read_headings
from broker.procedures.tables import HEAD_ROWS, Cell, Table

#: So many known headings make a row of headings.
ENOUGH = 2
#: Columns that number the rows.
NUMBERING = frozenset({"stt", "tt", "so tt", "no"})
Rows = Iterator[tuple[int, list[Cell]]]


@dataclass(frozen=True, slots=True)
class At:
    """A cell: its words, and where a person finds it."""

    text: str
    row: int
    where: str


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table: by kind of column ("fee"), only what is not empty."""

    row: int
    place: str
    cells: dict[str, At]


class HeadingsError(ValueError):
    """A table without the columns that are needed; the sentence names them. `row`: where the headings stand."""

    def __init__(self, place: str, row: int, what: str) -> None:
        self.problem = Problem(row, place, what)
        super().__init__(str(self.problem))


def records(table: Table, unused: list[str]) -> Iterator[Record | Problem]:
    """The rows of a table below its headings. A row of another encoding's garble is a Problem instead.

    Headings that nothing is made of are put into `unused`.
    Raises HeadingsError for a table with headings of which some are needed and missing. A table without any heading
    that we know has no records: nothing in it is ours.
    """
    rows = iter(table.rows)
    head = list(itertools.islice(rows, HEAD_ROWS))
    upright = _upright(table, head)
    if upright is not None:
        yield upright
        return
    at, columns = _headings(head)
    if columns is None:
        _complain(table, head)
        return
    if missing := columns.missing():
        raise HeadingsError(table.place, head[at][0], missing + _unused(columns))
    unused += [each for each in columns.unused if kind_of(each) or plain(each) not in NUMBERING]
    for number, row in itertools.chain(head[at + 1 :], rows):
        if any(cell not in (None, "") for cell in row):
            yield _record(table, columns, number, row)


def words(cell: Cell, kind: str = "") -> str:
    """A cell as text. Excel keeps a code as a number and drops its last zeros: they are put back."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return (cell.date() if isinstance(cell, dt.datetime) else cell).isoformat()
    if isinstance(cell, float):
        return f"{cell:.6f}" if kind == "code" else f"{cell:g}"
    return str(cell).strip()


def _record(table: Table, columns: Columns, number: int, row: list[Cell]) -> Record | Problem:
    if what := garbled(" ".join(words(cell) for cell in row)):
        return Problem(number, table.place, f"looks like {what}: convert the file to Unicode first")
    cells = {}
    for kind, at in columns.of.items():
        text = words(row[at], kind) if at < len(row) else ""
        if text:
            cells[kind] = At(text, number, _where(table, columns.label(at)))
    return Record(number, table.place, cells)


def _headings(head: list[tuple[int, list[Cell]]]) -> tuple[int, Columns | None]:
    """The row with the most headings, if there are enough."""
    read = [read_headings([words(cell) for cell in row]) for _, row in head]
    at = max(range(len(read)), key=lambda index: len(read[index].of), default=0)
    return (at, read[at]) if read and len(read[at].of) >= ENOUGH else (at, None)


def _upright(table: Table, head: list[tuple[int, list[Cell]]]) -> Record | None:
    """A table of two columns, headings on the left: one procedure, as its page prints it."""
    if not head or any(len(row) != 2 for _, row in head):
        return None
    kinds = {kind: (number, row) for number, row in reversed(head) if (kind := kind_of(words(row[0])))}
    if len(kinds) < 3 or not {"code", "name"} <= set(kinds):
        return None
    cells = {
        kind: At(words(row[1], kind), number, _where(table, f"“{words(row[0])}”"))
        for kind, (number, row) in kinds.items()
        if words(row[1], kind)
    }
    return Record(head[0][0], table.place, cells)


def _complain(table: Table, head: list[tuple[int, list[Cell]]]) -> None:
    """A table in a foreign encoding has no headings we know: that is to be said, not passed over."""
    for number, row in head:
        if what := garbled(" ".join(words(cell) for cell in row)):
            raise HeadingsError(table.place, number, f"looks like {what}: convert the file to Unicode first")


def _unused(columns: Columns) -> str:
    names = ", ".join(f"“{each}”" for each in columns.unused[:12])
    return f"; not understood: {names}" if names else ""


def _where(table: Table, label: str) -> str:
    return f"{table.place}, {label}" if table.place else label
