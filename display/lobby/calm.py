"""What the screen shows while nobody is called: pictures from its folder and the procedures of the office, in turn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from assets.look.notices import Posters
from broker.hall.calm import CalmTimes, CalmTurns, Shown
from broker.hall.tongue import Tongue


@dataclass
class Calm:
    """`posters`: the notices, and the times of the turns; without it nothing is shown."""

    posters: Posters | None = None
    turns: CalmTurns = field(default_factory=CalmTurns)

    def at(self, calm_ms: int, real_ms: int, today: dt.date, tongue: Tongue) -> Shown:
        """What is on after so long a calm: the prepared file of a notice, a page, or "" for the board."""
        if self.posters is None:
            return ""
        times = CalmTimes(self.posters.after_ms, self.posters.each_ms, self.posters.between)
        return self.turns.at(calm_ms, self.posters.ready(real_ms), today, tongue, times)
