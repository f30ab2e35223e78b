"""Engine time and its stored anchor (promise "Time")."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from broker.client.clock import AnchoredClock
from broker.contract.ids import InstantMs
from broker.store import Store, StoreError

log = logging.getLogger("motcua.engine")


@dataclass
class Timekeeper:
    """Moves the clock and keeps its anchor in the store. `kept`: whether the store has the present anchor."""

    clock: AnchoredClock
    store: Store
    kept: bool = True

    def move(self, offset_ms: int) -> InstantMs:
        """Move engine time; where it is now."""
        self.clock.correct(offset_ms)
        return self.clock.now_ms()

    def keep(self) -> None:
        """Store the anchor; if the store does not take it, it is tried again at the next beat."""
        try:
            self.store.set_anchor(self.clock.anchor_ms, self.clock.anchor_boottime_s)
            self.kept = True
        except StoreError as error:
            self.kept = False
            log.error("the clock's anchor is not stored yet: %s", error)

    def not_before(self, last_at: InstantMs) -> None:
        """After a power cut a machine without a clock chip wakes in the past: its time goes on from the last event."""
        behind_ms = last_at - self.clock.now_ms()
        if behind_ms > 0:
            self.clock.correct(behind_ms)
            self.kept = False
            log.warning("the clock is %.1f s before the last event and goes on from there", behind_ms / 1000)
