"""What a visitor wants of the engine beside a number: to give one up, to move it, a place in tomorrow's list, or only
the slip once more. Pure: told things, it names what is to be done.

asking -> (printing ->) over. Every such command may be asked again: done twice it is done once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from broker.contract.commands import AnyCommand, GiveUpTicket, MoveTicket
from broker.contract.events import AnyEvent, CommandRefused, TicketGivenUp, TicketIssued, TicketMoved, TomorrowListed
from kiosk.session import hearing
from kiosk.session.job import PASSING
from kiosk.session.messages import (
    Effect,
    ErrandAnswered,
    ErrandSilent,
    Hands,
    Moment,
    PrintAgain,
    PrintListed,
    PrintResult,
    Send,
    SlipRefused,
    SlipUndone,
)
from kiosk.session.offers import OFF
from kiosk.session.views import Busy, Content, Page, Say, Sorry, say

if TYPE_CHECKING:
    from kiosk.session.session import Session

#: How often it is asked while no answer comes.
MOST_ASKED = 3
#: What a refusal means to whoever holds the ticket; all others: ask at the guide desk.
REFUSED = {
    "unknown_ticket": "mine.ended",
    "not_waiting": "mine.not_now",
    "e_taken": "mine.not_now",
    "one_each": "mine.one_each",
    "no_day": "mine.ended",
    **OFF,
}


class Step(StrEnum):
    """Where an errand stands."""

    ASKING = "asking"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"


@dataclass
class Errand:
    """`issued`: the ticket as its next slip says it. `since_s`: real time at which the step began.

    `kind`: give_up, move, again, list. `name` is also that of the order for paper.
    """

    name: str
    kind: str
    since_s: float
    command: AnyCommand | None = None
    issued: TicketIssued | None = None
    listed: TomorrowListed | None = None
    step: Step = Step.ASKING
    asked: int = 0
    tries: int = 0
    end: Say | None = None

    @property
    def open(self) -> bool:
        """Whether something is still to come."""
        return self.step in (Step.ASKING, Step.PRINTING)

    @property
    def number(self) -> str:
        """The number it is about."""
        return self.issued.number if self.issued else ""

    def begin(self, now_s: float) -> list[Effect]:
        """Ask; what needs no asking is printed at once."""
        return self._print(now_s) if self.command is None else self._ask(now_s)

    def answered(self, now_s: float, events: tuple[AnyEvent, ...]) -> list[Effect]:
        """The engine's answer."""
        if self.step is not Step.ASKING:
            return []
        for event in events:
            match event:
                case CommandRefused():
                    return self._refused(now_s, event)
                case TicketGivenUp():
                    return self._over(now_s, Step.DONE, say("mine.given_up", number=self.number))
                case TicketMoved() if self.issued is not None:
                    self.issued = moved(self.issued, event)
                    return self._print(now_s)
                case TomorrowListed():
                    self.listed = event
                    return self._print(now_s)
        return self._over(now_s, Step.FAILED, say("mine.silent"))

    def silent(self, now_s: float) -> list[Effect]:
        """No answer in time."""
        if self.step is not Step.ASKING:
            return []
        return self._ask(now_s) if self.asked < MOST_ASKED else self._over(now_s, Step.FAILED, say("mine.silent"))

    def printed(self, now_s: float, result: PrintResult, hands: Hands) -> list[Effect]:
        """What the printer said. Silence is no failure: the slip may be there."""
        if self.step is not Step.PRINTING:
            return []
        if result.outcome == "failed":
            return self._print(now_s) if self.tries < hands.tries else self._no_paper(now_s)
        return self._over(now_s, Step.DONE, self._taken())

    def not_again(self, now_s: float) -> list[Effect]:
        """This visitor has had a second slip already."""
        return self._over(now_s, Step.FAILED, say("mine.twice", number=self.number))

    def tick(self, now_s: float, hands: Hands) -> list[Effect]:
        """A printer that never says anything is silent."""
        if self.step is Step.PRINTING and now_s - self.since_s >= hands.print_s:
            return self._over(now_s, Step.DONE, self._taken())
        return []

    def content(self) -> Content:
        """What the page says when it is over."""
        return Sorry(text=self.end or say("mine.silent"), pictogram=SIGNS[self.step, self.kind == "give_up"], done=True)

    def _ask(self, now_s: float) -> list[Effect]:
        self.asked, self.since_s = self.asked + 1, now_s
        return [Send(name=self.name, command=self.command)] if self.command is not None else []

    def _refused(self, now_s: float, event: CommandRefused) -> list[Effect]:
        if event.code in PASSING and self.asked < MOST_ASKED:
            return self._ask(now_s)
        if self.asked > 1 and isinstance(self.command, MoveTicket) and event.code == "same_service":
            return self._over(now_s, Step.DONE, say("mine.moved_unheard", number=self.number))  # it was done before
        key = REFUSED.get(event.code, "mine.silent")
        return self._over(now_s, Step.FAILED, say(key, number=event.params.get("number") or self.number))

    def _print(self, now_s: float) -> list[Effect]:
        self.step, self.since_s, self.tries = Step.PRINTING, now_s, self.tries + 1
        if self.listed is not None:
            return [PrintListed(name=self.name, listed=self.listed)]
        once = self.kind == "again" and self.tries == 1
        return [PrintAgain(name=self.name, issued=self.issued, once=once)] if self.issued is not None else []

    def _taken(self) -> Say:
        if self.listed is not None:
            return say("late.listed", nth=self.listed.nth)
        return say("mine.moved" if self.kind == "move" else "mine.printed", number=self.number)

    def _no_paper(self, now_s: float) -> list[Effect]:
        if self.listed is not None:
            return self._over(now_s, Step.FAILED, say("late.listed_no_paper", nth=self.listed.nth))
        moved_on = self.kind == "move"
        effects = self._over(now_s, Step.FAILED, say("mine.moved_no_paper" if moved_on else "mine.no_paper",
                                                     number=self.number))  # fmt: skip
        return effects if moved_on or self.issued is None else [*effects, SlipUndone(ticket=self.issued.ticket)]

    def _over(self, now_s: float, step: Step, end: Say) -> list[Effect]:
        self.step, self.since_s, self.end = step, now_s, end
        return []


