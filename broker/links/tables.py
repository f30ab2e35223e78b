"""A dropped file as rows: CSV or JSON, whole or not at all. Half of a file is no file."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from broker.links.errors import UnreadableError
from broker.links.records import Heads, has_heads

#: A year's dossiers of a district are some 10 MB.
LARGEST_BYTES = 64 * 1024 * 1024
DELIMITERS = ",;\t"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Table(NamedTuple):
    """Rows with where each stands ("line 7"), and those that have other columns than the head."""

    rows: list[tuple[str, Mapping[str, Any]]]
    crooked: list[str]


def read(path: Path, heads: Heads) -> Table:
    """All rows of a file. Raises UnreadableError when it is broken, only half there or not of this kind."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST_BYTES else None
        wanted = _digest(path)
    except OSError as error:
        raise UnreadableError(f"it cannot be read: {error.strerror}") from error
    if data is None:
        raise UnreadableError(f"more than {LARGEST_BYTES // 1_048_576} MB")
    if wanted and hashlib.sha256(data).hexdigest() != wanted:
        raise UnreadableError("it is not what its .sha256 says: half-written?")
    return _json(data) if path.suffix.lower() == ".json" else _csv(_text(data), heads)


def _digest(path: Path) -> str:
    """What software that can do it puts beside a file: name.csv.sha256, so that half of it is never taken for it."""
    beside = path.with_name(path.name + ".sha256")
    words = beside.read_text(encoding="ascii", errors="replace").split() if beside.exists() else []
    return words[0].lower() if words else ""


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise UnreadableError("it ends within a letter: half-written?") from error
        raise UnreadableError(f"byte {error.start} is no UTF-8; save it as UTF-8") from error


def _json(data: bytes) -> Table:
    try:
        said = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8))
    except msgspec.DecodeError as error:
        raise UnreadableError(f"it is no whole JSON: half-written? ({error})") from error
    if isinstance(said, dict):
        said = next((each for each in said.values() if isinstance(each, list)), None)
    if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
        raise UnreadableError("no list of objects")
    return Table([(f"entry {nth}", row) for nth, row in enumerate(said, 1)], [])


def _csv(text: str, heads: Heads) -> Table:
    if not text.strip():
        raise UnreadableError("it is empty")
    if not text.endswith(("\n", "\r")):
        raise UnreadableError("its last line has no end: half-written?")
    first = text.lstrip().splitlines()[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cells)]
    except csv.Error as error:
        raise UnreadableError(f"line {reader.line_num}: {error}: half-written?") from error
    head = lines[0][1]
    if not has_heads(head, heads):
        needed = ", ".join(sorted(heads["code"][1:] + heads["stage" if "stage" in heads else "at"][1:3]))
        raise UnreadableError(f"line {lines[0][0]}: no such heads as {needed}")
    return Table(list(_fitting(head, lines[1:])), list(_crooked(head, lines[1:])))


def _fitting(head: list[str], lines: list[tuple[int, list[str]]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, cells in lines:
        if len(cells) == len(head):
            yield f"line {number}", dict(zip(head, cells, strict=True))


def _crooked(head: list[str], lines: list[tuple[int, list[str]]]) -> Iterator[str]:
    for number, cells in lines:
        if len(cells) != len(head):
            yield f"line {number}: {len(cells)} columns, the head has {len(head)}"
