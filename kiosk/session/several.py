"""One number for a visit of several services: chosen on the way to the number, listed, taken off again. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.session.messages import Moment
from kiosk.session.offers import Offers, pick
from kiosk.session.picking import Picking
from kiosk.session.views import Content, Extra, Page, say

if TYPE_CHECKING:
    from kiosk.session.session import Session
    from kiosk.session.visit import Visit


def picking(visit: Visit, offers: Offers) -> Picking:
    """What may be added to a visit: nothing twice, and no guidance."""
    guidance = {each.id for each in offers.office.services if each.helps}
    return Picking("add", "addfield", frozenset({visit.service, *visit.further, *guidance}))


def may_add(visit: Visit, offers: Offers) -> bool:
    """Whether one more thing to do can be added. A number for the afternoon, a booking and guidance stand alone."""
    service = offers.service(visit.service)
    if service is None or service.helps:
        return False
    room = 1 + len(visit.further) < offers.office.rules.most_services
    return room and visit.session == "now" and picking(visit, offers).any(offers)


def extras(visit: Visit, offers: Offers) -> tuple[Extra, ...]:
    """What was added, to be seen and taken off."""
    services = [(each, offers.service(each)) for each in visit.further]
    return tuple(Extra(action=f"drop:{name}", name=pick(each.name, visit.lang)) for name, each in services if each)


def begin(visit: Visit, _rest: str, offers: Offers) -> None:
    """Look for one more."""
    if may_add(visit, offers):
        visit.picked, visit.page = "", Page.FURTHER


def add_field(visit: Visit, field: str, offers: Offers) -> None:
    """A field; what it has only one of is chosen with it."""
    services = picking(visit, offers).services(offers, field)
    if len(services) == 1:
        add(visit, services[0], offers)
    else:
        visit.picked = field


def add(visit: Visit, service: str, offers: Offers) -> None:
    """One more thing to do."""
    visit.page = Page.CONFIRM
    if may_add(visit, offers) and service not in (visit.service, *visit.further):
        visit.further = (*visit.further, service)


def drop(visit: Visit, service: str, _offers: Offers) -> None:
    """Not that, after all."""
    visit.further = tuple(each for each in visit.further if each != service)


def back(visit: Visit) -> None:
    """From the services to the fields, from the fields to the number."""
    visit.picked, visit.page = "", Page.FURTHER if visit.picked else Page.CONFIRM


def page(session: Session, offers: Offers, at: Moment) -> tuple[Page, Content]:
    """The page to choose from."""
    visit = session.visit
    chosen = picking(visit, offers)
    return Page.FURTHER, chosen.page(say("several.title"), offers, visit.picked, visit.lang, at.office)


CHOICES = {"further": begin, "addfield": add_field, "add": add, "drop": drop}
