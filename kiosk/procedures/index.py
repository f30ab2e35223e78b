"""Words of all procedures, and where they stand. Pure; made once for a list, all without diacritics."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assets.folding import plain
from broker.contract.procedures import Procedure


@dataclass(frozen=True)
class Index:
    """`tokens`: all words, sorted. `where`: word -> the procedures it stands in. `weight`: how much it tells.

    `phrases`: everyday words -> who is called so. `length`: how many words a procedure's name has.
    """

    tokens: tuple[str, ...]
    where: dict[str, frozenset[int]]
    weight: dict[str, float]
    phrases: dict[str, tuple[int, ...]]
    by_first: dict[str, tuple[str, ...]]
    names: tuple[str, ...]
    length: tuple[int, ...]
    codes: tuple[str, ...]

    def beginning_with(self, start: str) -> Sequence[str]:
        """All words that begin so."""
        return self.tokens[bisect_left(self.tokens, start) : bisect_left(self.tokens, start + "{")]  # "{" is after "z"


def index(procedures: Sequence[Procedure]) -> Index:
    """The index of a list; a procedure is its place in it."""
    where: dict[str, set[int]] = defaultdict(set)
    phrases: dict[str, list[int]] = defaultdict(list)
    names = [plain(each.name) for each in procedures]
    for at, each in enumerate(procedures):
        everyday = [plain(words) for words in each.words]
        for token in _tokens((names[at], plain(each.field), *everyday)):
            where[token].add(at)
        for phrase in filter(None, everyday):
            phrases[phrase].append(at)
    return Index(
        tokens=tuple(sorted(where)),
        where={token: frozenset(found) for token, found in where.items()},
        weight={token: weight(len(procedures), len(found)) for token, found in where.items()},
        phrases={phrase: tuple(dict.fromkeys(found)) for phrase, found in phrases.items()},
        by_first=_by_first(phrases),
        names=tuple(names),
        length=tuple(len(name.split()) for name in names),
        codes=tuple("".join(filter(str.isalnum, each.code)).lower() for each in procedures),
    )


def weight(all_of_them: int, with_it: int) -> float:
    """How much a word tells: one that stands in every name tells little (inverse document frequency)."""
    return math.log((1 + all_of_them) / (1 + with_it)) + 0.3


def _tokens(texts: Iterable[str]) -> set[str]:
    return {token for text in texts for token in text.split()}


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Everyday words by their first word, the longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        found[phrase.split()[0]].append(phrase)
    return {first: tuple(sorted(each, key=len, reverse=True)) for first, each in found.items()}
