"""Recordings made alike: one format, one loudness, no silence before and after the word. Kept for the next time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from assets.voice.errors import SoundError
from assets.voice.sound import loud_db, open_sound
from display.voice.chimes import FORMAT

#: Every word is brought to this, in decibels below full scale; with 20 dB above it no word clips.
_EVEN_DB: Final = -20.0
#: What is softer than the word by this is cut off before and after it; much less, and soft endings would go too.
SILENT_BELOW_DB: Final = 26.0
_SILENT: Final = f"{100 * 10 ** ((_EVEN_DB - SILENT_BELOW_DB) / 20):.2f}%"
_SILENCE: Final = ("silence", "1", "0.01", _SILENT, "reverse", "silence", "1", "0.01", _SILENT, "reverse")
#: Between two words that were cut free.
_GAP: Final = ("pad", "0", "0.05")

Sox = Callable[[Sequence[str]], None]


class Clips:
    """The even recordings, in their own folder of the cache."""

    def __init__(self, folder: Path, sox: Sox) -> None:
        self._folder = folder
        self._sox = sox
        folder.mkdir(parents=True, exist_ok=True)

    def even(self, clip: Path) -> Path:
        """The recording as it goes into a sentence. Raises SoundError, ProgramError."""
        mark = hashlib.sha256(f"{clip}/{clip.stat().st_mtime_ns}".encode()).hexdigest()[:24]
        kept = self._folder / f"{mark}.wav"
        try:
            return open_sound(kept).path
        except SoundError:
            made = self._folder / f"{mark}-{id(self):x}.part.wav"
            level_out(clip, made, self._sox)
            return made.replace(kept)


def level_out(clip: Path, made: Path, sox: Sox) -> None:
    """A recording, or some spoken words, at the loudness of all. Raises SoundError for one with nothing in it."""
    plain = made.with_name(f"plain-{made.name}")
    try:
        sox([str(clip), *FORMAT, str(plain)])
        gain_db = _EVEN_DB - loud_db(plain)
        sox([str(plain), str(made), "gain", f"{gain_db:.2f}", *_SILENCE, *_GAP])
    finally:
        plain.unlink(missing_ok=True)
    open_sound(made)
