"""The played morning: citizens touch the kiosk one after another, clerks press their keys; told as it goes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from firmware_cfg.demo.cast import MINUTE_MS, SEVEN_MS, Citizen
from firmware_cfg.demo.clerk import Clerk, Waiting
from firmware_cfg.demo.hand import Hand
from firmware_cfg.demo.stage import Stage
from firmware_cfg.processes import ProcessError

#: The pages on which a visitor hears what became of the wish for a number.
NUMBER_OR_NONE = "ticket|void|not_offered|closed|out.paper|out.service"
OPENS_MS = SEVEN_MS + 30 * MINUTE_MS


@dataclass
class Morning:
    """`tell` gets a line of progress; `staffed` are the counters at which somebody sits."""

    stage: Stage
    citizens: list[Citizen]
    staffed: tuple[str, ...]
    ends_ms: int
    tell: Callable[[str], None]
    people: Waiting = field(default_factory=Waiting)
    turned_away: int = 0
    never: threading.Event = field(default_factory=threading.Event)

    def play(self) -> list[Clerk]:
        """From the first touch to the last counter shut. Raises ProcessError when a program fails."""
        clerks = [self._clerk(each) for each in self.staffed]
        for clerk in clerks:
            clerk.start()
        self._visits()
        self._work_on(clerks)
        for clerk in clerks:
            clerk.home_time.set()
        for clerk in clerks:
            clerk.join(60)
            if clerk.error is not None:
                raise clerk.error
        return clerks

    def _clerk(self, counter: str) -> Clerk:
        hand = self.stage.hands[f"counter-{counter}"]
        return Clerk(counter, hand, self.stage.clock, self.people, OPENS_MS)

    def _visits(self) -> None:
        kiosk = Visitor(self.stage.hands["kiosk"])
        for n, citizen in enumerate(self.citizens, 1):
            self.stage.clock.wait_until(citizen.arrives_ms, self.never)
            number = kiosk.take(citizen)
            if number is None:
                self.turned_away += 1
            else:
                self.people.add(number, citizen)
            said = f"takes {number}" if number else "is told that no number can be given"
            self.tell(f"{self.stage.clock.words()}  citizen {n}/{len(self.citizens)} {said}")
            self._pictures(n)

    def _pictures(self, n: int) -> None:
        """The hall at its fullest, and the first page of the kiosk, once each."""
        if n == len(self.citizens) * 2 // 3:
            for name in ("kiosk", "lobby"):
                self.stage.hands[name].do(f"shot {name}")

    def _work_on(self, clerks: list[Clerk]) -> None:
        """Until the end, or until nobody is left to serve."""
        clock = self.stage.clock
        while clock.now_ms() < self.ends_ms:
            self.tell(f"{clock.words()}  the clerks work on")
            clock.wait_until(min(self.ends_ms, clock.now_ms() + 10 * MINUTE_MS), self.never)
            for clerk in clerks:
                if clerk.error is not None:
                    raise clerk.error


class Visitor:
    """Takes a citizen through the kiosk's real window, touch by touch."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand

    def take(self, citizen: Citizen) -> str | None:
        """The number on the paper; None when the kiosk said that there is none to be had."""
        if citizen.english:
            self._touch("lang")
        if citizen.hesitates:  # somebody who touches the wrong card first
            self._touch("field:civil")
            self._touch("back")
        self._touch(f"field:{citizen.field}")
        if citizen.service is not None:
            self._touch(f"service:{citizen.service}")
        if citizen.priority is not None:
            self._touch("priority")
            self._touch(f"class:{citizen.priority}")
        self._touch("take")
        done = self.hand.do(f"wait page:{NUMBER_OR_NONE} 20")
        number: str | None = done["number"] if done["page"] == "ticket" else None
        self.hand.do("wait page:home 20")
        return number

    def _touch(self, what: str) -> None:
        answer = self.hand.do(f"touch {what}")
        if not answer["ok"]:
            raise ProcessError(f"kiosk: touch {what}: {answer}")
