"""Whether recordings can be used: what is missing, too loud, too quiet, noisy, clipped, or in a wrong format."""

from __future__ import annotations

import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assets.voice.errors import SoundError
from assets.voice.sound import flat_tops, level, loud_db, softer_ends_s
from display.voice.clips import SILENT_BELOW_DB
from display.voice.recordings import normal
from display.voice.script import Line

#: What may be put together with the rest without loss.
BITS: Final = 16
LEAST_RATE: Final = 16_000
#: Decibels below full scale: a peak above the first leaves no room, a word below the last drowns in the hiss.
LOUDEST_PEAK_DB: Final = -0.5
LOUDEST_DB: Final = -6.0
QUIETEST_DB: Final = -40.0
#: So many flat tops are a recording that was too loud; one has also a good one that was made as loud as it goes.
CLIPPED: Final = 4
#: What is so much softer than the word, but too loud to be cut off as silence, is the room; so long it makes a pause.
ROOM_BELOW_DB: Final = 15.0
LONGEST_ROOM_S: Final = 0.3
#: Seconds; a shorter file has no word in it, a longer one more than its words.
SHORTEST_S: Final = 0.08
LONGEST_S: Final = 15.0


@dataclass(frozen=True)
class Finding:
    """One file and what is wrong with it. `harm`: it cannot be used, or is not there; else it only sounds bad."""

    file: str
    what: str
    harm: bool = True


def check(folder: Path, lines: Sequence[Line]) -> list[Finding]:
    """Everything that is wrong with the recordings in the folder, for an office that needs these lines."""
    there = {(path.parent.name, normal(path.stem)): path for path in sorted(folder.glob("*/*.wav")) if path.is_file()}
    needed = {(line.lang, line.words) for line in lines}
    found = [Finding(line.file, f"missing ({line.used_for})") for line in lines if (line.lang, line.words) not in there]
    for key, path in there.items():
        name = f"{path.parent.name}/{path.name}"
        found += [Finding(name, what, harm) for what, harm in judged(path)]
        if key not in needed:
            found.append(Finding(name, "not in the script: used only where a sentence has these words", harm=False))
    return found


def judged(path: Path) -> Iterator[tuple[str, bool]]:
    """What is wrong with one recording, and whether it cannot be used so."""
    wrong = _format(path)
    if wrong:
        yield wrong, True
        return
    heard_db, peak_db = loud_db(path), level(path).peak_db
    if flat_tops(path) >= CLIPPED:
        yield "clipped: record it again with less gain", True
    elif peak_db > LOUDEST_PEAK_DB:
        yield f"too loud: a peak of {peak_db:.1f} dB leaves no room; at most {LOUDEST_PEAK_DB} dB", False
    elif heard_db > LOUDEST_DB:
        yield f"too loud: {heard_db:.0f} dB; at most {LOUDEST_DB:.0f} dB", False
    if heard_db < QUIETEST_DB:
        yield f"too quiet: {heard_db:.0f} dB; at least {QUIETEST_DB:.0f} dB", True
    else:
        yield from ((what, False) for what in _noise(path, heard_db))


def _noise(path: Path, heard_db: float) -> Iterator[str]:
    """Before and after the word; only silence is cut off there."""
    room = softer_ends_s(path, heard_db - ROOM_BELOW_DB)
    silence = softer_ends_s(path, heard_db - SILENT_BELOW_DB)
    for where, until_word_s, cut_off_s in zip(("before", "after"), room, silence, strict=True):
        if (noise_s := until_word_s - cut_off_s) > LONGEST_ROOM_S:
            yield f"noise: {noise_s:.1f} s of it {where} the word stay as a pause; cut it, or find a quieter room"


def _format(path: Path) -> str:
    try:
        with wave.open(str(path), "rb") as file:
            bits, rate, channels, frames = 8 * file.getsampwidth(), *_rest(file)
    except (OSError, EOFError, wave.Error, SoundError) as error:
        return f"wrong format: no wav of plain samples ({error or 'it is empty'})"
    if bits != BITS or rate < LEAST_RATE or channels > 2:
        return f"wrong format: {bits} bits, {rate} Hz, {channels} channels; {BITS} bits, from {LEAST_RATE} Hz, 1 or 2"
    length_s = frames / rate
    if not SHORTEST_S <= length_s <= LONGEST_S:
        return f"wrong length: {length_s:.2f} s"
    return ""


def _rest(file: wave.Wave_read) -> tuple[int, int, int]:
    return file.getframerate(), file.getnchannels(), file.getnframes()
