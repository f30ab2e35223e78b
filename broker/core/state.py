"""The state of the floor: what a restart must bring back. Changed by `evolve` only; nothing derived stands here."""

from __future__ import annotations

import msgspec

from broker.contract.commands import Booking, PauseReason
from broker.contract.events import TicketIssued, TomorrowListed
from broker.contract.ids import (
    BookingCode,
    CallId,
    ClassId,
    ClerkId,
    CounterId,
    DayId,
    DeviceId,
    InstantMs,
    Lang,
    Number,
    PersonKey,
    RequestId,
    ServiceId,
    TicketId,
    ZoneId,
)
from broker.contract.office import Office
from broker.contract.status import Carried, CounterState, SlipEnd, Trouble
from broker.core.legs import Leg
from broker.core.measures import Tally
from broker.core.tables import Stage

#: What orders a queue: the instant, then the order of coming in.
Place = tuple[int, int]


class Ticket(msgspec.Struct, kw_only=True):
    """One visit. `paper`: pending, proven, unproven. `touched_by`: the counter that changed it last.

    `made`: its calls; `reported`: those of them whose end at the loudspeaker is known.
    `confirmed`: a clerk has seen the paper of its class. `past`: its ended legs but the last; one of them is replaced
    by another, never changed. `asked`: the service it was taken for; `service` is what it waits for now, `further` what
    comes after. `not_before`: it stays "issued", paper or not, until then. `carried`: the entry of the last day's list
    that it makes good.
    """

    id: TicketId
    number: str
    request_id: RequestId
    service: ServiceId
    class_id: ClassId
    confirmed: bool = False
    lang: Lang
    kiosk: DeviceId
    quantity: int = 1
    training: bool = False
    offline: bool = False
    taken: InstantMs
    issued_at: InstantMs
    place: Place
    stage: Stage = "issued"
    outcome: str | None = None
    paper: str = "pending"
    ahead: int = 0
    wait_low_min: int | None = None
    wait_high_min: int | None = None
    counter: CounterId | None = None
    to_counter: CounterId | None = None
    to_clerk: ClerkId | None = None
    moved: bool = False
    nth: int = 0
    call_id: CallId | None = None
    called_at: InstantMs | None = None
    spoken_end: InstantMs | None = None
    made: tuple[CallId, ...] = ()
    reported: tuple[CallId, ...] = ()
    automatic: bool = False
    held_until: InstantMs | None = None
    ended_at: InstantMs | None = None
    touched_by: CounterId | None = None
    asked: ServiceId = ""
    further: tuple[ServiceId, ...] = ()
    person: PersonKey | None = None
    booking: BookingCode | None = None
    booked_at: InstantMs | None = None
    not_before: InstantMs | None = None
    carried: str = ""
    note: str = ""
    leg: Leg
    past: tuple[Leg, ...] = ()

    @property
    def former(self) -> CounterId | None:
        """The counter that had the ticket before the one that has it now."""
        counters = (leg.counter for leg in reversed(self.past))
        return next((each for each in counters if each is not None and each != self.counter), None)

    def as_issued(self) -> TicketIssued:
        """The event that issued it, for whoever asks again."""
        return TicketIssued(
            ticket=self.id,
            number=self.number,
            request_id=self.request_id,
            service=self.asked or self.service,
            kiosk=self.kiosk,
            class_id=self.class_id,
            lang=self.lang,
            quantity=self.quantity,
            taken=self.taken,
            place_ms=InstantMs(self.place[0]),
            ahead=self.ahead,
            wait_low_min=self.wait_low_min,
            wait_high_min=self.wait_high_min,
            training=self.training,
            offline=self.offline,
            uncertain="time_uncertain" in self.leg.marks,
            further=self.further,
            person=self.person,
            booking=self.booking,
            booked_at=self.booked_at,
            not_before=self.not_before,
            carried=self.carried,
            note=self.note,
        )


def copy_ticket(ticket: Ticket) -> Ticket:
    """The ticket and its leg as they are now. All else in them is immutable."""
    return msgspec.structs.replace(ticket, leg=msgspec.structs.replace(ticket.leg))


