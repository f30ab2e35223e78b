"""Whether the kiosk and its services are open at a moment, by the office's calendar. Pure.

With the engine heard it is the engine that says whether numbers are given for a service; cut off, the calendar does.
"""

from __future__ import annotations

from kiosk.session import hours
from kiosk.session.messages import Moment
from kiosk.session.offers import Offers
from kiosk.session.views import Page


def out_of_hours(offers: Offers, at: Moment) -> Page | None:
    """The page that says so, if no numbers are to be had now. The kiosk's own hours hold whatever the counters do."""
    calendar, day = offers.office.calendar, offers.queues.day
    open_now = hours.kiosk_open(calendar, at.office)
    if offers.me is None:
        return Page.OUT_SERVICE
    if not offers.online and day is not None and not day.startswith(hours.local(at.office).date().isoformat()):
        return Page.OUT_SERVICE  # cut off over midnight: no day of ours is known to be open
    if day is None:
        return Page.OUT_SERVICE if open_now else Page.CLOSED
    return None if open_now else Page.CLOSED
