"""When and after what sound the hall is spoken to: the same for loudspeakers and browsers. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What sounds before the words: two notes, one note while many calls wait, or a moment of silence.
Chime = Literal["long", "short", "none"]


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