class SlipJob(msgspec.Struct, kw_only=True, frozen=True):
    """A slip that a kiosk was asked to print and has not reported. `again`: the visitor has one already."""

    job: str
    ticket: TicketId
    kiosk: DeviceId
    again: bool = True


class Memento(msgspec.Struct, kw_only=True):
    """How a counter and its ticket stood before the last press, for `UndoPress`; `ended`: the leg the press ended."""

    at: InstantMs
    state: CounterState
    ticket: Ticket | None = None
    ticket_id: TicketId | None = None
    ended: Leg | None = None
    free_since: InstantMs | None = None
    pause_reason: PauseReason | None = None
    until: InstantMs | None = None
    holder: str = ""
    holder_since: InstantMs | None = None


class Desk(msgspec.Struct, kw_only=True):
    """A counter's working state. `touched_at`: the last key somebody pressed here."""

    id: CounterId
    revision: int = 0
    state: CounterState = "shut"
    ticket: TicketId | None = None
    since: InstantMs | None = None
    free_since: InstantMs | None = None
    free_until: InstantMs | None = None
    asks: bool = False
    ready_since: InstantMs | None = None
    finished: bool = False
    touched_at: InstantMs | None = None
    pause_reason: PauseReason | None = None
    until: InstantMs | None = None
    holder: str = ""
    holder_since: InstantMs | None = None
    clerk: ClerkId | None = None
    clerk_since: InstantMs | None = None
    training: bool = False
    undo: Memento | None = None


class State(msgspec.Struct, kw_only=True):
    """Everything that the open day needs, and of the last closed day the answers to repeated requests.

    `gone_*`: what earlier offices had; its retained messages may still stand somewhere. `troubles` by name, and
    `slips` by job, oldest first; `slips_asked` makes the names of jobs; `slips_done`: the last of each kiosk.
    `carried`: who was not served on the last day and comes first today, in this order; `coming`: the same for the next
    day, as the day's closing has made it. `listed`: who asked today to be on tomorrow's list, by request;
    `last_listed`: the day before.
    `bookings`: by date; `checked_in`: of the open date, with the number given.
    """

    office: Office | None = None
    day: DayId | None = None
    date: str | None = None
    opened_at: InstantMs | None = None
    last_day: DayId | None = None
    last_date: str | None = None
    tickets: dict[TicketId, Ticket] = {}
    requests: dict[RequestId, TicketId] = {}
    last_requests: dict[RequestId, TicketIssued] = {}
    desks: dict[CounterId, Desk] = {}
    series_next: dict[str, int] = {}
    reserved_used: dict[DeviceId, dict[str, int]] = {}
    given: dict[ServiceId, int] = {}
    stopped: dict[ServiceId, str] = {}
    training: bool = False
    training_kiosks: list[DeviceId] = []
    arrivals: int = 0
    last_place_ms: int = 0
    served_ms: dict[ServiceId, int] = {}
    served_n: dict[ServiceId, int] = {}
    tallies: dict[str, Tally] = {}
    gone_counters: list[CounterId] = []
    gone_zones: list[ZoneId] = []
    carried: list[Carried] = []
    coming: list[Carried] = []
    listed: dict[RequestId, TomorrowListed] = {}
    last_listed: dict[RequestId, TomorrowListed] = {}
    bookings: dict[str, tuple[Booking, ...]] = {}
    checked_in: dict[BookingCode, Number] = {}
    troubles: dict[str, Trouble] = {}
    slips: dict[str, SlipJob] = {}
    slips_asked: int = 0
    slips_done: dict[DeviceId, list[SlipEnd]] = {}


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(State)


def dump(state: State) -> bytes:
    """The state as a snapshot."""
    return _encoder.encode(state)


def load(snapshot: bytes) -> State:
    """A snapshot as a state. Raises msgspec.MsgspecError when it is of another make: then the journal is replayed."""
    return _decoder.decode(snapshot)
