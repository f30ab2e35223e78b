"""Finds procedures by what people type: without diacritics, with slips of the finger, unfinished. Pure.

Ranks: exact code > what people call it > all words > nearly. Within a rank, the rarer the words that meet, and the
more of the name they make, the higher.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assets.folding import plain
from kiosk.procedures.index import Index
from kiosk.procedures.words import EMPTY, EMPTY_PAIRS, SHORT

MOST_HITS = 40
LONGEST = 60
#: Of the weight of all that was typed, so much must be met for "nearly".
ENOUGH = 0.55
#: How much a word counts that is only begun, or mistyped.
BEGUN, MISTYPED = 0.9, 0.6
#: Everyday words are known by so many letters of their beginning.
PHRASE_LETTERS = 3


class Rank(IntEnum):
    """How it was found; the least is the best."""

    CODE = 0
    EVERYDAY = 1
    WORDS = 2
    NEARLY = 3


@dataclass(frozen=True)
class Hit:
    """A procedure by its place in the list."""

    at: int
    rank: Rank
    score: float


@dataclass(frozen=True)
class _Word:
    """A typed word: the words of the index it may mean, and how well. `empty`: it need not be met."""

    means: dict[str, float]
    weight: float
    empty: bool

    @property
    def exact(self) -> bool:
        """Whether nothing had to be guessed."""
        return any(quality >= BEGUN for quality in self.means.values())


def search(index: Index, typed: str, most: int = MOST_HITS) -> list[Hit]:
    """The best first. Nothing for nothing typed."""
    text = plain(typed[:LONGEST])
    if not text:
        return []
    best: dict[int, Hit] = {}
    for hit in (*_by_code(index, text), *_by_words(index, _long(text).split()), *_by_phrase(index, _long(text))):
        had = best.get(hit.at)
        if had is None or (hit.rank, -hit.score) < (had.rank, -had.score):
            best[hit.at] = hit
    ordered = sorted(best.values(), key=lambda hit: (hit.rank, -hit.score, index.length[hit.at], index.names[hit.at]))
    return ordered[:most]


def _long(text: str) -> str:
    """Short forms written out, and pairs that say nothing taken away where something else is left."""
    written = " ".join(SHORT.get(word, word) for word in text.split())
    bare = f" {written} "
    for pair in EMPTY_PAIRS:
        bare = bare.replace(f" {pair} ", " ")
    return bare.strip() or written


def _by_code(index: Index, text: str) -> Iterator[Hit]:
    """The code or its beginning, dots or none."""
    bare = text.replace(" ", "")
    if len(bare) < 3 or not bare[:3].isdigit():
        return
    for at, code in enumerate(index.codes):
        if code.startswith(bare):
            yield Hit(at, Rank.CODE, len(bare) / len(code))


def _by_phrase(index: Index, text: str) -> Iterator[Hit]:
    """Everyday words within what was typed, or of which it is the beginning. The longer, the surer."""
    words = text.split()
    for at, word in enumerate(words):
        rest = " ".join(words[at:]) + " "
        for phrase in index.by_first.get(word, ()):
            if rest.startswith(phrase + " "):
                yield from _called(index, phrase, len(phrase) / len(text) + (phrase == text))
    if len(text) >= PHRASE_LETTERS:
        begun = (phrase for phrase in index.phrases if phrase.startswith(text) and phrase != text)
        for phrase in begun:
            yield from _called(index, phrase, len(text) / len(phrase))


def _called(index: Index, phrase: str, score: float) -> Iterator[Hit]:
    """Who is called so; a little more where the name itself says it."""
    for found in index.phrases[phrase]:
        in_name = 0.1 if f" {phrase} " in f" {index.names[found]} " else 0.0
        yield Hit(found, Rank.EVERYDAY, score + in_name)


def _by_words(index: Index, typed: list[str]) -> Iterator[Hit]:
    words = [word for each in dict.fromkeys(typed) for word in _words(index, each)]
    needed = [word for word in words if not word.empty] or words
    total = sum(word.weight for word in needed)
    met: dict[int, float] = {}
    full: dict[int, int] = {}
    for word in needed:
        for at, quality in _meets(index, word).items():
            met[at] = met.get(at, 0.0) + word.weight * quality
            full[at] = full.get(at, 0) + (quality >= BEGUN)
    count, least = len(needed), ENOUGH * total
    scored = (
        (full[at] == count, score / total + 0.2 * count / (1 + index.length[at]), -at)
        for at, score in met.items()
        if score >= least or full[at] == count
    )
    for whole, score, at in heapq.nlargest(MOST_HITS, scored):  # a letter meets thousands
        yield Hit(-at, Rank.WORDS if whole else Rank.NEARLY, score)


def _meets(index: Index, word: _Word) -> dict[int, float]:
    """Procedures with one of the words it may mean, and how well the best of them fits."""
    found: dict[int, float] = {}
    for token, quality in word.means.items():
        for at in index.where[token]:
            if quality > found.get(at, 0.0):
                found[at] = quality
    return found


def _words(index: Index, typed: str) -> list[_Word]:
    """What a typed word may mean: itself, a beginning, two words run together, or its nearest neighbours."""
    if typed in index.where:
        means = {typed: 1.0} | {each: BEGUN for each in index.beginning_with(typed) if each != typed}
        return [_word(index, typed, means)]
    begun = index.beginning_with(typed)
    if begun:
        return [_word(index, typed, dict.fromkeys(begun, BEGUN))]
    halves = next(((typed[:n], typed[n:]) for n in range(2, len(typed) - 1)
                   if typed[:n] in index.where and typed[n:] in index.where), None)  # fmt: skip
    if halves is not None:
        return [_word(index, half, {half: BEGUN}) for half in halves]
    return [_word(index, typed, _nearest(index, typed))]


def _nearest(index: Index, typed: str) -> dict[str, float]:
    """Words one slip away, two for long ones: a letter too many, too few, another, or two exchanged."""
    if len(typed) < 2 or typed.isdigit():
        return {}
    slips = 1 if len(typed) < 6 else 2
    near = process.extract(typed, index.tokens, scorer=OSA.distance, score_cutoff=slips, limit=12)
    return {token: MISTYPED - 0.1 * (distance - 1) for token, distance, _ in near if len(token) > 1}


def _word(index: Index, typed: str, means: dict[str, float]) -> _Word:
    """A word that means nothing here still counts against what does not have it, unless it says nothing anyhow."""
    best = max(means, key=lambda token: (means[token], -len(index.where[token])), default="")
    weight = index.weight.get(best, 2.0)
    return _Word(means, weight, typed in EMPTY)
