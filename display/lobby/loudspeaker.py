"""The voice beside the window: its thread, its clock, and what it tells, handed over to the window's thread.

One announcer a zone: a screen without a sink has no voice and reports nothing of any call.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assets.voice.sound import Sound
from assets.voice.speech import Speech
from broker.client.clock import boottime_s, wall_ms
from broker.contract.ids import InstantMs
from broker.hall.sentences import Notice, Phrasebook
from broker.hall.sound_hours import SoundHours
from display.lobby.settings import LobbySettings, SinkKind
from display.voice.ahead import Ahead
from display.voice.announcer import Announcer, VoiceAlarm
from display.voice.memory import SpokenMemory
from display.voice.plan import Plan
from display.voice.recordings import Recordings
from display.voice.say import phrasebook
from display.voice.sayings import AnnouncementReport, BoardCalls, Renderer, Utterance
from display.voice.sink import AlsaSink, PacedSink, Sink
from display.voice.synth import Synthesiser


@dataclass(frozen=True)
class Saying:
    """The voice says this now; None: it has ended."""

    utterance: Utterance | None


#: Real milliseconds; beats come through a network and are this late at times.
DRIFT_MS = 100

#: What the voice tells the window.
Told = Saying | AnnouncementReport | VoiceAlarm


class HandedClock:
    """Office time for the voice's thread, as the window's thread last knew it. One swap of a tuple, no lock.

    It runs on by itself and is put right only when it is wrong by more than `DRIFT_MS`: a clock that steps back by a
    millisecond at every beat is no clock to wait by.
    """

    def __init__(self) -> None:
        self._anchor = (int(wall_ms()), boottime_s(), 1.0)

    def set(self, now_ms: InstantMs, speed: float) -> bool:
        """What time it is, and how fast it runs. True if the clock was put right."""
        if speed == self.speed and abs(self.now_ms() - now_ms) <= DRIFT_MS * speed:
            return False
        self._anchor = (now_ms, boottime_s(), speed)
        return True

    @property
    def speed(self) -> float:
        """Office seconds a real second."""
        return self._anchor[2]

    def now_ms(self) -> int:
        """Office time."""
        at_ms, since_s, speed = self._anchor
        return int(at_ms + (boottime_s() - since_s) * 1000 * speed)


class HeardSink:
    """A sink that tells what it plays, call and words together: the announcer's subtitle has the words alone."""

    def __init__(self, sink: Sink, tell: Callable[[Saying], None]) -> None:
        self._sink, self._tell = sink, tell

    def play(self, sound: Sound, utterance: Utterance) -> None:
        """Play to the end."""
        self._tell(Saying(utterance))
        try:
            self._sink.play(sound, utterance)
        finally:
            self._tell(Saying(None))

    def look(self) -> None:
        """Whether a sound would be heard."""
        self._sink.look()

    def cut(self) -> bool:
        """End what plays now, if anything does: a call has come into a notice."""
        return self._sink.cut()

    def stop(self) -> None:
        """End what plays now; nothing is played any more."""
        self._sink.stop()


class Voice:
    """The announcer of a zone, and the queue of what it has told. `ahead`: a second renderer on the same cache."""

    def __init__(
        self, book: Phrasebook, renderer: Renderer, sink: Sink, *, clock: HandedClock, memory: SpokenMemory,
        hours: SoundHours | None = None, ahead: Renderer | None = None,
    ) -> None:  # fmt: skip
        self.clock = clock
        self._ahead = Ahead(ahead) if ahead else None
        self.on_told: Callable[[], None] = lambda: None
        self._told: queue.SimpleQueue[Told] = queue.SimpleQueue()
        self._announcer = Announcer(
            Plan(book, known=memory.load(), hours=hours or SoundHours()), renderer, HeardSink(sink, self._tell), clock,
            on_report=self._tell, on_alarm=self._tell, memory=memory,
            ahead=self._ahead.prepare if self._ahead else lambda _: None,
        )  # fmt: skip

    def start(self) -> None:
        """Begin to speak."""
        if self._ahead:
            self._ahead.start()
        self._announcer.start()

    def offer(self, calls: BoardCalls) -> None:
        """The calls that stand now."""
        self._announcer.offer(calls)

    def offer_notice(self, notice: Notice) -> None:
        """Said once to the whole hall, when no call waits. Raises WordingError."""
        self._announcer.offer_notice(notice)

    def link_lost(self) -> None:
        """Nobody knows any more which calls stand."""
        self._announcer.link_lost()

    def take(self) -> Iterator[Told]:
        """What was told since this was last asked."""
        while True:
            try:
                yield self._told.get_nowait()
            except queue.Empty:
                return

    def stop(self) -> None:
        """End what is being said; every call that waits is dropped, and told so."""
        if self._ahead:
            self._ahead.stop()
        self._announcer.stop()

    def _tell(self, told: Told) -> None:
        self._told.put(told)
        self.on_told()


@dataclass(frozen=True)
class Manner:
    """How all voices of a screen speak."""

    book: Phrasebook
    recordings: Recordings
    hours: SoundHours


def manner(settings: LobbySettings) -> Manner:
    """As it is set. Raises WordingError for recordings of a language that is written wrongly."""
    recordings = Recordings(settings.recordings)
    return Manner(phrasebook(settings.voice, recordings, settings.who), recordings, settings.hours)


def open_voices(settings: LobbySettings, how: Manner, state_dir: Path) -> dict[str, Voice]:
    """The voice of each zone that speaks here; none for a screen that only shows.

    Nothing is opened before it speaks.
    """
    return {
        zone: open_voice(zone, kind, place, how, state_dir)
        for zone, (kind, place) in settings.sinks.items()
        if kind != "none"
    }


def open_voice(zone: str, kind: SinkKind, place: str, how: Manner, state_dir: Path) -> Voice:
    """The voice of a zone, on a loudspeaker or into a folder."""
    clock = HandedClock()
    sink: Sink = AlsaSink(place) if kind == "alsa" else PacedSink(Path(place), clock)
    cache, speech, making = state_dir / "voice", Speech(accent=how.book.accent), threading.Lock()
    first, second = (Synthesiser(cache, speech, how.recordings, making=making) for _ in range(2))
    memory = SpokenMemory(state_dir / f"spoken-{zone}.txt")
    return Voice(how.book, first, sink, clock=clock, memory=memory, hours=how.hours, ahead=second)
