"""When the voice is silent, and how loud it is at which time of day. Pure; Vietnam keeps UTC+7 all year."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from assets.voice.errors import WordingError

_OFFSET_MIN: Final = 7 * 60
_DAY_MIN: Final = 24 * 60
_SPAN: Final = re.compile(r"(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})", re.ASCII)
_VOLUME: Final = re.compile(r"(\d{1,2}:\d{2})\s*=\s*(\d{1,3})", re.ASCII)


@dataclass(frozen=True)
class SoundHours:
    """`quiet`: spans of minutes of the day, over midnight if the end is earlier. `volume`: from this minute, per cent.

    Before the first time of the day the last one still holds. Without any it is always full.
    """

    quiet: tuple[tuple[int, int], ...] = ()
    volume: tuple[tuple[int, int], ...] = ()

    def silent(self, now_ms: int) -> bool:
        """Nothing is said now."""
        minute = _minute(now_ms)
        return any(
            begin <= minute < end if begin < end else minute >= begin or minute < end for begin, end in self.quiet
        )

    def gain_db(self, now_ms: int) -> float:
        """How much softer than full, in decibels: 0 or less."""
        if not self.volume:
            return 0.0
        minute, ordered = _minute(now_ms), sorted(self.volume)
        percent = next((each for begin, each in reversed(ordered) if begin <= minute), ordered[-1][1])
        return round(20 * math.log10(percent / 100), 1)


def read_hours(quiet: Iterable[str], volume: Iterable[str]) -> SoundHours:
    """Of the texts of the settings: "12:00-13:00", "07:00=80". Raises WordingError naming the one that is wrong."""
    return SoundHours(tuple(_span(each) for each in quiet), tuple(_volume(each) for each in volume))


def wrong_hours(quiet: Iterable[str], volume: Iterable[str]) -> list[tuple[str, str]]:
    """What is wrong in these texts, by the name of the setting: the first mistake of each."""
    found = []
    for name, spans, volumes in (("quiet", quiet, ()), ("volume", (), volume)):
        try:
            read_hours(spans, volumes)
        except WordingError as error:
            found.append((name, str(error)))
    return found


def _span(text: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(text.strip())
    begin, end = (_time(found[1]), _time(found[2])) if found else (None, None)
    if begin is None or end is None or begin == end:
        raise WordingError(f"{text!r} is no time of quiet such as 12:00-13:00")
    return begin, end


def _volume(text: str) -> tuple[int, int]:
    found = _VOLUME.fullmatch(text.strip())
    begin, percent = (_time(found[1]), int(found[2])) if found else (None, 0)
    if begin is None or not 1 <= percent <= 100:
        raise WordingError(f"{text!r} is no volume such as 07:00=80, from 1 to 100 per cent")
    return begin, percent


def _time(text: str) -> int | None:
    hour, minute = map(int, text.split(":"))
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _minute(now_ms: int) -> int:
    return (now_ms // 60_000 + _OFFSET_MIN) % _DAY_MIN
