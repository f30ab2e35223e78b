"""The thread that speaks: it alone owns the queue, the synthesis and the loudspeaker.

Other threads only leave messages. All callbacks come from this thread: a window must hand them over to its own.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypeVar, get_args

from assets.voice.errors import CutShortError, NoSoundDeviceError, StoppedError, VoiceError
from assets.voice.sound import Sound
from broker.hall.sentences import Notice
from display.voice.memory import SpokenMemory
from display.voice.plan import CUT_SHORT, Plan
from display.voice.sayings import AnnouncementReport, BoardCalls, Renderer, Utterance
from display.voice.sink import Clock, Sink

_log = logging.getLogger(__name__)

NO_DEVICE: Final = "no sound device"
STOPPED: Final = "the voice was stopped"
#: Real seconds: the queue is looked at so often although nothing comes in; office time may run or jump meanwhile.
LONGEST_WAIT_S: Final = 1.0
#: Real seconds: a loudspeaker that has gone is looked for so often.
LOOK_S: Final = 5.0
#: What a call came into, but did not sound yet: tried again after so long.
_CUT_AGAIN_S: Final = 0.05

_Told = TypeVar("_Told")
AlarmKind = Literal["backlog", "no sound device", "no speech"]


@dataclass(frozen=True)
class VoiceAlarm:
    """Something the office must know, or (`active` False) need no longer worry about."""

    kind: AlarmKind
    active: bool
    text: str


def _ignore(_: object) -> None:
    """For callbacks nobody asked for."""


class Announcer:
    """Speaks the calls of the boards offered to it.

    `on_report` gets one report for every call offered; `on_saying` the saying that begins (its words are the
    subtitle), then None when it has ended;
    `on_alarm` each alarm once when it begins and once when it ends, and at the start each that does not stand: the
    program before may have ended with it. `ahead` is told what will be said next.
    """

    def __init__(
        self, plan: Plan, synth: Renderer, sink: Sink, clock: Clock, *,
        on_report: Callable[[AnnouncementReport], None],
        on_saying: Callable[[Utterance | None], None] = _ignore,
        on_alarm: Callable[[VoiceAlarm], None] = _ignore,
        memory: SpokenMemory | None = None,
        ahead: Callable[[Sequence[Utterance]], None] = _ignore,
    ) -> None:  # fmt: skip
        self._plan = plan
        self._synth = synth
        self._sink = sink
        self._clock = clock
        self._on_report = on_report
        self._on_saying = on_saying
        self._on_alarm = on_alarm
        self._memory = memory
        self._ahead = ahead
        self._offered: frozenset[str] = frozenset()  # calls of the last board; of whoever offers
        self._gives_way = False
        self._way_lock = threading.Lock()
        self._inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._alarms: dict[AlarmKind, str] = {}
        self._look_s = 0.0
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)

    # --- for any thread ---

    def start(self) -> None:
        """Begin to speak."""
        self._thread.start()

    @property
    def alive(self) -> bool:
        """The thread is at work."""
        return self._thread.is_alive()

    def offer(self, board: BoardCalls) -> None:
        """The calls that stand now, with the board's revision."""
        self._inbox.put(partial(self._plan.offer, board, self._clock.now_ms()))
        before, self._offered = self._offered, frozenset(call.call_id for call in board.calls)
        if self._offered - before:
            self._make_way()

    def offer_notice(self, notice: Notice) -> None:
        """Something for the whole hall, said once when no call waits. Raises WordingError if it cannot be said."""
        self._plan.book.notice(notice)
        self._inbox.put(partial(self._take_notice, notice))

    def link_lost(self) -> None:
        """The board can no longer be trusted: be silent until the next one."""
        self._inbox.put(self._plan.link_lost)

    def stop(self, timeout_s: float = 2.0) -> bool:
        """End what is being said, report what waits as dropped, end the thread. False if it did not end in time."""
        self._stopping.set()
        self._synth.stop()
        self._sink.stop()
        self._inbox.put(lambda: None)
        if self._thread.ident is None:
            self._finish()
        else:
            self._thread.join(timeout_s)
        return not self.alive

    # --- the thread ---

    def _run(self) -> None:
        try:
            self._begin()
            while not self._stopping.is_set():
                self._step()
        except Exception as error:
            _log.exception("the voice has broken down")
            self._alarm("no speech", f"the voice has broken down: {error}")
        self._finish()

    def _step(self) -> None:
        """Take what came in, then say one thing or wait."""
        self._read_inbox()
        utterance = self._plan.next(self._clock.now_ms())
        self._tell()
        self._call(self._ahead, self._plan.ahead(self._clock.now_ms()))
        if utterance is not None:
            self._say(utterance)
        else:
            self._wait()

    def _begin(self) -> None:
        """Tell the office how things stand before the first call does."""
        for kind in get_args(AlarmKind):
            self._call(self._on_alarm, VoiceAlarm(kind, False, ""))
        self._look()

    def _look(self) -> None:
        """Whether the loudspeaker is there, or there again; no call has to be lost to learn it."""
        self._look_s = time.monotonic() + LOOK_S
        try:
            self._sink.look()
            self._clear("no sound device")
        except StoppedError:
            return
        except NoSoundDeviceError as error:
            self._alarm("no sound device", str(error))
        except VoiceError as error:
            self._alarm("no speech", str(error))

    def _finish(self) -> None:
        self._read_inbox()
        self._plan.stop(STOPPED, self._clock.now_ms())
        self._tell()

    def _read_inbox(self) -> None:
        while True:
            try:
                self._inbox.get_nowait()()
            except queue.Empty:
                return

    def _take_notice(self, notice: Notice) -> None:
        if self._plan.offer_notice(notice) and self._memory is not None:
            self._memory.remember(notice.notice_id)

    def _make_way(self) -> None:
        """A call has come: a notice or explanation that sounds ends. It may be about to sound, hence a second look."""
        with self._way_lock:
            if self._gives_way and not self._sink.cut():
                again = threading.Timer(_CUT_AGAIN_S, self._make_way)
                again.daemon = True
                again.start()

    def _wait(self) -> None:
        """Sleep until a message comes, or the queue wants to be asked again."""
        if "no sound device" in self._alarms and time.monotonic() >= self._look_s:
            self._look()
        now_ms = self._clock.now_ms()
        wake_ms = self._plan.wake_ms(now_ms)
        left_s = LONGEST_WAIT_S if wake_ms is None else (wake_ms - now_ms) / 1_000 / self._clock.speed
        try:
            self._inbox.get(timeout=min(max(left_s, 0.001), LONGEST_WAIT_S))()
        except queue.Empty:
            return

    def _say(self, utterance: Utterance) -> None:
        reason = self._reason_not_said(utterance)
        if reason is None:
            self._plan.ended(utterance, self._clock.now_ms())
            self._all_clear()
        else:
            self._plan.failed(utterance, reason, self._clock.now_ms())
        self._tell()

    def _reason_not_said(self, utterance: Utterance) -> str | None:
        """Say it; the reason if it was not heard to its end. Nothing that goes wrong here ends the voice."""
        try:
            sound = self._synth.render(utterance)
            self._play(sound, utterance)
        except StoppedError:
            return STOPPED
        except CutShortError:
            return CUT_SHORT
        except NoSoundDeviceError as error:
            self._alarm("no sound device", str(error))
            return NO_DEVICE
        except Exception as error:
            words = str(error) if isinstance(error, VoiceError) else f"{type(error).__name__}: {error}"
            self._alarm("no speech", words)
            return words
        return None

    def _play(self, sound: Sound, utterance: Utterance) -> None:
        self._call(self._on_saying, utterance)
        self._set_gives_way(utterance.gives_way)
        try:
            self._sink.play(sound, utterance)
        finally:
            self._set_gives_way(False)
            self._call(self._on_saying, None)

    def _set_gives_way(self, gives_way: bool) -> None:
        with self._way_lock:
            self._gives_way = gives_way

    # --- what is told ---

    def _tell(self) -> None:
        for report in self._plan.take_reports():
            if self._memory is not None:
                self._memory.remember(report.call_id)
            _log.info("call %s %s %s", report.call_id, report.outcome, report.reason)
            self._call(self._on_report, report)
        if self._memory is not None:
            for ticket in self._plan.take_explained():
                self._memory.remember(ticket)
        now_ms = self._clock.now_ms()
        if self._plan.behind(now_ms):
            self._alarm("backlog", f"calls are said {self._plan.backlog_ms(now_ms) / 1_000:.0f} s late")
        else:
            self._clear("backlog")

    def _alarm(self, kind: AlarmKind, text: str) -> None:
        """Tell the office and the log once, not at every call."""
        if kind not in self._alarms:
            self._alarms[kind] = text
            _log.error("%s", text)
            self._call(self._on_alarm, VoiceAlarm(kind, True, text))

    def _all_clear(self) -> None:
        self._clear("no sound device")
        self._clear("no speech")

    def _clear(self, kind: AlarmKind) -> None:
        if text := self._alarms.pop(kind, None):
            self._call(self._on_alarm, VoiceAlarm(kind, False, text))

    def _call(self, callback: Callable[[_Told], None], told: _Told) -> None:
        """A callback that fails is the program's fault; the hall still wants its calls."""
        try:
            callback(told)
        except Exception:
            _log.exception("a callback of the voice failed")
