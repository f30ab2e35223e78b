"""What a finger does on each page: by the word that its action begins with. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.session import booking, dossier, hearing, identity, late, mine, procedures, staff
from kiosk.session.messages import Effect, Moment, Touch
from kiosk.session.modes import toggled
from kiosk.session.staff_views import OPEN
from kiosk.session.views import Page
from kiosk.session.visit import CHOICES

if TYPE_CHECKING:
    from kiosk.session.session import Session


def touched(session: Session, touch: Touch, at: Moment) -> list[Effect]:
    """A finger let go of something; what is not offered now does nothing."""
    if session.staff is not None or touch.action == OPEN:
        return staff.touched(session, touch, at)
    warned = session.warn_left_s(at) is not None
    offered = touch.action in session.view(at).actions
    session.wake(at)
    if not offered or (warned and touch.action == "time:more"):
        return []
    word, _, rest = touch.action.partition(":")
    if word not in CHOICES:
        return TOUCHES[word](session, rest, touch, at) or []
    if session.offers is not None:
        CHOICES[word](session.visit, rest, session.offers)
    return []


def _lang(session: Session, asked: str, _touch: Touch, _at: Moment) -> None:
    """To the language asked for, else to the next one."""
    session.visit.lang = asked or next(iter(session.other_langs), session.visit.lang)


def _mode(session: Session, name: str, _touch: Touch, _at: Moment) -> None:
    session.visit.modes = toggled(session.visit.modes, name, hearing.offered(session))


def _look(session: Session, what: str, _touch: Touch, _at: Moment) -> list[Effect]:
    return LOOKS[what](session)


def _key(session: Session, key: str, touch: Touch, at: Moment) -> list[Effect]:
    return TYPED[session.visit.page](session, key, touch, at)


def _collect(session: Session, service: str, touch: Touch, at: Moment) -> list[Effect]:
    """One touch from "the result is there" to the paper; what stands in its way is a page as anywhere."""
    if session.offers is not None:
        session.visit.choose_service(service, session.offers)
    return _take(session, "", touch, at) if session.visit.page is Page.CONFIRM else []


def _take(session: Session, _rest: str, touch: Touch, at: Moment) -> list[Effect]:
    if session.slip_of_hand(at):
        session.visit.page = Page.AGAIN
        return []
    return _go(session, touch, at)


def _again(session: Session, answer: str, touch: Touch, at: Moment) -> list[Effect]:
    if answer == "yes":
        return _go(session, touch, at)
    session.reset(at)
    return []


def _go(session: Session, touch: Touch, at: Moment) -> list[Effect]:
    if identity.wanted(session):
        session.visit.page = Page.ID_CARD
        return []
    return session.begin(touch.token, at)


def _done(session: Session, _rest: str, _touch: Touch, at: Moment) -> None:
    session.reset(at)
    session.last = None


def _more(session: Session, _rest: str, _touch: Touch, at: Moment) -> None:
    session.leave(at)


def _time(session: Session, _answer: str, _touch: Touch, at: Moment) -> None:
    session.reset(at)


#: What a visitor can look up, by its button, and whose page the keys of a keyboard are for.
LOOKS: dict[str, Callable[[Session], list[Effect]]] = {
    "procedures": procedures.open_library,
    "dossier": dossier.open_dossier,
    "booking": booking.open_booking,
}
TYPED: dict[Page, Callable[[Session, str, Touch, Moment], list[Effect]]] = {
    Page.DOSSIER: dossier.key,
    Page.BOOKING: booking.key,
}
TOUCHES: dict[str, Callable[[Session, str, Touch, Moment], list[Effect] | None]] = {
    "lang": _lang,
    "mode": _mode,
    "look": _look,
    "key": _key,
    "collect": _collect,
    "find": procedures.touched,
    "take": _take,
    "again": _again,
    "done": _done,
    "more": _more,
    "time": _time,
    "tomorrow": late.tomorrow,
    "card": identity.without,
    "same": identity.same_again,
    "mine": mine.touched,
    "movefield": mine.move_field,
    "moveto": mine.move_to,
}
