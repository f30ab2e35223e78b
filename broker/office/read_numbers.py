"""From prefixes and ranges in office.toml to rows of numbers, each prefix one row."""

from __future__ import annotations

from dataclasses import dataclass, field

from broker.client.shape import Findings
from broker.client.toml_text import Path
from broker.contract.office import Series
from broker.office import notation
from broker.office.file import Numbered
from broker.office.notation import NotationError
from broker.office.places import Source


@dataclass
class NumbersReader:
    """The rows of numbers seen so far, by prefix."""

    found: Findings
    source: Source
    series: dict[str, Series] = field(default_factory=dict)

    def prefix(self, table: Numbered, path: Path, where: str) -> str | None:
        """The prefix a field or service names; its row of numbers is new, or the same as where it was named first."""
        if table.prefix is None:
            self._alone(table, path, where)
            return None
        row = self._row(table, path, where)
        known = self.series.get(table.prefix)
        if known is None:
            self.series[table.prefix] = row
            self.source.series.append(path)
        elif _says_more(table) and row != known:
            self.found.add((*path, "prefix"), where, self._other(known))
        return table.prefix

    def reserved(self, text: str, path: Path, where: str) -> tuple[int, int]:
        """A kiosk's own numbers."""
        if not text:
            return 0, 0
        return self._range(text, (*path, "reserved"), where) or (0, 0)

    def _alone(self, table: Numbered, path: Path, where: str) -> None:
        for key in ("numbers", "digits", "dash"):
            if getattr(table, key) is not None and "prefix" not in self.found.touched:
                self.found.add((*path, key), where, f"{key} without a prefix beside it")

    def _row(self, table: Numbered, path: Path, where: str) -> Series:
        prefix = table.prefix or ""
        span = None if table.numbers is None else self._range(table.numbers, (*path, "numbers"), where)
        first, last = span or (1, 799)
        dash = prefix.isalpha() if table.dash is None else table.dash
        return Series(prefix=prefix, first=first, last=last, digits=table.digits or 3, dash=dash)

    def _range(self, text: str, path: Path, where: str) -> tuple[int, int] | None:
        try:
            return notation.read_numbers(text)
        except NotationError as mistake:
            self.found.add(path, where, f"{path[-1]} {mistake}")
            return None

    def _other(self, known: Series) -> str:
        line = self.found.document.line((*self.source.series[list(self.series).index(known.prefix)], "prefix"))
        return f"prefix {known.prefix!r} has other numbers already, {known.first}-{known.last} (line {line})"


def _says_more(table: Numbered) -> bool:
    return any(value is not None for value in (table.numbers, table.digits, table.dash))
