"""What there is to show of a counter at one instant. Pure: made by `counter_keys`, read by line, window and play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from broker.contract.commands import Key
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.status import CounterStatus
from display.counter.answers import Light

#: offline: not sent, there is no connection · silent: sent, and no answer in time; whether it was done is not known.
End = Literal["accepted", "refused", "busy", "offline", "silent", "ignored"]


@dataclass(frozen=True)
class Outcome:
    """What became of a press. `code` and `params` as the engine refused it; `why` it did not count, if ignored.

    `at_ms` is office time. `key` is None for a command that was refused elsewhere (the clerk's page).
    """

    end: End
    key: Key | None
    long: bool
    at_ms: int
    code: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class View:
    """All there is to show of a counter at one instant.

    `outcome`: the last one, while it is news. `asked_ms`: since when the engine asks whether somebody is there.
    `pending`: an answer is awaited. `removed`: the office has no such counter any more.
    """

    counter: str
    now_ms: InstantMs
    online: bool
    heard_ms: InstantMs | None
    status: CounterStatus | None = None
    office: Office | None = None
    removed: bool = False
    pending: bool = False
    asked_ms: int | None = None
    outcome: Outcome | None = None
    stuck: tuple[Key, ...] = ()
    lights: Mapping[Light, bool] = field(default_factory=dict)
