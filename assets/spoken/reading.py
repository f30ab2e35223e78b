"""From what the screen writes to what a voice can say. Pure.

espeak-ng reads "A-025", "10–25" and "23/11" wrongly or not at all: they are spelled out here, by the same rules as
the calls in the hall.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from assets.voice.errors import WordingError
from assets.voice.numbers import LARGEST, Accent, Lang, cardinal, clock, digits, month, ticket_number

_CODE: Final = re.compile(r"\b(?=[\w.-]*\d)(?=[\w.-]{8,})[A-Z0-9]+(?:[.-][A-Z0-9]+)+\b")
_TICKET: Final = re.compile(r"\b[A-ZĐ]{1,2}\d?-\d{2,5}\b")
_CLOCK: Final = re.compile(r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b")
_DATE: Final = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\b")
_RANGE: Final = re.compile(r"\b(\d+) ?[–-] ?(\d+)\b")
_THOUSANDS: Final = re.compile(r"\b\d{1,3}(?:[.,]\d{3})+\b")
_NUMBER: Final = re.compile(r"\d+")
_TO: Final = {"vi": "đến", "en": "to"}


def aloud(text: str, lang: str, numbers: Iterable[str] = (), accent: Accent = "north") -> str:
    """The words of `text` as a voice says them. `numbers`: those of tickets, read digit by digit even without dash."""
    spoken: Lang = "vi" if lang == "vi" else "en"
    said = text.replace("\n", ". ").replace(" · ", ", ").replace("…", ".").replace("/ ", ", ")
    for number in numbers:
        said = re.sub(rf"(?<!\w){re.escape(number)}(?!\w)", lambda found: _ticket(found[0], spoken), said)
    for pattern, words in _rules(spoken, accent):
        said = pattern.sub(words, said)
    return re.sub(r"[.,] *(?=[.])", "", said).strip()


def _rules(lang: Lang, accent: Accent) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    return (
        (_TICKET, lambda found: _ticket(found[0], lang)),
        (_CODE, lambda found: _spelled(found[0], lang)),
        (_CLOCK, lambda found: clock(found[0], lang, accent)),
        (_DATE, lambda found: _date(found, lang, accent)),
        (_THOUSANDS, lambda found: re.sub(r"\D", "", found[0])),
        (_RANGE, lambda found: f"{_count(found[1], lang, accent)} {_TO[lang]} {_count(found[2], lang, accent)}"),
        (_NUMBER, lambda found: _count(found[0], lang, accent)),
    )


def _ticket(number: str, lang: Lang) -> str:
    try:
        return ticket_number(number, lang)
    except WordingError:
        return _spelled(number, lang)


def _spelled(code: str, lang: Lang) -> str:
    """Sign by sign, with a pause where the code has a mark."""
    parts = [part for part in re.split(r"[.-]", code) if part]
    return ", ".join(" ".join(ticket_number(sign, lang) for sign in part) for part in parts)


def _date(found: re.Match[str], lang: Lang, accent: Accent) -> str:
    day, number, year = int(found[1]), int(found[2]), found[3]
    if lang == "en" or not 1 <= number <= 12:
        return " ".join(_count(part, lang, accent) for part in found.groups() if part)
    said = f"ngày {cardinal(day, lang, accent)} {month(number)}"
    return f"{said} năm {cardinal(int(year), lang, accent)}" if year else said


def _count(number: str, lang: Lang, accent: Accent) -> str:
    return cardinal(int(number), lang, accent) if int(number) <= LARGEST else digits(number, lang)