#: (how it ended, whether the number was given up) -> picture.
SIGNS = {
    (Step.DONE, False): "down", (Step.DONE, True): "tick",
    (Step.FAILED, False): "help", (Step.FAILED, True): "help",
}  # fmt: skip


def moved(issued: TicketIssued, event: TicketMoved) -> TicketIssued:
    """The same number as its new slip says it."""
    return msgspec.structs.replace(
        issued, service=event.service, place_ms=event.place_ms, ahead=event.ahead,
        wait_low_min=event.wait_low_min, wait_high_min=event.wait_high_min,
    )  # fmt: skip


def give_up(name: str, issued: TicketIssued, now_s: float) -> Errand:
    """The number goes back."""
    return Errand(name, "give_up", now_s, command=GiveUpTicket(ticket=issued.ticket), issued=issued)


def move(name: str, issued: TicketIssued, service: str, now_s: float) -> Errand:
    """The same number for something else."""
    command = MoveTicket(ticket=issued.ticket, service=service, reason="at the kiosk")
    return Errand(name, "move", now_s, command=command, issued=issued)


def again(name: str, issued: TicketIssued, now_s: float) -> Errand:
    """The slip once more."""
    return Errand(name, "again", now_s, issued=issued)


# --- at the session ------------------------------------------------------------------------------------------


def send(session: Session, errand: Errand, at: Moment) -> list[Effect]:
    """Begin an errand; until it is over nothing else can be done at the screen."""
    session.errand = errand
    return errand.begin(at.real_s)


def answered(session: Session, event: ErrandAnswered, at: Moment) -> list[Effect]:
    """The engine's answer, to the errand it belongs to."""
    errand = session.errand
    return errand.answered(at.real_s, event.events) if errand is not None and errand.name == event.name else []


def unanswered(session: Session, event: ErrandSilent, at: Moment) -> list[Effect]:
    """No answer."""
    errand = session.errand
    return errand.silent(at.real_s) if errand is not None and errand.name == event.name else []


def second_refused(session: Session, event: SlipRefused, at: Moment) -> list[Effect]:
    """No third slip."""
    errand = session.errand
    return errand.not_again(at.real_s) if errand is not None and errand.name == event.name else []


def passes(session: Session, errand: Errand, at: Moment) -> list[Effect]:
    """Time has passed over an errand."""
    effects = errand.tick(at.real_s, session.hands)
    if not errand.open and at.real_s - errand.since_s >= hearing.stays_s(session, session.hands.sorry_s):
        session.reset(at)
    return effects


def page(errand: Errand) -> tuple[Page, Content]:
    """Nothing to touch while it goes on; then how it ended."""
    if not errand.open:
        return Page.ERRAND_OVER, errand.content()
    words = say("print.wait") if errand.step is Step.PRINTING else say("mine.asking")
    return Page.ERRAND, Busy(text=words, number=errand.number)
