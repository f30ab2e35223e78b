"""Rules of giving numbers: who asks for what, once each, and what the slip says."""

from __future__ import annotations

from typing import NamedTuple

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs, PersonKey, ServiceId, TicketId, ticket_id
from broker.contract.office import Series, Service
from broker.core.decide import bookings
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
from broker.core.decide.lists import listing_of
from broker.core.decide.offers import must_offer
from broker.core.decide.slips import slip_asked
from broker.core.decide.terms import terms_of, told
from broker.core.floor import Floor
from broker.core.state import Ticket


class Wanted(NamedTuple):
    """What was asked for, found good: the first service and those after it, and who asks."""

    service: Service
    further: tuple[ServiceId, ...]
    booking: c.Booking | None
    person: PersonKey | None
    training: bool


def request(floor: Floor, command: c.RequestTicket, stamp: Stamp) -> Decision:
    """A number for a visitor; for a request that was answered before, the same number again."""
    before = _answered(floor, command)
    if before is not None:
        return before
    the_day(floor)
    wanted = _wanted(floor, command, stamp.now)
    issued = _issue(floor, command, stamp, wanted)
    if command.print_at is None:
        return happened(issued)
    return happened(issued, slip_asked(floor, issued.ticket, command.print_at, again=False))


def _answered(floor: Floor, command: c.RequestTicket) -> Decision | None:
    ticket = floor.state.tickets.get(floor.state.requests.get(command.request_id, ""))
    event = ticket.as_issued() if ticket else floor.state.last_requests.get(command.request_id)
    if event is None:
        if listing_of(floor, command.request_id) is not None:
            raise Refuse("request_used", request=command.request_id)
        return None
    if event.kiosk != command.kiosk or not _same(event, command):
        raise Refuse("request_used", request=command.request_id)
    if ticket is not None and ticket.outcome == "voided":
        return repeated(event, e.TicketVoided(ticket=ticket.id, reason="void"))
    return repeated(event)


def _same(event: e.TicketIssued, command: c.RequestTicket) -> bool:
    """Whether this was asked for: the same booking, whatever service the kiosk took it for; else the service."""
    booked = command.booking is not None and event.booking == command.booking
    return booked or event.service == command.service


def _wanted(floor: Floor, command: c.RequestTicket, now: InstantMs) -> Wanted:
    """A booking's own service counts, whatever the kiosk named beside it."""
    known_kiosk(floor, command.kiosk)
    if command.print_at is not None:
        known_kiosk(floor, command.print_at)
    known_class(floor, command.class_id)
    booking = bookings.checked_in(floor, command.booking) if command.booking is not None else None
    service = the_service(floor, booking.service if booking else command.service)
    further = further_of(floor, service.id, command.further)
    must_offer(floor, service, now, booked=booking is not None)
    for each in further:
        must_offer(floor, the_service(floor, each), now)
    training = in_training(floor, command.kiosk)
    person = one_each(floor, command.person, (service.id, *further), now, training=training)
    return Wanted(service, further, booking, person, training)


def further_of(floor: Floor, service: ServiceId, further: tuple[ServiceId, ...]) -> tuple[ServiceId, ...]:
    """The services after the first, each known and named once. Raises Refuse."""
    for each in further:
        the_service(floor, each)
    rest = tuple(dict.fromkeys(each for each in further if each != service))
    most = the_book(floor).rules.most_services
    if len(rest) + 1 > most:
        raise Refuse("too_many_services", most=most)
    return rest


def in_training(floor: Floor, kiosk: str) -> bool:
    """Whether what this kiosk gives is for training."""
    return floor.state.training or kiosk in floor.state.training_kiosks


def _issue(floor: Floor, command: c.RequestTicket, stamp: Stamp, wanted: Wanted) -> e.TicketIssued:
    service, training = wanted.service, wanted.training
    terms = terms_of(floor, command, service.id, wanted.booking, stamp)
    before, wait = told(floor, service.id, terms, stamp.now, training=training)
    number = _next_number(floor, service, training=training)
    return e.TicketIssued(
        ticket=ticket_id(the_day(floor), number),
        number=number,
        request_id=command.request_id,
        service=service.id,
        kiosk=command.kiosk,
        class_id=command.class_id,
        lang=command.lang,
        quantity=command.quantity,
        taken=stamp.now,
        place_ms=terms.place_ms,
        ahead=before,
        wait_low_min=wait[0] if wait else None,
        wait_high_min=wait[1] if wait else None,
        training=training,
        further=wanted.further,
        person=wanted.person,
        booking=command.booking,
        booked_at=terms.booked_at,
        not_before=terms.not_before,
        carried=command.carried,
        note=command.note,
    )


def _next_number(floor: Floor, service: Service, *, training: bool) -> str:
    series = series_of(floor, service, training=training)
    n = floor.state.series_next.get(series.prefix, series.first)
    # an office applied during the day may have widened its row over numbers that a kiosk has given
    while ticket_id(floor.state.day or "", series.number(n)) in floor.state.tickets:
        n += 1
    if n > series.last:
        raise Refuse("full", service=service.id)
    return series.number(n)


def series_of(floor: Floor, service: Service, *, training: bool) -> Series:
    """The row of numbers of a service."""
    book = the_book(floor)
    return Series(prefix=book.office.training_prefix) if training else book.series[service.series]


# --- one number a person and field -----------------------------------------------------------------------


def one_each(
    floor: Floor,
    person: PersonKey | None,
    services: tuple[ServiceId, ...],
    now: int,
    *,
    training: bool,
    but: TicketId = "",
) -> PersonKey | None:
    """Who asks, where the office gives one number a person and field. Raises Refuse if there is another than `but`."""
    book = the_book(floor)
    if person is None or not book.rules.one_per_person:
        return None
    fields = {book.services[each].field for each in services}
    for name in floor.persons.get(person, ()):
        ticket = floor.state.tickets[name]
        other = ticket.id != but and ticket.training == training and _lives(floor, ticket, now)
        if other and fields & _fields(floor, ticket):
            raise Refuse("one_each", number=ticket.number)
    return person


def _lives(floor: Floor, ticket: Ticket, now: int) -> bool:
    """Whether the visitor may still be served with it: an absent one, as long as the place is held."""
    if ticket.stage == "missed":
        return now - (ticket.ended_at or 0) <= the_book(floor).rules.late_return_min * 60_000
    return ticket.stage != "ended"


def _fields(floor: Floor, ticket: Ticket) -> set[str]:
    services = the_book(floor).services
    return {services[each].field for each in (ticket.service, *ticket.further) if each in services}
