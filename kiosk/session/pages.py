"""From what a session knows to what its screen shows. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from broker.contract.ids import Lang
from kiosk.session import booking, dossier, errand, hearing, hours, identity, late, mine, procedures, several, staff
from kiosk.session.banners import banners
from kiosk.session.duties import duties
from kiosk.session.job import Job, Stage
from kiosk.session.messages import Moment
from kiosk.session.modes import modes_in
from kiosk.session.offers import Offers, pick
from kiosk.session.views import (
    Again,
    Busy,
    Confirm,
    Content,
    Home,
    Page,
    Say,
    Services,
    Sorry,
    Starting,
    Take,
    View,
    When,
    say,
)
from kiosk.session.visit import VISITING, Visit

if TYPE_CHECKING:
    from kiosk.session.session import Session

JOB_PAGES = {
    Stage.ASKING: Page.ASKING,
    Stage.RESERVING: Page.ASKING,
    Stage.PRINTING: Page.PRINTING,
    Stage.RETRY: Page.RETRY,
    Stage.TAKEN: Page.TICKET,
    Stage.VOID: Page.VOID,
    Stage.FAILED: Page.OUT_SERVICE,
}
NAV = {
    Page.HOME: ("lang",),
    Page.SERVICES: ("back", "home", "lang"),
    Page.CONFIRM: ("back", "home", "lang"),
    Page.CLASSES: ("back", "home", "lang"),
    Page.NOT_OFFERED: ("back", "home", "lang"),
    Page.HELP: ("back", "home", "lang"),
    **dict.fromkeys(
        (Page.LATE, Page.FURTHER, Page.ID_CARD, Page.NO_CARD, Page.MINE, Page.MOVE, Page.GIVE_UP),
        ("back", "home", "lang"),
    ),
    **dict.fromkeys(
        (Page.PROCEDURES, Page.FIND_PROCEDURE, Page.FIELD_PROCEDURES, Page.PROCEDURE), ("back", "home", "lang")
    ),
    **dict.fromkeys((Page.SAME, Page.DOSSIER, Page.BOOKING), ("home", "lang")),
    Page.CLOSED: ("lang",),
    Page.OUT_PAPER: ("lang",),
    Page.OUT_SERVICE: ("lang",),
}


def view(session: Session, at: Moment) -> View:
    """The whole screen."""
    page, content = _page(session, at)
    left_s = session.warn_left_s(at)
    modes = modes_in(session.visit.lang, hearing.offered(session))
    nav = tuple(each for each in NAV.get(page, ()) if each != "lang" or session.other_langs)
    offers = session.offers
    shown = View(
        page=page,
        lang=session.visit.lang,
        content=content,
        office=_named(offers, session.visit.lang) if offers else (),
        banners=banners(session, page, at),
        training=offers.training if offers else False,
        nav=nav if session.job is None and session.errand is None else (),
        other_langs=session.other_langs,
        warn_left_s=None if left_s is None else max(0, math.ceil(left_s)),
        modes=modes,
        modes_on=session.visit.modes & set(modes),
        dimmed=page is Page.HOME and session.dimmed(at),
    )
    if not shown.dimmed or offers is None:
        return shown
    others = tuple(_first_page(session, offers, shown, lang, at) for lang in shown.other_langs)
    return msgspec.structs.replace(shown, may_come=others)


def _first_page(session: Session, offers: Offers, rests: View, lang: Lang, at: Moment) -> View:
    """The first page as it is when somebody has woken it in another language."""
    return msgspec.structs.replace(
        rests, lang=lang, content=_fields(session, offers, lang, at), office=_named(offers, lang), dimmed=False,
        other_langs=session.langs_from(lang), modes=modes_in(lang, hearing.offered(session)),
    )  # fmt: skip


def _named(offers: Offers, lang: Lang) -> tuple[str, str]:
    """Whose kiosk this is."""
    return pick(offers.office.authority, lang), pick(offers.office.name, lang)


def _page(session: Session, at: Moment) -> tuple[Page, Content]:
    if session.staff is not None:
        return staff.page(session, session.staff, at)
    if session.errand is not None:
        return errand.page(session.errand)
    if session.job is not None:
        return JOB_PAGES[session.job.stage], _job(session, session.job, at)
    blocked = session.blocked(at)
    if blocked is not None or session.offers is None:
        return _blocked(session, blocked or Page.STARTING, at)
    visit, offers = session.visit, session.offers
    if visit.page in VISITING and visit.service and (visit.refused or not offers.given(visit.service)):
        return Page.NOT_OFFERED, _not_offered(offers, visit)
    return BUILDERS.get(visit.page, _home)(session, offers, at)


def _home(session: Session, offers: Offers, at: Moment) -> tuple[Page, Content]:
    return Page.HOME, _fields(session, offers, session.visit.lang, at)


def _fields(session: Session, offers: Offers, lang: Lang, at: Moment) -> Home:
    available = session.duties | booking.duty(session)
    return Home(cards=offers.field_cards(lang, at.office), duties=duties(available), scans=session.scans)


def _choosing(session: Session, offers: Offers, at: Moment) -> tuple[Page, Content]:
    return Page.SERVICES, _services(session, offers, at)


def _confirming(session: Session, offers: Offers, at: Moment) -> tuple[Page, Content]:
    classes = session.visit.page is Page.CLASSES
    return Page.CLASSES if classes else Page.CONFIRM, _confirm(session, offers, at)


def _asked_again(session: Session, offers: Offers, at: Moment) -> tuple[Page, Content]:
    if session.last is None:
        return _home(session, offers, at)
    return Page.AGAIN, Again(number=session.last.number)


def _offered_again(session: Session, offers: Offers, at: Moment) -> tuple[Page, Content]:
    return (_confirming if session.visit.service else _home)(session, offers, at)


def _services(session: Session, offers: Offers, at: Moment) -> Services:
    visit, field = session.visit, offers.field(session.visit.field)
    return Services(
        field=pick(field.name, visit.lang) if field else "",
        cards=offers.service_cards(visit.field, visit.lang, at.office),
    )


def _confirm(session: Session, offers: Offers, at: Moment) -> Confirm:
    visit = session.visit
    service = offers.service(visit.service)
    field = offers.field(service.field) if service else None
    return Confirm(
        field=pick(field.name, visit.lang) if field else "",
        service=pick(service.name, visit.lang) if service else "",
        pictogram=field.pictogram if field else "",
        facts=late.facts(visit, offers) if visit.session == "next" else offers.facts(visit.service, at.office),
        warning=offers.warning(visit.service, at.office),
        papers=procedures.papers(visit)
        or ((service.papers.get(visit.lang) or service.papers.get("vi", ())) if service else ()),
        classes=offers.classes(visit.lang, visit.class_id),
        choosing=visit.page is Page.CLASSES,
        quantity=visit.quantity if service and service.ask_quantity else None,
        further=several.extras(visit, offers),
        may_add=several.may_add(visit, offers),
        more_papers=procedures.more_papers(visit),
    )


def _help(_session: Session, _offers: Offers, _at: Moment) -> tuple[Page, Content]:
    return Page.HELP, Sorry(text=say("help.done"), pictogram="help")


def _job(session: Session, job: Job, at: Moment) -> Content:
    match job.stage:
        case Stage.TAKEN:
            field, service = _names(session, job)
            return Take(
                number=job.number, field=field, service=service, unproven=not job.proven, notes=_notes(session, job),
                more=_more(session, at),
            )  # fmt: skip
        case Stage.RETRY:
            return Busy(text=say("print.retry", number=job.number), number=job.number, trouble=True)
        case Stage.VOID:
            return Sorry(text=_void(session, job), pictogram="printer", done=True)
        case Stage.FAILED:
            return Sorry(text=say("out.service"), pictogram="help", done=True)
        case _:
            return Busy(text=say("print.wait"), number=job.number)


def _more(session: Session, at: Moment) -> bool:
    """Whether another number could be had: there is paper for it, and something that numbers are given for."""
    return session.blocked(at) is None and session.offers is not None and session.offers.any_given


def _notes(session: Session, job: Job) -> tuple[Say, ...]:
    late_min = session.offers.office.rules.booking_late_min if session.offers else 0
    unproven = () if job.proven else (say("print.unproven"),)
    return (*booking.notes(job.issued, late_min), *unproven)


def _names(session: Session, job: Job) -> tuple[str, str]:
    service = session.offers.service(job.request.service) if session.offers else None
    field = session.offers.field(service.field) if session.offers and service else None
    lang = session.visit.lang
    return (pick(field.name, lang) if field else "", pick(service.name, lang) if service else "")


def _void(session: Session, job: Job) -> Say:
    others = [each for each in session.offers.office.kiosks if each.id != session.kiosk] if session.offers else []
    if others:
        return say("print.void", number=job.number, place=pick(others[0].name, session.visit.lang))
    return say("print.void_desk", number=job.number)


def _not_offered(offers: Offers, visit: Visit) -> Sorry:
    service = offers.service(visit.service)
    return Sorry(
        title=pick(service.name, visit.lang) if service else "",
        text=offers.why_not(visit.service, visit.refused) or say("field.today"),
        pictogram="closed",
        more=say("help.done"),
    )


def _blocked(session: Session, page: Page, at: Moment) -> tuple[Page, Content]:
    match page:
        case Page.STARTING:
            left_s = session.hands.start_s - (at.real_s - (session.begun_s or at.real_s))
            return page, Starting(left_s=max(1, math.ceil(left_s)))
        case Page.CLOSED if session.offers:
            return page, _closed(session.offers, at, session.visit.lang)
        case Page.OUT_PAPER:
            return page, _out_of_order(session, "paper")
        case _ if session.kept.paused:
            return page, staff.paused(session)
        case _ if session.printer_trouble and not session.storage_trouble:
            return Page.OUT_SERVICE, _out_of_order(session, session.printer_trouble)
        case _:
            return Page.OUT_SERVICE, Sorry(text=say("out.service"), pictogram="help")


def _out_of_order(session: Session, fault: str) -> Sorry:
    """What is wrong with the printer, as a picture and in words; that the office knows only if it could be told."""
    text, told = say(f"out.{fault}", place=say("place.guide")), say("out.told")
    return Sorry(text=text, pictogram=f"printer_{fault}", more=told if session.online else None)


def _closed(offers: Offers, at: Moment, lang: str) -> Sorry:
    calendar = offers.office.calendar
    opens, holiday = hours.next_opening(calendar, at.office), hours.holiday(calendar, at.office)
    if opens is None:
        return Sorry(text=say("out.service"), pictogram="closed")
    when = When(opens, day=True)
    if holiday is not None:
        return Sorry(text=say("closed.holiday", holiday=pick(holiday, lang), when=when), pictogram="closed")
    return Sorry(text=say("closed.now", when=when), pictogram="closed")


#: What a page of the visitor's is built by. A feature with pages of its own adds its rows: BUILDERS | its table.
Builder = Callable[["Session", Offers, Moment], tuple[Page, Content]]
BUILDERS: dict[Page, Builder] = {
    Page.SERVICES: _choosing,
    Page.CONFIRM: _confirming,
    Page.CLASSES: _confirming,
    Page.AGAIN: _asked_again,
    Page.NOT_OFFERED: _offered_again,
    Page.HELP: _help,
    Page.PROCEDURES: procedures.page,
    Page.FIND_PROCEDURE: procedures.page,
    Page.FIELD_PROCEDURES: procedures.page,
    Page.PROCEDURE: procedures.page,
    Page.LATE: late.page,
    Page.FURTHER: several.page,
    Page.ID_CARD: identity.page,
    Page.NO_CARD: identity.no_card,
    Page.SAME: identity.same,
    Page.DOSSIER: dossier.content,
    Page.BOOKING: booking.content,
    Page.MINE: mine.page,
    Page.MOVE: mine.page,
    Page.GIVE_UP: mine.page,
}
