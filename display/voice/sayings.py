"""What goes into the announcer's queue and what comes out of it. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from assets.voice.sound import Sound
from broker.hall.sentences import Call, Form, NoticeKind

#: What sounds before the words: two notes, one note while many calls wait, or a moment of silence.
Chime = Literal["long", "short", "none"]


@dataclass(frozen=True)
class BoardCalls:
    """The calls that stand on the retained board and are not yet started, in any order."""

    epoch: int
    revision: int
    calls: tuple[Call, ...]

    @property
    def mark(self) -> tuple[int, int]:
        """Boards are compared by this; a later start of the engine beats any revision."""
        return self.epoch, self.revision


@dataclass(frozen=True)
class Rules:
    """Times of the queue, in milliseconds of office time.

    `stale_ms`: older calls are not said when they are first seen or the link is back. `backlog_ms`: a call that
    waits longer alarms. `repeat_within_ms`: a repeat later than this after the first saying is left out.
    `settle_ms`: a lone call is held back this long, so that calls pressed together are told from a lone one.
    `notice_ms`: a notice that could not be said for so long is left out.
    """

    stale_ms: int = 30_000
    backlog_ms: int = 30_000
    repeat_within_ms: int = 60_000
    settle_ms: int = 150
    notice_ms: int = 120_000


@dataclass(frozen=True)
class Utterance:
    """One saying. `call_id` is None for a notice. `text` is spoken and shown.

    `gain_db`: how much softer than full, 0 or less.
    """

    call_id: str | None
    kind: Form | NoticeKind
    text: str
    lang: str
    chime: Chime
    gain_db: float = 0.0

    @property
    def gives_way(self) -> bool:
        """A call that comes into it ends it: notices and explanations, never a call or its repeat."""
        return self.call_id is None or self.kind == "call.reserved"


@dataclass(frozen=True)
class AnnouncementReport:
    """What became of a call. Announced: its first saying was played from `started_ms` to `ended_ms`."""

    call_id: str
    outcome: Literal["announced", "dropped"]
    reason: str
    started_ms: int | None
    ended_ms: int


class Renderer(Protocol):
    """Makes the sound of a saying; `Synthesiser` is the real one."""

    def render(self, utterance: Utterance) -> Sound:
        """Its sound. Raises VoiceError."""

    def stop(self) -> None:
        """End what is being made; later sayings raise StoppedError."""
