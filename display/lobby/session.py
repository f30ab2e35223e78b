"""The lobby without its window: hears the retained board, gives it to the voice, reports what was spoken, and says
what is to be drawn. Turned by one thread; nothing of Kivy here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from broker.client.bundle import Keeper
from broker.client.clock import wall_ms
from broker.client.device import Device
from broker.client.link import Link
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand, ReportSpoken
from broker.contract.events import CommandRefused
from broker.contract.ids import InstantMs
from broker.contract.status import AnyStatus, Board, Bundle, Catalogue, Removed
from broker.contract.topics import Topics
from display.board import SPOTS, BoardView, LinkWatch, Mark, spoken_calls
from display.lobby.layout import capacity
from display.lobby.loudspeaker import Told, Voice
from display.lobby.reading import Hall
from display.lobby.scene import Scene
from display.lobby.words import Moment, Words
from display.notices import Posters
from display.voice.announcer import VoiceAlarm
from display.voice.sayings import AnnouncementReport, BoardCalls, Utterance

_log = logging.getLogger(__name__)
#: At the end the last reports get so long to be answered.
GOODBYE_S = 1.0
#: Refusals after which the same report may be taken later.
TRY_AGAIN = frozenset({"not_stored"})


#: Homie: what this device tells beside its state.
NODES = {"voice": {"alarm": "what is wrong with the voice, or none"}}


@dataclass
class LobbySession:
    """One screen of a zone. `voice` is None where another screen of the zone speaks."""

    zone: str
    words: Words
    voice: Voice | None = None
    further: tuple[str, ...] = ()
    posters: Posters | None = None
    keeper: Keeper | None = None  # of the notices that come from the office
    monotonic: Callable[[], float] = time.monotonic
    view: BoardView = field(init=False)
    device: Device = field(init=False)
    spots: int = SPOTS
    unsent: list[ReportSpoken] = field(default_factory=list)
    _watch: LinkWatch = field(init=False)
    _offered: Mark | None = None
    _saying: Utterance | None = None
    _said: Utterance | None = None
    _alarms: dict[str, str] = field(default_factory=dict)

    def start(self, link: Link, topics: Topics, name: str, on_wake: Callable[[], None]) -> None:
        """Connect as the device `name`, and begin to speak. `on_wake` may come from any thread: `scene` is due."""
        self.view = BoardView(self.zone, self.further, self.spots)
        self._watch = LinkWatch(wall_ms(), self._real_ms())
        self.device = Device(link, topics, name, self, nodes=NODES, on_wake=on_wake, monotonic=self.monotonic)
        bundles = [topics.bundle(self.keeper.name)] if self.keeper else []
        self.device.start(*map(topics.board, (self.zone, *self.further)), topics.catalogue, *bundles)
        if self.keeper:
            self.keeper.start()
        if self.voice:
            self.voice.on_told = on_wake
            self.voice.start()

    def scene(self) -> Scene:
        """Take what came in, hand on what is due, and say what is to be drawn now."""
        self.device.pump()
        real_ms = self._real_ms()
        self._hear_voice(real_ms)
        self._offer()
        self._report()
        self.view.step(real_ms)
        return self.words.scene(self.view, self._moment(real_ms), self._subtitle())

    def fit(self, hall: Hall) -> None:
        """How much the screen has room for; before the start."""
        screen = hall.screen
        self.spots = hall.spots()
        self.words.room = capacity(screen.width_px, screen.height_px, hall.list_px)

    def close(self) -> None:
        """End the voice, send its last reports if anybody answers, say goodbye."""
        if self.keeper:
            self.keeper.close()
        if self.voice:
            self.voice.stop()
            self._hear_voice(self._real_ms())
            self._send_the_last()
        self.device.close()

    # --- what comes in: called by the device ---

    def on_status(self, status: AnyStatus) -> None:
        """Boards and the office; of anything else a lobby knows nothing."""
        if isinstance(status, Board):
            self.view.take(status, self._real_ms())
        elif isinstance(status, Catalogue):
            self.words.take_office(status.office)
            self.view.keep({each.zone for each in status.office.counters})
        elif isinstance(status, Removed):
            self.view.withdraw(status.epoch)
        elif isinstance(status, Bundle) and self.keeper:
            self.keeper.announced(status)

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        """A report was taken, or is refused for good, or may be given again."""
        refusal = answer.events[0] if answer.refused else None
        if not isinstance(command, ReportSpoken) or not isinstance(refusal, CommandRefused):
            return
        if refusal.code in TRY_AGAIN:
            self.unsent.append(command)
        else:
            _log.warning("report on call %s was refused: %s", command.call_id, refusal.code)

    def on_silence(self, command: AnyCommand) -> None:
        """Nobody knows whether the report was taken: give it again; the engine knows it by its call."""
        if isinstance(command, ReportSpoken):
            self.unsent.append(command)

    def on_online(self, online: bool) -> None:
        """The next scene shows it, and the voice is told there; the office learns what is wrong with the voice."""
        _log.info("the engine is %s", "heard" if online else "not heard any more")
        if online and self.voice:
            self._tell_alarms()

    # --- inside ---

    def _real_ms(self) -> int:
        return int(self.monotonic() * 1000)

    @property
    def _same_epoch(self) -> bool:
        """The board in force is one of the engine that beats."""
        beat, board = self.device.beat, self.view.board
        return beat is not None and board is not None and beat.epoch == board.epoch and not self.view.withdrawn

    def _moment(self, real_ms: int) -> Moment:
        now_ms = self.device.now_ms()
        since = self._watch.since(
            heard_ms=self.device.last_heard_ms,
            online=self.device.online,
            same_epoch=self._same_epoch,
            now_ms=now_ms,
            real_ms=real_ms,
        )
        poster = self.posters.at(self.view.calm_for_ms(real_ms), real_ms) if self.posters else ""
        return Moment(now_ms, real_ms, since, poster)

    def _offer(self) -> None:
        """Give the voice every new board of a living engine; tell it once when there is none to be trusted."""
        if self.voice is None:
            return
        put_right = self.voice.clock.set(self.device.now_ms(), self.device.speed)
        board = self.view.zones.boards.get(self.zone)
        mark = (board.epoch, board.revision) if board else None
        if board is None or mark is None or not (self.device.online and self._same_epoch):
            if self._offered is not None:
                self.voice.link_lost()
            self._offered = None
        elif mark != self._offered or put_right:  # a voice that waits by the old time is woken
            self._offered = mark
            self.voice.offer(BoardCalls(*mark, spoken_calls(board)))

    def _hear_voice(self, real_ms: int) -> None:
        for told in self.voice.take() if self.voice else ():
            self._take(told, real_ms)

    def _take(self, told: Told, real_ms: int) -> None:
        if isinstance(told, AnnouncementReport):
            self.unsent.append(_spoken(told, self.zone))
        elif isinstance(told, VoiceAlarm):
            self._alarms[told.kind] = told.text if told.active else ""
            self._tell_alarms()
        else:
            self._saying = told.utterance
            self._said = told.utterance or self._said
            self.view.speak(told.utterance.call_id if told.utterance else None, real_ms)

    def _tell_alarms(self) -> None:
        """Homie: the property voice/alarm of this device."""
        wrong = "; ".join(f"{kind}: {text}" for kind, text in self._alarms.items() if text)
        self.device.health("ready", **{"voice/alarm": wrong or "none"})

    def _subtitle(self) -> str | None:
        """What is being said; then what was said last, while its call is still in the spotlight."""
        if self.voice is None:
            return None
        lit = {turn.call.call_id for turn in self.view.spotlight()}
        said = self._saying or (self._said if self._said and self._said.call_id in lit else None)
        return said.text if said else ""

    def _report(self) -> None:
        if self.device.online:
            reports, self.unsent = self.unsent, []
            for report in reports:
                self.device.send(report)

    def _send_the_last(self) -> None:
        end_s = self.monotonic() + GOODBYE_S
        self._report()
        while self.device.online and self.device.waiting and self.monotonic() < end_s:
            self.device.pump(0.05)


def _spoken(report: AnnouncementReport, zone: str) -> ReportSpoken:
    return ReportSpoken(
        call_id=report.call_id,
        zone=zone,
        ended=InstantMs(report.ended_ms),
        dropped=report.reason if report.outcome == "dropped" else "",
    )
