"""Whether numbers are given for a service, and how many stand before who takes one."""

from __future__ import annotations

from broker.contract.ids import InstantMs
from broker.contract.office import Service
from broker.contract.status import Offer
from broker.core import sessions
from broker.core.decide.common import Refuse, the_book
from broker.core.floor import Floor


def offer(floor: Floor, service: Service, now: InstantMs, *, booked: bool = False) -> Offer:
    """Whether numbers are given for a service, and if not, why.

    `booked`: to somebody with a booking, who was promised one: its number is counted in the day's limit already, and
    it is given until the counters close.
    """
    state = floor.state
    if state.day is None or state.date is None or floor.book is None:
        return "no_day"
    if service.id in state.stopped:
        return "stopped"
    working = sessions.sessions(floor, service.id)
    if not working:
        return "not_today"
    early_ms = 0 if booked else floor.book.office.calendar.last_number_before_min * 60_000
    if now >= working[-1].ends - early_ms:
        return "over"
    if not booked and _cap_reached(floor, service):
        return "full"
    series = floor.book.series[service.series]
    if state.series_next.get(series.prefix, series.first) > series.last:
        return "full"
    desks = (state.desks[each].state for each in floor.book.counters_of[service.id])
    return "offered" if any(each not in ("shut", "paused") for each in desks) else "nobody"


def _cap_reached(floor: Floor, service: Service) -> bool:
    """One limit over kiosk and online together: who is booked and has not come yet has a number of it already."""
    given, expected = floor.state.given.get(service.id, 0), floor.expected.get(service.id, 0)
    return service.daily_cap is not None and given + expected >= service.daily_cap


def must_offer(floor: Floor, service: Service, now: InstantMs, *, booked: bool = False) -> None:
    """Refuse unless numbers are given for a service; one that no counter takes yet is all right."""
    answer = offer(floor, service, now, booked=booked)
    if answer not in ("offered", "nobody"):
        raise Refuse(answer, service=service.id) if answer != "no_day" else Refuse(answer)


def ahead(floor: Floor, service: str, place_ms: int, *, training: bool = False) -> int:
    """People of the service's field who go before one that takes this place now: all from the same row of numbers."""
    return sum(floor.ahead_of(each, place_ms, training=training) for each in in_field(floor, service))


def in_field(floor: Floor, service: str) -> tuple[str, ...]:
    """The services of a service's field."""
    book = the_book(floor)
    return book.services_in[book.services[service].field]
