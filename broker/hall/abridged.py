"""A name in fewer letters, for a place too small for all of it: never cut within a word, and what is left out shows.

What stands in brackets only explains and goes first; then parts after a dash or a comma go, the last first; then words.
Of several names side by side the last ones go first, and it is said how many they are: "Đất đai · +2". Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from broker.hall.tongue import BESIDE

ELLIPSIS = "…"
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_PART_ENDS = re.compile(r"\s+[–-]\s+|[,;:]\s+")
_MORE = re.compile(r"\+(\d+)")


def shorter(text: str) -> Iterator[str]:
    """The text, then ever shorter ones down to one word; each once."""
    yield from dict.fromkeys(_shorter(text))


def few(texts: Iterable[str], most: int = 8) -> list[str]:
    """So many of ever shorter texts at most, the first and the last among them: for who chooses far from here."""
    every = list(texts)
    last = len(every) - 1
    places = range(len(every)) if last < most else [round(n * last / (most - 1)) for n in range(most)]
    return [every[place] for place in places]


def _shorter(text: str) -> Iterator[str]:
    names = text.split(BESIDE)
    more = _MORE.fullmatch(names[-1])
    left_out = int(more[1]) if more else 0
    names = names[:-1] if more else names
    yield text
    for kept in range(len(names) - 1, 0, -1):
        yield BESIDE.join([*names[:kept], f"+{left_out + len(names) - kept}"])
    left_out += len(names) - 1
    yield from (f"{name}{BESIDE}+{left_out}" if left_out else name for name in _one(names[0]))


def _one(name: str) -> Iterator[str]:
    bare = _BRACKETS.sub("", name) or name
    yield bare
    ends = [found.start() for found in _PART_ENDS.finditer(bare)]
    yield from (bare[:end] + ELLIPSIS for end in reversed(ends))
    words = bare[: ends[0] if ends else None].split()
    yield from (" ".join(words[:kept]) + ELLIPSIS for kept in range(len(words) - 1, 0, -1))
