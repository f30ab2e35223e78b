"""What any kind of call keypad does for the counters it serves, whatever it hangs on. Pure: only words.

A driver is turned by one thread. Each turn shows what has changed and brings what hands did; it never decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from broker.contract.commands import Key
from broker.contract.ids import CounterId
from display.counter.answers import Mood, Played


@dataclass(frozen=True)
class Show:
    """What a keypad is to show: digits, a mood that lasts, and the answer that is played now, if any.

    `lamp`: whether the counter's lamp shines just now, for a keypad that knows no patterns. `sign`: what the LED sign
    over the counter is to show, where there is one.
    """

    text: str
    mood: Mood
    played: Played | None = None
    lamp: bool = False
    sign: Show | None = None


@dataclass(frozen=True)
class Told:
    """What a driver learned of one keypad. Edges are in the order of time; none is told twice, none before `known_s`.

    `fresh`: edges may be missing before this; only which keys are `down` now is known.
    `gone`: it does not answer any more, and why. `sign`: all this is of the sign over the counter, which has no keys.
    """

    counter: CounterId
    known_s: float
    edges: tuple[tuple[Key, bool, float], ...] = ()
    fresh: bool = False
    down: frozenset[Key] = frozenset()
    gone: str = ""
    sign: bool = False


class Driver(Protocol):
    """Keypads of one or many counters."""

    def turn(self, shows: Mapping[CounterId, Show], wait_s: float) -> list[Told]:
        """Do one step of work, waiting up to `wait_s` where there is nothing to do. A cable that is out is no error."""

    def wake(self) -> None:
        """End a wait early; any thread may call it."""

    def close(self) -> None:
        """Leave the keypads to themselves."""
