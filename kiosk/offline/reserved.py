"""Numbers of the kiosk's own reserved series, given while the engine is not heard."""

from __future__ import annotations

import msgspec

from broker.contract.events import TicketIssued
from broker.contract.ids import DeviceId, ticket_id
from broker.contract.office import Office, Series
from broker.contract.status import Queues
from kiosk.offline.journal import Journal
from kiosk.session.messages import Request


def give(
    journal: Journal, office: Office, queues: Queues, kiosk: DeviceId, request: Request, *, training: bool,
    uncertain: bool = False,
) -> TicketIssued | None:  # fmt: skip
    """The next number that only this kiosk may give, stored; None if it has none left or none at all.

    `uncertain`: the machine has been started anew since it last heard how late it is.
    Raises JournalError: then nothing was given.
    """
    me = next((each for each in office.kiosks if each.id == kiosk), None)
    series = _series(office, request.service, training=training)
    day = queues.day
    if me is None or series is None or day is None:
        return None
    used = queues.reserved_used.get(kiosk, {}).get(series.prefix, 0)

    def issued(n: int) -> TicketIssued:
        issued = _issued(request, kiosk, day, series.number(n), training=training)
        return msgspec.structs.replace(issued, uncertain=uncertain)

    return journal.reserve(request, day, series.prefix, me.reserved, used, issued)


def held(journal: Journal, office: Office, queues: Queues, request: Request) -> str | None:
    """The number that the same person has of this kiosk today in the same field, as far as the kiosk knows."""
    if request.person is None or queues.day is None or not office.rules.one_per_person:
        return None
    fields = {each.id: each.field for each in office.services}
    wanted = {fields.get(each) for each in (request.service, *request.further)}
    for row in journal.rows(queues.day):
        same = row.request.person == request.person and row.request.request_id != request.request_id
        if not same or row.issued is None or row.paper == "void":
            continue
        if wanted & {fields.get(each) for each in (row.issued.service, *row.issued.further)}:
            return row.issued.number
    return None


def _series(office: Office, service_id: str, *, training: bool) -> Series | None:
    if training:
        return Series(prefix=office.training_prefix)
    service = next((each for each in office.services if each.id == service_id), None)
    return next((each for each in office.series if service is not None and each.prefix == service.series), None)


def _issued(request: Request, kiosk: DeviceId, day: str, number: str, *, training: bool) -> TicketIssued:
    return TicketIssued(
        ticket=ticket_id(day, number),
        number=number,
        request_id=request.request_id,
        service=request.service,
        kiosk=kiosk,
        class_id=request.class_id,
        lang=request.lang,
        quantity=request.quantity,
        taken=request.taken,
        place_ms=request.taken,
        training=training,
        offline=True,
        further=request.further,
        person=request.person,
        booking=request.booking,
        booked_at=request.booked_at,
        not_before=request.booked_at if request.booked_at is not None and request.taken < request.booked_at else None,
    )
