"""office.toml: how an office is handed in and out. Read, checked with all mistakes told at once, written.

    office = read_office(Path("office.toml"))      # OfficeError with every mistake, its line, the nearest name
    for warning in check(office): print(warning)   # allowed, and perhaps not meant
    text = write_office(office)                    # the same office as a file

The keys of the file are described in `file`, and for people in docs/settings.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from broker.client.problems import FileError, Problem, located
from broker.client.shape import Findings, build
from broker.client.toml_text import decode, parse
from broker.contract.office import Office
from broker.office.checks import faults, further_faults, warnings
from broker.office.file import OfficeFile
from broker.office.places import Source
from broker.office.read import office_from
from broker.office.write import write_office

__all__ = [
    "Inspection",
    "OfficeError",
    "Problem",
    "check",
    "faults",
    "inspect_office",
    "inspect_text",
    "located",
    "read_office",
    "write_office",
]


class OfficeError(FileError):
    """An office that cannot be used; `problems` has every mistake, in the order of the lines."""


@dataclass(frozen=True)
class Inspection:
    """What a file holds: the office, if there are no mistakes, and what is wrong or may not be meant."""

    office: Office | None
    mistakes: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


def read_office(path: Path) -> Office:
    """The office of a file. Raises OfficeError with all its mistakes."""
    inspected = inspect_office(path)
    if inspected.office is None:
        raise OfficeError(str(path), inspected.mistakes)
    return inspected.office


def check(office: Office) -> list[Problem]:
    """Warnings about an office that is in force or comes from elsewhere; for a file, `inspect_office` adds lines."""
    return warnings(office)


def inspect_office(path: Path) -> Inspection:
    """Read a file and tell everything about it. A file that cannot be opened is a mistake like others."""
    try:
        text, mistakes = decode(path.read_bytes())
    except OSError as error:
        mistakes = [Problem(0, "", f"cannot be read: {error.strerror}")]
    return Inspection(None, tuple(mistakes)) if mistakes else inspect_text(text)


def inspect_text(text: str) -> Inspection:
    """The same for the text of a file."""
    document = parse(text)
    if not document.whole:
        return _refused(document.problems)
    found, source = Findings(document), Source(document)
    office = office_from(build(OfficeFile, document.data, found), found, source)
    mistakes = found.problems + further_faults(office, source, found)
    if mistakes:
        return _refused(mistakes)
    return Inspection(office, (), tuple(sorted(warnings(office, source))))


def _refused(mistakes: list[Problem]) -> Inspection:
    return Inspection(None, tuple(sorted(dict.fromkeys(mistakes))))
