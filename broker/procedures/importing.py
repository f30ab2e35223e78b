"""From files to one list of procedures: all of them or none, every mistake told by file, row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from broker.client.problems import Problem, located
from broker.contract.procedures import (
    MOST_PROCEDURES,
    STALE_DAYS,
    Procedure,
    ProcedureList,
    decode_procedures,
    encode_procedures,
)
from broker.procedures.assemble import Assembler, Draft
from broker.procedures.mapping import Mapping, unknown
from broker.procedures.records import HeadingsError, Record, records
from broker.procedures.tables import TableError, tables

NOTHING_IN_IT = "no procedures in it: no table with the headings of such a list, or no row below them"
#: So many warnings of one kind are told one by one.
TOLD = 20
Progress = Callable[[str, int], None]


@dataclass
class Report:
    """What an import found. `mistakes`: (file, problem); with any, nothing is imported."""

    mistakes: list[tuple[str, Problem]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    rows: int = 0

    def lines(self) -> Iterator[str]:
        """Every mistake as "file.csv:17: column F “Phí, lệ phí”: what is wrong"."""
        return (located(file, problem) for file, problem in self.mistakes)


@dataclass(frozen=True)
class Wishes:
    """What the command line adds to the files."""

    checked: str = ""
    stale_days: int = STALE_DAYS


def read_procedures(
    files: Sequence[Path], mapping: Mapping, wishes: Wishes, tick: Progress = lambda _file, _rows: None
) -> tuple[ProcedureList | None, Report]:
    """The list, or None if there is a mistake in any file; and what is to be said of it."""
    report, seen = Report(), dict[str, str]()
    found: list[Procedure] = []
    count = 0
    for path in files:
        assembler = Assembler(seen, path.name)
        _read_file(path, assembler, report, tick)
        found += _mapped(assembler, mapping, report, path.name, wishes)
        report.mistakes += [(str(path), each) for each in sorted(assembler.problems, key=lambda each: each[:2])]
        count += assembler.count
    _check_count(count, files, report)
    if report.mistakes:
        return None, report
    listed = ProcedureList(procedures=tuple(found), stale_days=wishes.stale_days)
    return decode_procedures(encode_procedures(listed)), report


def _read_file(path: Path, assembler: Assembler, report: Report, tick: Progress) -> None:
    """All tables of one file; one that cannot be read to its end is a mistake as well."""
    wrong: list[HeadingsError] = []
    unused: list[str] = []
    try:
        for table in tables(path):
            try:
                assembler.take(_counted(path, records(table, unused), report, tick))
            except HeadingsError as error:
                wrong.append(error)
    except TableError as error:
        report.mistakes.append((str(path), Problem(error.row, "", str(error))))
        return
    except OSError as error:
        report.mistakes.append((str(path), Problem(0, "", f"cannot be read: {error.strerror or error}")))
        return
    report.mistakes += [(str(path), error.problem) for error in wrong]
    report.warnings += [f"{path.name}: nothing is made of column “{each}”" for each in dict.fromkeys(unused)]
    if not wrong and not assembler.count and not assembler.problems:
        report.mistakes.append((str(path), Problem(0, "", NOTHING_IN_IT)))


def _counted(
    path: Path, found: Iterable[Record | Problem], report: Report, tick: Progress
) -> Iterator[Record | Problem]:
    for each in found:
        report.rows += 1
        if report.rows % 1_000 == 0:
            tick(path.name, report.rows)
        yield each


def _mapped(assembler: Assembler, mapping: Mapping, report: Report, file: str, wishes: Wishes) -> list[Procedure]:
    """The procedures with their services; doubts become warnings, unknown services mistakes."""
    doubts: list[str] = []
    built = [_one(draft, assembler, mapping, doubts, wishes) for draft in assembler.drafts]
    report.warnings += [f"{file}: {each}" for each in _some(doubts)]
    unchecked = sum(not each.checked for each in built if each is not None)
    if unchecked:
        report.warnings.append(f"{file}: {unchecked} without a day of checking: kiosks mark them; --checked names one")
    return [each for each in built if each is not None]


def _one(draft: Draft, assembler: Assembler, mapping: Mapping, doubts: list[str], wishes: Wishes) -> Procedure | None:
    code, name = draft.values.get("code"), draft.values.get("field")
    if not code or not name or not draft.values.get("name"):
        return None  # told already
    said = draft.values.get("service")
    if said and said not in mapping.services:
        assembler.problems.append(Problem(*draft.where("service"), unknown(said, mapping.services)))
    mapped = mapping.of(code, name, draft.values["name"])
    if not said and mapped.doubt:
        doubts.append(f"{code} → {mapped.doubt}")
    built = draft.build(said or mapped.service)
    if any(getattr(built, kind) is None for kind in ("online", "effective", "checked", "own_limit")):
        return None  # told already
    return msgspec.structs.replace(built, checked=built.checked or wishes.checked)


def _some(doubts: list[str]) -> list[str]:
    more = len(doubts) - TOLD
    return doubts[:TOLD] + ([f"… and {more} more of this kind"] if more > 0 else [])


def _check_count(count: int, files: Sequence[Path], report: Report) -> None:
    if count > MOST_PROCEDURES:
        what = f"{count} procedures; a kiosk holds {MOST_PROCEDURES} at most: is it the right list?"
        report.mistakes.append((", ".join(path.name for path in files), Problem(0, "", what)))
