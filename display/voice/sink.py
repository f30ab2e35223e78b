"""Where a sound goes: the loudspeaker, or a folder that takes it at the pace of a loudspeaker.

`play` blocks until the sound has ended. It never returns for a sound nobody can have heard: it raises.
"""

from __future__ import annotations

import json
import shutil
import threading
import time
from pathlib import Path
from typing import Final, Protocol

from assets.voice.errors import CutShortError, OverlapError, SoundError, StoppedError
from assets.voice.player import STUCK_S, aplay, play_silence
from assets.voice.programs import Programs
from assets.voice.sound import Sound, level
from display.voice.sayings import Utterance

#: A device that swallows a sound in less than this share of its length plays it to nobody.
LEAST_SHARE: Final = 0.5


class Clock(Protocol):
    """Office time. `speed`: how many office seconds pass in one real second."""

    @property
    def speed(self) -> float: ...

    def now_ms(self) -> int: ...


class Sink(Protocol):
    """Takes one sound at a time."""

    def play(self, sound: Sound, utterance: Utterance) -> None:
        """Play to the end.

        Raises NoSoundDeviceError, SoundError, StoppedError, CutShortError, MissingProgramError, OverlapError.
        """

    def look(self) -> None:
        """Whether a sound would be heard, as far as can be known without one. Raises as `play`."""

    def cut(self) -> bool:
        """End what plays now, which raises CutShortError; False if nothing does."""

    def stop(self) -> None:
        """End what plays now; it and all later sounds raise StoppedError."""


class _OneAtATime:
    """Refuses a second sound while one plays."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            raise OverlapError("a sound was to be played while another one plays")

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class AlsaSink:
    """The loudspeaker, by aplay on an ALSA device ("default", "plughw:CARD=vc4hdmi0").

    `least_share`: see `LEAST_SHARE`; 0 for a device that records instead of playing. `stuck_s`: see `aplay`.
    """

    def __init__(
        self, device: str = "default", *, programs: Programs | None = None,
        least_share: float = LEAST_SHARE, stuck_s: float = STUCK_S,
    ) -> None:  # fmt: skip
        self.device = device
        self._programs = programs or Programs()
        self._least_share = least_share
        self._stuck_s = stuck_s
        self._alone = _OneAtATime()

    def play(self, sound: Sound, utterance: Utterance) -> None:
        with self._alone:
            took_s = aplay(sound, self.device, self._programs, self._stuck_s)
        if took_s < sound.length_s * self._least_share:
            raise SoundError(
                f"sound device {self.device!r} took {sound.length_s:.1f} s of sound in {took_s:.1f} s: "
                f"nobody can have heard {utterance.text!r}"
            )

    def look(self) -> None:
        with self._alone:
            play_silence(self.device, self._programs, self._stuck_s)

    def cut(self) -> bool:
        return self._programs.cut()

    def stop(self) -> None:
        self._programs.stop()


class PacedSink:
    """A folder in place of a loudspeaker: keeps every sound and takes as long as it lasts, by the office's clock.

    Writes `call-0001.wav` ... and a line per sound in `record.jsonl`: call_id (null for a notice), kind, text,
    start_ms, end_ms, length_s, file, peak_db, rms_db.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._alone = _OneAtATime()
        self._ended = threading.Condition()
        self._stopped = self._plays = self._cut = False
        folder.mkdir(parents=True, exist_ok=True)
        self._played = len(list(folder.glob("call-*.wav")))

    def play(self, sound: Sound, utterance: Utterance) -> None:
        with self._alone:
            start_ms, started = self._clock.now_ms(), time.monotonic()
            file = self._keep(sound)
            left_s = sound.length_s / self._clock.speed - (time.monotonic() - started)
            self._sound(max(left_s, 0))
            self._write(sound, utterance, file, start_ms)

    def look(self) -> None:
        """A folder is always there."""

    def cut(self) -> bool:
        with self._ended:
            cut = self._plays and not self._cut
            self._cut = self._cut or cut
            self._ended.notify_all()
            return cut

    def stop(self) -> None:
        with self._ended:
            self._stopped = True
            self._ended.notify_all()

    def _sound(self, seconds: float) -> None:
        with self._ended:
            self._plays, self._cut = True, False
            self._ended.wait_for(lambda: self._stopped or self._cut, seconds)
            self._plays = False
            if self._stopped:
                raise StoppedError("the paced sink was stopped")
            if self._cut:
                raise CutShortError("the paced sink was cut short")

    def _keep(self, sound: Sound) -> Path:
        self._played += 1
        return Path(shutil.copyfile(sound.path, self._folder / f"call-{self._played:04}.wav"))

    def _write(self, sound: Sound, utterance: Utterance, file: Path, start_ms: int) -> None:
        loud = level(file)
        line = {
            "call_id": utterance.call_id,
            "kind": utterance.kind,
            "text": utterance.text,
            "start_ms": start_ms,
            "end_ms": self._clock.now_ms(),
            "length_s": round(sound.length_s, 3),
            "file": file.name,
            "peak_db": loud.peak_db,
            "rms_db": loud.rms_db,
        }
        with (self._folder / "record.jsonl").open("a", encoding="utf-8") as record:
            record.write(json.dumps(line, ensure_ascii=False) + "\n")
