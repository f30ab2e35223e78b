"""What is wrong in a file that people write: told all at once, each with its line and the nearest valid name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NamedTuple

#: How alike two names must be (0 ... 1) to suggest one for the other.
_ALIKE = 0.6
#: So many valid names are listed when none is alike.
_LISTED = 12


class Problem(NamedTuple):
    """One mistake. `line` counts from 1, 0 = no line of the file; `where` names the part: "counter 3"."""

    line: int
    where: str
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in (f"line {self.line}" if self.line else "", self.where, self.what) if part)


class FileError(ValueError):
    """A file with mistakes in it. As text: one line for each, "office.toml:12: counter 3: unknown service …"."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(located(file, problem) for problem in self.problems))


def located(file: str, problem: Problem) -> str:
    """A problem as one line that says where to look."""
    place = f"{file}:{problem.line}" if problem.line else file
    return ": ".join(part for part in (place, problem.where, problem.what) if part)


def nearest(name: str, known: Iterable[str]) -> str:
    """Words to put behind an unknown name: " (did you mean 'birth'?)"; with none alike, the names there are."""
    names = [each for each in dict.fromkeys(known) if each]
    found = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=_ALIKE)
    if found:
        return f" (did you mean {found[0]!r}?)"
    return f" (there is: {', '.join(names)})" if 0 < len(names) <= _LISTED else ""
