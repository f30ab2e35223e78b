"""What goes into the announcer's queue and what comes out of it. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from assets.voice.sound import Sound
from broker.hall.pace import Chime
from broker.hall.sentences import Call, Form, NoticeKind


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
