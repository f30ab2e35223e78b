"""Human recordings that take the place of the speech program, word by word.

`<folder>/<lang>/<words>.wav`, the words in small letters as the sentence has them: "quầy số.wav", "ba.wav", or a
whole clause "xin mời công dân có số thứ tự.wav": the longest run that is recorded goes first, and what is not recorded
is left to the speech program. A language which that cannot speak has `<folder>/<lang>/sentences.toml` as well.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from assets.voice.errors import WordingError
from broker.client.recordings import SENTENCES
from broker.hall.languages import RecordedLanguage

#: Vietnamese and Latin punctuation, and the Khmer full stop and colon: a pause.
_CLAUSE_END: Final = re.compile(r"[,.;:!?។៖]+")


@dataclass(frozen=True)
class Part:
    """Some words of a clause: a recording, or left to the speech program."""

    words: str
    clip: Path | None = None


class Recordings:
    """The recordings in a folder, as they were when it was loaded; none without one.

    Raises WordingError for a language that is written wrongly.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._clips: dict[tuple[str, str], Path] = {}
        self.languages: dict[str, RecordedLanguage] = {}
        if folder is not None:
            self.load(folder)

    def load(self, folder: Path) -> None:
        """These from now on, for every voice that speaks by them; after an error those of before."""
        clips = {(path.parent.name, normal(path.stem)): path for path in folder.glob("*/*.wav") if path.is_file()}
        languages = {path.parent.name: self._language(path) for path in sorted(folder.glob(f"*/{SENTENCES}"))}
        self._clips = clips
        self.languages.clear()  # a call in this very moment is said in Vietnamese
        self.languages.update(languages)

    def clauses(self, text: str, lang: str) -> list[list[Part]]:
        """The parts of each clause of the text; empty if nothing of it has been recorded."""
        found = [list(self._parts(words, lang)) for words in clauses(text)]
        return found if any(part.clip for clause in found for part in clause) else []

    def covers(self, lang: str, text: str) -> bool:
        """Every word of the text has been recorded."""
        return all(part.clip for words in clauses(text) for part in self._parts(words, lang))

    def _parts(self, words: list[str], lang: str) -> Iterator[Part]:
        """The longest recorded run of words first; what stands between two recordings is one part."""
        unknown: list[str] = []
        while words:
            length, clip = self._longest(words, lang)
            if clip is None:
                unknown.append(words[0])
            else:
                yield from _left(unknown)
                unknown = []
                yield Part(" ".join(words[:length]), clip)
            words = words[length:]
        yield from _left(unknown)

    def _longest(self, words: list[str], lang: str) -> tuple[int, Path | None]:
        for length in range(len(words), 0, -1):
            if clip := self._clips.get((lang, " ".join(words[:length]))):
                return length, clip
        return 1, None

    def _language(self, path: Path) -> RecordedLanguage:
        lang = path.parent.name
        return read_language(path, partial(self.covers, lang))


def _left(words: list[str]) -> Iterator[Part]:
    if words:
        yield Part(" ".join(words))


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    """What `sentences.toml` holds."""

    sentences: dict[str, str]
    digits: tuple[str, ...]
    letters: dict[str, str] = {}
    numbers: dict[str, str] = {}


def read_language(path: Path, covers: partial[bool]) -> RecordedLanguage:
    """A language as it is written beside its recordings. Raises WordingError naming the file."""
    try:
        written = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _Written)
        numbers = {int(number): said for number, said in written.numbers.items()}
        letters = {letter.upper(): said for letter, said in written.letters.items()}
        return RecordedLanguage(path.parent.name, written.sentences, written.digits, letters, numbers, covers)
    except (OSError, ValueError, WordingError) as error:
        raise WordingError(f"{path}: {error}") from error


def clauses(text: str) -> list[list[str]]:
    """The words of each clause."""
    return [words for part in _CLAUSE_END.split(normal(text)) if (words := part.split())]


def normal(text: str) -> str:
    """One spelling for a word, however its accents were typed."""
    return unicodedata.normalize("NFC", text).casefold().strip()
