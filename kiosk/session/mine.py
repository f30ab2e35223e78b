"""Somebody shows the slip in hand: which number that is and who waits before it; and it can be given up, moved to
another service, or printed once more. Pure.

Whose slip it is nobody asks: who holds the paper holds the number, as at the counters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broker.contract.events import TicketIssued
from broker.contract.ids import TicketId, day_of, number_of
from broker.contract.status import Carried, LiveTicket, Waiting
from kiosk.session import errand
from kiosk.session.messages import Effect, LookedUp, LookUp, Moment, Touch
from kiosk.session.offers import Offers, desk_place, pick
from kiosk.session.picking import Picking
from kiosk.session.views import Busy, Content, Page, Say, Sorry, say
from kiosk.session.ways import Way, Ways

if TYPE_CHECKING:
    from kiosk.session.session import Session
    from kiosk.session.visit import Visit

#: Stages in which a number is a visitor's to change.
OPEN = frozenset({"issued", "waiting"})
#: What is said of a number in another stage.
STAGES = {"called": "mine.called", "serving": "mine.serving", "held": "mine.held", "missed": "mine.missed"}
LOOK_S = 3.0
MOVE = Way(action="mine:move", name=say("mine.move"), pictogram="moved", main=True)


@dataclass
class Mine:
    """The slip that was shown. `asked_s`: real time; `end`: all there is to say, if nothing can be done."""

    ticket: TicketId
    asked_s: float
    live: LiveTicket | None = None
    ahead: int = 0
    end: Say | None = None
    reprint: bool = False

    @property
    def number(self) -> str:
        """The number on the slip."""
        return number_of(self.ticket)


def show(session: Session, ticket: TicketId, at: Moment, *, reprint: bool = False) -> list[Effect]:
    """Look a slip up. `reprint`: the slip is wanted again, without a word between."""
    visit, offers = session.visit, session.offers
    visit.home()
    visit.page, visit.mine = Page.MINE, Mine(ticket, at.real_s, reprint=reprint)
    if offers is None or not offers.online:
        visit.mine.end = say("mine.cut", number=visit.mine.number)
        return []
    return [LookUp()]


def looked_up(session: Session, event: LookedUp, at: Moment) -> list[Effect]:
    """Who waits is known, or is not to be known."""
    mine, offers = session.visit.mine, session.offers
    if mine is None or offers is None or mine.live is not None or mine.end is not None:
        return []
    if event.waiting is None:
        mine.end = say("mine.silent")
        return []
    found = next((each for each in event.waiting.tickets if each.ticket == mine.ticket), None)
    if found is None:
        return _not_live(session, mine, event.waiting)
    if found.stage not in OPEN:
        mine.end = say(STAGES[found.stage], number=found.number, place=_counter(offers, found, session.visit.lang))
        return []
    mine.live, mine.ahead = found, ahead(event.waiting, found, offers)
    if mine.reprint:
        return errand.send(
            session, errand.again(f"again-{mine.ticket}-{at.office}", issued(found, mine.ahead, session), at.real_s), at
        )
    return []


def _not_live(session: Session, mine: Mine, waiting: Waiting) -> list[Effect]:
    """Of another day it may stand in the list of who comes first today; else it is over."""
    entry = next((each for each in waiting.carried if each.entry == mine.ticket), None)
    if entry is not None:
        make_good(session, entry)
    elif day_of(mine.ticket) != waiting.day:
        mine.end = say("mine.other_day", number=mine.number)
    else:
        mine.end = say("mine.ended", number=mine.number)
    return []


def make_good(session: Session, entry: Carried) -> None:
    """Who was not served on the last day takes today's number, first in the queue, for the same thing."""
    visit, offers = session.visit, session.offers
    if entry.used is not None:
        if visit.mine is not None:
            visit.mine.end = say("mine.used", number=entry.used)
        return
    if offers is None:
        return
    service = offers.service(entry.service)
    visit.mine, visit.field = None, service.field if service else ""
    visit.choose_service(entry.service, offers)
    visit.class_id, visit.quantity, visit.carried = entry.class_id, entry.quantity, entry.entry
    if visit.page is Page.LATE:
        visit.page = Page.CONFIRM


def ahead(waiting: Waiting, mine: LiveTicket, offers: Offers) -> int:
    """People of the same field who stand before, as the engine counts them for a slip."""
    service = offers.service(mine.service)
    field = {each.id for each in offers.services(service.field)} if service else {mine.service}
    before = 0
    for each in waiting.tickets:
        if each.ticket == mine.ticket:
            break
        due = each.stage == "waiting" or (each.stage == "issued" and each.not_before is None)
        before += due and each.service in field and each.training == mine.training
    return before


def issued(live: LiveTicket, before: int, session: Session) -> TicketIssued:
    """A live ticket as a slip of this moment says it: how long it takes was said on the first."""
    return TicketIssued(
        ticket=live.ticket, number=live.number, request_id="printed-again", service=live.service, kiosk=session.kiosk,
        class_id=live.class_id, lang=live.lang, quantity=live.quantity, taken=live.taken, place_ms=live.place_ms,
        ahead=before, training=live.training, further=live.further, booked_at=live.booked_at,
        not_before=live.not_before,
    )  # fmt: skip


