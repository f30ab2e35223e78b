"""What stands in one cell of a table of procedures: dates, addresses, lines, lines of parts. Pure.

Each function takes the text and raises CellError with what is wrong with it, in words for who wrote the table.
"""

from __future__ import annotations

import datetime as dt
import re

from broker.contract.procedures import CODE, PaperNeeded, Way
from broker.procedures.headings import kind_of

_CODE = re.compile(CODE)
_BULLET = re.compile(r"^\s*(?:[-–+•*·]|\uf0b7)\s*")
_ADDRESS = re.compile(r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!")


class CellError(ValueError):
    """What is wrong with a cell."""


def code(text: str) -> str:
    """A procedure's code."""
    found = text.strip().upper()
    if _CODE.match(found):
        return found
    if re.match(r"^\d[.,]\d{1,5}$", found):
        raise CellError(f"“{text}” has lost digits: a code has six behind the point; make the column text in Excel")
    raise CellError(f"“{text}” is no code of a procedure, e.g. 1.001193 or 2.000815.01")


def date(text: str) -> str:
    """A day as ISO writes it."""
    for form in _DAYS:
        try:
            return dt.datetime.strptime(text.strip(), form).date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
    raise CellError(f"“{text}” is no day; write 23/11/2026")


def address(text: str) -> str:
    """Where the online form is."""
    if not _ADDRESS.match(text.strip()):
        raise CellError(f"“{text[:60]}” is no address; it begins with https://")
    if len(text.strip()) > 300:
        raise CellError(f"an address of {len(text)} letters; a QR code on the screen holds 300")
    return text.strip()


def short(text: str, most: int = 600) -> str:
    """Words of one line."""
    return _bounded(" ".join(text.split()), most)


def paragraph(text: str) -> str:
    """A text of some lines."""
    return _bounded("\n".join(lines(text)), 8_000)


def lines(text: str) -> tuple[str, ...]:
    """A list: one entry a line, its bullet taken away."""
    found = (_bounded(" ".join(_BULLET.sub("", line).split()), 8_000) for line in text.splitlines())
    return tuple(line for line in found if line)


def everyday(text: str) -> tuple[str, ...]:
    """Words set off by commas, semicolons or lines."""
    return tuple(word for part in re.split(r"[,;\n]", text) if (word := short(part)))


def ways(text: str) -> tuple[Way, ...]:
    """Lines of form | time limit | fee | note."""
    return tuple(
        Way(form=part[0], limit=part[1], fee=part[2], note=part[3])
        for part in _parts(text, ("form", "time limit", "fee", "note"))
    )


def papers(text: str) -> tuple[PaperNeeded, ...]:
    """Lines of name | form | originals/copies."""
    return tuple(
        PaperNeeded(name=part[0], form=part[1], copies=part[2])
        for part in _parts(text, ("name", "form", "originals/copies"))
    )


def _parts(text: str, names: tuple[str, ...]) -> list[list[str]]:
    """The lines of a cell in parts, all of the same length; a line of headings is left out."""
    rows = []
    for number, line in enumerate(lines(text), 1):
        parts = [short(part) for part in line.split("|")]
        if len(parts) > len(names):
            raise CellError(f"line {number} has {len(parts)} parts, at most {len(names)}: {' | '.join(names)}")
        if sum(bool(kind_of(part)) for part in parts) < 2:
            rows.append(parts + [""] * (len(names) - len(parts)))
    return rows


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        raise CellError(f"{len(text)} letters, at most {most}: “{text[:40]}…”")
    if text in _ERRORS:
        raise CellError(f"{text}: a formula that failed")
    return text
