"""Which notice is on while it is calm. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class On(Generic[T]):
    """What is on, and whose turn it is: its place among all turns."""

    turn: int
    shown: T


def on_now(
    turns: Sequence[Sequence[T]], calm_ms: int, *, after_ms: int, each_ms: int, between: bool = True, first: int = 0
) -> On[T] | None:
    """What is on after so long a calm; None is the board.

    A turn shows its things one after another, each for `each_ms`; `between`: the board comes again after each turn.
    `first`: the turn that a calm begins with.
    """
    if not turns or calm_ms < after_ms:
        return None
    pause = 1 if between else 0
    left = (calm_ms - after_ms) // each_ms % sum(len(turn) + pause for turn in turns)
    for step in range(len(turns)):
        at = (first + step) % len(turns)
        if left < len(turns[at]):
            return On(at, turns[at][left])
        left -= len(turns[at]) + pause
        if left < 0:
            return None
    return None


def shown_now(ready: tuple[str, ...], calm_ms: int, *, after_ms: int, each_ms: int, between: bool = True) -> str:
    """Which notice is on after so long a calm; `between`: the board again after each; "" is the board."""
    on = on_now([(each,) for each in ready], calm_ms, after_ms=after_ms, each_ms=each_ms, between=between)
    return on.shown if on else ""
