"""CSV, XLSX and DOCX files as one thing: rows of cells, told where they stand. Rows come one by one.

A file that cannot be read at all raises TableError with one sentence.
"""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broker.procedures.encoding import EncodingError, composed, encoding_of
from broker.procedures.headings import read_headings

#: More than 100,000 rows of long cells; above it somebody has taken the wrong file.
LARGEST = 512 << 20
CELL_LIMIT = 1 << 20
#: Titles may stand above the headings, but no more rows than these.
HEAD_ROWS = 30
SEPARATORS = ",;\t|"
OLD = {".xls": ".xlsx", ".doc": ".docx"}

Cell = str | int | float | dt.datetime | dt.date | None


class TableError(ValueError):
    """A file that is no table we can read; `row` where that is known, else 0."""

    def __init__(self, what: str, row: int = 0) -> None:
        self.row = row
        super().__init__(what)


@dataclass(frozen=True)
class Table:
    """One table of a file. `place`: "" for a file that is one table, else which: “sheet Hộ tịch”.

    `rows`: number as the program that wrote the file shows it, and the cells. To be read once.
    """

    place: str
    rows: Iterable[tuple[int, list[Cell]]]


def tables(path: Path) -> Iterator[Table]:
    """All tables of a file. Raises TableError here or while rows are taken, and OSError."""
    if path.stat().st_size > LARGEST:
        raise TableError(f"larger than {LARGEST >> 20} MB: not a list of procedures")
    suffix = path.suffix.lower()
    if suffix in OLD:
        raise TableError(f"an old {suffix} file: open it and save it as {OLD[suffix]}")
    if suffix not in READERS:
        raise TableError(f"{suffix or 'no ending'}: a table is {', '.join(READERS)}")
    return READERS[suffix](path)


def _csv(path: Path) -> Iterator[Table]:
    try:
        encoding = encoding_of(path)
    except EncodingError as error:
        raise TableError(str(error)) from error
    yield Table("", _csv_rows(path, encoding))


def _csv_rows(path: Path, encoding: str) -> Iterator[tuple[int, list[Cell]]]:
    csv.field_size_limit(CELL_LIMIT)
    number = 0
    with path.open(encoding=encoding, newline="") as file:
        separator = _separator([line for line, _ in zip(file, range(HEAD_ROWS), strict=False)])
        file.seek(0)
        rows = csv.reader(file, delimiter=separator, strict=True)
        try:
            for number, row in enumerate(rows, 1):
                yield number, [composed(cell) for cell in row]
        except csv.Error as error:
            what = f"broken off here: {error}; look for a quotation mark without its pair"
            raise TableError(what, number + 1) from error


def _separator(head: list[str]) -> str:
    """The one that makes the most headings we know."""

    def known(separator: str) -> int:
        return max((len(read_headings(row).of) for row in csv.reader(head, delimiter=separator)), default=0)

    return max(SEPARATORS, key=known)


def _xlsx(path: Path) -> Iterator[Table]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise TableError(f"cannot be read as an Excel workbook (.xlsx): {_first_line(error)}") from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some writers state a wrong size, and rows would be missed
            yield Table(f"sheet “{sheet.title}”", _sheet_rows(sheet))
    finally:
        book.close()


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [composed(cell) if isinstance(cell, str) else cell for cell in row]
    except (zipfile.BadZipFile, SyntaxError, ValueError, KeyError) as error:
        raise TableError(f"the workbook is damaged: {_first_line(error)}") from error


def _docx(path: Path) -> Iterator[Table]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise TableError(f"cannot be read as a Word document (.docx): {_first_line(error)}") from error
    if not document.tables:
        raise TableError("no table in the document")
    for number, table in enumerate(document.tables, 1):
        yield Table(f"table {number}", _table_rows(table))


def _table_rows(table: Any) -> Iterator[tuple[int, list[Cell]]]:
    for number, row in enumerate(table.rows, 1):
        yield number, [composed(_words(cell)) for cell in row.cells]


def _words(cell: Any) -> str:
    """A cell's paragraphs; a table inside it becomes lines of parts set off by bars."""
    inner = [" | ".join(part.text.strip() for part in row.cells) for table in cell.tables for row in table.rows]
    return "\n".join(line for line in (*cell.text.split("\n"), *inner) if line.strip())


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


READERS = {".csv": _csv, ".xlsx": _xlsx, ".docx": _docx}
