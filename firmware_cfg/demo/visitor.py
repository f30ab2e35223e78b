"""A visitor at the kiosk: touches and scans on its real window, one way or another, until the paper is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from firmware_cfg.demo.cast import DATE, DOSSIER_READY, DOSSIER_WORKING, PROCEDURE, TYPED, Citizen
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import ProcessError

#: The pages on which a visitor hears what became of the wish for a number.
CLOSED = "closed"
NUMBER_OR_NONE = f"ticket|void|not_offered|{CLOSED}|out.paper|out.service"
#: Where the next one begins.
HOME = f"home|{CLOSED}"
#: So long something that comes from another program may take to be on the page, and so often one looks.
OFFERED_S, LOOK_S = 60.0, 0.1
#: So long a kiosk may take to answer on a busy machine; less than a hand waits for its answer.
ANSWERED_S = 50
#: Scans of a dossier while the one-stop system has no breath to answer within the kiosk's three seconds.
SCANS = 5
Facts = dict[str, Any]


class ClosedError(ProcessError):
    """The kiosk closed for the day or for lunch while somebody stood before it."""


class Visitor:
    """Takes citizens through the kiosk, and a picture of each page that a morning has not shown yet."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self._picture = hand, hand.picture
        self._ways: dict[str, Callable[[Citizen, Facts], None]] = {
            "": self._by_cards, "gives_up": self._by_cards, "moves": self._by_cards, "several": self._by_cards,
            "procedure": self._by_procedure, "booking": self._by_booking, "dossier": self._by_dossier,
            "help": self._by_help,
        }  # fmt: skip
        self._after: dict[str, Callable[[Citizen, Facts], None]] = {"gives_up": self._give_up, "moves": self._move}

    def take(self, citizen: Citizen) -> Facts:
        """What the visitor did and got; `number` is None when the kiosk said that there is none to be had: the page
        on which it said so is `told`.
        """
        facts: Facts = {"way": citizen.way, "field": citizen.field, "service": citizen.service, "number": None}
        try:
            self._visit(citizen, facts)
        except ClosedError:
            if facts["number"] is None:
                facts["told"] = CLOSED
        return facts

    def _visit(self, citizen: Citizen, facts: Facts) -> None:
        self._ways[citizen.way](citizen, facts)
        done = self._until(NUMBER_OR_NONE)
        facts |= {"number": done["number"]} if done["page"] == "ticket" else {"told": done["page"]}
        self._until(HOME)
        if facts["number"] is not None and citizen.way in self._after:
            self._after[citizen.way](citizen, facts)

    # --- ways to a number --------------------------------------------------------------------------------

    def _by_cards(self, citizen: Citizen, facts: Facts) -> None:
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
        if citizen.further is not None:
            self._add(citizen.further)
            facts["further"] = [citizen.further[1]]
        self._take()

    def _add(self, further: tuple[str, str]) -> None:
        field, service = further
        for each in ("further", f"addfield:{field}", f"add:{service}"):
            self._touch(each)
        self._picture("several")

    def _by_procedure(self, _citizen: Citizen, facts: Facts) -> None:
        self._offered("look:procedures")
        self._touch("look:procedures")
        self._touch("find:type")
        for sign in TYPED:
            self._touch(f"find:key:{'space' if sign == ' ' else sign}")
        self._picture("procedures")
        self._touch(f"find:open:{PROCEDURE}")
        self._picture("procedure")
        self._touch("find:print")
        facts["checklist"] = True
        self._offered("find:print")
        self._touch("find:take")
        self._take()

    def _by_booking(self, citizen: Citizen, facts: Facts) -> None:
        self._offered("look:booking")
        self.hand.do(f"scan {citizen.code}")
        facts["booking"] = citizen.code

    def _by_dossier(self, _citizen: Citizen, facts: Facts) -> None:
        """The first slip is still worked on, the second is ready. Silence offers a number too: then once more."""
        self._dossier(DOSSIER_WORKING, ready=False)
        self._picture("dossier-working")
        self._dossier(DOSSIER_READY, ready=True)
        self._picture("dossier")
        self._touch("collect:collect")
        facts["dossiers"] = [DOSSIER_WORKING, DOSSIER_READY]

    def _dossier(self, code: str, *, ready: bool) -> None:
        for _ in range(SCANS):
            self.hand.do(f"scan {code}")
            if ("collect:collect" in self._offered("key:change")["actions"]) == ready:
                return
        raise ProcessError(f"kiosk: dossier {code}: the one-stop system said nothing, or not that it is ready={ready}")

    def _by_help(self, _citizen: Citizen, _facts: Facts) -> None:
        self._touch("help")
        self._take()

    def _take(self) -> None:
        """Take the number, also where the kiosk warns that it will hardly be called before closing."""
        if "late:anyway" in self.hand.do("status")["actions"]:
            self._touch("late:anyway")
        self._touch("take")

    # --- with the slip in hand -----------------------------------------------------------------------------

    def _give_up(self, _citizen: Citizen, facts: Facts) -> None:
        self._show_slip(facts["number"])
        self._picture("own-number")
        self._touch("mine:give_up")
        self._touch("mine:give_up_yes")
        self._over()
        facts["gave_up"] = True

    def _move(self, citizen: Citizen, facts: Facts) -> None:
        self._show_slip(facts["number"])
        self._touch("mine:move")
        self._touch(f"movefield:{str(citizen.moves_to).partition('-')[0]}")
        self._touch(f"moveto:{citizen.moves_to}")
        self._over()
        facts["moved_to"] = citizen.moves_to

    def _show_slip(self, number: str) -> None:
        self.hand.do(f"scan {DATE}.{number}")
        self._offered("mine:give_up")

    def _over(self) -> None:
        self._until("errand.over")
        self._until(HOME)

    # --- fingers and eyes ------------------------------------------------------------------------------------

    def _until(self, pages: str) -> Facts:
        """Wait for one of these pages."""
        answer = self.hand.do(f"wait page:{pages} {ANSWERED_S}")
        if not answer["ok"]:
            raise ProcessError(f"kiosk: {pages} did not come: {answer}")
        return answer

    def _touch(self, what: str) -> None:
        answer = self.hand.do(f"touch {what}")
        if not answer["ok"]:
            raise _failed(f"touch {what}", answer)

    def _offered(self, action: str) -> Facts:
        """Wait until the page offers something."""
        end = time.monotonic() + OFFERED_S
        while action not in (answer := self.hand.do("status"))["actions"]:
            if answer.get("page") == CLOSED or time.monotonic() > end:
                raise _failed(f"{action} is not offered", answer)
            time.sleep(LOOK_S)
        return answer


def _failed(what: str, answer: Facts) -> ProcessError:
    """A kiosk that has closed meanwhile is no fault of it."""
    return (ClosedError if answer.get("page") == CLOSED else ProcessError)(f"kiosk: {what}: {answer}")
