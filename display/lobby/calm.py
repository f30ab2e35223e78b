"""What the screen shows while nobody is called: notices of the office and its published procedures, in turn.

Each calm goes on where the one before ended: an office that is calm for two minutes at a time gets through its list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from assets.look.notices import Posters
from assets.look.turns import on_now
from broker.contract.procedures import ProcedureList
from broker.hall.published import PublishedPage, alternating, turns
from broker.hall.tongue import Tongue

_Shown = str | PublishedPage
#: What pages were made of: the list, the day, how many rows each has.
_Of = tuple[ProcedureList, dt.date, int]


@dataclass
class Calm:
    """`posters`: the notices, and the times of the turns; without it nothing is shown. `rows` of a page."""

    posters: Posters | None = None
    rows: int = 3
    _listed: ProcedureList | None = field(default=None, repr=False)
    _made: tuple[_Of, tuple[tuple[PublishedPage, ...], ...]] | None = field(default=None, repr=False)
    _first: int = 0  # the turn that the next calm begins with
    _begun: int = 0  # that this calm began with
    _calm_ms: int = 0

    def take(self, listed: ProcedureList) -> None:
        """Another list is in force; from any thread."""
        self._listed = listed

    def at(self, calm_ms: int, real_ms: int, today: dt.date, tongue: Tongue) -> _Shown:
        """What is on after so long a calm: the prepared file of a notice, a page, or "" for the board."""
        if self.posters is None:
            return ""
        if calm_ms < self._calm_ms:
            self._begun = self._first
        self._calm_ms = calm_ms
        pictures = self.posters.ready(real_ms)
        found: Sequence[Sequence[_Shown]] = alternating(pictures, self._pages(today, tongue))
        on = on_now(
            found, calm_ms, after_ms=self.posters.after_ms, each_ms=self.posters.each_ms, between=self.posters.between,
            first=self._begun,
        )  # fmt: skip
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
