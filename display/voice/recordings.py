"""Human recordings that take the place of the speech program.

`<folder>/<lang>/<words>.wav`, the words in small letters as the sentence has them: "quầy số.wav", "ba.wav", or a
whole clause "xin mời công dân có số thứ tự.wav". Used for a sentence only if all of its words are there.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

_CLAUSE_END = re.compile(r"[,.;:!?]+")
_WORD = re.compile(r"[\w-]+")


class Recordings:
    """The recordings in a folder, as they were when the program started."""

    def __init__(self, folder: Path) -> None:
        self._clips = {(path.parent.name, normal(path.stem)): path for path in folder.glob("*/*.wav") if path.is_file()}

    def clauses(self, text: str, lang: str) -> list[list[Path]]:
        """The clips for each clause of the text; empty unless every word has been recorded."""
        clauses = [words for part in _CLAUSE_END.split(normal(text)) if (words := _WORD.findall(part))]
        found = [self._clause(words, lang) for words in clauses]
        return [clips for clips in found if clips] if all(found) else []

    def _clause(self, words: list[str], lang: str) -> list[Path] | None:
        """The longest recorded run of words first; None if a word is missing."""
        clips: list[Path] = []
        while words:
            for length in range(len(words), 0, -1):
                if clip := self._clips.get((lang, " ".join(words[:length]))):
                    break
            else:
                return None
            clips.append(clip)
            words = words[length:]
        return clips


def normal(text: str) -> str:
    """One spelling for a word, however its accents were typed."""
    return unicodedata.normalize("NFC", text).casefold().strip()
