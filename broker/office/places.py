"""Places in an office, what people call them, and where they stand in its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from broker.client.problems import Problem
from broker.client.toml_text import Document, Path
from broker.contract.office import Office, Text

#: Attributes and indices from the Office down: ("counters", 2, "services").
Place = tuple[str | int, ...]

#: What the parts of an Office are called, and the tables they come from.
_PARTS = {
    "fields": "field",
    "services": "service",
    "series": "numbers",
    "counters": "counter",
    "clerks": "clerk",
    "roster": "roster line",
    "classes": "class",
    "kiosks": "kiosk",
}
_TABLES = {**_PARTS, "roster": "roster"}
#: Tables that stand once.
_SINGLE = ("calendar", "rules", "rating", "screens")
_KEYS = {"services": "serves"}


class Fault(NamedTuple):
    """What is wrong, and where in the Office; `other`: the place it clashes with."""

    place: Place
    what: str
    other: Place = ()


@dataclass
class Source:
    """The file an Office came from. Services and rows of numbers stand inside fields: their paths are kept."""

    document: Document = field(default_factory=Document)
    services: list[Path] = field(default_factory=list)
    series: list[Path] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of a place, 0 without a file. Of a whole part it is the line with its name."""
        path = self.path(place)
        named = (*path, "id")
        return self.document.line(named if named in self.document.lines else path)

    def path(self, place: Place) -> Path:
        """Where the file has this place."""
        kind, *rest = place
        if kind == "calendar" and rest and rest[0] in ("counters", "kiosk"):
            return ("hours", *rest)
        if kind not in _TABLES:
            return self._of_table(kind, rest) if kind in _SINGLE else ("office", *place)
        if not rest:
            return (_TABLES[str(kind)],)
        inside = {"services": self.services, "series": self.series}.get(str(kind))
        index, *key = rest
        head = inside[int(index)] if inside and int(index) < len(inside) else (_TABLES[str(kind)], index)
        return (*head, *(_KEYS.get(str(part), part) for part in key))

    @staticmethod
    def _of_table(kind: str | int, rest: list[str | int]) -> Path:
        return (kind, *({"questions": "question", "reasons": "reason"}.get(str(part), part) for part in rest))


def label(office: Office, place: Place) -> str:
    """What people call a place: "counter 3", "service land-first", "roster line 2"."""
    kind, *rest = place
    if kind not in _PARTS or not rest:
        return str(kind) if kind in (*_PARTS, *_SINGLE) else "office"
    index = int(rest[0])
    part = getattr(office, str(kind))[index]
    name = getattr(part, "prefix", "") if kind == "series" else getattr(part, "id", "")
    if kind == "roster":
        return f"roster line {index + 1}"
    return f"{_PARTS[str(kind)]} {name or f'no. {index + 1}'}"


def problems(office: Office, faults: Iterable[Fault], source: Source) -> list[Problem]:
    """Faults as people are told of them; without a file they have no lines."""
    return [_problem(office, fault, source) for fault in faults]


def _problem(office: Office, fault: Fault, source: Source) -> Problem:
    other = source.line(fault.other) if fault.other else 0
    what = f"{fault.what} (line {other})" if other else fault.what
    return Problem(source.line(fault.place), label(office, fault.place), what)


def texts(office: Office) -> Iterator[tuple[Place, Text]]:
    """Every text of the office that is there, and its place."""
    yield ("name",), office.name
    yield ("authority",), office.authority
    for kind, keys in {
        "fields": ("name", "everyday"),
        "services": ("name",),
        "counters": ("name", "spoken"),
        "classes": ("name", "evidence"),
        "kiosks": ("name",),
    }.items():
        for index, part in enumerate(getattr(office, kind)):
            for key in keys:
                text = getattr(part, key)
                if text or key == "name":
                    yield (kind, index, key), text
    for index, service in enumerate(office.services):
        if service.papers:
            yield ("services", index, "papers"), {lang: "; ".join(lines) for lang, lines in service.papers.items()}
    for day, text in office.calendar.closures.items():
        yield ("calendar", "closures", day), text
    for kind, questions in (("questions", office.rating.questions), ("reasons", office.rating.reasons)):
        for index, question in enumerate(questions):
            yield ("rating", kind, index, "text"), question.text
    for index, line in enumerate(office.screens.ticker):
        yield ("screens", "ticker", index), line
    if office.screens.call_word:
        yield ("screens", "call_word"), office.screens.call_word
