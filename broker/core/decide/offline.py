"""Rules of numbers that a kiosk gave while cut off: the paper stands, so nothing but a clash of numbers refuses it."""

from __future__ import annotations

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs, ServiceId, ticket_id
from broker.contract.office import Kiosk, Series
from broker.core.decide.common import (
    Decision,
    Refuse,
    Stamp,
    happened,
    known_class,
    known_kiosk,
    repeated,
    the_book,
    the_day,
    the_service,
)
from broker.core.decide.issuing import series_of
from broker.core.decide.offers import ahead
from broker.core.decide.terms import Terms, of_booking
from broker.core.floor import Floor


def adopt(floor: Floor, command: c.AdoptOffline, stamp: Stamp) -> Decision:
    """A number that a kiosk gave while cut off joins the queue, once, by the time of its taking.

    If the engine had given that request a number of its own, that one is void: the paper stands.
    """
    day, service = the_day(floor), the_service(floor, command.service)
    known_kiosk(floor, command.kiosk)
    known_class(floor, command.class_id)
    kiosk = the_book(floor).kiosks[command.kiosk]
    if not is_reserved(series_of(floor, service, training=command.training), kiosk, command.number):
        raise Refuse("not_reserved", number=command.number, kiosk=kiosk.id)
    before = floor.state.last_requests.get(command.request_id)
    if before is not None and before.number == command.number:
        return repeated(before, e.TicketPrinted(ticket=before.ticket))
    here = floor.state.tickets.get(ticket_id(day, command.number))
    if here is not None:
        if here.request_id != command.request_id:
            raise Refuse("number_taken", number=command.number)
        return repeated(here.as_issued(), e.TicketPrinted(ticket=here.id))
    issued = _adopted(floor, command, stamp, day)
    return happened(*_supersede(floor, command), issued, e.TicketPrinted(ticket=issued.ticket))


def is_reserved(series: Series, kiosk: Kiosk, number: str) -> bool:
    """Whether a number is one of those only this kiosk may give."""
    first, last = kiosk.reserved
    digits = number.removeprefix(series.prefix).lstrip("-")
    return digits.isdigit() and first <= int(digits) <= last and number == series.number(int(digits))


def _adopted(floor: Floor, command: c.AdoptOffline, stamp: Stamp, day: str) -> e.TicketIssued:
    opened = floor.state.opened_at or stamp.now
    taken = InstantMs(min(max(command.taken, opened), stamp.now))
    terms = _terms(floor, command, taken, stamp)
    return e.TicketIssued(
        ticket=ticket_id(day, command.number),
        number=command.number,
        request_id=command.request_id,
        service=command.service,
        kiosk=command.kiosk,
        class_id=command.class_id,
        lang=command.lang,
        quantity=command.quantity,
        taken=taken,
        place_ms=terms.place_ms,
        ahead=ahead(floor, command.service, terms.place_ms, training=command.training),
        offline=True,
        uncertain=command.uncertain or command.taken > stamp.now,
        training=command.training,
        further=_further(floor, command),
        person=command.person if the_book(floor).rules.one_per_person else None,
        booking=command.booking if terms.booked_at is not None else None,
        booked_at=terms.booked_at,
        not_before=terms.not_before,
    )


def _terms(floor: Floor, command: c.AdoptOffline, taken: InstantMs, stamp: Stamp) -> Terms:
    """By the time of taking; a booking checked in while cut off as if it had been then, if it still stands."""
    booking = floor.booked.get(command.booking or "")
    used_by = floor.state.checked_in.get(command.booking or "")
    if booking is None or booking.service != command.service or used_by not in (None, _superseded(floor, command)):
        return Terms(taken)
    terms = of_booking(floor, booking, taken, 0)
    return terms if (terms.not_before or 0) > stamp.now else terms._replace(not_before=None)


def _superseded(floor: Floor, command: c.AdoptOffline) -> str:
    """The number that the same request was given by the engine, unheard; "" if there is none."""
    double = floor.state.tickets.get(floor.state.requests.get(command.request_id, ""))
    return double.number if double is not None else ""


def _further(floor: Floor, command: c.AdoptOffline) -> tuple[ServiceId, ...]:
    book = the_book(floor)
    known = (each for each in command.further if each in book.services and each != command.service)
    return tuple(dict.fromkeys(known))[: book.rules.most_services - 1]


def _supersede(floor: Floor, command: c.AdoptOffline) -> list[e.Event]:
    double = floor.state.tickets.get(floor.state.requests.get(command.request_id, ""))
    if double is None or double.outcome == "voided":
        return []
    if double.offline:  # a paper of the reserved series stands; one request has one
        raise Refuse("request_used", request=command.request_id)
    void = e.TicketVoided(ticket=double.id, reason="superseded")
    if double.stage in ("issued", "waiting"):
        return [void]
    if double.stage == "called" and double.counter is not None:
        return [e.TicketReleased(counter=double.counter, ticket=double.id), void]
    raise Refuse("request_used", request=command.request_id)
