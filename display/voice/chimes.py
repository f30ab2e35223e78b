"""What sounds before the words: a chime made by sox once and kept, or a moment of silence."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from assets.voice.errors import SoundError
from assets.voice.sound import open_sound
from broker.hall.pace import Chime

#: One format for all parts of a saying: 22 050 Hz (what espeak-ng speaks in), mono, 16 bits.
FORMAT: Final = ("-r", "22050", "-c", "1", "-b", "16")

#: Hertz and seconds of each note. HDMI swallows the first half second after a silence: never words.
_NOTES: Final[dict[Chime, tuple[tuple[int, float], ...]]] = {
    "long": ((880, 0.28), (660, 0.42)),
    "short": ((880, 0.28),),
}
_SILENT_LEAD_S: Final = 0.4
#: Between the last note and the first word, so that the note does not cover it.
_BREATH_S: Final = 0.12

#: Runs sox with these arguments.
Sox = Callable[[Sequence[str]], None]


class Chimes:
    """The leads, in their own folder of the cache; named by their notes, so that a change makes new ones."""

    def __init__(self, folder: Path, sox: Sox) -> None:
        self._folder = folder
        self._sox = sox
        folder.mkdir(parents=True, exist_ok=True)

    def lead(self, chime: Chime) -> Path:
        """The file that comes before the words."""
        notes = _NOTES.get(chime, ())
        parts = [f"{hertz}x{length_s}" for hertz, length_s in notes]
        path = self._folder / f"{'-'.join([*parts, str(_BREATH_S if parts else _SILENT_LEAD_S)])}.wav"
        try:
            return open_sound(path).path
        except SoundError:
            with tempfile.TemporaryDirectory(dir=self._folder) as folder:
                self._make(notes, Path(folder)).replace(path)
            return path

    def _make(self, notes: Sequence[tuple[int, float]], folder: Path) -> Path:
        made = folder / "lead.wav"
        if notes:
            files = [str(self._note(hertz, length_s, folder)) for hertz, length_s in notes]
            self._sox([*files, str(made), "pad", "0", str(_BREATH_S)])
        else:
            self._sox(["-n", *FORMAT, str(made), "trim", "0", str(_SILENT_LEAD_S)])
        return made

    def _note(self, hertz: int, length_s: float, folder: Path) -> Path:
        """A tone with its fifth that dies away."""
        note = folder / f"note-{hertz}.wav"
        tone = ["synth", str(length_s), "sine", str(hertz), "synth", str(length_s), "sine", "mix", str(hertz * 1.5)]
        fade = ["fade", "q", "0.01", str(length_s), str(length_s * 0.8)]
        self._sox(["-n", *FORMAT, str(note), *tone, *fade, "gain", "-6"])
        return note
