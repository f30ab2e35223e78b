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
from broker.contract.commands import AnyCommand, ReportSpoken, ReportTrouble
from broker.contract.events import CommandRefused
from broker.contract.office import Office
from broker.contract.status import AnyStatus, Board, Bundle, Catalogue, Removed
from broker.contract.topics import Topics
from broker.hall.board import SPOTS, BoardView, LinkWatch
from broker.hall.published import PublishedPage
from broker.hall.scene import Scene
from broker.hall.times import local
from broker.hall.words import Moment, Words
from display.lobby.calm import Calm
from display.lobby.loudspeaker import Told, Voice
from display.lobby.numbers import ORDINARY, Widest
from display.lobby.published import published_places
from display.lobby.reading import Hall
from display.lobby.speaker import Speaker
from display.voice.announcer import VoiceAlarm
from display.voice.sayings import AnnouncementReport

_log = logging.getLogger(__name__)
#: At the end the last reports get so long to be answered.
GOODBYE_S = 1.0
#: Refusals after which the same report may be taken later.
TRY_AGAIN = frozenset({"not_stored"})


#: Homie: what this device tells beside its state.
NODES = {"voice": {"alarm": "what is wrong with the voice, or none"}}


@dataclass
class LobbySession:
    """One screen of a zone. `voice` is None where another screen of the zone speaks.

    `speakers`: the voices of all zones that speak here, filled from `voice` where it is given alone.
    """

    zone: str
    words: Words
    voice: Voice | None = None
    further: tuple[str, ...] = ()
    calm: Calm = field(default_factory=Calm)
    keepers: list[Keeper] = field(
        default_factory=list
    )  # of what comes from the office: notices, procedures, recordings
    monotonic: Callable[[], float] = time.monotonic
    view: BoardView = field(init=False)
    device: Device = field(init=False)
    hall: Hall | None = None  # what `fit` was told, with the numbers of the office in force
    on_hall: Callable[[Hall], None] = lambda _hall: None  # numbers of another width: other sizes hold
    speakers: list[Speaker] = field(default_factory=list)
    unsent: list[ReportSpoken | ReportTrouble] = field(default_factory=list)
    _watch: LinkWatch = field(init=False)

    def __post_init__(self) -> None:
        if self.voice and not self.speakers:
            self.speakers = [Speaker(self.zone, self.voice)]

    def start(self, link: Link, topics: Topics, name: str, on_wake: Callable[[], None]) -> None:
        """Connect as the device `name`, and begin to speak. `on_wake` may come from any thread: `scene` is due."""
        self.view = BoardView(self.zone, self.further, self.hall.spots() if self.hall else SPOTS)
        self._watch = LinkWatch(wall_ms(), self._real_ms())
        self.device = Device(link, topics, name, self, nodes=NODES, on_wake=on_wake, monotonic=self.monotonic)
        bundles = [topics.bundle(each.name) for each in self.keepers]
        self.device.start(*map(topics.board, (self.zone, *self.further)), topics.catalogue, *bundles)
        for keeper in self.keepers:
            keeper.start()
        for speaker in self.speakers:
            speaker.voice.on_told = on_wake
            speaker.voice.start()

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
        """How much the screen has room for; before the start. The office's numbers may ask for it anew."""
        self.hall, screen = hall, hall.screen
        self.words.room = hall.capacity
        self.calm.turns.rows = published_places(screen.width_px, screen.height_px, hall.list_px).size

    @property
    def widest(self) -> Widest:
        """The numbers that lists have room for."""
        return self.hall.widest if self.hall else ORDINARY

    def close(self) -> None:
        """End the voice, send its last reports if anybody answers, say goodbye."""
        for keeper in self.keepers:
            keeper.close()
        for speaker in self.speakers:
            speaker.voice.stop()
        self._hear_voice(self._real_ms())
        if self.speakers:
            self._send_the_last()
        self.device.close()

    # --- what comes in: called by the device ---

    def on_status(self, status: AnyStatus) -> None:
        """Boards and the office; of anything else a lobby knows nothing."""
        if isinstance(status, Board):
            self.view.take(status, self._real_ms())
        elif isinstance(status, Catalogue):
            self._take_office(status.office)
        elif isinstance(status, Removed):
            self.view.withdraw(status.epoch)
        elif isinstance(status, Bundle):
            for keeper in self.keepers:
                keeper.announced(status)

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        """A report was taken, or is refused for good, or may be given again."""
        refusal = answer.events[0] if answer.refused else None
        if not isinstance(command, ReportSpoken | ReportTrouble) or not isinstance(refusal, CommandRefused):
            return
        if refusal.code in TRY_AGAIN:
            self.unsent.append(command)
        else:
            _log.warning("%s was refused: %s", command, refusal.code)

    def on_silence(self, command: AnyCommand) -> None:
        """Nobody knows whether the report was taken: give it again; the engine knows it by its call or its source."""
        if isinstance(command, ReportSpoken | ReportTrouble):
            self.unsent.append(command)

    def on_online(self, online: bool) -> None:
        """The next scene shows it, and the voice is told there; the office learns what is wrong with the voice."""
        _log.info("the engine is %s", "heard" if online else "not heard any more")
        if online and self.speakers:
            self._tell_alarms()

    # --- inside ---

    def _take_office(self, office: Office) -> None:
        self.words.take_office(office)
        self.view.keep({each.zone for each in office.counters})
        fitted = self.hall.of(office) if self.hall else None
        if fitted and fitted != self.hall:
            self.fit(fitted)
            self.view.light(fitted.spots(), self._real_ms())
            self.on_hall(fitted)

    def _real_ms(self) -> int:
        return int(self.monotonic() * 1000)

    def _same_epoch_of(self, zone: str) -> Board | None:
        """The board of a zone, if it is one of the engine that beats."""
        beat, board = self.device.beat, self.view.zones.boards.get(zone)
        living = beat is not None and board is not None and beat.epoch == board.epoch
        return board if living and self.device.online and not self.view.withdrawn else None

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
        shown = self.calm.at(self.view.calm_for_ms(real_ms), real_ms, local(now_ms).date(), self.words.tongue)
        if isinstance(shown, PublishedPage):
            return Moment(now_ms, real_ms, since, published=shown)
        return Moment(now_ms, real_ms, since, shown)

    def _offer(self) -> None:
        """To each voice the board of its zone, and what the clock asks for while the zone's day is open."""
        now_ms, office = self.device.now_ms(), self.words.office
        for speaker in self.speakers:
            board = self._same_epoch_of(speaker.zone)
            speaker.offer(board, now_ms, self.device.speed)
            if office is not None and board is not None and board.day is not None:
                speaker.ring(office, now_ms)

    def _hear_voice(self, real_ms: int) -> None:
        for speaker in self.speakers:
            for told in speaker.hear():
                self._take(speaker, told, real_ms)

    def _take(self, speaker: Speaker, told: Told, real_ms: int) -> None:
        if isinstance(told, AnnouncementReport):
            self.unsent.append(speaker.report(told))
        elif isinstance(told, VoiceAlarm):
            self._tell_trouble(speaker.trouble(told, self.device.name))
            self._tell_alarms()
        else:
            sounding = next((each.saying for each in self.speakers if each.saying), None)
            self.view.speak(sounding.call_id if sounding else None, real_ms)

    def _tell_trouble(self, trouble: ReportTrouble) -> None:
        """The newest word on each trouble is enough."""
        same = (trouble.source, trouble.code)
        self.unsent = [each for each in self.unsent if not _is_trouble(each, same)] + [trouble]

    def _tell_alarms(self) -> None:
        """Homie: the property voice/alarm of this device."""
        alarms = [each for speaker in self.speakers for each in speaker.alarms.items()]
        wrong = "; ".join(f"{kind}: {text}" for kind, text in alarms if text)
        self.device.health("ready", **{"voice/alarm": wrong or "none"})

    def _subtitle(self) -> str | None:
        """What is being said; then what was said last, while its call is still in the spotlight."""
        if not self.speakers:
            return None
        lit = {turn.call.call_id for turn in self.view.spotlight()}
        sounding = [each.saying for each in self.speakers if each.saying]
        before = [each.said for each in self.speakers if each.said and each.said.call_id in lit]
        said = next(iter([*sounding, *before]), None)
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


def _is_trouble(report: ReportSpoken | ReportTrouble, same: tuple[str, str]) -> bool:
    return isinstance(report, ReportTrouble) and (report.source, report.code) == same
