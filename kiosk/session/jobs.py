"""The number that the visitor at the screen has asked for: from the wish to the paper. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.session import booking, hearing, identity, procedures, staff
from kiosk.session.job import Job, Stage
from kiosk.session.messages import (
    Answered,
    Effect,
    Moment,
    NotePaper,
    NotStored,
    PrintResult,
    Refused,
    Reserved,
    Resume,
    Silent,
    Tell,
)
from kiosk.session.views import Page
from kiosk.session.visit import Visit

if TYPE_CHECKING:
    from kiosk.session.session import Session


def resume(session: Session, event: Resume, at: Moment) -> list[Effect]:
    """Go on with what a restart interrupted."""
    if session.job is not None:
        return []
    session.visit = Visit(lang=event.request.lang, touched_s=at.real_s)
    session.job = Job(event.request, session.hands, Stage.ASKING, at.real_s)
    return session.job.resume(at.real_s, event.issued, tries=event.tries, asked=event.asked)


def answered(session: Session, event: Answered, at: Moment) -> list[Effect]:
    """The engine's answer."""
    job = _job(session, event.request_id)
    if job is None:
        return []
    if isinstance(event.answer, Refused):
        return _refused(session, job, event.answer, at)
    booking.given(session, job.request, event.answer.number)
    return job.answered(at.real_s, event.answer)


def silent(session: Session, event: Silent, _at: Moment) -> list[Effect]:
    """No answer in time."""
    job = _job(session, event.request_id)
    if job is not None:
        job.silent()
    return []


def reserved(session: Session, event: Reserved, at: Moment) -> list[Effect]:
    """A number of the kiosk's own series, or none."""
    job = _job(session, event.request_id)
    if job is not None and event.refused is not None:
        return _refused(session, job, event.refused, at)
    if job is not None and event.issued is not None:
        booking.given(session, job.request, event.issued.number)
    return job.reserved(at.real_s, event.issued) if job else []


def not_stored(session: Session, event: NotStored, at: Moment) -> list[Effect]:
    """The journal failed: nothing is given until it takes entries again."""
    session.storage_trouble = event.why
    if isinstance(event.effect, NotePaper):
        return [Tell(command=event.effect.report)] if event.effect.report else []
    return session.job.not_stored(at.real_s) if session.job else []


def printed(session: Session, event: PrintResult, at: Moment) -> list[Effect]:
    """The printer's word, to whatever it is about; it may come after the page has gone."""
    if staff.printed(session, event):
        return []
    if session.errand is not None and session.errand.name == event.request_id:
        return session.errand.printed(at.real_s, event, session.hands)
    if procedures.printed(session, event):
        return []
    job = session.unresolved.pop(event.request_id, None) or _job(session, event.request_id)
    return job.printed(at.real_s, event) if job else []


def passes(session: Session, job: Job, at: Moment) -> list[Effect]:
    """Time has passed over a job."""
    if not session.online and job.stage is Stage.ASKING:
        return job.cut_off(at.real_s, training=session.training)
    effects = job.tick(at.real_s, online=session.online)
    stays_s = session.hands.take_s if job.stage is Stage.TAKEN else session.hands.sorry_s
    if not job.open and at.real_s - job.since_s >= hearing.stays_s(session, stays_s):
        session.reset(at)
    return effects


def _job(session: Session, request_id: str) -> Job | None:
    job = session.job
    return job if job is not None and job.request.request_id == request_id else None


def _refused(session: Session, job: Job, answer: Refused, at: Moment) -> list[Effect]:
    """A service that is not offered is a page of the visitor's; the job is over."""
    effects, visit = job.refused(at.real_s, answer.code), session.visit
    if job.stage is Stage.NOT_OFFERED:
        session.job = None
        visit.page, visit.refused, visit.touched_s = Page.NOT_OFFERED, answer.code, at.real_s
    if booking.refused(session, job, answer, at):
        return effects
    if answer.code == "one_each":
        identity.refused(session, answer, at)
    return effects
