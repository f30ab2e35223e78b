"""A sound file: how long it is and how loud."""

from __future__ import annotations

import array
import math
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

from assets.voice.errors import SoundError

_FULL_SCALE = 32_768
#: Level given for pure silence, where decibels have no value.
_SILENCE_DB = -96.0
#: Power (of samples) below which a tenth of a second is a pause: -45 dB.
_AUDIBLE = (_FULL_SCALE * 10 ** (-45 / 20)) ** 2


@dataclass(frozen=True)
class Sound:
    """A wav file ready to be played."""

    path: Path
    length_s: float


@dataclass(frozen=True)
class Level:
    """Highest sample and mean power, in decibels below full scale."""

    peak_db: float
    rms_db: float


def open_sound(path: Path) -> Sound:
    """The sound at `path`. Raises SoundError if it is missing, broken or empty."""
    try:
        with wave.open(str(path), "rb") as file:
            length_s = file.getnframes() / file.getframerate()
    except (OSError, EOFError, wave.Error, ZeroDivisionError) as error:
        raise SoundError(f"{path.name} is not a sound: {error or 'it is empty'}") from error
    if length_s <= 0:
        raise SoundError(f"{path.name} is an empty sound")
    return Sound(path, length_s)


def level(path: Path) -> Level:
    """How loud a 16-bit wav is."""
    samples, _ = _samples(path)
    peak = max(abs(sample) for sample in samples)
    return Level(_decibels(peak), _decibels(math.sqrt(_power(samples))))


def loud_db(path: Path) -> float:
    """Mean power of what is heard, pauses left out: the tenths of a second within 10 dB of the audible mean."""
    samples, rate = _samples(path)
    step = rate // 10
    powers = [_power(samples[at : at + step]) for at in range(0, len(samples), step)]
    audible = [power for power in powers if power > _AUDIBLE]
    if not audible:
        return _SILENCE_DB
    gate = sum(audible) / len(audible) / 10
    loud = [power for power in audible if power > gate]
    return _decibels(math.sqrt(sum(loud) / len(loud)))


def softer_ends_s(path: Path, than_db: float) -> tuple[float, float]:
    """How long the beginning and the end are softer than this, by hundredths of a second."""
    samples, rate = _samples(path)
    step = max(1, rate // 100)
    loud = [_decibels(math.sqrt(_power(samples[at : at + step]))) >= than_db for at in range(0, len(samples), step)]
    if True not in loud:
        return len(loud) / 100, len(loud) / 100
    return loud.index(True) / 100, loud[::-1].index(True) / 100


def longest_full_scale(path: Path) -> int:
    """How many samples in a row stand at full scale: a wave with its top cut off has several."""
    samples, _ = _samples(path)
    longest = run = 0
    for sample in samples:
        run = run + 1 if sample >= _FULL_SCALE - 1 or sample <= 1 - _FULL_SCALE else 0
        longest = max(longest, run)
    return longest


def _samples(path: Path) -> tuple[array.array[int], int]:
    with wave.open(str(path), "rb") as file:
        if file.getsampwidth() != 2:
            raise SoundError(f"{path.name} has {8 * file.getsampwidth()} bits a sample, not 16")
        samples = array.array("h", file.readframes(file.getnframes()))
        rate = file.getframerate()
    if sys.byteorder == "big":
        samples.byteswap()
    return samples, rate


def _power(samples: array.array[int]) -> float:
    return sum(sample * sample for sample in samples) / len(samples)


def _decibels(amplitude: float) -> float:
    return round(20 * math.log10(amplitude / _FULL_SCALE), 2) if amplitude else _SILENCE_DB
