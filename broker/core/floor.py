"""The floor: the state and what is derived from it — who waits where, what the office allows. Rebuilt at will."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from broker.contract.commands import Booking
from broker.contract.ids import ORDINARY, BookingCode, ClerkId, CounterId, InstantMs, PersonKey, ServiceId, TicketId
from broker.contract.office import (
    Clerk,
    Counter,
    Field,
    Kiosk,
    Office,
    PriorityClass,
    Rules,
    Series,
    Service,
    Shift,
    Span,
)
from broker.core import hours
from broker.core.legs import Leg
from broker.core.state import Desk, Place, State, Ticket

#: (place, ticket): sorts by place.
Entry = tuple[Place, TicketId]
#: Waiting tickets of one kind: (training, service, class).
LineKey = tuple[bool, ServiceId, str]


@dataclass
class Changes:
    """What a group of commands has changed: for the store, and to know which retained messages are to be made anew."""

    legs: dict[tuple[TicketId, int], Leg] = field(default_factory=dict)
    gone_legs: set[tuple[TicketId, int]] = field(default_factory=set)
    tallies: set[str] = field(default_factory=set)
    requests: list[tuple[str, TicketId]] = field(default_factory=list)
    desks: set[CounterId] = field(default_factory=set)
    queues: bool = False
    calls: bool = False
    slips: bool = False
    alerts: bool = False
    office: bool = False
    day: bool = False
    bookings: bool = False

    def leg(self, leg: Leg) -> None:
        """A leg is new or changed."""
        self.legs[(leg.ticket, leg.leg)] = leg
        self.gone_legs.discard((leg.ticket, leg.leg))


class Rulebook:
    """An office turned round for looking things up. Built once for each office that comes into force."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.rules: Rules = office.rules
        self.fields: dict[str, Field] = {each.id: each for each in office.fields}
        self.services: dict[str, Service] = {each.id: each for each in office.services}
        self.counters: dict[str, Counter] = {each.id: each for each in office.counters}
        self.clerks: dict[str, Clerk] = {each.id: each for each in office.clerks}
        self.kiosks: dict[str, Kiosk] = {each.id: each for each in office.kiosks}
        self.classes: dict[str, PriorityClass] = {each.id: each for each in office.classes}
        self.series: dict[str, Series] = {each.prefix: each for each in office.series}
        self.counters_of: dict[str, tuple[str, ...]] = {
            service.id: tuple(each.id for each in office.counters if service.id in each.services)
            for service in office.services
        }
        self.services_in: dict[str, tuple[str, ...]] = {
            each.id: tuple(service.id for service in office.services if service.field == each.id)
            for each in office.fields
        }
        self._shifts: dict[str, list[Shift]] = {}
        for shift in office.roster:
            self._shifts.setdefault(shift.counter, []).append(shift)
        self._callable: dict[tuple[str, str | None], frozenset[str]] = {}
        self._sessions: dict[tuple[str, str], tuple[Span, ...]] = {}
        #: Services by who takes them: counters -> services, for sums that only depend on the counters.
        self.services_of: dict[tuple[str, ...], list[str]] = {}
        for service in office.services:
            self.services_of.setdefault(self.counters_of[service.id], []).append(service.id)

    def next_shift(self, counter: CounterId, after: int) -> InstantMs | None:
        """When the roster of a counter next changes on the same day; None: no more today."""
        shifts = self._shifts.get(counter, ())
        weekday, minute = hours.weekday_and_minute(after) if shifts else (0, 0)
        minutes = (each for shift in shifts for span in shift.hours[weekday] for each in span if each > minute)
        change = min(minutes, default=None)
        return None if change is None else hours.at_minute(hours.date_of(after), change)

    def rostered(self, counter: CounterId, at: int) -> str | None:
        """Who sits there by the roster."""
        shifts = self._shifts.get(counter, ())
        weekday, minute = hours.weekday_and_minute(at) if shifts else (0, 0)
        for shift in shifts:
            for from_, to in shift.hours[weekday]:
                if from_ <= minute < to:
                    return shift.clerk
        return None

    def sessions(self, service: ServiceId, day: str) -> tuple[Span, ...]:
        """When any counter of a service takes it on a date; a break is one only if all of them have it."""
        found = self._sessions.get((service, day))
        if found is None:
            own, office = self.services[service], self.office
            by_counter = [hours.spans_of(office, day, self.counters[each]) for each in self.counters_of[service]]
            found = hours.merged(span for spans in by_counter for span in spans)
            if own.hours is not None:
                found = hours.common(found, hours.spans_of(office, day, own))
            self._sessions[(service, day)] = found
        return found

    def callable_at(self, counter: CounterId, clerk: ClerkId | None) -> frozenset[ServiceId]:
        """Services of a counter that this clerk may do: all of them if the clerk is unknown or may do everything."""
        found = self._callable.get((counter, clerk))
        if found is None:
            services = self.counters[counter].services if counter in self.counters else ()
            skills = self.clerks[clerk].services if clerk in self.clerks else ()
            found = frozenset(services).intersection(skills) if skills else frozenset(services)
            self._callable[(counter, clerk)] = found
        return found


