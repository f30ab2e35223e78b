"""What a speaker has to record for an office: every word and run of words its calls and notices are made of. Pure."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from assets.voice.numbers import Lang, cardinal, clock, digits, letter
from broker.hall.languages import NEEDED, OPTIONAL, RecordedLanguage
from broker.hall.sentences import Form, NoticeKind, Phrasebook
from display.voice.recordings import clauses

CALLS: Final[tuple[Form, ...]] = (
    "call.full", "call.repeat", "call.short", "call.third", "call.result", "moved", "call.reserved",
)  # fmt: skip
NOTICES: Final[tuple[NoticeKind, ...]] = ("open", "closing15", "lunch", "end")
#: Stands where a sentence has a number; no word of any language.
_HOLE: Final = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Spoken:
    """What of an office its voice has to say. `resumes`: when work goes on after lunch, "13:30"."""

    languages: tuple[str, ...]
    prefixes: tuple[str, ...]
    counters: tuple[int, ...]
    names: dict[str, tuple[str, ...]]
    resumes: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One recording: its language, its words (which are the file's name), and what it is for."""

    lang: str
    words: str
    used_for: str

    @property
    def file(self) -> str:
        """Where it lies in the folder of recordings."""
        return f"{self.lang}/{self.words}.wav"


def script(office: Spoken, book: Phrasebook) -> list[Line]:
    """All lines, each once, in the languages of the office that have sentences."""
    lines: dict[tuple[str, str], Line] = {}
    for lang in office.languages:
        if lang in book.recorded or lang in ("vi", "en"):
            for line in _lines(office, book, lang):
                lines.setdefault((line.lang, line.words), line)
    return list(lines.values())


def _lines(office: Spoken, book: Phrasebook, lang: str) -> Iterator[Line]:
    recorded = book.recorded.get(lang)
    for key in _written(recorded) if recorded else (*CALLS, *NOTICES, "counter", "counter_short"):
        yield from _runs(lang, _with_holes(book.sentence(lang, key), book, lang), key)
    signs = "".join(sorted({sign for prefix in office.prefixes for sign in prefix if sign.isalpha()}))
    if recorded:
        yield from _words(lang, recorded.digits, "digits of numbers")
        yield from _words(lang, (recorded.ticket(sign) for sign in signs if sign in recorded.letters), "letters")
        yield from _words(lang, (recorded.cardinal(n) for n in office.counters if n in recorded.numbers), "counters")
    else:
        yield from _our_words(office, book, "en" if lang == "en" else "vi", signs)
    yield from _words(lang, office.names.get(lang, ()), "counters with a name")


def _written(recorded: RecordedLanguage) -> Iterator[str]:
    yield from (*NEEDED, "counter_short")
    yield from (key for key in OPTIONAL if recorded.texts.get(key))


def _our_words(office: Spoken, book: Phrasebook, lang: Lang, signs: str) -> Iterator[Line]:
    yield from _words(lang, (digits(str(n), lang) for n in range(10)), "digits of numbers")
    yield from _words(lang, (letter(sign, lang) for sign in signs), "letters of numbers")
    yield from _words(lang, (cardinal(n, lang, book.accent) for n in office.counters), "counters")
    yield from _words(lang, (clock(time, lang, book.accent) for time in office.resumes), "end of lunch")
    yield from _words(lang, (book.sentence(lang, half) for half in ("morning", "afternoon")), "half of the day")


def _with_holes(text: str, book: Phrasebook, lang: str) -> str:
    """The sentence with a hole for every parameter but the one that is always the same."""
    fields = [name for _, name, _, _ in string.Formatter().parse(text) if name]
    given = {name: book.sentence(lang, "who") if name == "who" else f" {_HOLE} " for name in fields}
    return text.format(**given)


def _runs(lang: str, text: str, used_for: str) -> Iterator[Line]:
    return _words(lang, re.split(_HOLE, text), used_for)


def _words(lang: str, texts: Iterable[str], used_for: str) -> Iterator[Line]:
    for text in texts:
        for words in clauses(text):
            yield Line(lang, " ".join(words), used_for)
