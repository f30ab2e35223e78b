"""Rules of the ticket: asked for, printed, given up, come back, adopted after a cut line."""

from __future__ import annotations

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs, ticket_id
from broker.contract.office import Kiosk, Series, Service
from broker.contract.status import Offer
from broker.core import estimate, hours
from broker.core.decide.common import (
    Decision,
    Refuse,
    Stamp,
    happened,
    known_class,
    known_kiosk,
    repeated,
    somewhere_else,
    the_book,
    the_day,
    the_service,
    the_ticket,
)
from broker.core.floor import Floor
from broker.core.state import Ticket

#: Stages in which a ticket is with nobody.
IDLE = ("waiting", "held", "missed")


def request(floor: Floor, command: c.RequestTicket, stamp: Stamp) -> Decision:
    """A number for a visitor; for a request that was answered before, the same number again."""
    before = _answered(floor, command)
    if before is not None:
        return before
    day, service = the_day(floor), the_service(floor, command.service)
    known_kiosk(floor, command.kiosk)
    known_class(floor, command.class_id)
    refused = offer(floor, service, stamp.now)
    if refused not in ("offered", "nobody"):
        raise Refuse("not_today" if refused == "not_today" else refused, service=service.id)
    training = floor.state.training or command.kiosk in floor.state.training_kiosks
    number = _next_number(floor, service, training=training)
    return happened(_issue(floor, command, stamp, day, number, training))


def _answered(floor: Floor, command: c.RequestTicket) -> Decision | None:
    ticket = floor.state.tickets.get(floor.state.requests.get(command.request_id, ""))
    event = ticket.as_issued() if ticket else floor.state.last_requests.get(command.request_id)
    if event is None:
        return None
    if event.service != command.service or event.kiosk != command.kiosk:
        raise Refuse("request_used", request=command.request_id)
    if ticket is not None and ticket.outcome == "voided":
        return repeated(event, e.TicketVoided(ticket=ticket.id, reason="void"))
    return repeated(event)


def offer(floor: Floor, service: Service, now: InstantMs) -> Offer:
    """Whether numbers are given for a service, and if not, why."""
    state = floor.state
    if state.day is None or state.date is None:
        return "no_day"
    if service.id in state.stopped:
        return "stopped"
    closes = _closes(floor, service, state.date)
    if closes is None:
        return "not_today"
    if now >= closes:
        return "over"
    if service.daily_cap is not None and state.given.get(service.id, 0) >= service.daily_cap:
        return "full"
    if floor.book is not None:
        series = floor.book.series[service.series]
        if state.series_next.get(series.prefix, series.first) > series.last:
            return "full"
        desks = (state.desks[each].state for each in floor.book.counters_of[service.id])
        return "offered" if any(each not in ("shut", "paused") for each in desks) else "nobody"
    return "nobody"


def _closes(floor: Floor, service: Service, date: str) -> InstantMs | None:
    """Until when numbers are given: so long before the last counter closes; None when none works on this date."""
    if floor.book is None:
        return None
    office = floor.book.office
    own = hours.spans_of(office, date, service) if service.hours is not None else None
    ends = [
        (spans if own is None else hours.common(spans, own))[-1:]
        for counter in floor.book.counters_of[service.id]
        if (spans := hours.spans_of(office, date, floor.book.counters[counter]))
    ]
    last = max((end[0][1] for end in ends if end), default=None)
    return None if last is None else hours.at_minute(date, last - office.calendar.last_number_before_min)


def _next_number(floor: Floor, service: Service, *, training: bool) -> str:
    series = _series(floor, service, training=training)
    n = floor.state.series_next.get(series.prefix, series.first)
    # an office applied during the day may have widened its row over numbers that a kiosk has given
    while ticket_id(floor.state.day or "", series.number(n)) in floor.state.tickets:
        n += 1
    if n > series.last:
        raise Refuse("full", service=service.id)
    return series.number(n)


def _series(floor: Floor, service: Service, *, training: bool) -> Series:
    book = the_book(floor)
    return Series(prefix=book.office.training_prefix) if training else book.series[service.series]


def _issue(
    floor: Floor, command: c.RequestTicket, stamp: Stamp, day: str, number: str, training: bool
) -> e.TicketIssued:
    wait = None if training else estimate.wait_range(floor, command.service, stamp.now)
    return e.TicketIssued(
        ticket=ticket_id(day, number),
        number=number,
        request_id=command.request_id,
        service=command.service,
        kiosk=command.kiosk,
        class_id=command.class_id,
        lang=command.lang,
        quantity=command.quantity,
        taken=stamp.now,
        # after the clock was put back, who comes later still stands behind who came before
        place_ms=InstantMs(max(stamp.now, floor.state.last_place_ms)),
        ahead=ahead(floor, command.service, training=training),
        wait_low_min=wait[0] if wait else None,
        wait_high_min=wait[1] if wait else None,
        training=training,
    )


def ahead(floor: Floor, service: str, *, training: bool = False) -> int:
    """People really waiting in the service's field: those who will be called from the same row of numbers."""
    book = the_book(floor)
    return sum(floor.waiting(each, training=training) for each in book.services_in[book.services[service].field])


