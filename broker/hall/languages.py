"""A language that only people speak: its sentences and words as an office has written and recorded them. Pure.

There is no offline voice for Khmer, Hmong or Ede. Whoever records such a language writes each sentence in its own
word order, and how digits, letters and the numbers of counters are said; every piece is then a recording.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from assets.voice.errors import WordingError

#: Sentences that a language must have; notices to the whole hall are said in Vietnamese and English.
NEEDED: Final = ("call.full", "call.repeat", "call.short", "call.third", "call.result", "moved", "counter")
#: Without them the Vietnamese ones are said.
OPTIONAL: Final = ("call.reserved",)
_OWN: Final = {"counter": {"n"}, "counter_short": {"n"}}
_CALL_PARAMETERS: Final = {"number", "counter", "counter_short"}
_PARTS: Final = re.compile(r"[A-ZĐ]+|\d+")


def _covers_nothing(_: str) -> bool:
    return False


@dataclass(frozen=True)
class RecordedLanguage:
    """Sentences by key, and words. `numbers`: counters from 10 on. `covers`: every word of a text is recorded."""

    lang: str
    texts: Mapping[str, str]
    digits: tuple[str, ...]
    letters: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)
    covers: Callable[[str], bool] = _covers_nothing

    def __post_init__(self) -> None:
        missing = [key for key in NEEDED if not self.texts.get(key)]
        if missing:
            raise WordingError(f"language {self.lang!r}: no sentence {', '.join(missing)}")
        if len(self.digits) != 10:
            raise WordingError(f"language {self.lang!r}: {len(self.digits)} digits, not the ten from 0 to 9")
        for key, text in self.texts.items():
            _check(self.lang, key, text)

    def text(self, key: str) -> str:
        """A sentence; the short name of a counter is the long one where there is no other."""
        found = self.texts.get(key) or (self.texts["counter"] if key == "counter_short" else "")
        if not found:
            raise WordingError(f"language {self.lang!r}: no sentence {key}")
        return found

    def ticket(self, number: str) -> str:
        """A ticket number, letters and digits one by one, with a pause between its parts."""
        parts = _PARTS.findall(number.strip().upper())
        return ", ".join(" ".join(self._sign(sign) for sign in part) for part in parts)

    def cardinal(self, value: int) -> str:
        """The number of a counter."""
        found = self.numbers.get(value) or (self.digits[value] if 0 <= value < 10 else "")
        if not found:
            raise WordingError(f"language {self.lang!r}: number {value} is not written")
        return found

    def _sign(self, sign: str) -> str:
        found = self.digits[int(sign)] if sign.isdigit() else self.letters.get(sign, "")
        if not found:
            raise WordingError(f"language {self.lang!r}: letter {sign} is not written")
        return found


def _check(lang: str, key: str, text: str) -> None:
    try:
        named = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise WordingError(f"language {lang!r}: sentence {key}: {error}") from None
    strange = named - _OWN.get(key, _CALL_PARAMETERS)
    if strange:
        raise WordingError(f"language {lang!r}: sentence {key} has no {{{min(strange)}}}")
