"""The clerk's page over HTTP: choose a counter, see it live, press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from broker.contract.commands import Outcome, PauseReason
from broker.contract.status import CounterStatus, LiveTicket
from broker.web import alerts, live
from broker.web.asking import Became, ask, offline
from broker.web.counter import keys, view
from broker.web.counter.deeds import OF_TICKET, Clerk, Past, Unfit, command
from broker.web.counter.holding import Holding
from broker.web.guard import Guard, Visitor
from broker.web.house import House
from broker.web.look import page, render

#: Offered to a clerk; "clerk_absent" is the engine's own.
PAUSES: tuple[PauseReason, ...] = ("personal", "consulting", "paperwork", "fault", "lunch", "other")
#: "not_recorded" is the engine's own.
OUTCOMES: tuple[Outcome, ...] = (
    "accepted", "more_papers", "refused", "result_given", "advice", "other_field", "withdrawn",
)  # fmt: skip
#: Why a number is called by name, marked or moved: what stands in the log is written in Vietnamese.
REASONS = ("priority", "papers", "absent", "fault")
HOLD_MIN = (5, 10, 15, 30, 60)
#: After these another may work the counter than before.
CHANGES_HANDS = ("open", "take", "join", "undo", "next", "shut")
CHOICES: dict[str, Any] = {"outcomes": OUTCOMES, "pauses": PAUSES, "reasons": REASONS, "hold_min": HOLD_MIN}


def routes(house: House) -> list[BaseRoute]:
    """Choice, page, small page, stream, deeds."""
    desk = _Desk(house)
    guard = desk.guard
    return [
        guard.page("/counter", desk.choice, "clerk"),
        guard.page("/counter/live", desk.choice_pushed, "clerk"),
        guard.page("/counter/{counter}", desk.whole, "clerk"),
        guard.page("/counter/{counter}/small", desk.small, "clerk"),
        guard.page("/counter/{counter}/live", desk.pushed, "clerk"),
        guard.act("/counter/{counter}/{act}", desk.act, "clerk"),
    ]


class _Desk:
    def __init__(self, house: House) -> None:
        self.house, self.guard, self.holding = house, Guard(house), Holding(house)

    # --- pages ---------------------------------------------------------------------------------------

    async def choice(self, request: Request, visitor: Visitor) -> Response:
        """All counters; whoever holds one comes straight to it, unless another is wanted."""
        mine = self.holding.mine(visitor)
        if mine and "all" not in request.query_params:
            return RedirectResponse(f"/counter/{mine}", 303)
        values = self._choice(visitor) | {"pieces": self._alarms(visitor, live.Kept()), "keys": keys}
        return page("counters.html", visitor, pulse=live.written(self.house.floor), **values)

    async def choice_pushed(self, _request: Request, visitor: Visitor) -> Response:
        """The states of all counters, pushed."""
        kept = live.Kept()
        return live.stream(self.house.floor, lambda: self._choice_pieces(visitor, kept), self._still(visitor))

    async def whole(self, request: Request, visitor: Visitor) -> Response:
        """The page of a counter."""
        return self._page("counter.html", request, visitor)

    async def small(self, request: Request, visitor: Visitor) -> Response:
        """What fits into a corner of the screen."""
        return self._page("counter_small.html", request, visitor)

    def _page(self, template: str, request: Request, visitor: Visitor) -> Response:
        counter, office = request.path_params["counter"], self.house.office
        if office is not None and counter not in {each.id for each in office.counters}:
            raise HTTPException(404)
        values: dict[str, Any] = {"counter": counter, "office": office, "keys": keys, **CHOICES}
        values |= {"pieces": self._pieces(counter, visitor, live.Kept()), "pulse": live.written(self.house.floor)}
        return page(template, visitor, **values)

    async def pushed(self, request: Request, visitor: Visitor) -> Response:
        """The pieces of a counter's page, pushed."""
        counter, kept = request.path_params["counter"], live.Kept()
        return live.stream(self.house.floor, lambda: self._pieces(counter, visitor, kept), self._still(visitor))

    def _still(self, visitor: Visitor) -> live.Still:
        async def still() -> bool:
            return await self.guard.still(visitor)

        return still

    # --- pieces --------------------------------------------------------------------------------------

    def _choice_pieces(self, visitor: Visitor, kept: live.Kept) -> Mapping[str, str]:
        visitor, choice = self.guard.renew(visitor), self._choice(visitor)
        shows = (choice["rows"], visitor.words)
        return {
            "counters": kept.piece("counters", shows, lambda: render("counters_list.html", visitor, **choice)),
            **self._alarms(visitor, kept),
        }

    def _alarms(self, visitor: Visitor, kept: live.Kept, counter: str | None = None) -> Mapping[str, str]:
        """What is wrong; of the calls for help from here nothing but a small mark, which no visitor would read."""
        me, told = self.holding.name(visitor), self.house.floor.alerts
        troubles = told.troubles if told else ()
        own = any(alerts.called_for_help(each, counter) or alerts.raised_by(each, me) for each in troubles)
        return {
            "alerts": alerts.piece(self.house, visitor, kept, counter, me),
            "called_help": "✓" if own else "",
        }

    def _choice(self, visitor: Visitor) -> dict[str, Any]:
        """Each counter: how it stands, whether another works it, what it takes."""
        office, me, known = self.house.office, self.holding.name(visitor), self.house.floor.counters
        counters = office.counters if office else ()
        found = [(each.id, known.get(each.id)) for each in counters]
        rows = [(key, status, status is not None and view.held_by_other(status, me)) for key, status in found]
        return {"rows": rows, "services": {each.id: each.services for each in counters}}

    def _pieces(self, counter: str, visitor: Visitor, kept: live.Kept) -> Mapping[str, str]:
        visitor, status = self.guard.renew(visitor), self.house.floor.counters.get(counter)
        if status is None:
            made = {"desk": render("desk_unknown.html", visitor), "queue": "", "left": ""}
            return {**made, **self._alarms(visitor, kept)}
        other = view.held_by_other(status, self.holding.name(visitor))
        return {
            **self._alarms(visitor, kept, None if other else counter),
            **self._desk_pieces(status, visitor, kept, other=other),
        }

    def _desk_pieces(
        self, status: CounterStatus, visitor: Visitor, kept: live.Kept, *, other: bool
    ) -> Mapping[str, str]:
        me, left, lists = self.holding.name(visitor), self._left(status), view.lists(status, self._tickets())
        can, why_not = view.possible(status, me, left=bool(left)), view.why_not_others(status, me)
        desk = {"status": status, "possible": can, "keys": keys, "other": other}
        queue = {"lists": lists, "why_not": why_not, "number": status.number or "", "keys": keys}
        words = visitor.words
        return {
            "desk": kept.piece("desk", (status, can, other, words), lambda: render("desk.html", visitor, **desk)),
            "queue": kept.piece(
                "queue", (lists, why_not, status.number, words), lambda: render("queue.html", visitor, **queue)
            ),
            "left": kept.piece("left", (left, words), lambda: render("left.html", visitor, left=left)),
        }

    def _tickets(self) -> tuple[LiveTicket, ...]:
        waiting = self.house.floor.waiting
        return waiting.tickets if waiting else ()

    def _left(self, status: CounterStatus) -> list[LiveTicket]:
        """Whose times can be marked: the ticket that is here, and those that were here last."""
        here = [each for each in self._tickets() if each.ticket == status.ticket]
        return [*here, *self.house.floor.left.get(status.counter, ())]

    # --- deeds ---------------------------------------------------------------------------------------

    async def act(self, request: Request, visitor: Visitor) -> Response:
        """One press: done or refused by the engine, or nobody has answered. Never kept for later."""
        act, form = request.path_params["act"], await request.form()
        async with self.holding.turn(visitor):
            return await self._pressed(request, act, {name: str(value) for name, value in form.items()}, visitor)

    async def _pressed(self, request: Request, act: str, fields: dict[str, str], visitor: Visitor) -> Response:
        status = self.house.floor.counters.get(request.path_params["counter"])
        if status is None or not self.house.floor.online:
            return offline(self.house, visitor).answer()
        fields["revision"] = self.holding.seen(status, fields.get("revision", ""))
        try:
            clerk = Clerk(self._clerk_name(visitor), visitor.words.text("clerk.sign_in_reason"))
            asked = command(act, fields, status, clerk, self.house.floor.device.now_ms())
        except Past as error:
            return Became(False, "malformed", visitor.words.text("clerk.until_past", time=str(error))).answer(400)
        except Unfit as error:
            said = visitor.words.refusal("malformed", {"what": str(error)[:120]})
            return Became(False, "malformed", said).answer(400)
        if act in OF_TICKET and not self._may_touch(fields.get("ticket", ""), status, visitor):
            return Became(False, "not_yours", visitor.words.text("clerk.not_yours")).answer(403)
        became = await ask(self.house, visitor, asked)
        if became.code == "already_done":
            became = replace(became, said=f"{became.said} {self._stands(status.counter, visitor)}")
        if became.ok and act in CHANGES_HANDS:
            await self.holding.settle(visitor, status, act)
        return became.answer()

    def _stands(self, counter: str, visitor: Visitor) -> str:
        """How a counter is now: boards and counters are told before a press is answered."""
        status = self.house.floor.counters[counter]
        mood = " ".join(unescape(render("mood.html", visitor, status=status)).split())
        return visitor.words.text("clerk.stands", state=f"{status.number} · {mood}" if status.number else mood)

    def _may_touch(self, ticket: str, status: CounterStatus, visitor: Visitor) -> bool:
        """Whether a ticket is the business of whoever works here: it is here, has just left, or may be called.
        What another holds, and what is at another's counter, is theirs.
        """
        desks = self.house.floor.counters.values()
        elsewhere = any(each.ticket == ticket and each.counter != status.counter for each in desks)
        if elsewhere or view.held_by_other(status, self.holding.name(visitor)):
            return False
        near = {each.ticket for each in self._left(status)} | {status.ticket}
        waits = (each for each in self._tickets() if each.counter is None and view.concerns(each, status))
        return ticket in near or any(each.ticket == ticket for each in waits)

    def _clerk_name(self, visitor: Visitor) -> str:
        """Who stands in the log: the clerk's own name, else the account's."""
        account = visitor.account
        return (visitor.words.clerk(account.clerk) if account.clerk else account.name)[:40]
