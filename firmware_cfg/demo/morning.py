"""The played morning: citizens touch the kiosk one after another, clerks press their keys; told as it goes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from firmware_cfg.demo.cast import DOORS_MIN, MINUTE_MS, SEVEN_MS, Citizen
from firmware_cfg.demo.clerk import Clerk, Waiting
from firmware_cfg.demo.diary import Diary
from firmware_cfg.demo.rater import Rater
from firmware_cfg.demo.stage import Stage
from firmware_cfg.demo.visitor import CLOSED, Visitor
from firmware_cfg.processes import ProcessError

#: Who comes to the kiosk so much later than meant is kept by a slow machine, not by the people before.
BEHIND_MIN = 30
OPENS_MS = SEVEN_MS + DOORS_MIN * MINUTE_MS


@dataclass
class Morning:
    """`tell` gets a line of progress; `staffed` are the counters at which somebody sits.

    `doors` are open from half past seven, and not before all who came earlier have done what they wanted at the kiosk.
    """

    stage: Stage
    citizens: list[Citizen]
    staffed: tuple[str, ...]
    ends_ms: int
    tell: Callable[[str], None]
    people: Waiting = field(default_factory=Waiting)
    doors: threading.Event = field(default_factory=threading.Event)
    never: threading.Event = field(default_factory=threading.Event)

    def play(self) -> list[Clerk]:
        """From the first touch to the last counter shut. Raises ProcessError when a program fails."""
        self.diary = Diary(self.stage.diary)
        clerks = [self._clerk(each) for each in self.staffed]
        for clerk in clerks:
            clerk.start()
        self._visits()
        self._work_on(clerks)
        for clerk in clerks:
            clerk.home_time.set()
        for clerk in clerks:
            clerk.join(120)
            if clerk.error is not None:
                raise clerk.error
        return clerks

    def _clerk(self, counter: str) -> Clerk:
        hands = self.stage.hands
        tablet = hands.get(f"tablet-{counter}")
        rater = Rater(tablet, self.diary) if tablet is not None else None
        return Clerk(counter, hands[f"counter-{counter}"], self.stage.clock, self.people, self.doors, rater)

    def _visits(self) -> None:
        kiosk = Visitor(self.stage.hands["kiosk"])
        for n, citizen in enumerate(self.citizens, 1):
            if citizen.arrives_ms >= OPENS_MS:
                self._open_doors()
            self.stage.clock.wait_until(citizen.arrives_ms, self.never)
            facts = self._visit(kiosk, citizen)
            self.diary.note(visit=n, **facts)
            if facts["number"] is not None:
                self.people.add(facts["number"], citizen)
            self.tell(f"{self.stage.clock.words()}  citizen {n}/{len(self.citizens)} {told(facts)}")
            self._pictures(n)
        self._open_doors()

    def _visit(self, kiosk: Visitor, citizen: Citizen) -> dict[str, Any]:
        """Raises ProcessError; what a visitor finds hours too late is no fault of the kiosk."""
        behind_min = (self.stage.clock.now_ms() - citizen.arrives_ms) // MINUTE_MS
        try:
            return kiosk.take(citizen)
        except ProcessError as error:
            if behind_min < BEHIND_MIN:
                raise
            speed = self.stage.clock.speed
            slower = f"it is {behind_min} minutes behind: this machine is too slow or too busy for {speed:g} times"
            raise ProcessError(f"{slower}; try --speed {max(1, speed // 3):g} ({error})") from error

    def _open_doors(self) -> None:
        self.stage.clock.wait_until(OPENS_MS, self.never)
        self.doors.set()

    def _pictures(self, n: int) -> None:
        """The hall at its fullest, and the first page of the kiosk, once each."""
        if n >= len(self.citizens) * 2 // 3:
            for name in ("kiosk", "lobby"):
                self.stage.hands[name].picture(name)

    def _work_on(self, clerks: list[Clerk]) -> None:
        """Until the end, or until nobody is left to serve."""
        clock = self.stage.clock
        while clock.now_ms() < self.ends_ms:
            self.tell(f"{clock.words()}  the clerks work on")
            clock.wait_until(min(self.ends_ms, clock.now_ms() + 10 * MINUTE_MS), self.never)
            for clerk in clerks:
                if clerk.error is not None:
                    raise clerk.error


def told(facts: dict[str, Any]) -> str:
    """A visit in a few words."""
    if facts["number"] is None:
        closed = facts.get("told") == CLOSED
        return "finds the kiosk closed" if closed else "is told that no number can be given"
    more = {
        "gives_up": ", scans it and gives it up",
        "moves": f", scans it and moves it to {facts.get('moved_to')}",
        "procedure": " from the page of a procedure, with its list of papers",
        "booking": f" for booking {facts.get('booking')}",
        "several": " for two services",
        "dossier": " to collect a result that is ready",
        "help": " for help",
    }
    return f"takes {facts['number']}{more.get(facts['way'], '')}"