def printed(floor: Floor, command: c.ReportPrinted, _stamp: Stamp) -> Decision:
    """The paper is proven. Said twice, or too late to matter, it changes nothing and is no error."""
    ticket = the_ticket(floor, command.ticket)
    event = e.TicketPrinted(ticket=ticket.id)
    if ticket.paper == "proven" or ticket.stage in ("ended", "held", "missed"):
        return repeated(event)
    return happened(event)


def print_failed(floor: Floor, command: c.ReportPrintFailed, _stamp: Stamp) -> Decision:
    """A reported failure: noted, or with `final` the number is void. A proven paper cannot be voided."""
    ticket = the_ticket(floor, command.ticket)
    if ticket.outcome == "voided":
        return repeated(e.TicketVoided(ticket=ticket.id, reason=command.reason))
    if ticket.paper == "proven":
        raise Refuse("printed", number=ticket.number)
    if not command.final:
        return happened(e.PrintFailed(ticket=ticket.id, reason=command.reason)) if _unprinted(ticket) else repeated()
    if ticket.stage not in ("issued", "waiting"):
        raise somewhere_else(ticket)
    return happened(e.TicketVoided(ticket=ticket.id, reason=command.reason))


def _unprinted(ticket: Ticket) -> bool:
    return ticket.stage in ("issued", "waiting")


def give_up(floor: Floor, command: c.GiveUpTicket, _stamp: Stamp) -> Decision:
    """A visitor who is with nobody gives the number back."""
    ticket = the_ticket(floor, command.ticket)
    event = e.TicketGivenUp(ticket=ticket.id)
    if ticket.outcome == "given_up":
        return repeated(event)
    if ticket.stage not in ("issued", *IDLE):
        raise somewhere_else(ticket)
    return happened(event)


def give_back(floor: Floor, command: c.ReturnTicket, stamp: Stamp) -> Decision:
    """A held or absent visitor is back. A held one keeps the place; a late one as the office's rule says."""
    ticket = the_ticket(floor, command.ticket)
    return happened(returning(floor, ticket, stamp, command.reason))


def returning(floor: Floor, ticket: Ticket, stamp: Stamp, reason: str) -> e.TicketReturned:
    """The event by which a held or absent ticket comes back. Raises Refuse."""
    rules = the_book(floor).rules
    if ticket.stage == "held":
        return e.TicketReturned(ticket=ticket.id, place_ms=InstantMs(ticket.place[0]), reason=reason)
    if ticket.stage != "missed":
        raise Refuse("not_waiting", number=ticket.number, stage=ticket.stage)
    if stamp.now - (ticket.ended_at or 0) > rules.late_return_min * 60_000:
        raise Refuse("too_late", number=ticket.number, minutes=rules.late_return_min)
    place = ticket.place[0] if rules.late_place == "keep" else stamp.now
    return e.TicketReturned(ticket=ticket.id, place_ms=InstantMs(place), reason=reason)


def adopt(floor: Floor, command: c.AdoptOffline, stamp: Stamp) -> Decision:
    """A number that a kiosk gave while cut off joins the queue, once, by the time of its taking.

    If the engine had given that request a number of its own, that one is void: the paper stands.
    """
    day, service = the_day(floor), the_service(floor, command.service)
    known_kiosk(floor, command.kiosk)
    known_class(floor, command.class_id)
    kiosk = the_book(floor).kiosks[command.kiosk]
    if not is_reserved(_series(floor, service, training=command.training), kiosk, command.number):
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
    place = InstantMs(min(max(command.taken, opened), stamp.now))
    return e.TicketIssued(
        ticket=ticket_id(day, command.number),
        number=command.number,
        request_id=command.request_id,
        service=command.service,
        kiosk=command.kiosk,
        class_id=command.class_id,
        lang=command.lang,
        quantity=command.quantity,
        taken=place,
        place_ms=place,
        ahead=ahead(floor, command.service, training=command.training),
        offline=True,
        uncertain=command.uncertain or command.taken > stamp.now,
        training=command.training,
    )


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


def spoken(floor: Floor, command: c.ReportSpoken, stamp: Stamp) -> Decision:
    """What became of a call at the loudspeaker. Each call has one end; a repeated report changes nothing."""
    ticket = floor.state.tickets.get(command.call_id.partition("/")[0])
    if ticket is None or command.call_id not in ticket.made:
        raise Refuse("unknown_call", call=command.call_id)
    # a loudspeaker's clock may be wrong: no call ends before it was made, or later than now
    made = ticket.called_at if ticket.call_id == command.call_id and ticket.called_at is not None else command.ended
    ended = InstantMs(min(max(command.ended, made), stamp.now))
    event: e.Event = (
        e.CallDropped(call_id=command.call_id, zone=command.zone, reason=command.dropped)
        if command.dropped
        else e.CallSpoken(call_id=command.call_id, zone=command.zone, ended=ended)
    )
    return repeated(event) if command.call_id in ticket.reported else happened(event)
