"""The guide desk's page over HTTP: see it live, give a number for somebody, put right what was taken wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute

from broker.contract.codec import Answer
from broker.contract.events import TicketIssued
from broker.contract.ids import ORDINARY
from broker.web import alerts, live
from broker.web.asking import Became, became, offline
from broker.web.guard import Guard, Visitor
from broker.web.guide import keys, view
from broker.web.guide.deeds import Lists, Unfit, command
from broker.web.house import House
from broker.web.look import page, render

#: Numbers given at one press at most: a long queue at the door in the morning.
MOST_AT_ONCE = 200
#: Why a slip is printed again; what stands in the log is Vietnamese.
REASONS = ("lost", "torn", "unread")


@dataclass(frozen=True)
class Given(Became):
    """What became of asking for a number: with the number, whoever was told already gets the same."""

    ticket: str = ""
    number: str = ""


def routes(house: House) -> list[BaseRoute]:
    """Page, stream, search, deeds."""
    desk = _Desk(house)
    guard = desk.guard
    return [
        guard.page("/guide", desk.whole, "guide"),
        guard.page("/guide/live", desk.pushed, "guide"),
        guard.page("/guide/find", desk.find, "guide"),
        guard.act("/guide/{act}", desk.act, "guide"),
    ]


class _Desk:
    def __init__(self, house: House) -> None:
        self.house, self.guard = house, Guard(house)

    # --- pages ---------------------------------------------------------------------------------------

    async def whole(self, _request: Request, visitor: Visitor) -> Response:
        """The page, with all that stands on it now."""
        office = self.house.office
        values: dict[str, Any] = {"office": office, "choices": view.choices(office), "keys": keys, "reasons": REASONS}
        values |= {"most": MOST_AT_ONCE, "ordinary": ORDINARY, "further": self._further()}
        values |= {"pieces": self._pieces(visitor, live.Kept()), "pulse": live.written(self.house.floor)}
        return page("guide.html", visitor, **values)

    def _further(self) -> int:
        """How many services a visit may have beside its first."""
        return self.house.office.rules.most_services - 1 if self.house.office else 0

    async def pushed(self, _request: Request, visitor: Visitor) -> Response:
        """The pieces of the page, pushed."""
        kept = live.Kept()

        async def still() -> bool:
            return await self.guard.still(visitor)

        return live.stream(self.house.floor, lambda: self._pieces(visitor, kept), still)

    async def find(self, request: Request, visitor: Visitor) -> Response:
        """The tickets whose number has what was typed."""
        typed = request.query_params.get("number", "")[:20]
        found = view.lists(self.house.floor.waiting, typed)
        return HTMLResponse(render("guide_tickets.html", visitor, lists=found, typed=typed))

    # --- pieces --------------------------------------------------------------------------------------

    def _pieces(self, visitor: Visitor, kept: live.Kept) -> Mapping[str, str]:
        visitor, floor = self.guard.renew(visitor), self.house.floor
        mine = floor.named(visitor.account.name)
        shown = {
            "lists": view.lists(floor.waiting),
            "slips": view.slip_rows(floor.slips, self._kiosks()),
            "entries": view.unserved(floor.waiting),
            "bookings": view.booked(floor.bookings),
        }
        made = {
            name: kept.piece(name, (value, visitor.words), lambda n=name, v=value: self._made(n, v, visitor))  # type: ignore[misc]
            for name, value in shown.items()
        }
        called = any(alerts.raised_by(each, mine) for each in (floor.alerts.troubles if floor.alerts else ()))
        return {
            **made,
            **self._crowds(visitor),
            "entries_left": str(sum(each.used is None for each in shown["entries"]) or ""),  # type: ignore[attr-defined]
            "bookings_left": str(sum(each.number is None for each in shown["bookings"]) or ""),  # type: ignore[attr-defined]
            "alerts": alerts.piece(self.house, visitor, kept, mine=mine),
            "called_help": "✓" if called else "",
        }

    def _made(self, name: str, value: object, visitor: Visitor) -> str:
        template = "guide_tickets.html" if name == "lists" else f"guide_{name}.html"
        return render(template, visitor, **{name: value, "typed": ""})

    def _kiosks(self) -> tuple[str, ...]:
        return tuple(each.id for each in self.house.office.kiosks) if self.house.office else ()

    def _crowds(self, visitor: Visitor) -> dict[str, str]:
        """Beside each service: how many wait, or why there is no number."""
        crowds, text = view.crowds(self.house.floor.queues), visitor.words.text
        said = {key: text(f"guide.offer.{why}") if why else str(count or "") for key, (count, why) in crowds.items()}
        return {f"crowd-{key}": words for key, words in said.items()}

    # --- deeds ---------------------------------------------------------------------------------------

    async def act(self, request: Request, visitor: Visitor) -> Response:
        """One deed: done or refused by the engine, or nobody has answered. Never kept for later."""
        act, form, floor = request.path_params["act"], await request.form(), self.house.floor
        if not floor.online:
            return offline(self.house, visitor).answer()
        fields = {name: str(value).strip() for name, value in form.items()}
        lists = Lists(floor.waiting, floor.bookings)
        try:
            asked = command(act, fields, _several(form), visitor.account.name, lists)
        except Unfit as error:
            return self._unfit(act, error, visitor)
        answer = await floor.ask(asked, floor.named(visitor.account.name))
        return JSONResponse(asdict(_given(became(self.house, visitor, answer), answer, visitor)))

    @staticmethod
    def _unfit(act: str, error: Unfit, visitor: Visitor) -> Response:
        words = visitor.words
        typed = act == "booked"
        said = words.text("appt.typed") if typed else words.refusal("malformed", {"what": str(error)[:120]})
        return Became(False, "malformed", said).answer(400)


def _several(form: FormData) -> dict[str, str]:
    """Fields that are chosen several times."""
    return {name: " ".join(str(each) for each in form.getlist(name)) for name in form}


def _given(became: Became, answer: Answer | None, visitor: Visitor) -> Given:
    """With the number, where one was given."""
    issued = next((each for each in answer.events if isinstance(each, TicketIssued)), None) if answer else None
    if issued is None:
        return Given(became.ok, became.code, became.said)
    said = visitor.words.text("guide.given", number=issued.number) if became.ok else became.said
    return Given(became.ok, became.code, said, issued.ticket, issued.number)
