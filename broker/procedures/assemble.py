"""From records to procedures. A row without a code of its own goes on with the procedure above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from broker.client.problems import Problem
from broker.contract.procedures import MOST_PROCEDURES, PaperNeeded, Procedure, Way
from broker.procedures import cells
from broker.procedures.cells import CellError
from broker.procedures.headings import HEADINGS
from broker.procedures.records import At, Record

#: What a cell becomes, by kind of its column; those of `MORE` may go on in the rows below.
SINGLE: dict[str, Callable[[str], Any]] = {
    "code": cells.code, "name": cells.short, "field": cells.short, "who": cells.paragraph, "agency": cells.paragraph,
    "result": cells.paragraph, "conditions": cells.paragraph, "own_limit": cells.short, "online": cells.address,
    "decision": cells.short, "effective": cells.date, "checked": cells.date, "service": cells.short,
}  # fmt: skip
MORE: dict[str, Callable[[str], tuple[Any, ...]]] = {
    "steps": cells.lines, "legal": cells.lines, "words": cells.everyday, "ways": cells.ways, "papers": cells.papers,
}  # fmt: skip
#: Entries of one procedure, as `broker.contract.procedures` allows.
MOST = {"steps": 200, "legal": 200, "words": 50, "ways": 50, "papers": 200}
WAY_PARTS = {"way_form": "form", "way_limit": "limit", "way_fee": "fee", "way_note": "note"}
PAPER_PARTS = {"paper_name": "name", "paper_form": "form", "paper_copies": "copies"}
NEEDED = ("code", "name", "field")


class Draft:
    """A procedure while its rows come in. `at`: its cells that stand once, and where."""

    def __init__(self, record: Record) -> None:
        self.row, self.place = record.row, record.place
        self.at: dict[str, At] = {}
        self.values: dict[str, Any] = {}
        self.lists: dict[str, list[Any]] = {kind: [] for kind in MORE}

    def where(self, kind: str) -> tuple[int, str]:
        """Row and column of a cell; of the whole row if there is none."""
        cell = self.at.get(kind)
        return (cell.row, cell.where) if cell else (self.row, self.place)

    def build(self, service: str | None = None) -> Procedure:
        """The finished procedure."""
        given: dict[str, Any] = {kind: value for kind, value in self.values.items() if kind != "service"}
        given |= {kind: tuple(each) for kind, each in self.lists.items()}
        return Procedure(service=service, **given)


class Assembler:
    """Takes the records of one file. `drafts` are the procedures so far, `problems` all that is wrong.

    `seen`: code -> the place of a procedure that other files of the same import have brought already.
    """

    def __init__(self, seen: dict[str, str], file: str) -> None:
        self.problems: list[Problem] = []
        self.drafts: list[Draft] = []
        self.count = 0
        self._seen, self._file = seen, file
        self._open: Draft | None = None

    def take(self, records: Iterable[Record | Problem]) -> None:
        """All records of one table."""
        self._open = None
        for each in records:
            self.take_one(each)

    def take_one(self, record: Record | Problem) -> None:
        """One more row."""
        if isinstance(record, Problem):
            self.problems.append(record)
        elif self._open is not None and self._continues(self._open, record):
            self._add(self._open, record)
        else:
            self._begin(record)

    def _continues(self, draft: Draft, record: Record) -> bool:
        """Whether a row says nothing of its own beyond lists: its single cells are empty, or the same again."""
        single = {kind: cell.text for kind, cell in record.cells.items() if kind in SINGLE}
        if "code" not in single and "name" not in single:
            return True
        return all(kind in draft.at and draft.at[kind].text == text for kind, text in single.items())

    def _begin(self, record: Record) -> None:
        draft = self._open = Draft(record)
        for kind, make in SINGLE.items():
            if kind in record.cells:
                draft.at[kind] = record.cells[kind]
                draft.values[kind] = self._made(record.cells[kind], make)
        missing = [HEADINGS[kind][0] for kind in NEEDED if kind not in draft.at]
        self.problems += [Problem(record.row, record.place, f"no {heading}") for heading in missing]
        self._add(draft, record)
        self._keep(draft)

    def _keep(self, draft: Draft) -> None:
        """Beyond what a kiosk holds procedures are only counted: memory has an end."""
        self.count += 1
        code = draft.values.get("code")
        if code in self._seen:
            self.problems.append(Problem(*draft.where("code"), f"{code} stands here again; first: {self._seen[code]}"))
        elif code:
            self._seen[code] = f"{self._file}:{draft.row}"
        if self.count <= MOST_PROCEDURES:
            self.drafts.append(draft)

    def _add(self, draft: Draft, record: Record) -> None:
        for kind, make in MORE.items():
            if kind in record.cells:
                self._extend(draft, kind, self._made(record.cells[kind], make) or (), record.cells[kind])
        for kind, parts, of in (("ways", WAY_PARTS, Way), ("papers", PAPER_PARTS, PaperNeeded)):
            cell = At("", record.row, record.place)
            self._extend(draft, kind, self._of_parts(record, parts, of), cell)

    def _extend(self, draft: Draft, kind: str, more: Iterable[Any], cell: At) -> None:
        """What stands there already comes from a merged cell, which Word repeats in each of its rows."""
        had, most = draft.lists[kind], MOST[kind]
        new = [each for each in more if each not in had]
        if len(had) <= most < len(had) + len(new):
            self.problems.append(Problem(cell.row, cell.where, f"more than {most} {kind} of one procedure"))
        had += new[: most + 1 - len(had)]

    def _of_parts(self, record: Record, parts: dict[str, str], kind: type[Any]) -> list[Any]:
        """A way or a paper whose parts stand in columns of their own."""
        given = {
            name: self._made(record.cells[column], cells.short)
            for column, name in parts.items()
            if column in record.cells
        }
        if not given:
            return []
        if kind is PaperNeeded and not given.get("name"):
            self.problems.append(Problem(record.row, record.place, "a form or a number of copies, and no paper's name"))
            return []
        return [kind(**{name: text or "" for name, text in given.items()})]

    def _made(self, cell: At, make: Callable[[str], Any]) -> Any:
        try:
            return make(cell.text)
        except CellError as error:
            self.problems.append(Problem(cell.row, cell.where, str(error)))
            return None
