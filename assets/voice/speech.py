"""espeak-ng: how it speaks, and words into a sound file."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assets.voice.errors import SoundError
from assets.voice.numbers import Accent, Lang
from assets.voice.programs import Programs
from assets.voice.sound import Sound, open_sound

_VOICES: Final[dict[Accent, str]] = {"north": "vi", "central": "vi-vn-x-central", "south": "vi-vn-x-south"}
#: Less than this is not speech: espeak-ng without its data writes an empty file and reports success.
_SHORTEST_SPEECH_S: Final = 0.3


@dataclass(frozen=True)
class Speech:
    """How espeak-ng speaks. Speeds in words a minute; the brisk ones are for what must be short, the quickest for what
    would take too long even so.

    `gap` is the pause between words in units of 10 ms, `quick_gap` that of what hurries; `volume` 0 ... 200, where
    above 100 it clips.
    """

    accent: Accent = "north"
    speed: int = 130
    brisk: int = 150
    english_speed: int = 150
    gap: int = 4
    volume: int = 90
    english_brisk: int = 175
    quickest: int = 190
    english_quickest: int = 205
    quick_gap: int = 2

    def args(self, lang: Lang, *, brisk: bool = False, hurry: float = 1.0) -> list[str]:
        """The options of espeak-ng for a saying. `hurry`: so many times as fast as brisk, up to the quickest."""
        english = lang == "en"
        calm, quick = (self.english_speed, self.english_brisk) if english else (self.speed, self.brisk)
        most = self.english_quickest if english else self.quickest
        speed, gap = quick if brisk else calm, self.gap
        if hurry > 1:
            speed, gap = min(math.ceil(quick * hurry), most), self.quick_gap
        voice = voice_name(lang, self.accent)
        return ["-v", voice, "-s", str(speed), "-g", str(gap), "-a", str(self.volume), "-b", "1"]


def voice_name(lang: Lang, accent: Accent) -> str:
    """The name of the voice in espeak-ng."""
    return _VOICES[accent] if lang == "vi" else "en"


def speak(text: str, args: list[str], path: Path, programs: Programs, limit_s: float) -> Sound:
    """Words into a wav file; `args` as of `Speech.args`.

    Raises MissingProgramError, ProgramError, StoppedError, or SoundError when nothing was said.
    """
    programs.run(["espeak-ng", *args, "-w", str(path)], limit_s, text.encode())
    sound = open_sound(path)
    if sound.length_s < _SHORTEST_SPEECH_S:
        raise SoundError(f"espeak-ng said nothing for {text!r}")
    return sound
