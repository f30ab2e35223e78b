"""Makes the sound of a saying: chime and speech joined at an even loudness, kept in a folder for the next time.

espeak-ng speaks, or human recordings do as far as there are any; sox joins. The limiter brings every saying to about
-14 LUFS without clipping; without it speech lies at -17 to -23 and is lost in a full hall.
"""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final, get_args

from assets.voice.errors import ProgramError, SoundError
from assets.voice.numbers import Lang
from assets.voice.programs import Programs
from assets.voice.sound import Sound, loud_db, open_sound
from assets.voice.speech import Speech, speak
from display.voice.chimes import Chimes
from display.voice.clips import Clips, level_out
from display.voice.recordings import Part, Recordings
from display.voice.sayings import Utterance

#: Changes when the way a sound is made does, so that kept sounds are made anew.
_RECIPE: Final = 3
#: Level of the audible parts asked of the limiter; it gives -14.3 LUFS on average, 1 LU up or down (measured on
#: all voices and forms; the same gain for all gives 5.5 LU between the loudest and the softest).
_LOUD_DB: Final = -8.5
#: More than this makes the limiter growl.
_MOST_GAIN_DB: Final = 14.0
#: Cut the silence espeak-ng leaves at the end; keep a breath before the next saying.
_TAIL: Final = ("reverse", "silence", "1", "0.01", "0.5%", "reverse", "pad", "0", "0.15")
_CLAUSE_PAUSE_S: Final = 0.25
#: What espeak-ng may take for a call in the short form, with the half second of silence it leaves at the end: then six
#: of them with their notes last less than 25 s. What takes longer is hurried: two letters, a counter above twenty.
_SHORT_S: Final = 3.7

Clauses = Sequence[Sequence[Part]]
_log = logging.getLogger(__name__)


class Synthesiser:
    """Makes sounds and keeps the last `keep` of them in `cache`.

    `making`: shared by those who make the same sayings for the same cache, so that each is made once.
    `program_s` bounds each outside program. Errors are VoiceErrors: a missing program, one that failed or hung.
    """

    def __init__(
        self, cache: Path, speech: Speech | None = None, recordings: Recordings | None = None,
        *, programs: Programs | None = None, keep: int = 300, program_s: float = 5.0,
        making: threading.Lock | None = None,
    ) -> None:  # fmt: skip
        self._cache = cache
        self._speech = speech or Speech()
        self._recordings = recordings
        self._programs = programs or Programs()
        self._keep = keep
        self._program_s = program_s
        self._making = making or threading.Lock()
        self._chimes = Chimes(cache / "chimes", self._sox)
        self._clips = Clips(cache / "clips", self._sox)

    def render(self, utterance: Utterance) -> Sound:
        """The sound of a saying, made now or before."""
        clauses = self._recordings.clauses(utterance.text, utterance.lang) if self._recordings else []
        path = self._cache / f"{self._key(utterance, clauses)}.wav"
        if kept := _kept(path):
            return kept
        with self._making:
            return _kept(path) or self._made(utterance, clauses, path)

    def _made(self, utterance: Utterance, clauses: Clauses, path: Path) -> Sound:
        with tempfile.TemporaryDirectory(dir=self._cache) as folder:
            self._make(utterance, clauses, Path(folder)).replace(path)
        self._forget_oldest(path)
        return open_sound(path)

    def stop(self) -> None:
        """End the program that runs now; later sayings raise StoppedError."""
        self._programs.stop()

    def _key(self, utterance: Utterance, clauses: Clauses) -> str:
        clips = [(str(part.clip), _changed_ns(part.clip)) for clause in clauses for part in clause]
        said = [_RECIPE, asdict(utterance) | {"call_id": ""}, self._args(utterance), clips, asdict(self._speech)]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]

    def _make(self, utterance: Utterance, clauses: Clauses, folder: Path) -> Path:
        lead = self._chimes.lead(utterance.chime)
        speech = self._words(utterance, clauses, folder)
        joined, made = folder / "joined.wav", folder / "made.wav"
        self._sox([*map(str, [lead, *speech, joined]), *_TAIL, "gain", "-n", "-1"])
        gain_db = min(max(_LOUD_DB - loud_db(joined), 0.0), _MOST_GAIN_DB)
        self._sox([str(joined), str(made), "gain", "-l", f"{gain_db:.2f}", "gain", f"{utterance.gain_db:.1f}"])
        return made

    def _words(self, utterance: Utterance, clauses: Clauses, folder: Path) -> list[Path]:
        """The recordings, and what they lack spoken; a recording that cannot be used costs no call."""
        if clauses:
            try:
                return self._join(utterance, clauses, folder)
            except (ProgramError, SoundError, OSError) as error:
                if utterance.lang not in get_args(Lang):
                    raise SoundError(f"{utterance.text!r} cannot be put together: {error}") from error
                _log.warning("recordings cannot be used for %r: %s", utterance.text, error)
        return [self._speak(utterance, utterance.text, folder)]

    def _args(self, utterance: Utterance, hurry: float = 1.0) -> list[str]:
        lang: Lang = "en" if utterance.lang == "en" else "vi"
        return self._speech.args(lang, brisk=utterance.kind == "call.short", hurry=hurry)

    def _speak(self, utterance: Utterance, words: str, folder: Path) -> Path:
        path = folder / "spoken.wav"
        spoken = speak(words, self._args(utterance), path, self._programs, self._program_s)
        if utterance.kind == "call.short" and spoken.length_s > _SHORT_S:
            args = self._args(utterance, spoken.length_s / _SHORT_S)
            spoken = speak(words, args, path, self._programs, self._program_s)
        return spoken.path

    def _join(self, utterance: Utterance, clauses: Clauses, folder: Path) -> list[Path]:
        """The parts at one loudness, with a pause after each clause."""
        joined: list[Path] = []
        for clause in clauses:
            for part in clause:
                joined.append(self._part(utterance, part, folder / f"part-{len(joined)}.wav"))
            last = folder / f"last-{len(joined)}.wav"
            self._sox([str(joined[-1]), str(last), "pad", "0", str(_CLAUSE_PAUSE_S)])
            joined[-1] = last
        return joined

    def _part(self, utterance: Utterance, part: Part, made: Path) -> Path:
        if part.clip is not None:
            return self._clips.even(part.clip)
        level_out(self._speak(utterance, part.words, made.parent), made, self._sox)
        return made

    def _sox(self, args: Sequence[str]) -> None:
        self._programs.run(["sox", "-q", "-R", *args], self._program_s)

    def _forget_oldest(self, newest: Path) -> None:
        kept = sorted(self._cache.glob("*.wav"), key=_changed_ns)
        for path in kept[: max(len(kept) - self._keep, 0)]:
            if path != newest:
                path.unlink(missing_ok=True)


def _kept(path: Path) -> Sound | None:
    """A sound made before; a file broken by a power cut does not count."""
    try:
        sound = open_sound(path)
    except SoundError:
        return None
    path.touch()
    return sound


def _changed_ns(file: Path | None) -> int:
    """0 for none, and for one that another voice on the same cache has just forgotten."""
    try:
        return file.stat().st_mtime_ns if file else 0
    except FileNotFoundError:
        return 0
