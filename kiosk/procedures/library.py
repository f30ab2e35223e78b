"""All procedures of the office as the kiosk uses them. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from broker.contract.procedures import Procedure, ProcedureList
from kiosk.procedures.index import Index, index
from kiosk.procedures.search import search


@dataclass(frozen=True)
class Library:
    """`fields`: their names in the order of the list, with how many procedures each has."""

    procedures: tuple[Procedure, ...]
    stale_days: int
    fields: tuple[tuple[str, int], ...]
    index: Index

    @classmethod
    def of(cls, listed: ProcedureList) -> Library:
        """A list made ready to be searched."""
        counted = Counter(each.field for each in listed.procedures)
        return cls(listed.procedures, listed.stale_days, tuple(counted.items()), index(listed.procedures))

    @classmethod
    def empty(cls) -> Library:
        """No list at all."""
        return cls.of(ProcedureList(procedures=()))

    def find(self, typed: str) -> tuple[Procedure, ...]:
        """What is meant by what was typed, the best first."""
        return tuple(self.procedures[hit.at] for hit in search(self.index, typed))

    def of_field(self, number: int) -> tuple[Procedure, ...]:
        """The procedures of a field, by its place in `fields`."""
        name = self.fields[number][0]
        return tuple(each for each in self.procedures if each.field == name)

    def by_code(self, code: str) -> Procedure | None:
        """A procedure."""
        return next((each for each in self.procedures if each.code == code), None)
