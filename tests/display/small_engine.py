"""What a lobby hears of an engine: beats, retained boards and the office, answers to its reports. For tests."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import msgspec

from broker.client.link import Inbound, Link
from broker.contract.codec import Answer, CommandMessage, StatusMessage, decode_command, encode
from broker.contract.commands import ReportSpoken, ReportTrouble
from broker.contract.events import CallSpoken, CommandRefused, TroubleSettled
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.status import AnyStatus, Beat, Board, Catalogue
from broker.contract.topics import Topics
from tests.display.boards import MONDAY_0805

SITE = "binh-minh"
TOPICS = Topics(SITE)


@dataclass
class SmallEngine:
    """Publishes by hand what a real engine publishes by itself.

    `refuse`: codes of the next refusals, one each. `mute`: so many answers are not given, though it was done.
    """

    link: Link
    epoch: int = 1
    beats: int = 0
    now_ms: int = MONDAY_0805
    speed: float = 1.0
    reports: list[ReportSpoken] = field(default_factory=list)
    refuse: list[str] = field(default_factory=list)
    mute: int = 0
    troubles: list[ReportTrouble] = field(default_factory=list)
    homie: dict[str, bytes] = field(default_factory=dict)
    connected: threading.Event = field(default_factory=threading.Event)
    _stopped: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self.link.on_message = self._message
        self.link.on_connection = lambda up: self.connected.set() if up else self.connected.clear()
        self.link.subscribe(TOPICS.all_commands)
        self.link.subscribe("homie/5/+/#")
        self.link.start(will_topic=TOPICS.homie("engine"), will_payload=b"lost")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self.link.close()

    def beat(self) -> None:
        """One beat."""
        self.beats += 1
        self._publish(
            TOPICS.beat, Beat(epoch=self.epoch, beat=self.beats, now=InstantMs(self.now_ms), speed=self.speed), False
        )

    def beat_on(self, every_s: float = 0.2) -> None:
        """Beat in a thread until the end."""

        def beats() -> None:
            while not self._stopped.wait(every_s):
                self.beat()

        threading.Thread(target=beats, name="beats", daemon=True).start()

    def publish(self, board: Board) -> None:
        """The retained board of its zone, as of this epoch."""
        self._publish(TOPICS.board(board.zone), msgspec.structs.replace(board, epoch=self.epoch))

    def catalogue(self, office: Office) -> None:
        """The retained office."""
        self._publish(TOPICS.catalogue, Catalogue(epoch=self.epoch, digest="test", office=office))

    def _publish(self, topic: str, status: AnyStatus, retain: bool = True) -> None:
        self.link.publish(topic, encode(StatusMessage(status=status)), retain=retain)

    def _message(self, message: Inbound) -> None:
        if message.topic.startswith("homie/"):
            self.homie[message.topic] = message.payload
            return
        self._answer(decode_command(message.payload))

    def _answer(self, message: CommandMessage) -> None:
        report = message.command
        if isinstance(report, ReportTrouble):
            self.troubles.append(report)
            settled = TroubleSettled(trouble=f"{report.source}/{report.code}")
            return self._reply(message, Answer(id=message.id, epoch=self.epoch, at=self._now, events=(settled,)))
        assert isinstance(report, ReportSpoken)
        if self.refuse:
            refused = CommandRefused(command="ReportSpoken", code=self.refuse.pop(0))
            return self._reply(message, Answer(id=message.id, epoch=self.epoch, at=self._now, events=(refused,)))
        self.reports.append(report)
        if self.mute:
            self.mute -= 1
            return None
        spoken = CallSpoken(call_id=report.call_id, zone=report.zone, ended=report.ended)
        return self._reply(message, Answer(id=message.id, epoch=self.epoch, at=self._now, events=(spoken,)))

    @property
    def _now(self) -> InstantMs:
        return InstantMs(self.now_ms)

    def _reply(self, message: CommandMessage, answer: Answer) -> None:
        self.link.publish(TOPICS.answer(message.device), encode(answer))
