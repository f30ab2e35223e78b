"""A clerk: presses the four keys of one counter as a clerk does, by what the counter shows."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from firmware_cfg.demo.cast import Citizen
from firmware_cfg.demo.clock import DemoClock
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import ProcessError

#: Office seconds a clerk lets pass before calling an absent citizen again.
RECALL_AFTER_S = 25
#: How often a clerk who has nobody looks at the sign, in real seconds.
LOOK_S = 0.5
#: A citizen leaves the kiosk with the paper in less than this, in real seconds.
HOLDER_S = 20.0


@dataclass
class Waiting:
    """Who holds which number: written by the kiosk's side, read by the clerks."""

    by_number: dict[str, Citizen] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def add(self, number: str, citizen: Citizen) -> None:
        """This citizen holds this number."""
        with self.changed:
            self.by_number[number] = citizen
            self.changed.notify_all()

    def holder(self, number: str) -> Citizen:
        """Who holds a number. A free counter may call it before its holder has turned away from the kiosk."""
        with self.changed:
            if not self.changed.wait_for(lambda: number in self.by_number, HOLDER_S):
                raise ProcessError(f"number {number} was called, and nobody holds it")
            return self.by_number[number]


class Clerk(threading.Thread):
    """Opens at half past seven, works until told to stop, finishes who is being served, and shuts."""

    def __init__(self, counter: str, hand: Hand, clock: DemoClock, people: Waiting, opens_ms: int) -> None:
        super().__init__(name=f"clerk-{counter}", daemon=True)
        self.counter, self.hand, self.clock, self.people, self.opens_ms = counter, hand, clock, people, opens_ms
        self.home_time = threading.Event()
        self.presses = self.refused = 0
        self.error: Exception | None = None

    def run(self) -> None:
        """The morning."""
        try:
            if self.clock.wait_until(self.opens_ms, self.home_time):
                self._press("next")
                while not self.home_time.is_set():
                    self._turn(self.hand.do("status"))
            self._leave()
        except (ProcessError, ValueError) as error:
            self.error = error

    def _turn(self, sign: dict[str, Any]) -> None:
        state = sign["state"]
        if state == "calling":
            self._receive(sign)
        elif state == "serving":
            self._serve(sign)
        elif state == "free":
            if sign["asks"]:
                self._press("next")
            self.hand.do(f"wait state:calling {LOOK_S}")
        else:
            self._press("next")

    def _receive(self, sign: dict[str, Any]) -> None:
        citizen = self.people.holder(sign["number"])
        if not citizen.absent:
            self.clock.wait_s(citizen.walk_s, self.home_time)
            self._press("start")
        elif sign["no_show"] == "now":
            self._press("recall long")
        elif sign["nth"] < 2:
            self.clock.wait_s(RECALL_AFTER_S, self.home_time)
            self._press("recall")
        else:
            self.clock.wait_s(10, self.home_time)

    def _serve(self, sign: dict[str, Any]) -> None:
        citizen = self.people.holder(sign["number"])
        if self.clock.wait_s(citizen.service_s, self.home_time):
            self._press("next")

    def _leave(self) -> None:
        """Nobody is left standing at the counter; then it is shut."""
        sign = self.hand.do("status")
        if sign["state"] == "serving":
            self._press("start")
        if self.hand.do("status")["state"] != "shut":
            self._press("pause long")

    def _press(self, key: str) -> None:
        self.presses += 1
        self.refused += not self.hand.do(f"press {key}")["ok"]
