"""Why nobody is called at a counter now, and until when: the same on board, browser and sign. Pure.

Only a time that is still to come is promised, and of a counter that opens only one of today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assets import wording
from broker.contract.ids import InstantMs
from broker.hall.times import WorkingDay, local


@dataclass(frozen=True)
class Rest:
    """The key of the sentence, and the time in it."""

    key: str
    time: str = ""


def paused(now: datetime, reason: str | None, until: InstantMs | None) -> Rest:
    """A counter whose clerk is away for a while. Of all reasons only lunch is said."""
    lunch = reason == "lunch"
    if until is None or local(until) <= now:
        return Rest("pause.lunch" if lunch else "state.paused")
    return Rest("state.lunch" if lunch else "state.paused_until", wording.time(local(until)))


def shut(now: datetime, day: WorkingDay | None, *, no_day: bool, opens_at: InstantMs | None = None) -> Rest:
    """A counter that nobody has opened. `day`: its working day, where the calendar is known; `no_day`: none is open.

    `opens_at`: when its hours begin, where the engine has said it; else it is as the calendar has it.
    """
    opens = local(opens_at) if opens_at is not None else day.opens if day else None
    if opens is not None and opens > now and opens.date() == now.date():
        return Rest("state.lunch" if day and day.phase == "lunch" else "state.opens", wording.time(opens))
    early = no_day and (day is None or day.phase in ("before", "open"))
    return Rest("state.not_open" if early else "state.shut")
