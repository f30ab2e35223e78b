"""One zone's voice as the lobby's thread sees it: gives it boards and notices, and keeps what it has told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from assets.voice.numbers import Lang
from broker.contract.commands import ReportSpoken, ReportTrouble
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.status import Board
from broker.hall.bell import due
from broker.hall.board import Mark, spoken_calls
from broker.hall.sentences import NoticeKind
from display.lobby.loudspeaker import Saying, Told, Voice
from display.voice.announcer import AlarmKind, VoiceAlarm
from display.voice.sayings import AnnouncementReport, BoardCalls, Utterance

#: Kinds of alarm -> the code of the trouble; texts: alert.*.
TROUBLES: Final[dict[AlarmKind, str]] = {
    "backlog": "backlog", "no sound device": "no_sound_device", "no speech": "no_speech",
}  # fmt: skip
ALL_NOTICES: Final[tuple[NoticeKind, ...]] = ("open", "closing15", "lunch", "end")


@dataclass
class Speaker:
    """`saying`: what sounds now; `said`: what sounded last. `langs`: in which languages notices are said."""

    zone: str
    voice: Voice
    notices: tuple[NoticeKind, ...] = ()
    langs: tuple[Lang, ...] = ("vi",)
    saying: Utterance | None = None
    said: Utterance | None = None
    alarms: dict[AlarmKind, str] = field(default_factory=dict)
    offered: Mark | None = None

    def offer(self, board: Board | None, now_ms: InstantMs, speed: float) -> None:
        """Give the voice every new board of a living engine; tell it once when there is none to be trusted: None."""
        put_right = self.voice.clock.set(now_ms, speed)
        if board is None:
            if self.offered is not None:
                self.voice.link_lost()
            self.offered = None
            return
        mark = (board.epoch, board.revision)
        if mark != self.offered or put_right:  # a voice that waits by the old time is woken
            self.offered = mark
            self.voice.offer(BoardCalls(*mark, spoken_calls(board)))

    def ring(self, office: Office, now_ms: InstantMs) -> None:
        """Say what the clock asks for while a day is open; the voice knows what it has said."""
        for notice in due(office, self.zone, now_ms, self.notices, self.langs):
            self.voice.offer_notice(notice)

    def hear(self) -> Iterator[Told]:
        """What the voice has told since this was last asked."""
        for told in self.voice.take():
            if isinstance(told, Saying):
                self.saying, self.said = told.utterance, told.utterance or self.said
            elif isinstance(told, VoiceAlarm):
                self.alarms[told.kind] = told.text if told.active else ""
            yield told

    def report(self, told: AnnouncementReport) -> ReportSpoken:
        """What became of a call, for the engine."""
        return ReportSpoken(
            call_id=told.call_id,
            zone=self.zone,
            ended=InstantMs(told.ended_ms),
            dropped=told.reason if told.outcome == "dropped" else "",
        )

    def trouble(self, told: VoiceAlarm, device: str) -> ReportTrouble:
        """What is wrong with the voice, or no longer, for the office."""
        source = f"{device}/{self.zone}"[:60]
        return ReportTrouble(source=source, code=TROUBLES[told.kind], params={"zone": self.zone}, on=told.active)
