"""What the voice has to know of an office, from its file office.toml.

Only a few keys are read, and nothing is judged: whether the file is in order says `motcua-broker check`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from assets.voice.errors import WordingError
from display.voice.script import Spoken

#: The letter of numbers that are given in training, where the file names no other.
TRAINING: Final = "X"
_HOURS: Final = re.compile(r"(\d{1,2}:\d{2})\s*[-\N{EN DASH}]\s*(\d{1,2}:\d{2})", re.ASCII)


def read_spoken(path: Path) -> Spoken:
    """Languages, letters, counters and hours of the office. Raises WordingError naming the file."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise WordingError(f"{path}: {error}") from error
    counters = _tables(data.get("counter"))
    office = data.get("office", {})
    languages = office.get("languages", ["vi", "en"])
    if not counters or not isinstance(languages, list):
        raise WordingError(f"{path}: no [[counter]]: this is no file of an office")
    return Spoken(
        languages=tuple(map(str, languages)),
        prefixes=tuple(dict.fromkeys(filter(None, [*_prefixes(data), office.get("training_prefix", TRAINING)]))),
        counters=tuple(sorted({number for each in counters if (number := _number(each)) is not None})),
        names={str(lang): tuple(_names(counters, str(lang))) for lang in languages},
        resumes=tuple(dict.fromkeys(_resumes(data.get("hours", {})))),
    )


def _tables(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _prefixes(value: Any) -> Iterator[str]:
    """Every `prefix` wherever it stands: fields, services and series have them."""
    if isinstance(value, dict):
        if isinstance(value.get("prefix"), str):
            yield value["prefix"]
        for inner in value.values():
            yield from _prefixes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _prefixes(inner)


def _number(counter: dict[str, Any]) -> int | None:
    """As it is given, or else the counter's id where that is a number and no name takes its place."""
    number = counter.get("number", counter.get("id"))
    text = str(number)
    return int(text) if text.isascii() and text.isdigit() else None


def _names(counters: list[dict[str, Any]], lang: str) -> Iterator[str]:
    for spoken in (each.get("spoken") for each in counters):
        name = spoken.get(lang) if isinstance(spoken, dict) else spoken if lang == "vi" else None
        if isinstance(name, str) and name:
            yield name


def _resumes(hours: Any) -> Iterator[str]:
    """The beginnings of all spans but the first of a day, at the counters."""
    weeks = [week for name, week in hours.items() if name != "kiosk"] if isinstance(hours, dict) else []
    for week in weeks:
        for spans in week.values() if isinstance(week, dict) else ():
            found = sorted(_HOURS.findall(" ".join(map(str, spans))) if isinstance(spans, list) else [])
            yield from (begin.zfill(5) for begin, _ in found[1:])
