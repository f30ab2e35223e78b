"""Sayings as sounds: made once, kept for the next visitor; and what shows without a sound that one could be heard."""

from __future__ import annotations

import hashlib
import wave
from collections.abc import Sequence
from pathlib import Path

from assets.voice.errors import SoundError
from assets.voice.player import aplay
from assets.voice.programs import Programs
from assets.voice.sound import Sound, open_sound
from assets.voice.speech import Speech, speak

#: Sounds kept for the next visitor; a page of the kiosk is about twenty sayings.
KEEP = 300
SPEAK_S = 10.0
_TRIAL_WORDS = "một hai ba"
_SILENCE_S, _RATE_HZ, _SAMPLE_BYTES = 0.1, 22_050, 2


class Sounds:
    """`folder` keeps them. Use it from one thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def said(self, text: str, args: Sequence[str], programs: Programs) -> Sound:
        """A text as a sound, kept or made; one that a power cut left torn is made anew. Raises VoiceError, OSError."""
        name = hashlib.sha256("\0".join((text, *args)).encode()).hexdigest()[:32]
        path = self._folder / f"{name}.wav"
        kept = _kept(path)
        if kept is not None:
            return kept
        made = self._folder / "being-made.wav"
        speak(text, list(args), made, programs, SPEAK_S)
        made.replace(path)
        self._forget_oldest()
        return open_sound(path)

    def try_out(self, speech: Speech, device: str, programs: Programs) -> None:
        """Words are made, and the device plays a moment of silence. Raises VoiceError or OSError."""
        speak(_TRIAL_WORDS, speech.args("vi"), self._folder / "trial.made", programs, SPEAK_S)
        aplay(self._silence(), device, programs)

    def _silence(self) -> Sound:
        path = self._folder / "silence.made"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(_SAMPLE_BYTES)
            file.setframerate(_RATE_HZ)
            file.writeframes(bytes(round(_SILENCE_S * _RATE_HZ) * _SAMPLE_BYTES))
        return open_sound(path)

    def _forget_oldest(self) -> None:
        kept = sorted(self._folder.glob("*.wav"), key=lambda path: path.stat().st_mtime_ns)
        for path in kept[: max(0, len(kept) - KEEP)]:
            path.unlink(missing_ok=True)


def _kept(path: Path) -> Sound | None:
    if not path.exists():
        return None
    try:
        sound = open_sound(path)
    except SoundError:
        path.unlink()
        return None
    path.touch()
    return sound
