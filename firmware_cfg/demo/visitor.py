"""A visitor at the kiosk: touches and scans on its real window, one way or another, until the paper is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from firmware_cfg.demo.cast import DATE, DOSSIER_READY, DOSSIER_WORKING, PROCEDURE, TYPED, Citizen
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import ProcessError

#: The pages on which a visitor hears what became of the wish for a number.
NUMBER_OR_NONE = "ticket|void|not_offered|closed|out.paper|out.service"
#: So long something that comes from another program may take to be on the page, and so often one looks.
OFFERED_S, LOOK_S = 60.0, 0.1
#: Scans of a dossier while the one-stop system has no breath to answer within the kiosk's three seconds.
SCANS = 5
#: How a kiosk says that a touch came too soon after the one before and was not taken; then one touches again.
RESTS, TOUCHES, REST_S = "rests after the one before", 4, 0.4
Facts = dict[str, Any]


class Visitor:
    """Takes citizens through the kiosk, and a picture of each page that a morning has not shown yet."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self._picture = hand, hand.picture
        self._ways: dict[str, Callable[[Citizen], Facts]] = {
            "": self._by_cards, "gives_up": self._by_cards, "moves": self._by_cards, "several": self._by_cards,
            "procedure": self._by_procedure, "booking": self._by_booking, "dossier": self._by_dossier,
            "help": self._by_help,
        }  # fmt: skip
        self._after: dict[str, Callable[[Citizen, str], Facts]] = {"gives_up": self._give_up, "moves": self._move}

    def take(self, citizen: Citizen) -> Facts:
        """What the visitor did and got; `number` is None when the kiosk said that there is none to be had."""
        facts: Facts = {"way": citizen.way, "field": citizen.field, "service": citizen.service}
        facts |= self._ways[citizen.way](citizen)
        done = self.hand.do(f"wait page:{NUMBER_OR_NONE} 30")
        facts["number"] = done["number"] if done["page"] == "ticket" else None
        self._home()
        if facts["number"] is not None and citizen.way in self._after:
            facts |= self._after[citizen.way](citizen, facts["number"])
        return facts

    # --- ways to a number --------------------------------------------------------------------------------

    def _by_cards(self, citizen: Citizen) -> Facts:
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
        facts = self._add(citizen.further) if citizen.further is not None else {}
        self._take()
        return facts

    def _add(self, further: tuple[str, str]) -> Facts:
        field, service = further
        for each in ("further", f"addfield:{field}", f"add:{service}"):
            self._touch(each)
        self._picture("several")
        return {"further": [service]}

    def _by_procedure(self, _citizen: Citizen) -> Facts:
        self._offered("look:procedures")
        self._touch("look:procedures")
        self._touch("find:type")
        for sign in TYPED:
            self._touch(f"find:key:{'space' if sign == ' ' else sign}")
        self._picture("procedures")
        self._touch(f"find:open:{PROCEDURE}")
        self._picture("procedure")
        self._touch("find:print")
        self._offered("find:print")
        self._touch("find:take")
        self._take()
        return {"checklist": True}

    def _by_booking(self, citizen: Citizen) -> Facts:
        self._offered("look:booking")
        self.hand.do(f"scan {citizen.code}")
        return {"booking": citizen.code}

    def _by_dossier(self, _citizen: Citizen) -> Facts:
        """The first slip is still worked on, the second is ready. Silence offers a number too: then once more."""
        self._dossier(DOSSIER_WORKING, ready=False)
        self._picture("dossier-working")
        self._dossier(DOSSIER_READY, ready=True)
        self._picture("dossier")
        self._touch("collect:collect")
        return {"dossiers": [DOSSIER_WORKING, DOSSIER_READY]}

    def _dossier(self, code: str, *, ready: bool) -> None:
        for _ in range(SCANS):
            self.hand.do(f"scan {code}")
            if ("collect:collect" in self._offered("key:change")["actions"]) == ready:
                return
        raise ProcessError(f"kiosk: dossier {code}: the one-stop system said nothing, or not that it is ready={ready}")

    def _by_help(self, _citizen: Citizen) -> Facts:
        self._touch("help")
        self._take()
        return {}

    def _take(self) -> None:
        """Take the number, also where the kiosk warns that it will hardly be called before closing."""
        if "late:anyway" in self.hand.do("status")["actions"]:
            self._touch("late:anyway")
        self._touch("take")

    # --- with the slip in hand -----------------------------------------------------------------------------

    def _give_up(self, _citizen: Citizen, number: str) -> Facts:
        self._show_slip(number)
        self._picture("own-number")
        self._touch("mine:give_up")
        self._touch("mine:give_up_yes")
        self._over()
        return {"gave_up": True}

    def _move(self, citizen: Citizen, number: str) -> Facts:
        self._show_slip(number)
        self._touch("mine:move")
        self._touch(f"movefield:{str(citizen.moves_to).partition('-')[0]}")
        self._touch(f"moveto:{citizen.moves_to}")
        self._over()
        return {"moved_to": citizen.moves_to}

    def _show_slip(self, number: str) -> None:
        self.hand.do(f"scan {DATE}.{number}")
        self._offered("mine:give_up")

    def _over(self) -> None:
        answer = self.hand.do("wait page:errand.over 30")
        if not answer["ok"]:
            raise ProcessError(f"kiosk: {answer}")
        self._home()

    # --- fingers and eyes ------------------------------------------------------------------------------------

    def _home(self) -> None:
        self.hand.do("wait page:home 30")

    def _touch(self, what: str) -> None:
        for _ in range(TOUCHES):
            answer = self.hand.do(f"touch {what}")
            if answer["ok"]:
                return
            if RESTS not in answer.get("why", ""):
                break
            time.sleep(REST_S)
        raise ProcessError(f"kiosk: touch {what}: {answer}")

    def _offered(self, action: str) -> dict[str, Any]:
        """Wait until the page offers something."""
        end = time.monotonic() + OFFERED_S
        while action not in (answer := self.hand.do("status"))["actions"]:
            if time.monotonic() > end:
                raise ProcessError(f"kiosk: {action} is not offered: {answer}")
            time.sleep(LOOK_S)
        return answer
