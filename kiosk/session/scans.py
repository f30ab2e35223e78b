"""What a scan does: any page that can be left takes one, and it opens what was scanned. Pure.

What is no use here changes nothing; a line over the page says so for a while. Nothing of what was scanned is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.session import booking, dossier, identity, mine
from kiosk.session.codes import BookingRef, Code, Dossier, OwnTicket, Unknown, booking_code, recognise
from kiosk.session.messages import CardScanned, Effect, Moment, Scanned
from kiosk.session.views import Page, Say, say

if TYPE_CHECKING:
    from kiosk.session.session import Session

#: How long a word about a scan stands over the page, in real seconds.
NOTICE_S = 6.0
#: Pages that somebody who scans does not leave behind: a slip of hand is still being asked about.
KEPT = frozenset({Page.STARTING, Page.CLOSED, Page.OUT_PAPER, Page.OUT_SERVICE})
#: A place in the list of who comes first tomorrow, as its slip has it.
ENTRY = re.compile(r"\d{4}-\d{2}-\d{2}[b-z]?/(?:training-)?\d{1,5}", re.ASCII)


def scanned(session: Session, event: Scanned, at: Moment) -> list[Effect]:
    """A scanner read a text."""
    if not may_leave(session, at):
        return []
    session.wake(at)
    if ENTRY.fullmatch(event.text.strip()):
        return mine.show(session, event.text.strip(), at)
    code = recognise(event.text)
    if isinstance(code, Unknown) and session.visit.page is Page.BOOKING:  # there any code may be one
        own = booking_code(event.text)
        code = BookingRef(own) if own is not None else code
    opens = OPENERS.get(type(code))
    if opens is None:
        return notice(session, say("scan.bad"), at)
    session.leave(at)
    return opens(session, code, event, at)


def card_scanned(session: Session, event: CardScanned, at: Moment) -> list[Effect]:
    """A scanner read an ID card. Only the page that asks for it has a use for it."""
    if not may_leave(session, at):
        return []
    session.wake(at)
    if session.visit.page is not Page.ID_CARD:
        return notice(session, say("scan.bad"), at)
    if not event.whole:
        return notice(session, say("id.again"), at)
    return identity.card(session, event, at)


def may_leave(session: Session, at: Moment) -> bool:
    """Whether the page that stands now may give way to another."""
    busy = (session.job is not None and session.job.open) or (session.errand is not None and session.errand.open)
    return not busy and session.view(at).page not in KEPT


def notice(session: Session, words: Say, at: Moment) -> list[Effect]:
    """Say something over the page, and change nothing else."""
    session.notice = words, at.real_s + NOTICE_S
    return []


def _own_ticket(session: Session, code: OwnTicket, _event: Scanned, at: Moment) -> list[Effect]:
    return mine.show(session, code.ticket, at)


def _dossier(session: Session, code: Dossier, _event: Scanned, at: Moment) -> list[Effect]:
    return dossier.open_dossier(session, code.code, at)


def _booking(session: Session, code: BookingRef, event: Scanned, at: Moment) -> list[Effect]:
    return booking.open_booking(session, code.code, at, event.token)


#: What opens what. A code that nobody opens is of no use here.
OPENERS: dict[type[Code], Callable[[Session, Any, Scanned, Moment], list[Effect]]] = {
    OwnTicket: _own_ticket,
    Dossier: _dossier,
    BookingRef: _booking,
}
