"""The guard of closing time: who takes a number that will not be called in this session is told so before, and
offered what the office allows. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from broker.contract.commands import ListTomorrow
from broker.contract.ids import Lang
from kiosk.session import errand, hours
from kiosk.session.errand import Errand
from kiosk.session.messages import Effect, Moment, Touch
from kiosk.session.offers import Offers, pick
from kiosk.session.views import Content, Page, Say, When, say
from kiosk.session.ways import Way, Ways

if TYPE_CHECKING:
    from kiosk.session.session import Session
    from kiosk.session.visit import Visit


def first_page(offers: Offers, service: str) -> Page:
    """Where somebody who chose a service is led. Cut off, nobody knows how late it gets: then nothing is said."""
    offer, queue = offers.offer(service), offers.queue(service)
    if offer == "over" and offers.online and any(_instead(offers, service)):
        return Page.LATE
    if not offers.given(service):
        return Page.NOT_OFFERED
    return Page.LATE if queue.late and offers.online else Page.CONFIRM


def page(session: Session, offers: Offers, _at: Moment) -> tuple[Page, Content]:
    """What is known, and what can be done."""
    return Page.LATE, content(offers, session.visit.service, session.visit.lang)


def content(offers: Offers, name: str, lang: Lang) -> Ways:
    """The page of a service."""
    service, queue = offers.service(name), offers.queue(name)
    field = offers.field(service.field) if service else None
    over = not offers.given(name)
    ways = (*_instead(offers, name), *_stay(offers, over=over), OTHER)
    return Ways(
        pictogram="clock",
        title=say("field.over") if over else say("late.title", half=_half(queue.ends_at)),
        name=pick(service.name, lang) if service else "",
        field=pick(field.name, lang) if field else "",
        text=None if over or queue.ends_at is None else say("late.body", count=queue.ahead, time=When(queue.ends_at)),
        ways=ways,
    )


def facts(visit: Visit, offers: Offers) -> tuple[Say, ...]:
    """What the confirm page says of a number for the coming session."""
    begins = offers.queue(visit.service).next_at
    return (say("late.next", time=When(begins)),) if begins is not None else ()


def choose(visit: Visit, what: str, offers: Offers) -> None:
    """The coming session, now all the same, or something else."""
    if what == "other":
        visit.back("", offers)
        return
    visit.session = "next" if what == "afternoon" else "now"
    visit.page = Page.CONFIRM


def tomorrow(session: Session, _rest: str, touch: Touch, at: Moment) -> list[Effect]:
    """On the list of who comes first tomorrow; what comes out is no number."""
    visit = session.visit
    command = ListTomorrow(
        request_id=touch.token,
        service=visit.service,
        kiosk=session.kiosk,
        class_id=visit.class_id,
        lang=visit.lang,
        quantity=visit.quantity,
    )
    return errand.send(session, Errand(touch.token, "list", at.real_s, command=command), at)


def _instead(offers: Offers, service: str) -> Iterator[Way]:
    allowed, queue = offers.office.rules.late_offers, offers.queue(service)
    if "afternoon" in allowed and queue.next_at is not None and offers.given(service):
        name = say("late.afternoon")
        yield Way(action="late:afternoon", name=name, pictogram="clock", main=True)
    if "tomorrow" in allowed:
        yield Way(action="tomorrow", name=say("late.tomorrow"), pictogram="calendar")


def _stay(offers: Offers, *, over: bool) -> Iterator[Way]:
    if "anyway" in offers.office.rules.late_offers and not over:
        yield Way(action="late:anyway", name=say("late.anyway"), pictogram="ticket")


OTHER = Way(action="late:other", name=say("late.other"), pictogram="back")


def _half(ends_at: int | None) -> Say:
    morning = ends_at is not None and hours.minute_of(ends_at) <= hours.NOON_MIN
    return say("half.morning" if morning else "half.afternoon")


CHOICES = {"late": choose}