def passes(session: Session, at: Moment) -> list[Effect]:
    """Time has passed over a slip that is being looked up."""
    mine = session.visit.mine
    if mine is None or session.visit.page is not Page.MINE or mine.live is not None or mine.end is not None:
        return []
    if not session.online:
        mine.end = say("mine.cut", number=mine.number)
    elif at.real_s - mine.asked_s >= LOOK_S:
        mine.end = say("mine.silent")
    return []


# --- pages ---------------------------------------------------------------------------------------------------


def page(session: Session, offers: Offers, at: Moment) -> tuple[Page, Content]:
    """The number and what can be done with it, or why nothing can."""
    visit, mine = session.visit, session.visit.mine
    if mine is None:
        return Page.MINE, Sorry(text=say("scan.bad"), pictogram="help", done=True)
    if mine.end is not None:
        return Page.MINE, Sorry(text=mine.end, pictogram="ticket", done=True)
    if mine.live is None:
        return Page.MINE, Busy(text=say("mine.looking", number=mine.number), number=mine.number)
    if visit.page is Page.MOVE:
        return Page.MOVE, picking(mine.live).page(say("mine.move_title", number=mine.number), offers, visit.picked,
                                                  visit.lang, at.office)  # fmt: skip
    give_up = visit.page is Page.GIVE_UP
    return visit.page, give_up_question(mine.number) if give_up else _mine(mine, mine.live, offers, visit)


def _mine(mine: Mine, live: LiveTicket, offers: Offers, visit: Visit) -> Ways:
    service = offers.service(live.service)
    field = offers.field(service.field) if service else None
    return Ways(
        pictogram=field.pictogram if field else "ticket",
        number=mine.number,
        name=pick(service.name, visit.lang) if service else "",
        field=pick(field.name, visit.lang) if field else "",
        facts=(say("mine.ahead", count=mine.ahead),),
        ways=(
            *((MOVE,) if picking(live).any(offers) else ()),
            Way(action="mine:again", name=say("mine.again"), pictogram="printer"),
            Way(action="mine:give_up", name=say("mine.give_up"), pictogram="cross"),
        ),
    )


def give_up_question(number: str) -> Ways:
    """Asked once, for there is no way back."""
    return Ways(
        pictogram="warning",
        title=say("mine.give_up_ask", number=number),
        text=say("mine.give_up_note"),
        ways=(
            Way(action="mine:keep", name=say("mine.keep"), pictogram="back", main=True),
            Way(action="mine:give_up_yes", name=say("mine.give_up_yes"), pictogram="cross"),
        ),
    )


def picking(live: LiveTicket) -> Picking:
    """What a ticket may be moved to."""
    return Picking("moveto", "movefield", frozenset({live.service, *live.further}))


def back(visit: Visit) -> None:
    """From the services to the fields, from the fields and the question to the number."""
    if visit.page is Page.MINE:
        visit.home()
    elif visit.picked:
        visit.picked = ""
    else:
        visit.page = Page.MINE


# --- touches -------------------------------------------------------------------------------------------------


def touched(session: Session, what: str, touch: Touch, at: Moment) -> list[Effect]:
    """A way on was chosen."""
    visit, mine = session.visit, session.visit.mine
    if mine is None or mine.live is None:
        return []
    slip = issued(mine.live, mine.ahead, session)
    match what:
        case "again":
            return errand.send(session, errand.again(touch.token, slip, at.real_s), at)
        case "give_up_yes":
            return errand.send(session, errand.give_up(touch.token, slip, at.real_s), at)
        case "give_up" | "move" | "keep":
            visit.picked, visit.page = "", PAGES[what]
    return []


def move_field(session: Session, field: str, touch: Touch, at: Moment) -> list[Effect]:
    """A field; what it has only one of is chosen with it."""
    visit, offers = session.visit, session.offers
    if visit.mine is None or visit.mine.live is None or offers is None:
        return []
    services = picking(visit.mine.live).services(offers, field)
    if len(services) == 1:
        return move_to(session, services[0], touch, at)
    visit.picked = field
    return []


def move_to(session: Session, service: str, touch: Touch, at: Moment) -> list[Effect]:
    """The same number for that."""
    mine = session.visit.mine
    if mine is None or mine.live is None:
        return []
    slip = issued(mine.live, mine.ahead, session)
    return errand.send(session, errand.move(touch.token, slip, service, at.real_s), at)


PAGES = {"give_up": Page.GIVE_UP, "move": Page.MOVE, "keep": Page.MINE}


def _counter(offers: Offers, live: LiveTicket, lang: str) -> str | Say:
    wanted = live.counter or live.former
    counter = next((each for each in offers.office.counters if each.id == wanted), None)
    return desk_place(counter, lang) if counter else say("place.guide")
