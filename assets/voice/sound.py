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
#: So many samples in a row as loud as this are no chance: 99.5 per cent of full scale.
_FLAT, _CUT_OFF = 3, round(_FULL_SCALE * 0.995)
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


def flat_tops(path: Path) -> int:
    """How many tops of the wave are cut off: three samples in a row at full scale, or all but there.

    What was cut off before its rate was changed, or dithered after, only comes near full scale.
    """
    with wave.open(str(path), "rb") as file:
        channels = file.getnchannels()
    samples, _ = _samples(path)
    return max(_flat_tops(samples[channel::channels]) for channel in range(channels))


def _flat_tops(samples: array.array[int]) -> int:
    tops = run = before = 0
    for sample in samples:
        side = (sample >= _CUT_OFF) - (sample <= -_CUT_OFF)
        run = abs(side) if side != before else run + abs(side)
        tops, before = tops + (side != 0 and run == _FLAT), side
    return tops


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
