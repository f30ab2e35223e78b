"""What a board shows while nobody is called: notices of the office and its published procedures, in turn. Pure.

Each calm goes on where the one before ended: an office that is calm for two minutes at a time gets through its list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from assets.look.turns import on_now
from broker.contract.procedures import ProcedureList
from broker.hall.published import PublishedPage, alternating, turns
from broker.hall.tongue import Tongue

Shown = str | PublishedPage
#: Rows that a page of procedures has room for on most screens.
ROWS = 3
#: What pages were made of: the list, the day, how many rows each has.
_Of = tuple[ProcedureList, dt.date, int]


@dataclass(frozen=True)
class CalmTimes:
    """After so long a calm the first is shown, and each so long; `between`: the board comes back between two turns."""

    after_ms: int
    each_ms: int
    between: bool = True


@dataclass
class CalmTurns:
    """Whose turn it is on one screen in its languages. `rows` of a page of procedures."""

    rows: int = ROWS
    _listed: ProcedureList | None = field(default=None, repr=False)
    _made: tuple[_Of, tuple[tuple[PublishedPage, ...], ...]] | None = field(default=None, repr=False)
    _first: int = 0  # the turn that the next calm begins with
    _begun: int = 0  # that this calm began with
    _calm_ms: int = 0

    def take(self, listed: ProcedureList | None) -> None:
        """Another list is in force, or none; from any thread."""
        self._listed = listed

    def at(self, calm_ms: int, pictures: Sequence[str], today: dt.date, tongue: Tongue, times: CalmTimes) -> Shown:
        """What is on after so long a calm: one of the pictures, a page, or "" for the board."""
        if calm_ms < self._calm_ms:
            self._begun = self._first
        self._calm_ms = calm_ms
        found: Sequence[Sequence[Shown]] = alternating(pictures, self._pages(today, tongue))
        on = on_now(
            found, calm_ms, after_ms=times.after_ms, each_ms=times.each_ms, between=times.between, first=self._begun
        )
        if on is None:
            return ""
        self._first = (on.turn + 1) % len(found)
        return on.shown

    def _pages(self, today: dt.date, tongue: Tongue) -> tuple[tuple[PublishedPage, ...], ...]:
        """Made once for a list and a day: on another day more of it is too old."""
        listed = self._listed
        if listed is None:
            return ()
        made_of = (listed, today, self.rows)
        if self._made is None or self._made[0][0] is not listed or self._made[0] != made_of:
            self._made = made_of, turns(listed, tongue, today, self.rows)
        return self._made[1]
