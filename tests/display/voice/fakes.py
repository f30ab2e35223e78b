"""A clock that runs fast, a maker of plain tones, and wavs of a known length."""

from __future__ import annotations

import array
import math
import time
import wave
from dataclasses import dataclass, field, replace
from pathlib import Path

from assets.voice.sound import Sound
from broker.hall.sentences import Call
from display.voice.sayings import Utterance

RATE = 22_050


class FastClock:
    """Office time that begins at noon and runs `speed` times as fast as ours."""

    def __init__(self, speed: float = 200.0) -> None:
        self.speed = speed
        self._started = time.monotonic()

    def now_ms(self) -> int:
        return 12 * 3_600_000 + int((time.monotonic() - self._started) * 1_000 * self.speed)


def tone(path: Path, length_s: float, amplitude: int = 16_384) -> Sound:
    """A wav with a sine of 441 Hz."""
    samples = array.array("h")
    for n in range(round(length_s * RATE)):
        samples.append(round(amplitude * math.sin(2 * math.pi * 441 * n / RATE)))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return Sound(path, len(samples) / RATE)


@dataclass
class TonePlayer:
    """A renderer that gives every saying the same tone; `broken` holds texts whose making crashes."""

    folder: Path
    length_s: float = 4.0
    broken: dict[str, Exception] = field(default_factory=dict)
    rendered: list[Utterance] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sound = tone(self.folder / "tone.wav", self.length_s)

    def render(self, utterance: Utterance) -> Sound:
        self.rendered.append(utterance)
        if error := self.broken.get(utterance.text):
            raise error
        return self._sound

    def stop(self) -> None:
        """Nothing runs."""


def call(number: str, nth: int = 1, *, at_ms: int, counter: int = 3) -> Call:
    return Call(f"{number}/{nth}", number, None, counter, nth, at_ms)


def reserved(one: Call) -> Call:
    """The same of a number that a kiosk gave while it was cut off."""
    return replace(one, reserved_ticket=f"2026-11-23.{one.number}")


def utterance(text: str = "Mời số a, không hai năm, quầy ba.", call_id: str | None = "A-025/1") -> Utterance:
    return Utterance(call_id, "call.short", text, "vi", "short")
