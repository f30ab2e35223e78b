"""Pages of the staff corner, for the gallery and the tests of the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from kiosk.session import staff
from kiosk.session.messages import Moment
from kiosk.session.modes import Mode
from kiosk.session.session import Session
from kiosk.session.staff import Staff
from kiosk.session.staff_messages import Fact
from kiosk.session.views import Page, say

if TYPE_CHECKING:
    from kiosk.gallery_samples import Here, Sample

FACTS = tuple(
    Fact(f"fact.{name}", value)
    for name, value in {
        "version": "1.0.0", "system": "Python 3.11.2, Linux 6.1.0-28-arm64", "address": "192.168.10.21",
        "mqtt": "mqtts://192.168.10.2:8883", "beat": "0.4 s", "epoch": "12.48210", "printer": "ok", "untold": "0",
    }.items()
)  # fmt: skip


def samples(here: Here, at: Moment) -> dict[str, Sample]:
    """The PIN at every turn, and every page behind it."""
    session = Session(here.offers.kiosk, tuple(here.offers.office.languages))
    session.modes = tuple(Mode)
    corner = Staff(0.0, page="menu", last="A-025", facts=FACTS)
    pages: dict[str, Sample] = {
        "staff-pin": _page(session, replace(corner, page="pin", typed="25"), at),
        "staff-pin-wrong": _page(session, replace(corner, page="pin", wrong=True), at),
    }
    session.locked_until_s = at.real_s + 272
    pages["staff-locked"] = _page(session, replace(corner, page="pin"), at)
    for name in ("menu", "sound", "facts", "languages", "pauses", "wipe"):
        pages[f"staff-{name}"] = _page(session, replace(corner, page=name), at)
    pages["staff-printed"] = _page(session, replace(corner, note=say("staff.printed_silent")), at)
    session.kept = msgspec.structs.replace(session.kept, paused="pause.soon")
    pages["staff-paused"] = _page(session, corner, at)
    pages["out-paused"] = (Page.OUT_SERVICE, staff.paused(session), ("lang",))
    return pages


def _page(session: Session, corner: Staff, at: Moment) -> Sample:
    page, content = staff.page(session, corner, at)
    return page, content, ()
