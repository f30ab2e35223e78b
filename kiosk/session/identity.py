"""One number a person, where the office gives no more: the ID card is asked for on the way to the number. Pure.

Nobody here ever sees the card: what comes in is what the key of the day makes of its number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broker.contract.ids import ticket_id
from kiosk.session import mine
from kiosk.session.messages import CardScanned, Effect, Moment, Refused, Touch
from kiosk.session.offers import Offers
from kiosk.session.views import Content, Page, Sorry, say
from kiosk.session.ways import Way, Ways

if TYPE_CHECKING:
    from kiosk.session.session import Session


#: How long it is said that no card can be read, in real seconds.
GONE_S = 15.0


def wanted(session: Session) -> bool:
    """Whether the card is to be shown before a number is given.

    Where it cannot be read (no scanner fit for it, no key of the day yet) numbers are given without: a limit of the
    office's is no reason to send people away. The guidance desk is for whoever has none.
    """
    offers, visit = session.offers, session.visit
    if offers is None or not offers.office.rules.one_per_person or not session.reads_cards:
        return False
    service = offers.service(visit.service)
    return visit.person is None and service is not None and not service.helps


def card(session: Session, event: CardScanned, at: Moment) -> list[Effect]:
    """The card was shown: on to the number."""
    session.visit.person, session.visit.page = event.person, Page.CONFIRM
    if event.person is None:  # the key went meanwhile
        session.reads_cards = False
    return session.begin(event.token, at)


def cards_gone(session: Session, at: Moment) -> list[Effect]:
    """Cards cannot be read any more: whoever was about to show one takes the number without."""
    if session.visit.page is not Page.ID_CARD or session.job is not None:
        return []
    session.visit.page = Page.CONFIRM
    session.notice = say("id.gone"), at.real_s + GONE_S
    return []


def without(session: Session, _rest: str, _touch: Touch, _at: Moment) -> None:
    """No card at hand: people give the number, not the machine."""
    session.visit.page = Page.NO_CARD


def page(_session: Session, _offers: Offers, _at: Moment) -> tuple[Page, Content]:
    """Show the card."""
    return Page.ID_CARD, ask_for_card()


def ask_for_card() -> Ways:
    """What the card is for, and the way without it."""
    return Ways(
        pictogram="id_card",
        title=say("id.scan"),
        text=say("id.note"),
        ways=(Way(action="card:none", name=say("id.none"), pictogram="help"),),
    )


def no_card(_session: Session, _offers: Offers, _at: Moment) -> tuple[Page, Content]:
    """The way to the guide desk."""
    return Page.NO_CARD, Sorry(text=say("id.desk"), pictogram="help", done=True)


def refused(session: Session, answer: Refused, at: Moment) -> None:
    """This person has a number in this field already."""
    visit, offers = session.visit, session.offers
    day = (offers.queues.day if offers else None) or ""
    ticket = ticket_id(day, str(answer.params.get("number", "")))
    visit.page, visit.mine = Page.SAME, mine.Mine(ticket, at.real_s)


def same(session: Session, _offers: Offers, _at: Moment) -> tuple[Page, Content]:
    """The number there is, and its slip once more."""
    there = session.visit.mine
    return Page.SAME, one_each(there.number if there else "")


def one_each(number: str) -> Ways:
    """This person's number."""
    return Ways(
        pictogram="ticket",
        title=say("print.same", number=number),
        ways=(
            Way(action="done", name=say("idleout.finish"), pictogram="tick", main=True),
            Way(action="same:again", name=say("print.same_again"), pictogram="printer"),
        ),
    )


def same_again(session: Session, _rest: str, _touch: Touch, at: Moment) -> list[Effect]:
    """That slip, please."""
    there = session.visit.mine
    return mine.show(session, there.ticket, at, reprint=True) if there is not None else []
