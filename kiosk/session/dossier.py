"""How far a dossier is: asked by its code, answered by the code and how far it is, and by nothing else. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from broker.contract.lookup import DossierStatus
from broker.contract.office import Service
from kiosk.session import enquiry as e
from kiosk.session import hours
from kiosk.session.codes import dossier_code
from kiosk.session.enquiry import Enquiry, Entry, Reply, Step
from kiosk.session.messages import DossierSaid, Effect, LookUpDossier, Moment, Touch
from kiosk.session.offers import Offers, desk_place
from kiosk.session.views import Content, Day, Page, Say, say

if TYPE_CHECKING:
    from kiosk.session.session import Session

#: How a code looks, for whoever has typed something else.
EXAMPLE = "H60.15-261103-0012"
#: Where a dossier is on its way, by stage; late and papers missing are on the way too.
WAY = ("file.step.taken", "file.step.working", "file.step.ready")
HERE = {"working": 1, "more": 1, "fee": 1, "ready": 2, "closed": 3}
SIGNS = {"working": "clock", "more": "book", "fee": "coins", "ready": "result", "closed": "tick"}


def open_dossier(session: Session, code: str = "", at: Moment | None = None) -> list[Effect]:
    """The page of dossiers; with a code, as from a scanner, it is asked for at once."""
    session.visit.home()
    session.visit.page, session.visit.enquiry, session.visit.dossier = Page.DOSSIER, Enquiry(), None
    return [] if not code or at is None else _ask(session, code, at)


def key(session: Session, pressed: str, _touch: Touch, at: Moment) -> list[Effect]:
    """A key of the page."""
    visit = session.visit
    if f"key:{pressed}" != e.GO:
        visit.enquiry = e.press(visit.enquiry, pressed, one_letter=True)
        return []
    code = dossier_code(visit.enquiry.typed)
    if code is None:
        visit.enquiry = replace(visit.enquiry, wrong=True)
        return []
    return _ask(session, code, at)


def said(session: Session, event: DossierSaid, _at: Moment) -> list[Effect]:
    """The answer, if its visitor is still there and waits for it. One that comes late is still true."""
    enquiry = session.visit.enquiry
    if session.visit.page is Page.DOSSIER and enquiry.code == event.code and enquiry.answer in ("asking", "silent"):
        session.visit.dossier = event.status
        session.visit.enquiry = replace(enquiry, answer=event.answer)
    return []


def passes(session: Session, at: Moment) -> None:
    """Whoever says nothing for three seconds is silent, whatever the line thinks."""
    enquiry = session.visit.enquiry
    overdue = at.real_s - enquiry.asked_s >= session.hands.look_up_s
    if session.visit.page is Page.DOSSIER and enquiry.answer == "asking" and overdue:
        session.visit.enquiry = replace(enquiry, answer="silent")


def collecting(offers: Offers) -> Service | None:
    """The service that hands out results; the first that gives numbers now, if several do."""
    services = [each for each in offers.office.services if each.collects]
    return next((each for each in services if offers.given(each.id)), services[0] if services else None)


def content(session: Session, offers: Offers, at: Moment) -> tuple[Page, Content]:
    """What the page shows."""
    enquiry, status = session.visit.enquiry, session.visit.dossier
    if not enquiry.answer:
        return Page.DOSSIER, _entry(enquiry, scans=session.scans)
    if enquiry.answer == "asking":
        return Page.DOSSIER, Reply(code=enquiry.code, text=say("file.asking"), pictogram="search", busy=True)
    if enquiry.answer == "known" and status is not None:
        return Page.DOSSIER, _known(session, offers, status, at)
    if enquiry.answer == "none":
        text = say("file.none")
        return Page.DOSSIER, Reply(code=enquiry.code, text=text, pictogram="search", tone="notice")
    text = say("file.silent", place=_place(offers, "", session.visit.lang))
    return Page.DOSSIER, Reply(
        code=enquiry.code, text=text, pictogram="offline", tone="notice", act=_collect(offers, "file.ask")
    )


def _ask(session: Session, code: str, at: Moment) -> list[Effect]:
    session.visit.enquiry = Enquiry(code=code, asked_s=at.real_s, answer="asking")
    session.visit.dossier = None
    return [LookUpDossier(code=code)]


def _entry(enquiry: Enquiry, *, scans: bool) -> Entry:
    """To scan where a scanner works, else to type."""
    return Entry(
        title=say("look.file"),
        hint=say("file.scan" if scans else "file.type"),
        pictogram="scan" if scans else "result",
        empty=say("code.or_type" if scans else "code.type"),
        typed=dossier_code(enquiry.typed) or enquiry.typed,
        letters=enquiry.letters,
        wrong=say("file.typed", example=EXAMPLE) if enquiry.wrong else None,
    )


def _known(session: Session, offers: Offers, status: DossierStatus, at: Moment) -> Reply:
    late = status.late(hours.local(at.office).date().isoformat())
    place = _place(offers, status.counter, session.visit.lang)
    return Reply(
        code=status.code,
        text=_text(status, place, late=late),
        pictogram="warning" if late else SIGNS[status.stage],
        tone="good" if status.ready else "notice" if late or status.stage in ("more", "fee") else "plain",
        way=tuple(_way(HERE[status.stage])),
        act=_collect(offers, "file.collect") if status.ready else None,
    )


def _text(status: DossierStatus, place: Say | str, *, late: bool) -> Say:
    if late:
        return say("file.late", place=place)
    if status.stage == "working":
        return say("file.working", date=Day(status.due)) if status.due else say("file.working_on")
    return say(f"file.{status.stage}", place=place) if status.stage != "ready" else say("file.ready")


def _way(here: int) -> list[Step]:
    """Behind us what is done, and where it is now."""
    states = ["done" if n < here else "here" if n == here else "ahead" for n in range(len(WAY))]
    return [Step(name=say(name), state=state) for name, state in zip(WAY, states, strict=True)]  # type: ignore[arg-type]


def _collect(offers: Offers, words: str) -> tuple[str, Say, str] | None:
    """One touch to a number of the lane where results are handed out; None where there is no such lane."""
    service = collecting(offers)
    return None if service is None else (f"collect:{service.id}", say(words), "ticket")


def _place(offers: Offers, counter: str, lang: str) -> Say | str:
    """Where to go: the counter the other system names, else those that hand out results, else the guide desk."""
    service = collecting(offers)
    desks = [each for each in offers.office.counters if service is not None and service.id in each.services]
    named = [each for each in offers.office.counters if counter and counter in (each.id, str(each.number))]
    found = [*named, *desks]
    if found:
        return desk_place(found[0], lang)
    return say("place.counter", number=counter) if counter.isdigit() else say("place.guide")
