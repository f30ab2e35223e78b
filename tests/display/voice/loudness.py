"""Loudness by ITU-R BS.1770-4, written from the recommendation to judge what the product makes. Mono only."""

from __future__ import annotations

import array
import math
import subprocess
import wave
from pathlib import Path

RATE = 48_000
#: Coefficients of the recommendation for 48 kHz: b0 b1 b2 a1 a2 of the shelf and of the high pass.
SHELF = (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585)
HIGH_PASS = (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621)


def lufs(path: Path, folder: Path) -> float:
    """Integrated loudness with both gates, in LUFS."""
    resampled = folder / "at48k.wav"
    subprocess.run(["sox", "-q", str(path), "-r", str(RATE), "-b", "16", str(resampled)], check=True, timeout=20)
    with wave.open(str(resampled), "rb") as file:
        samples = array.array("h", file.readframes(file.getnframes()))
    weighted = _filter(_filter([sample / 32_768 for sample in samples], SHELF), HIGH_PASS)
    blocks = _blocks([sample * sample for sample in weighted])
    audible = [power for power in blocks if _loudness(power) > -70]
    gate = _loudness(sum(audible) / len(audible)) - 10
    loud = [power for power in audible if _loudness(power) > gate]
    return _loudness(sum(loud) / len(loud))


def _filter(samples: list[float], coefficients: tuple[float, ...]) -> list[float]:
    b0, b1, b2, a1, a2 = coefficients
    x1 = x2 = y1 = y2 = 0.0
    out = []
    for x0 in samples:
        y0 = b0 * x0 + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x2, x1, y2, y1 = x1, x0, y1, y0
        out.append(y0)
    return out


def _blocks(squares: list[float]) -> list[float]:
    """Mean power of blocks of 400 ms that overlap by three quarters."""
    step = RATE // 10
    tenths = [sum(squares[at : at + step]) for at in range(0, len(squares) - step + 1, step)]
    return [sum(tenths[at : at + 4]) / (4 * step) for at in range(len(tenths) - 3)]


def _loudness(power: float) -> float:
    return -0.691 + 10 * math.log10(power) if power > 0 else -math.inf
