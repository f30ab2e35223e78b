"""TOML with line numbers, and all its syntax mistakes at once.

`tomllib` reads the values but keeps no positions. So a small scanner walks the same text once more and notes the
line of each key and list element. It needs no grammar of its own for what is right or wrong: it only sees text
that tomllib has read. A test holds that both find the same keys.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from broker.client.problems import Problem

#: Where a value stands: keys and, in lists, indices. ("counter", 2, "serves")
Path = tuple[str | int, ...]

#: More syntax mistakes than this in one file are not looked for.
_MOST_SYNTAX = 20
_KEY_LINE = re.compile(r"\s*([\w\"'.-]+)\s*=")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")
_MESSAGES = {
    "Cannot overwrite a value": "this key is already there",
    "Invalid value": 'the value cannot be read; text stands between quotes: "…"',
    "Expected newline or end of document after a statement": 'too much on this line; text stands between quotes: "…"',
    "Expected '=' after a key in a key/value pair": "expected “key = value”; a key has no blanks or accents",
    "Illegal character '\\n'": "the closing quote is missing",
    "Unclosed array": "the list that begins here or above is not closed, or a comma is missing",
    "Invalid initial character for a key part": "a { … } stands on one line, without a comma at its end",
}


@dataclass
class Document:
    """A read file: its values, the lines of its keys, and what could not be read.

    `unreadable`: keys of lines with a syntax mistake. They were left out, so their absence is no second mistake.
    """

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)
    whole: bool = True

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest part around it that has one; 0 if nothing has."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 0


def decode(raw: bytes) -> tuple[str, list[Problem]]:
    """The text of a file, NFC, with or without a byte order mark; a mistake if it is not UTF-8."""
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig")), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", [Problem(line, "", "not UTF-8 text; save the file as UTF-8")]


def parse(text: str) -> Document:
    """Read TOML. A line that breaks the syntax is noted and left out, and the rest is read.

    Where that cannot be done (a list or a heading not closed), `whole` is False and there are no values.
    """
    document = Document()
    rows = text.replace("\r\n", "\n").split("\n")
    while True:
        try:
            document.data = tomllib.loads("\n".join(rows))
        except tomllib.TOMLDecodeError as error:
            if _leave_out(document, rows, str(error)):
                continue
            document.whole = False
            return document
        document.lines = _Scanner("\n".join(rows)).scan()
        return document


def _leave_out(document: Document, rows: list[str], message: str) -> bool:
    """Note a syntax mistake and empty its line. False: what follows could not be trusted any more."""
    found = _AT_LINE.search(message)
    number = int(found[1]) if found and found[1] else len(rows)
    row = rows[number - 1]
    said = _AT_LINE.sub("", message)
    document.problems.append(Problem(number, "", f"cannot be read: {_hint(said, row)}: {row.strip()[:60]}"))
    key = _KEY_LINE.match(row)
    if key is None or said.startswith(("Unclosed", "Unterminated")) or len(document.problems) >= _MOST_SYNTAX:
        return False
    document.unreadable.update(part.strip("\"'") for part in key[1].split("."))
    rows[number - 1] = ""
    return True


def _hint(said: str, row: str) -> str:
    if any(quote in row for quote in "“”‘’„"):
        return 'write straight quotes "…", not “…”'
    return _MESSAGES.get(said, said)


_BLANKS = re.compile(r"(?:\s|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})' r"|'''.*?'''(?:'{0,2})" r'|"(?:\\.|[^"\\])*"' r"|'[^']*'",
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")


class _Scanner:
    """One walk over text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._newlines = [found.start() for found in re.finditer("\n", text)]
        self._lines: dict[Path, int] = {}
        self._last: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        """The line of each path."""
        table: Path = ()
        while self._skip_blanks() < len(self._text):
            if self._text[self._at] == "[":
                table = self._heading()
            else:
                self._pair(table)
        return self._lines

    def _skip_blanks(self) -> int:
        self._at = self._match(_BLANKS).end()
        return self._at

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise AssertionError(f"text that tomllib reads and the scanner does not, at {self._at}")
        return found

    def _sees(self, mark: str) -> bool:
        """Step over `mark` if it comes next."""
        if not self._text.startswith(mark, self._at):
            return False
        self._at += len(mark)
        return True

    def _note(self, path: Path, at: int) -> None:
        line = bisect_right(self._newlines, at) + 1
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], line)

    def _heading(self) -> Path:
        """[table] or [[list of tables]]: the path of what follows."""
        at = self._at
        many = self._sees("[[")
        self._at += 0 if many else 1
        *parents, name = self._key()
        path: Path = ()
        for part in parents:
            path = self._inside((*path, part))
        path = (*path, name)
        if many:
            self._last[path] = self._last.get(path, -1) + 1
        path = self._inside(path)
        self._at += 2 if many else 1
        self._note(path, at)
        return path

    def _inside(self, path: Path) -> Path:
        """The table a heading means by a path: the last one, if it is a list of tables."""
        return (*path, self._last[path]) if path in self._last else path

    def _key(self) -> list[str]:
        """A key, dotted or not, up to the sign behind it."""
        parts: list[str] = []
        while True:
            self._skip_blanks()
            quoted = self._text[self._at] in "\"'"
            part = self._match(_STRING if quoted else _BARE)
            self._at = part.end()
            parts.append(str(tomllib.loads(f"k = {part[0]}")["k"]) if quoted else part[0])
            self._skip_blanks()
            if not self._sees("."):
                return parts

    def _pair(self, table: Path) -> None:
        at = self._at
        path = (*table, *self._key())
        self._note(path, at)
        self._sees("=")
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip_blanks()
        if self._sees("["):
            self._list(path)
        elif self._sees("{"):
            self._inline_table(path)
        else:
            quoted = self._text[self._at] in "\"'"
            self._at = self._match(_STRING if quoted else _SCALAR).end()

    def _list(self, path: Path) -> None:
        index = 0
        while self._skip_blanks() and not self._sees("]"):
            self._note((*path, index), self._at)
            self._value((*path, index))
            self._skip_blanks()
            self._sees(",")
            index += 1

    def _inline_table(self, path: Path) -> None:
        while self._skip_blanks() and not self._sees("}"):
            self._pair(path)
            self._skip_blanks()
            self._sees(",")
