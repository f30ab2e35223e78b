"""A booking is checked in by its code, against the engine's list or the list heard before the line broke. Pure.

The list has digests only: whoever holds the code finds the booking, nobody can read one there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from broker.contract.events import TicketIssued
from broker.contract.lookup import booking_digest
from broker.contract.status import BookingEntry, Bookings
from kiosk.session import enquiry as e
from kiosk.session.codes import booking_code
from kiosk.session.enquiry import Enquiry, Entry, Reply
from kiosk.session.job import Job
from kiosk.session.messages import BookingsChanged, Effect, Moment, Refused, Request, Touch
from kiosk.session.offers import Offers
from kiosk.session.views import Content, Page, Say, When, say

if TYPE_CHECKING:
    from kiosk.session.session import Session

#: What the engine says to a booking it does not take -> how the page answers.
REFUSED: dict[str, e.Answer] = {"no_booking": "none", "booking_used": "used"}
MINUTE_MS = 60_000
DUTY = "look:booking"


def open_booking(session: Session, code: str = "", at: Moment | None = None, token: str = "") -> list[Effect]:
    """The page of bookings; with a code, as from a scanner, the visitor is checked in at once."""
    session.visit.home()
    session.visit.page, session.visit.enquiry = Page.BOOKING, Enquiry()
    return _check_in(session, code, at, token) if code and at is not None else []


def key(session: Session, pressed: str, touch: Touch, at: Moment) -> list[Effect]:
    """A key of the page."""
    visit = session.visit
    if f"key:{pressed}" != e.GO:
        visit.enquiry = e.press(visit.enquiry, pressed, one_letter=False)
        return []
    code = booking_code(visit.enquiry.typed)
    if code is None:
        visit.enquiry = replace(visit.enquiry, wrong=True)
        return []
    return _check_in(session, code, at, touch.token)


def changed(session: Session, event: BookingsChanged, _at: Moment) -> list[Effect]:
    """The list is another. Numbers of our own that the engine has not heard of yet stay noted beside it."""
    session.bookings, session.checked_in = event.bookings, {**event.given}
    return []


def duty(session: Session) -> frozenset[str]:
    """The button stands while somebody may have a booking today."""
    today = _of_today(session)
    return frozenset({DUTY} if today is not None and today.entries else ())


def given(session: Session, request: Request, number: str) -> None:
    """A number came of a booking: the same code gets no second one, even before the list says so."""
    if request.booking is not None:
        session.checked_in[booking_digest(request.booking)] = number


def refused(session: Session, job: Job, answer: Refused, at: Moment) -> bool:
    """Whether the engine's no is about the booking: then it is a page of the visitor's, and the job is over."""
    if job.request.booking is None or answer.code not in REFUSED:
        return False
    number = str(answer.params.get("number", ""))
    if number:
        given(session, job.request, number)
    visit = session.visit
    session.job = None
    visit.page, visit.touched_s = Page.BOOKING, at.real_s
    visit.enquiry = Enquiry(code=job.request.booking, asked_s=at.real_s, answer=REFUSED[answer.code])
    return True


def notes(issued: TicketIssued | None, late_min: int) -> tuple[Say, ...]:
    """The one thing that the visitor of a booking must know: early, late, or that it was found."""
    if issued is None or issued.booked_at is None:
        return ()
    if issued.not_before is not None and issued.not_before > issued.taken:
        return (say("appt.early", time=When(issued.not_before)),)
    late_ms = issued.taken - issued.booked_at
    if late_ms > late_min * MINUTE_MS:
        return (say("appt.late", minutes=late_ms // MINUTE_MS),)
    return (say("appt.ok", time=When(issued.booked_at), number=issued.number),)


def content(session: Session, _offers: Offers, _at: Moment) -> tuple[Page, Content]:
    """What the page shows."""
    enquiry = session.visit.enquiry
    if not enquiry.answer:
        return Page.BOOKING, _asked_for(enquiry, scans=session.scans)
    number = session.checked_in.get(booking_digest(enquiry.code), "")
    entry = _entry(session.bookings, enquiry.code)
    number = number or (entry.number or "" if entry else "")
    return Page.BOOKING, Reply(
        code=enquiry.code, text=_text(enquiry.answer, number), pictogram="calendar", tone="notice"
    )


def _asked_for(enquiry: e.Enquiry, *, scans: bool) -> Entry:
    """To scan where a scanner works, else to type."""
    return Entry(
        title=say("appt.button"), hint=say("appt.scan" if scans else "appt.type"),
        pictogram="scan" if scans else "calendar", empty=say("code.or_type" if scans else "code.type"),
        typed=enquiry.typed, letters=enquiry.letters, wrong=say("appt.typed") if enquiry.wrong else None,
        go=say("appt.go"),
    )  # fmt: skip


def _text(answer: e.Answer, number: str) -> Say:
    if answer == "used":
        return say("appt.used", number=number) if number else say("appt.used_some")
    return say("appt.none" if answer == "none" else "appt.silent")


def _check_in(session: Session, code: str, at: Moment, token: str) -> list[Effect]:
    """A number for the booking's own service. What the list here does not know, an engine that is heard may."""
    entry = _entry(_of_today(session), code)
    if entry is None:
        known = _of_today(session) is not None
        session.visit.enquiry = Enquiry(code=code, asked_s=at.real_s, answer="none" if known else "silent")
        return []
    if entry.number is not None or entry.digest in session.checked_in:
        session.visit.enquiry = Enquiry(code=code, asked_s=at.real_s, answer="used")
        return []
    request = Request(
        request_id=token, service=entry.service, class_id=session.visit.class_id, lang=session.visit.lang, quantity=1,
        taken=at.office, booking=code, booked_at=entry.at,
    )  # fmt: skip
    session.visit.enquiry, session.visit.service = Enquiry(code=code), entry.service
    return session.ask(request, at)


def _of_today(session: Session) -> Bookings | None:
    """The list, if it is of the open day: yesterday's tells nothing."""
    kept, offers = session.bookings, session.offers
    day = offers.queues.day if offers else None
    return kept if kept is not None and day is not None and kept.date == day[:10] else None


def _entry(bookings: Bookings | None, code: str) -> BookingEntry | None:
    digest = booking_digest(code)
    return next((each for each in bookings.entries if each.digest == digest), None) if bookings else None
