"""How the engine hears of a number that the kiosk gave while cut off. Pure."""

from __future__ import annotations

from broker.contract.commands import AdoptOffline
from broker.contract.events import TicketIssued


def adoption(issued: TicketIssued) -> AdoptOffline:
    """The report of a number of our own whose paper is, or may be, in the visitor's hand."""
    return AdoptOffline(
        request_id=issued.request_id,
        number=issued.number,
        service=issued.service,
        kiosk=issued.kiosk,
        taken=issued.taken,
        uncertain=issued.uncertain,
        class_id=issued.class_id,
        lang=issued.lang,
        quantity=issued.quantity,
        training=issued.training,
        further=issued.further,
        person=issued.person,
        booking=issued.booking,
    )