class Floor:
    """State plus index. The index answers "who may be called here" without walking through all tickets."""

    def __init__(self, state: State | None = None) -> None:
        self.state = state or State()
        #: Who is not ended: few of a day's tickets, and what is told again and again is about these alone.
        self.live: dict[TicketId, Ticket] = {}
        self.lines: dict[LineKey, list[Entry]] = {}
        self.directed: list[Entry] = []
        self.pending: dict[TicketId, None] = {}
        self.held: dict[TicketId, None] = {}
        self.missed: dict[TicketId, None] = {}
        self.waiting_n: dict[tuple[bool, ServiceId], int] = {}
        #: Not callable before a time of their own: the instants of their places, in order.
        self.later: dict[tuple[bool, ServiceId], list[int]] = {}
        #: Those of them whose paper is settled: (the time, place, ticket).
        self.timed: list[tuple[InstantMs, Place, TicketId]] = []
        self.persons: dict[PersonKey, dict[TicketId, None]] = {}
        #: Today's bookings, and how many of them are still expected, by service.
        self.booked: dict[BookingCode, Booking] = {}
        self.expected: dict[ServiceId, int] = {}
        #: When free counters were last given what is suitable: the roster may have changed since.
        self.settled_at = 0
        self.book: Rulebook | None = None
        if self.state.office is not None:
            self.book = Rulebook(self.state.office)
        for ticket in self.state.tickets.values():
            self.index(ticket)
        self.index_bookings()

    # --- the index ---------------------------------------------------------------------------------

    def index(self, ticket: Ticket) -> None:
        """Enter a ticket where its stage belongs."""
        if ticket.stage == "ended":
            self.live.pop(ticket.id, None)
        else:
            self.live[ticket.id] = ticket
        if ticket.stage == "waiting":
            entry = (ticket.place, ticket.id)
            if ticket.to_counter or ticket.to_clerk:
                insort(self.directed, entry)
            else:
                insort(self.lines.setdefault((ticket.training, ticket.service, ticket.class_id), []), entry)
        elif ticket.stage == "issued" and ticket.paper != "pending":
            insort(self.timed, _timer(ticket))
        elif ticket.stage in ("issued", "held", "missed"):
            self._side(ticket)[ticket.id] = None
        if ticket.stage in ("issued", "waiting"):
            self.count(ticket, 1)
        if ticket.person is not None:
            self.persons.setdefault(ticket.person, {})[ticket.id] = None

    def unindex(self, ticket: Ticket) -> None:
        """Take a ticket out again, before it changes."""
        if ticket.stage == "waiting":
            entry = (ticket.place, ticket.id)
            line = (
                self.directed
                if ticket.to_counter or ticket.to_clerk
                else self.lines[(ticket.training, ticket.service, ticket.class_id)]
            )
            del line[bisect_left(line, entry)]
        elif ticket.stage == "issued" and ticket.paper != "pending":
            del self.timed[bisect_left(self.timed, _timer(ticket))]
        elif ticket.stage in ("issued", "held", "missed"):
            self._side(ticket).pop(ticket.id, None)
        if ticket.stage in ("issued", "waiting"):
            self.count(ticket, -1)

    def _side(self, ticket: Ticket) -> dict[TicketId, None]:
        return {"issued": self.pending, "held": self.held, "missed": self.missed}[ticket.stage]

    def count(self, ticket: Ticket, by: int) -> None:
        """Count a ticket in (1) or out (-1) where people are counted: with those who wait now, or with the later."""
        key = (ticket.training, ticket.service)
        if ticket.stage == "issued" and ticket.not_before is not None:
            places = self.later.setdefault(key, [])
            if by > 0:
                insort(places, ticket.place[0])
            else:
                del places[bisect_left(places, ticket.place[0])]
        else:
            self.waiting_n[key] = self.waiting_n.get(key, 0) + by

    def index_bookings(self) -> None:
        """Take up the bookings of the open day, and which of them are still expected."""
        state = self.state
        self.booked = {each.code: each for each in state.bookings.get(state.date or "", ())}
        self.expected = {}
        for each in self.booked.values():
            if each.code not in state.checked_in:
                self.expected[each.service] = self.expected.get(each.service, 0) + 1

    def clear(self) -> None:
        """Forget all tickets."""
        self.live.clear()
        for side in (self.lines, self.pending, self.held, self.missed, self.waiting_n, self.later, self.persons):
            side.clear()
        self.directed.clear()
        self.timed.clear()

    # --- questions ---------------------------------------------------------------------------------

    def waiting(self, service: ServiceId, *, training: bool = False) -> int:
        """People waiting for a service now, those whose paper is still coming included."""
        return self.waiting_n.get((training, service), 0)

    def later_before(self, service: ServiceId, place_ms: int, *, training: bool = False) -> int:
        """People not yet callable who stand before a place all the same."""
        places = self.later.get((training, service))
        return bisect_right(places, place_ms) if places else 0

    def ahead_of(self, service: ServiceId, place_ms: int, *, training: bool = False) -> int:
        """People waiting for a service who go before one that takes this place now."""
        return self.waiting(service, training=training) + self.later_before(service, place_ms, training=training)

    def clerk_at(self, desk: Desk, at: int) -> str | None:
        """Who works at a counter: signed in, else by the roster, else nobody known."""
        return desk.clerk or (self.book.rostered(desk.id, at) if self.book else None)

    def may_call(self, desk: Desk, at: int) -> frozenset[ServiceId]:
        """Services of the counter that its clerk may do."""
        return self.book.callable_at(desk.id, self.clerk_at(desk, at)) if self.book is not None else frozenset()

    def candidate_lines(self, desk: Desk, at: int) -> Iterator[list[Entry]]:
        """The lines a counter may call from, each of one class and sorted by place.

        What was sent to it, or to its clerk, comes in lines of its own, whatever the service.
        """
        training = desk.training or self.state.training
        services = self.may_call(desk, at)
        for key, line in self.lines.items():
            if line and key[0] == training and key[1] in services:
                yield line
        clerk = self.clerk_at(desk, at)
        tickets = self.state.tickets
        sent: dict[str, list[Entry]] = {}
        for entry in self.directed:
            if self._sent_here(tickets[entry[1]], desk, clerk, training):
                sent.setdefault(tickets[entry[1]].class_id, []).append(entry)
        yield from sent.values()

    @staticmethod
    def _sent_here(ticket: Ticket, desk: Desk, clerk: str | None, training: bool) -> bool:
        if ticket.training != training:
            return False
        return (ticket.to_counter in (None, desk.id)) and (ticket.to_clerk in (None, clerk))

    def class_of(self, ticket: Ticket) -> PriorityClass:
        """The ticket's class; ordinary if the office has dropped it meanwhile."""
        classes = self.book.classes if self.book else {}
        found = classes.get(ticket.class_id) or classes.get(ORDINARY)
        return found or PriorityClass(id=ORDINARY, name={"vi": ORDINARY})


def _timer(ticket: Ticket) -> tuple[InstantMs, Place, TicketId]:
    return ticket.not_before or InstantMs(0), ticket.place, ticket.id
