"""Who reads by ear, and what becomes of them when nobody can be heard. Pure.

A voice that fails is offered to nobody. Who was listening stands in silence: the screen says so to whoever is beside
them, the office is told that somebody is to go there, the page waits longer, and when the voice is back it reads on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.session.messages import Effect, Moment, VoiceChanged
from kiosk.session.modes import SLOWER, Mode
from kiosk.session.views import Say, say

if TYPE_CHECKING:
    from kiosk.session.session import Session


def changed(session: Session, event: VoiceChanged, at: Moment) -> list[Effect]:
    """The voice failed, or is back."""
    session.voice_trouble, visit = event.trouble, session.visit
    if event.trouble and Mode.VOICE in visit.modes:
        visit.modes, visit.unheard, visit.touched_s = visit.modes - {Mode.VOICE}, True, at.real_s
    elif not event.trouble and visit.unheard:
        visit.modes, visit.unheard = visit.modes | {Mode.VOICE}, False
    return []


def offered(session: Session) -> tuple[Mode, ...]:
    """The ways of showing a page that work now."""
    return tuple(each for each in session.modes if each is not Mode.VOICE or not session.voice_trouble)


def idle_s(session: Session) -> float:
    """How long a page waits for a hand: longer for one that has to be helped."""
    return session.hands.idle_s * (SLOWER if session.visit.unheard else 1)


def stays_s(session: Session, seconds: float) -> float:
    """How long a page stays that goes by itself, where everybody else has so many seconds for it."""
    return seconds * (SLOWER if session.visit.modes or session.visit.unheard else 1)


def banner(session: Session) -> tuple[Say, ...]:
    """For whoever stands beside the one who hears nothing any more."""
    if not session.visit.unheard:
        return ()
    return (say("spoken.lost_told") if session.online else say("spoken.lost", place=say("place.guide")),)
