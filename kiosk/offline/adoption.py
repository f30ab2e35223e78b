"""How the engine is asked for a number, and how it hears of one that the kiosk gave while cut off. Pure."""

from __future__ import annotations

from broker.contract.commands import AdoptOffline, RequestTicket
from broker.contract.events import TicketIssued
from broker.contract.ids import DeviceId
from kiosk.session.messages import Request


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


def asking(kiosk: DeviceId, request: Request) -> RequestTicket:
    """A wish, as it is put to the engine."""
    return RequestTicket(
        request_id=request.request_id,
        service=request.service,
        kiosk=kiosk,
        class_id=request.class_id,
        lang=request.lang,
        quantity=request.quantity,
        further=request.further,
        person=request.person,
        booking=request.booking,
        session=request.session,
        carried=request.carried,
    )
