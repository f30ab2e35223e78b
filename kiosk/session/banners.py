"""What is true of every page and stands over it, in the order in which a visitor has to know it. Pure.

A small screen shows the first ones only. So first comes what makes a number worthless, then what answers the hand that
was just here and goes by itself, then who needs a helper, then what a number taken now means.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.session import hearing, hours
from kiosk.session.messages import Moment
from kiosk.session.offers import Offers
from kiosk.session.views import Page, Say, When, say

if TYPE_CHECKING:
    from kiosk.session.session import Session

#: Pages that say by themselves that nothing is to be had.
NOTHING_TO_HAVE = frozenset({Page.CLOSED, Page.OUT_SERVICE, Page.OUT_PAPER})


def banners(session: Session, page: Page, at: Moment) -> tuple[Say, ...]:
    """All of them, the most important first."""
    offers = session.offers
    training = (say("train.banner"),) if session.training else ()
    answer = (session.notice[0],) if session.notice is not None and at.real_s < session.notice[1] else ()
    meaning = _meaning(offers, page, at) if offers is not None else ()
    return (*training, *answer, *hearing.banner(session), *meaning)


def _meaning(offers: Offers, page: Page, at: Moment) -> Iterator[Say]:
    """What a number taken now is worth: without the engine no wait is known, and at lunch nobody calls."""
    if not offers.online and page not in NOTHING_TO_HAVE:
        yield say("out.link")
    lunch = hours.lunch_until(offers.office.calendar, at.office)
    if lunch is not None and page is Page.HOME:
        yield say("closed.lunch", time=When(lunch))
