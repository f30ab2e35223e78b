"""Visitors at a session alone: engine and printer answer at once and keep nothing."""

from __future__ import annotations

from typing import Any

from broker.contract.events import TicketIssued
from broker.contract.status import Queues, ServiceQueue
from kiosk.session import messages as m
from kiosk.session.session import Session
from tests.offices import DATE, SEVEN, small_office

EIGHT = SEVEN + 3_600_000
STAYS_S = 20.0


class Many:
    """One kiosk's session, through any number of visitors."""

    def __init__(self) -> None:
        office = small_office()
        self.session, self.now_s, self.nth = Session("k1"), 1_000.0, 0
        queues = {each.id: ServiceQueue(offer="offered") for each in office.services}
        status = Queues(epoch=1, revision=1, day=DATE, services=queues)
        self._tell(m.FloorChanged(office=office, queues=status, online=True))

    def serve(self, count: int) -> None:
        """So many, one after another; each must end with the first page again. Raises RuntimeError else."""
        for _ in range(count):
            self.nth += 1
            for action in ("field:land", "take"):
                self._tell(m.Touch(action=action, token=f"v{self.nth}"))
                self.session.view(self._at)
            page = self.session.view(self._at).page
            self.now_s += STAYS_S
            self._tell(m.Tick())
            if (page, self.session.view(self._at).page) != ("ticket", "home"):
                raise RuntimeError(f"visitor {self.nth} saw {page} and left {self.session.view(self._at).page}")
            self.now_s += STAYS_S  # the next one is no slip of the same hand

    @property
    def _at(self) -> m.Moment:
        return m.Moment(self.now_s, EIGHT)  # type: ignore[arg-type]

    def _tell(self, event: m.Input) -> None:
        for effect in self.session.handle(event, self._at):
            answer = self._answer(effect)
            if answer is not None:
                self._tell(answer)

    def _answer(self, effect: m.Effect) -> m.Input | None:
        if isinstance(effect, m.Ask):
            return m.Answered(request_id=effect.request.request_id, answer=self._issued(effect.request))
        if isinstance(effect, m.PrintTicket):
            return m.PrintResult(request_id=effect.request.request_id, outcome="proven")
        return None

    def _issued(self, request: m.Request) -> TicketIssued:
        number = f"A-{self.nth:03d}"
        facts: dict[str, Any] = {"taken": request.taken, "place_ms": request.taken, "kiosk": "k1", "ahead": 3}
        ids = {"request_id": request.request_id, "service": request.service}
        return TicketIssued(ticket=f"{DATE}.{number}", number=number, **ids, **facts)
