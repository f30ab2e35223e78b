"""Pages of who asks by a code, for the gallery: dossiers at every station, bookings, and what is typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from broker.contract.ids import InstantMs
from broker.contract.lookup import DossierStatus, booking_digest
from kiosk.session import booking, dossier
from kiosk.session.enquiry import Enquiry
from kiosk.session.messages import Moment
from kiosk.session.session import Session
from kiosk.session.views import Content, Page, Take, When, say

if TYPE_CHECKING:
    from kiosk.gallery_samples import Here, Sample

NAV = ("home", "lang")
CODE, LONG_CODE = "H60.15-261103-0012", "000.00.00.H29-260706-001234"
KNOWN = {
    "ready": DossierStatus(code=CODE, stage="ready", due="2026-11-23"),
    "working": DossierStatus(code=CODE, stage="working", due="2026-11-27"),
    "late": DossierStatus(code=LONG_CODE, stage="working", due="2026-11-02", counter="4"),
    "more": DossierStatus(code=CODE, stage="more"),
    "fee": DossierStatus(code=LONG_CODE, stage="fee"),
    "closed": DossierStatus(code=CODE, stage="closed"),
}
ASKED = Enquiry(code=CODE)
DOSSIERS = {
    "empty": Enquiry(),
    "typed": Enquiry(typed=LONG_CODE),
    "wrong": Enquiry(typed="H60.15-26", wrong=True),
    "letters": Enquiry(letters=True),
    "asking": replace(ASKED, answer="asking"),
    "none": replace(ASKED, answer="none"),
    "silent": replace(ASKED, answer="silent"),
}
BOOKINGS = {
    "empty": Enquiry(),
    "letters": Enquiry(typed="LH-1123", letters=True),
    "wrong": Enquiry(typed="LH", wrong=True),
    "none": Enquiry(code="LH-1123-099", answer="none"),
    "used": Enquiry(code="LH-1123-001", answer="used"),
    "silent": Enquiry(code="LH-1123-001", answer="silent"),
}


def samples(here: Here, at: Moment) -> dict[str, Sample]:
    """By a name for a picture."""
    session = Session("k1")
    session.offers, session.visit.lang, session.scans = here.offers, here.lang, True
    made: dict[str, tuple[Page, Content]] = {}
    for name, enquiry in DOSSIERS.items():
        session.visit.enquiry = enquiry
        made[f"dossier-{name}"] = dossier.content(session, here.offers, at)
    for name, status in KNOWN.items():
        session.visit.enquiry, session.visit.dossier = Enquiry(code=status.code, answer="known"), status
        made[f"dossier-{name}"] = dossier.content(session, here.offers, at)
    session.checked_in = {booking_digest("LH-1123-001"): "C-031"}
    for name, enquiry in BOOKINGS.items():
        session.visit.enquiry = enquiry
        made[f"booking-{name}"] = booking.content(session, here.offers, at)
    session.scans, session.visit.enquiry = False, Enquiry()
    made["dossier-no-scanner"] = dossier.content(session, here.offers, at)
    made["booking-no-scanner"] = booking.content(session, here.offers, at)
    return {name: (page, content, NAV) for name, (page, content) in made.items()} | _taken(here, at)


def _taken(here: Here, at: Moment) -> dict[str, Sample]:
    """The ticket of a booking: early and late."""
    service = here.offers.office.services[0]
    field = here.offers.field(service.field)
    take = Take(
        number=f"{service.series}-031", field=field.name[here.lang] if field else "", service=service.name[here.lang]
    )
    notes = {
        "early": (say("appt.early", time=When(InstantMs(at.office + 3_600_000))),),
        "late": (say("appt.late", minutes=20),),
    }
    return {
        f"ticket-{name}": (Page.TICKET, msgspec.structs.replace(take, notes=more), ()) for name, more in notes.items()
    }
