"""Who says it: the offline voice in a thread of its own, a record of what would be said, or nobody.

A new saying ends the one before: a finger that moves on does not wait.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from assets.regional import SPOKEN
from assets.voice.errors import StoppedError, VoiceError
from assets.voice.numbers import Lang
from assets.voice.player import aplay
from assets.voice.programs import Programs
from assets.voice.sound import Sound, open_sound
from assets.voice.speech import Speech, speak

#: Sounds kept for the next visitor; a page of the kiosk is about twenty sayings.
KEEP = 300
SPEAK_S = 10.0
_PROGRAMS = ("espeak-ng", "aplay")

log = logging.getLogger(__name__)


class Voice(Protocol):
    """Says one thing at a time."""

    def say(self, text: str, lang: str) -> None:
        """Begin to say this instead of whatever is being said."""

    def hush(self) -> None:
        """Say no more."""

    @property
    def busy(self) -> bool:
        """Whether something is being said."""


class Hushed:
    """Nobody speaks."""

    busy = False

    def say(self, text: str, lang: str) -> None:
        """Not said."""

    def hush(self) -> None:
        """It is quiet already."""


class Recorded:
    """Keeps what would have been said."""

    busy = False

    def __init__(self) -> None:
        self.said: list[str] = []
        self.langs: list[str] = []

    def say(self, text: str, lang: str) -> None:
        """Kept, with its language."""
        self.said.append(text)
        self.langs.append(lang)

    def hush(self) -> None:
        """Nothing sounds."""


class Aloud:
    """espeak-ng through aplay. `cache` keeps sounds; `device` is ALSA's name."""

    def __init__(self, cache: Path, device: str, speech: Speech | None = None) -> None:
        self._cache, self._device, self._speech = cache, device, speech or Speech()
        self._changed = threading.Condition()
        self._next: tuple[str, str] | None = None
        self._programs: Programs | None = None
        self._closed = False
        cache.mkdir(parents=True, exist_ok=True)
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether something is being said, or about to be."""
        with self._changed:
            return self._next is not None or self._programs is not None

    def say(self, text: str, lang: str) -> None:
        """Begin to say this instead of whatever is being said; in a language without a voice nothing is said."""
        self._turn_to((text, lang) if text.strip() and lang in SPOKEN else None)

    def hush(self) -> None:
        """Say no more."""
        self._turn_to(None)

    def volume(self, percent: int) -> None:
        """How loud from the next saying on: of what is loud without clipping."""
        self._speech = replace(self._speech, volume=percent)

    def close(self) -> None:
        """End the thread and whatever it says."""
        self._closed = True
        self._turn_to(None)
        self._thread.join(SPEAK_S)

    def _turn_to(self, saying: tuple[str, str] | None) -> None:
        with self._changed:
            self._next = saying
            if self._programs is not None:
                self._programs.stop()
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._programs = None
                self._changed.wait_for(lambda: self._next is not None or self._closed)
                if self._closed or self._next is None:
                    return
                (text, lang), self._next = self._next, None
                programs = self._programs = Programs()
            self._say(text, "vi" if lang == "vi" else "en", programs)

    def _say(self, text: str, lang: Lang, programs: Programs) -> None:
        try:
            aplay(self._sound(text, lang, programs), self._device, programs)
        except StoppedError:
            return
        except (VoiceError, OSError) as error:
            log.warning("not said: %s", error)

    def _sound(self, text: str, lang: Lang, programs: Programs) -> Sound:
        args = self._speech.args(lang)
        name = hashlib.sha256("\0".join((text, *args)).encode()).hexdigest()[:32]
        path = self._cache / f"{name}.wav"
        if path.exists():
            path.touch()
            return open_sound(path)
        made = self._cache / "being-made.wav"
        speak(text, args, made, programs, SPEAK_S)
        made.replace(path)
        self._forget_oldest()
        return open_sound(path)

    def _forget_oldest(self) -> None:
        kept = sorted(self._cache.glob("*.wav"), key=lambda path: path.stat().st_mtime_ns)
        for path in kept[: max(0, len(kept) - KEEP)]:
            path.unlink(missing_ok=True)


def missing_programs() -> list[str]:
    """What the voice needs and is not installed."""
    return [name for name in _PROGRAMS if shutil.which(name) is None]
