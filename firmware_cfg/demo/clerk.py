"""A clerk: presses the four keys of one counter as a clerk does, by what the counter shows."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from firmware_cfg.demo.cast import Citizen
from firmware_cfg.demo.clock import DemoClock
from firmware_cfg.demo.hand import Hand
from firmware_cfg.demo.rater import Rater
from firmware_cfg.processes import ProcessError

#: Office seconds a clerk lets pass before calling an absent citizen again.
RECALL_AFTER_S = 25
#: How often a clerk who has nobody looks at the sign, in real seconds.
LOOK_S = 0.5
#: A citizen leaves the kiosk with the paper in less than this, in real seconds.
HOLDER_S = 60.0
#: Of one visit, at one counter.
MOST_SERVICES = 3


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
    """Opens when the doors do, works until told to stop, finishes who is being served, and shuts.

    `rater`: where visitors have a tablet at this counter.
    """

    def __init__(
        self, counter: str, hand: Hand, clock: DemoClock, people: Waiting, doors: threading.Event,
        rater: Rater | None = None,
    ) -> None:  # fmt: skip
        super().__init__(name=f"clerk-{counter}", daemon=True)
        self.counter, self.hand, self.clock, self.people = counter, hand, clock, people
        self.doors, self.rater = doors, rater
        self.home_time = threading.Event()
        self.presses = self.refused = 0
        self.error: Exception | None = None

    def run(self) -> None:
        """The morning."""
        try:
            self.doors.wait()
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
        """Serve, and call the next; where a tablet asks the one who leaves, the next may wait that long."""
        citizen = self.people.holder(sign["number"])
        if not self.clock.wait_s(citizen.service_s, self.home_time):
            return
        if self.rater is None or citizen.mark is None or citizen.further is not None:
            self._press("next")
        elif self._press("start"):
            self.rater.rate(citizen.mark)

    def _leave(self) -> None:
        """Nobody is left standing at the counter; then it is shut."""
        for _ in range(MOST_SERVICES):
            if self.hand.do("status")["state"] == "serving":
                self._press("start")
        if self.hand.do("status")["state"] != "shut":
            self._press("pause long")

    def _press(self, key: str) -> bool:
        """Whether it was taken."""
        taken = bool(self.hand.do(f"press {key}")["ok"])
        self.presses += 1
        self.refused += not taken
        return taken
