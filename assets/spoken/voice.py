"""Who says it: the offline voice in a thread of its own, a record of what would be said, or nobody.

A new saying ends the one before: a finger that moves on does not wait.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from assets.regional import SPOKEN
from assets.spoken.sounds import SPEAK_S, Sounds
from assets.voice.errors import StoppedError, VoiceError
from assets.voice.player import aplay
from assets.voice.programs import Programs
from assets.voice.speech import Speech

#: So often a voice that is not heard is tried out, and so many times as seldom one that works.
AGAIN_S, WELL_TIMES = 30.0, 10.0
_UNKNOWN = "not tried yet"
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
    """espeak-ng through aplay. `cache` keeps sounds; `device` is ALSA's name.

    `on_change` hears, from the voice's thread, whether anybody could be heard: "" or why not. It is tried out at the
    start, after a saying that failed, and now and then; a saying that is heard ends the trouble too.
    """

    def __init__(
        self, cache: Path, device: str, speech: Speech | None = None,
        on_change: Callable[[str], None] = lambda _why: None, *, again_s: float = AGAIN_S,
    ) -> None:  # fmt: skip
        self._sounds, self._device, self._speech = Sounds(cache), device, speech or Speech()
        self._on_change, self._again_s = on_change, again_s
        self._changed = threading.Condition()
        self._next: tuple[str, str] | None = None
        self._programs: Programs | None = None
        self._closed, self._why = False, _UNKNOWN
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
        self._try_out()
        while not self._closed:
            found = self._wait()
            if found is not None:
                self._say(*found)
            elif not self._closed:
                self._try_out()

    def _wait(self) -> tuple[str, str, Programs] | None:
        """The next saying; None: it is time to try the device out, or to end."""
        with self._changed:
            self._programs = None
            seconds = self._again_s if self._why else self._again_s * WELL_TIMES
            self._changed.wait_for(lambda: self._next is not None or self._closed, seconds)
            if self._closed or self._next is None:
                return None
            (text, lang), self._next = self._next, None
            self._programs = Programs()
            return text, lang, self._programs

    def _say(self, text: str, lang: str, programs: Programs) -> None:
        try:
            args = self._speech.args("vi" if lang == "vi" else "en")
            aplay(self._sounds.said(text, args, programs), self._device, programs)
        except StoppedError:
            return
        except (VoiceError, OSError) as error:
            log.warning("not said: %s", error)
            self._try_out()
        else:
            self._tell("")

    def _try_out(self) -> None:
        """Not broken off by the next saying: it is short, and whoever listens must not wait in silence."""
        try:
            self._sounds.try_out(self._speech, self._device, Programs())
        except (VoiceError, OSError) as error:
            self._tell(str(error))
        else:
            self._tell("")

    def _tell(self, why: str) -> None:
        if why != self._why:
            self._why = why
            log.log(logging.WARNING if why else logging.INFO, "the voice: %s", why or "it can be heard")
            self._on_change(why)


def missing_programs() -> list[str]:
    """What the voice needs and is not installed."""
    return [name for name in _PROGRAMS if shutil.which(name) is None]
