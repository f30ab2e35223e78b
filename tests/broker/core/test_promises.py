"""The promises of the house, held by a machine that presses anything, twice, late and in the wrong order."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.codec import decode_event, encode_event
from broker.contract.ids import InstantMs
from broker.core.due import next_due
from broker.core.evolve import evolve
from broker.core.floor import Changes, Floor
from broker.core.measures import Tally
from broker.core.record import tally_keys
from broker.core.state import Ticket, dump, load
from tests.broker.core.hall import Hall
from tests.offices import DATE, SEVEN, small_office

COUNTERS = st.sampled_from(["1", "2", "3"])
SERVICES = st.sampled_from(["copy", "sign", "land"])
CLASSES = st.sampled_from(["ordinary", "elder"])
NOW = ("waiting", "held", "missed")
TOMORROW = "2026-11-24"
DAY_MS = 86_400_000


class Floors(RuleBasedStateMachine):
    """Visitors, clerks, printers, kiosks that come back, loudspeakers, and messages gone astray."""

    @initialize(
        next_closes=st.sampled_from(["no", "served", "no_show"]),
        auto_free_s=st.sampled_from([0, 5]),
        order=st.sampled_from(["accumulating", "first_come"]),
        late=st.sampled_from(["keep", "now"]),
        place=st.sampled_from(["keep", "now"]),
        one_per_person=st.booleans(),
    )
    def begin(self, **rules: Any) -> None:
        """An office with an open day, and its appointments."""
        self.date, self.asked = DATE, 0
        rules["late_place"] = rules.pop("late")
        rules["move_place"] = rules["transfer_place"] = rules.pop("place")
        self.hall = Hall(small_office(free_expires_s=120, clerk_absent_s=60, **rules))
        self.hall.do(c.ApplyBookings(date=DATE, bookings=self.appointments(range(6))))
        self.hall.beat = 10
        self.sent: list[tuple[c.CounterCommand, str]] = []
        self.numbers: dict[str, str] = {}
        self.offline: list[c.AdoptOffline] = []
        self.requests: list[c.RequestTicket] = []
        self.papers: dict[str, str] = {}
        self.adopted: set[tuple[str, str]] = set()

    # --- visitors and paper ------------------------------------------------------------------------

    @rule(service=SERVICES, class_id=CLASSES, kiosk=st.sampled_from(["k1", "k2"]))
    def take(self, service: str, class_id: str, kiosk: str) -> None:
        """A visitor asks for a number."""
        self.want(service=service, kiosk=kiosk, class_id=class_id)

    @rule(
        service=SERVICES,
        further=st.lists(SERVICES, max_size=3).map(tuple),
        more=st.sampled_from(
            [{}, {"session": "next"}, {"person": "a" * 64}, {"person": "b" * 64}, {"print_at": "k2"}, {"note": "late"}]
        ),
    )
    def take_more(self, service: str, further: tuple[str, ...], more: dict[str, Any]) -> None:
        """A visit of several services, for the afternoon, with an ID card, printed elsewhere."""
        self.want(service=service, kiosk="k1", further=further, **more)

    @rule(n=st.integers(0, 7), service=SERVICES, what=st.sampled_from(["check in", "check in", "list", "bookings"]))
    def appointment(self, n: int, service: str, what: str) -> None:
        """Somebody with an appointment, listed or not; the day's list changes; somebody asks for tomorrow."""
        if what == "check in":
            self.want(service=service, kiosk="k1", booking=f"BOOK-{n}")
        elif what == "bookings":
            self.watch(c.ApplyBookings(date=self.date, bookings=self.appointments(range(n % 4, n + 1))))
        else:
            self.list_tomorrow(n, service)

    def list_tomorrow(self, n: int, service: str) -> None:
        """The same request again is the same entry."""
        state = self.hall.floor.state
        known = state.listed.get(f"listing-{n}") or state.last_listed.get(f"listing-{n}")
        (answer,) = self.watch(c.ListTomorrow(request_id=f"listing-{n}", service=service, kiosk="k1"))
        assert known is None or answer == known or isinstance(answer, e.CommandRefused)

    @rule(data=st.data(), service=SERVICES)
    @precondition(lambda self: self.hall.floor.state.carried)
    def come_first(self, data: Any, service: str) -> None:
        """Somebody of the last day's list stands before everybody who is not."""
        entries = [each.entry for each in self.hall.floor.state.carried]
        entry = data.draw(st.sampled_from(entries))
        self.want(service=service, kiosk="k2", carried=entry)
        tickets = [each for each in self.hall.floor.state.tickets.values() if each.stage != "ended"]
        mine = [each for each in tickets if each.carried == entry]
        rest = [each for each in tickets if not each.carried and each.not_before is None]
        kept = [each for each in mine if each.leg.leg == 1 and "moved" not in each.leg.marks]
        assert all(one.place < other.place for one in kept for other in rest)

    @rule(data=st.data(), service=SERVICES)
    def move(self, data: Any, service: str) -> None:
        """The wrong number was taken."""
        waiting = [each for each in self.hall.floor.state.tickets.values() if each.stage in ("issued", "waiting")]
        if waiting:
            self.watch(c.MoveTicket(ticket=data.draw(st.sampled_from(waiting)).id, service=service))

    @rule(counter=COUNTERS, add=st.none() | SERVICES, end=st.sampled_from(["next", "start", "wait"]))
    def serve(self, counter: str, add: str | None, end: str) -> None:
        """A counter calls, serves, perhaps adds something, and ends or goes on."""
        for key in ("next", "next", "start"):
            if self.hall.desk(counter).state != "serving":
                self.press(counter, key, False)  # type: ignore[arg-type]
        base = {"counter": counter, "epoch": 1, "beat": self.hall.beat}
        if add is not None:
            self.send(c.AddService(**base, revision=self.hall.desk(counter).revision, service=add))  # type: ignore[arg-type]
        if end != "wait":
            self.press(counter, end, False)  # type: ignore[arg-type]

    def appointments(self, names: range) -> tuple[c.Booking, ...]:
        """Some around 07:35, some hours later."""
        return tuple(
            c.Booking(
                code=f"BOOK-{n}",
                service=("copy", "sign", "land")[n % 3],
                at=InstantMs(SEVEN + (self.date != DATE) * DAY_MS + (35 + 2 * n if n % 2 else 180 + n) * 60_000),
            )
            for n in names
        )

    def want(self, **more: Any) -> None:
        self.asked += 1
        self.requests.append(c.RequestTicket(request_id=f"request-{self.asked:04d}", **more))
        self.ask(self.requests[-1])

    @rule(data=st.data())
    @precondition(lambda self: self.requests)
    def take_again(self, data: Any) -> None:
        """The same request again: the same ticket, never another."""
        self.ask(data.draw(st.sampled_from(self.requests)))

    def ask(self, request: c.RequestTicket) -> None:
        before = dump(self.hall.floor.state)
        known = self.numbers.get(request.request_id)
        answer, *_void = self.watch(request)
        if known is not None and isinstance(answer, e.TicketIssued):
            assert answer.ticket == known or self.papers.get(request.request_id) == answer.ticket
            assert dump(self.hall.floor.state) == before
        elif isinstance(answer, e.TicketIssued):
            assert answer.ticket not in self.numbers.values()
            self.numbers[request.request_id] = answer.ticket

    @rule(data=st.data(), how=st.sampled_from(["printed", "failed", "void", "give up", "class", "return"]))
    def about_a_ticket(self, data: Any, how: str) -> None:
        """Paper, second thoughts, a priority confirmed, a late comer: on any ticket at any stage."""
        ticket = self.any_ticket(data)
        if ticket is None:
            return
        commands: dict[str, c.Command] = {
            "printed": c.ReportPrinted(ticket=ticket.id),
            "failed": c.ReportPrintFailed(ticket=ticket.id, reason="paper out", final=False),
            "void": c.ReportPrintFailed(ticket=ticket.id, reason="paper out", final=True),
            "give up": c.GiveUpTicket(ticket=ticket.id),
            "class": c.ChangeClass(ticket=ticket.id, class_id=data.draw(CLASSES)),
            "return": c.ReturnTicket(ticket=ticket.id),
        }
        proven = ticket.paper == "proven"
        self.watch(commands[how])
        if how == "void" and proven:
            assert self.hall.floor.state.tickets[ticket.id].outcome == ticket.outcome

    @rule(
        n=st.integers(0, 6),
        service=SERVICES,
        ago_s=st.integers(0, 3000),
        known=st.booleans(),
        booking=st.none() | st.sampled_from(["BOOK-0", "BOOK-1", "BOOK-7"]),
    )
    def kiosk_comes_back(self, n: int, service: str, ago_s: int, known: bool, booking: str | None) -> None:
        """A kiosk reports a number of its reserved series; its request may have reached the engine after all."""
        prefix = "A" if service == "land" else "C"
        request = (
            self.requests[n % len(self.requests)].request_id if known and self.requests else f"offline-{n:04d}-{prefix}"
        )
        number = f"{prefix}-{801 + n}"
        self.offline.append(
            c.AdoptOffline(
                request_id=request,
                number=number,
                service=service,
                kiosk="k1",
                taken=InstantMs(self.hall.now - ago_s * 1000),
                booking=booking,
                further=("sign", "nothing", "copy") if n % 2 else (),
            )
        )
        (*_, last) = self.watch(self.offline[-1])
        if isinstance(last, e.TicketPrinted):
            self.papers[request] = last.ticket
            self.adopted.add((request, number))

    @rule(data=st.data())
    @precondition(lambda self: self.offline)
    def kiosk_says_it_again(self, data: Any) -> None:
        """The report is repeated: nothing happens twice."""
        command = data.draw(st.sampled_from(self.offline))
        tickets = len(self.hall.floor.state.tickets)
        told = (command.request_id, command.number) in self.adopted
        self.watch(command)
        if told:
            assert len(self.hall.floor.state.tickets) == tickets

    # --- counters ----------------------------------------------------------------------------------

    @rule(counter=COUNTERS, key=st.sampled_from(["next", "next", "start", "recall", "pause"]), long=st.booleans())
    def press(self, counter: str, key: c.Key, long: bool) -> None:
        """A key, made against what the counter shows now."""
        desk = self.hall.desk(counter)
        self.send(
            c.PressKey(
                counter=counter,
                revision=desk.revision,
                epoch=1,
                beat=self.hall.beat,
                key=key,
                long=long and key != "next",
            )
        )

    @rule(counter=COUNTERS, data=st.data())
    def page(self, counter: str, data: Any) -> None:
        """What keys cannot do."""
        desk = self.hall.desk(counter)
        ticket = self.any_ticket(data)
        base: dict[str, Any] = {"counter": counter, "revision": desk.revision, "epoch": 1, "beat": self.hall.beat}
        choices: list[c.CounterCommand] = [
            c.HoldTicket(**base, return_after_s=data.draw(st.sampled_from([None, 30]))),
            c.TransferTicket(**base, service=data.draw(SERVICES)),
            c.TransferTicket(**base, to_counter=data.draw(COUNTERS)),
            c.PauseCounter(**base),
            c.ShutCounter(**base),
            c.FinishService(**base, outcome="more_papers", dossiers=3),
            c.SignIn(**base, clerk=data.draw(st.sampled_from(["lan", "minh"])), reason="shift"),
            c.UndoPress(**base),
        ]
        if ticket is not None:
            choices.append(c.CallThis(**base, ticket=ticket.id, reason="was absent"))
        self.send(data.draw(st.sampled_from(choices)))

    @rule(data=st.data())
    @precondition(lambda self: self.sent)
    def an_old_press_arrives(self, data: Any) -> None:
        """A duplicated, delayed or overtaken press changes nothing: its revision is past."""
        command, device = data.draw(st.sampled_from(self.sent))
        before = dump(self.hall.floor.state)
        (answer,) = self.watch(command, device)
        assert isinstance(answer, e.CommandRefused)
        assert dump(self.hall.floor.state) == before

    def send(self, command: c.CounterCommand) -> None:
        revision = self.hall.desk(command.counter).revision
        answer = self.watch(command, f"counter-{command.counter}")
        assert answer
        if self.hall.desk(command.counter).revision != revision:
            self.sent.append((command, f"counter-{command.counter}"))

    @rule(counter=COUNTERS, beats=st.integers(4, 50))
    def a_press_of_an_older_beat(self, counter: str, beats: int) -> None:
        """More than three beats old: refused, whatever it says."""
        desk = self.hall.desk(counter)
        command = c.PressKey(counter=counter, revision=desk.revision, epoch=1, beat=self.hall.beat, key="next")
        self.hall.beat += beats
        (answer,) = self.watch(command, f"counter-{counter}")
        assert isinstance(answer, e.CommandRefused)
        assert answer.code in ("too_old", "no_day")

    # --- time, voice, the day ----------------------------------------------------------------------

    @rule(hour=st.sampled_from([8, 12, 14]))
    @precondition(lambda self: self.hall.now < SEVEN + 5 * 3_600_000)
    def some_hours_pass(self, hour: int) -> None:
        """Nobody presses anything until an appointment, or the afternoon, has come."""
        if self.hall.now < SEVEN + (hour - 7) * 3_600_000:
            self.before()
            self.hall.at(hour)
            self.hall.beat += 100

    @rule(seconds=st.sampled_from([1, 5, 15, 40, 90]))
    def wait(self, seconds: int) -> None:
        """Time passes."""
        for _ in range(seconds):
            self.before()
            done = self.hall.pass_s(1)
            self.after(done)
        self.hall.beat += seconds

    @rule(data=st.data(), dropped=st.booleans())
    def voice(self, data: Any, dropped: bool) -> None:
        """The loudspeaker reports a call."""
        calls = [each.call_id for each in self.hall.floor.state.tickets.values() if each.call_id]
        if calls:
            call = data.draw(st.sampled_from(calls))
            note = "stale" if dropped else ""
            self.watch(c.ReportSpoken(call_id=call, zone="hall", ended=InstantMs(self.hall.now), dropped=note))

    @rule()
    @precondition(lambda self: len(self.requests) > 6)
    def close_and_open(self) -> None:
        """The day is closed by mistake, and opened again."""
        self.watch(c.CloseDay())
        for request, ticket in list(self.numbers.items()):
            assert ticket.rpartition(".")[2]
            self.numbers[request] = ticket
        self.watch(c.OpenDay(date=self.date))

    @rule()
    @precondition(lambda self: self.asked > 4 and self.date == DATE)
    def the_next_day(self) -> None:
        """The day is over, and the next begins with those who were not served."""
        self.watch(c.CloseDay())
        self.date = TOMORROW
        for known in (self.requests, self.offline, self.adopted, self.papers):  # remembered for one day, not for two
            known.clear()
        self.hall.now = max(self.hall.now, SEVEN + DAY_MS)
        self.watch(c.OpenDay(date=self.date))
        self.watch(c.ApplyBookings(date=self.date, bookings=self.appointments(range(6))))

    # --- watching ----------------------------------------------------------------------------------

    def watch(self, command: c.Command, device: str = "") -> tuple[e.Event, ...]:
        """Do it, and look at every call that came of it."""
        state = dump(self.hall.floor.state)
        seen = len(self.hall.journal)
        self.before()
        answer = self.hall.do(command, device)
        events = tuple(event for _, event in self.hall.journal[seen:])
        self.after(events)
        if events and isinstance(events[0], e.CommandRefused):
            assert dump(self.hall.floor.state) == state
        return answer

    def before(self) -> None:
        """Who waits now."""
        self.line = [msgspec.structs.replace(each) for each in self.hall.floor.state.tickets.values()]

    def after(self, events: tuple[e.Event, ...]) -> None:
        """No call may overtake somebody who has waited beyond the limit; a no-show needs two calls and its time."""
        gone = {event.ticket for event in events if isinstance(event, e.TicketCalled)}
        for event in events:
            if isinstance(event, e.TicketCalled) and event.why.rule not in ("named", "sent"):
                self.fair(event, gone)
            if isinstance(event, e.TicketMissed):
                self.patient(event)

    def fair(self, event: e.TicketCalled, gone: set[str]) -> None:
        desk, floor = self.hall.desk(event.counter), self.hall.floor
        winner = floor.state.tickets[event.ticket]
        for other in self.line:
            if other.stage != "waiting" or other.id in gone or other.to_counter or other.to_clerk:
                continue
            if other.service in floor.may_call(desk, self.hall.now) and other.training == winner.training:
                limit_ms = floor.class_of(other).limit_min * 60_000
                overdue = self.hall.now - other.place[0] >= limit_ms
                assert not (overdue and other.place < winner.place), (other.id, winner.id)

    def patient(self, event: e.TicketMissed) -> None:
        ticket = self.hall.floor.state.tickets[event.ticket]
        heard = ticket.spoken_end if ticket.spoken_end is not None else (ticket.called_at or 0) + 15_000
        assert ticket.nth >= 2
        assert self.hall.now >= heard + (120_000 if ticket.class_id == "elder" else 60_000)

    @invariant()
    def one_place(self) -> None:
        """A ticket is at one counter or none, and the counter knows it."""
        state = self.hall.floor.state
        held = {desk.ticket: desk for desk in state.desks.values() if desk.ticket}
        assert len(held) == sum(desk.ticket is not None for desk in state.desks.values())
        for ticket in state.tickets.values():
            if ticket.stage in ("called", "serving"):
                assert held[ticket.id].id == ticket.counter
            else:
                assert ticket.id not in held
        for desk in state.desks.values():
            assert (desk.ticket is not None) == (desk.state in ("calling", "serving"))

    @invariant()
    def nobody_waits_for_a_free_counter(self) -> None:
        """A free counter whose clerk is there has nobody it could call."""
        for desk in self.hall.floor.state.desks.values():
            if desk.state == "free" and not desk.asks:
                assert not list(self.hall.floor.candidate_lines(desk, self.hall.now))

    @invariant()
    def calls_are_single(self) -> None:
        """No call is made twice; no number is issued twice."""
        events = [event for _, event in self.hall.journal]
        calls = [event.call_id for event in events if isinstance(event, e.TicketCalled | e.TicketRecalled)]
        issued = [event.ticket for event in events if isinstance(event, e.TicketIssued)]
        assert len(calls) == len(set(calls))
        assert len(issued) == len(set(issued))

    @invariant()
    def nobody_is_called_before_the_time(self) -> None:
        """Who has a time of his own is called after it, and time itself knows of it."""
        for ticket in self.hall.floor.state.tickets.values():
            if ticket.not_before is not None and ticket.stage == "issued" and ticket.paper != "pending":
                assert (next_due(self.hall.floor) or 0) <= ticket.not_before

    @invariant()
    def each_right_is_used_once(self) -> None:
        """A booking, and an entry of the last day's list, has one ticket that is not void, and knows its number."""
        state = self.hall.floor.state
        live = [each for each in state.tickets.values() if each.outcome != "voided" and not each.training]
        booked = {each.booking: each.number for each in live if each.booking is not None}
        carried = {each.carried: each.number for each in live if each.carried}
        assert len(booked) == sum(each.booking is not None for each in live)
        assert len(carried) == sum(bool(each.carried) for each in live)
        assert booked.items() <= state.checked_in.items()
        assert carried.items() <= {each.entry: each.used for each in state.carried}.items()

    @invariant()
    def one_number_a_person_and_field(self) -> None:
        """Where the office says so, nobody holds two live numbers of one field unless a clerk has sent him there."""
        book = self.hall.floor.book
        assert book is not None
        seen: set[tuple[str, str]] = set()
        for ticket in self.hall.floor.state.tickets.values():
            if ticket.person is None or ticket.stage in ("ended", "missed") or ticket.training or ticket.past:
                continue
            assert book.rules.one_per_person
            field = (ticket.person, book.services[ticket.service].field)
            assert field not in seen
            seen.add(field)

    @invariant()
    def index_is_true(self) -> None:
        """What is derived is what would be derived anew."""
        floor, anew = self.hall.floor, Floor(self.hall.floor.state)
        assert {key: line for key, line in floor.lines.items() if line} == anew.lines
        assert (floor.directed, floor.held, floor.missed) == (anew.directed, anew.held, anew.missed)
        assert floor.live == anew.live
        assert list(floor.pending) == list(anew.pending)
        assert {key: n for key, n in floor.waiting_n.items() if n} == {key: n for key, n in anew.waiting_n.items() if n}
        assert {key: places for key, places in floor.later.items() if places} == anew.later
        assert (floor.timed, floor.booked) == (anew.timed, anew.booked)
        assert {key: n for key, n in floor.expected.items() if n} == anew.expected

    def teardown(self) -> None:
        """Replaying the journal gives the same state; the figures are those of the legs."""
        if not hasattr(self, "hall"):
            return
        anew, changes = Floor(), Changes()
        for at, event in self.hall.journal:
            evolve(anew, decode_event(encode_event(event)), InstantMs(at), changes)  # type: ignore[arg-type]
        assert load(dump(anew.state)) == load(dump(self.hall.floor.state))
        self.figures()

    def figures(self) -> None:
        """Tallies kept step by step are those of the legs as they ended."""
        state, book = self.hall.floor.state, self.hall.floor.book
        assert book is not None
        sums: dict[str, Tally] = {}
        for leg in self.hall.changes.legs.values():
            if leg.outcome is not None and leg.day == (state.day or state.last_day):
                for key in tally_keys(leg):
                    sums.setdefault(key, Tally()).add(leg, book.services[leg.service].target_min * 60)
        kept = {key: tally for key, tally in state.tallies.items() if tally.legs}
        assert {key: _plain(tally) for key, tally in kept.items()} == {
            key: _plain(tally) for key, tally in sums.items()
        }

    def any_ticket(self, data: Any) -> Ticket | None:
        """Some ticket of today."""
        tickets = list(self.hall.floor.state.tickets.values())
        return data.draw(st.sampled_from(tickets)) if tickets else None


def _plain(tally: Tally) -> Tally:
    """Marks may be added to a leg after it was counted (paper that came late); empty histograms say nothing."""
    histograms = {measure: counts for measure, counts in tally.histograms.items() if counts}
    return msgspec.structs.replace(tally, marked=0, histograms=histograms)


Floors.TestCase.settings = settings(
    max_examples=200, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
TestPromises = Floors.TestCase
