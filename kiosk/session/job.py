"""The life of one request, from the touch to the paper. Pure: told things, it names what is to be done.

asking -> printing -> (retry ->) taken | void, or asking -> reserving -> printing while cut off.
One request is one citizen's one number: it is asked for again under the same id, and a number of the reserved
series names that id, so that the engine can void what it may have given in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from broker.contract.commands import AnyCommand, ReportPrinted, ReportPrintFailed
from broker.contract.events import TicketIssued
from kiosk.offline.adoption import adoption
from kiosk.session.messages import (
    Abandon,
    Ask,
    CloseRequest,
    Effect,
    GiveReserved,
    Hands,
    Log,
    NoteIssued,
    NotePaper,
    NoteRequest,
    Paper,
    PrintResult,
    PrintTicket,
    Request,
    Tell,
)
from kiosk.session.offers import OFF

#: Refusals that say "not for this service", as against "not at this kiosk".
NOT_OFFERED = frozenset({*OFF, "unknown_service"})
#: Refusals that may pass within seconds: nothing has happened, ask again.
PASSING = frozenset({"not_stored"})
#: Refusals that have a page of their own.
TOLD = frozenset({"one_each"})


class Stage(StrEnum):
    """Where a request stands."""

    ASKING = "asking"
    RESERVING = "reserving"
    PRINTING = "printing"
    RETRY = "retry"
    TAKEN = "taken"
    VOID = "void"
    NOT_OFFERED = "not_offered"
    FAILED = "failed"


OPEN = frozenset({Stage.ASKING, Stage.RESERVING, Stage.PRINTING, Stage.RETRY})


@dataclass
class Job:
    """One request. `since_s`: real time at which the present stage began.

    `asked`: the engine may have heard of it; `awaiting`: its answer is still to come.
    """

    request: Request
    hands: Hands
    stage: Stage
    since_s: float
    asked: bool = False
    asked_s: float = 0.0
    awaiting: bool = False
    issued: TicketIssued | None = None
    tries: int = 0
    proven: bool = False

    @property
    def open(self) -> bool:
        """Whether something is still to come: an answer, a paper."""
        return self.stage in OPEN

    @property
    def number(self) -> str:
        """The number, once there is one."""
        return self.issued.number if self.issued else ""

    def begin(self, now_s: float, *, online: bool, training: bool) -> list[Effect]:
        """Note the wish and ask; cut off, take a number of our own at once."""
        if not online:
            return self.cut_off(now_s, training=training)
        return [NoteRequest(request=self.request), *self._ask(now_s)]

    def resume(self, now_s: float, issued: TicketIssued | None, *, tries: int, asked: bool) -> list[Effect]:
        """Go on after a restart: ask again, or print what is known not to be on paper."""
        self.tries, self.asked = tries, asked
        if issued is None:
            return self._ask(now_s)
        return self._print(now_s, issued)

    def answered(self, now_s: float, issued: TicketIssued) -> list[Effect]:
        """The engine gave a number: store it, then print it."""
        if self.stage is not Stage.ASKING:
            return [Log(text=f"answer {issued.number} for {self.request.request_id} came too late: {self.stage}")]
        return [NoteIssued(request=self.request, issued=issued), *self._print(now_s, issued)]

    def refused(self, now_s: float, code: str) -> list[Effect]:
        """The engine said no."""
        if self.stage not in (Stage.ASKING, Stage.RESERVING):
            return []
        if code in PASSING:
            self.awaiting = False
            return []
        self._enter(Stage.NOT_OFFERED if code in NOT_OFFERED | TOLD else Stage.FAILED, now_s)
        return [CloseRequest(request_id=self.request.request_id, code=code)]

    def silent(self) -> None:
        """No answer: `tick` asks again when its time has come."""
        self.awaiting = False

    def cut_off(self, now_s: float, *, training: bool) -> list[Effect]:
        """The beat is lost: a number of the reserved series under the same request."""
        if self.stage is not Stage.ASKING:
            return []
        self._enter(Stage.RESERVING, now_s)
        return [GiveReserved(request=self.request, training=training)]

    def reserved(self, now_s: float, issued: TicketIssued | None) -> list[Effect]:
        """A number of our own is stored, or there is none left."""
        if self.stage is not Stage.RESERVING:
            return []
        if issued is None:
            return self._give_up(now_s, "no reserved number left")
        return self._print(now_s, issued)

    def printed(self, now_s: float, result: PrintResult) -> list[Effect]:
        """What the printer said. A late word of failure still counts; a late silence says nothing new."""
        if self.issued is None or self.stage not in (Stage.PRINTING, Stage.TAKEN) or self.proven:
            return []
        if result.outcome == "proven":
            return self._proven(now_s, self.issued)
        if result.outcome == "failed":
            return self._failed(now_s, self.issued, result.reason)
        return self._unproven(now_s, self.issued) if self.stage is Stage.PRINTING else []

    def not_stored(self, now_s: float) -> list[Effect]:
        """The journal failed. Nothing that is not stored is printed; a number that will not be printed is voided."""
        if not self.open:
            return []
        if self.issued is None:
            self._enter(Stage.FAILED, now_s)
            return []
        self._enter(Stage.VOID, now_s)
        if self.issued.offline:
            return []  # nobody has heard of it
        return [Tell(command=_failure(self.issued, "not stored at the kiosk", final=True))]

    def tick(self, now_s: float, *, online: bool) -> list[Effect]:
        """Ask again, give up, print again, or call a mute printer silent."""
        waited_s = now_s - self.since_s
        if self.stage is Stage.ASKING and online:
            return self._tick_asking(now_s, waited_s)
        if self.stage is Stage.RETRY and waited_s >= self.hands.retry_s and self.issued:
            return self._print(now_s, self.issued)
        if self.stage is Stage.PRINTING and waited_s >= self.hands.print_s and self.issued:
            return self._unproven(now_s, self.issued)
        return []

    def _tick_asking(self, now_s: float, waited_s: float) -> list[Effect]:
        if waited_s >= self.hands.give_up_s:
            return self._give_up(now_s, "no answer")
        if not self.awaiting and now_s - self.asked_s >= self.hands.ask_again_s:
            return self._ask(now_s)
        return []

    def _ask(self, now_s: float) -> list[Effect]:
        self.asked, self.asked_s, self.awaiting = True, now_s, True
        return [Ask(request=self.request)]

    def _print(self, now_s: float, issued: TicketIssued) -> list[Effect]:
        self.issued, self.tries = issued, self.tries + 1
        self._enter(Stage.PRINTING, now_s)
        return [PrintTicket(request=self.request, issued=issued, nth=self.tries)]

    def _proven(self, now_s: float, issued: TicketIssued) -> list[Effect]:
        self.proven = True
        if self.stage is Stage.PRINTING:
            self._enter(Stage.TAKEN, now_s)
        return [self._note("proven", adoption(issued) if issued.offline else ReportPrinted(ticket=issued.ticket))]

    def _unproven(self, now_s: float, issued: TicketIssued) -> list[Effect]:
        self._enter(Stage.TAKEN, now_s)
        return [self._note("silent", adoption(issued) if issued.offline else None)]

    def _failed(self, now_s: float, issued: TicketIssued, reason: str) -> list[Effect]:
        again = self.tries < self.hands.tries and self.stage is Stage.PRINTING
        self._enter(Stage.RETRY if again else Stage.VOID, now_s)
        # A number of our own that never was on paper is nobody's: the engine need not hear of it.
        report = None if issued.offline else _failure(issued, reason, final=not again)
        noted: list[Effect] = [self._note("failed" if again else "void", report)]
        if issued.offline and self.asked and not again:
            noted.append(Abandon(request_id=self.request.request_id, reason=reason))
        return noted

    def _note(self, paper: Paper, report: AnyCommand | None) -> NotePaper:
        return NotePaper(request_id=self.request.request_id, paper=paper, report=report)

    def _give_up(self, now_s: float, reason: str) -> list[Effect]:
        self._enter(Stage.FAILED, now_s)
        return [Abandon(request_id=self.request.request_id, reason=reason)]

    def _enter(self, stage: Stage, now_s: float) -> None:
        self.stage, self.since_s = stage, now_s


def _failure(issued: TicketIssued, reason: str, *, final: bool) -> ReportPrintFailed:
    return ReportPrintFailed(ticket=issued.ticket, reason=reason[:200], final=final)
