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
from broker.core.evolve import evolve
from broker.core.floor import Changes, Floor
from broker.core.measures import Tally
from broker.core.record import tally_keys
from broker.core.state import Ticket, dump, load
from tests.broker.core.hall import Hall
from tests.offices import DATE, small_office

COUNTERS = st.sampled_from(["1", "2", "3"])
SERVICES = st.sampled_from(["copy", "sign", "land"])
CLASSES = st.sampled_from(["ordinary", "elder"])
NOW = ("waiting", "held", "missed")


class Floors(RuleBasedStateMachine):
    """Visitors, clerks, printers, kiosks that come back, loudspeakers, and messages gone astray."""

    @initialize(
        next_closes=st.sampled_from(["no", "served", "no_show"]),
        auto_free_s=st.sampled_from([0, 5]),
        order=st.sampled_from(["accumulating", "first_come"]),
        late=st.sampled_from(["keep", "now"]),
    )
    def begin(self, **rules: Any) -> None:
        """An office with an open day."""
        rules["late_place"] = rules.pop("late")
        self.hall = Hall(small_office(free_expires_s=120, clerk_absent_s=60, **rules))
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
        name = f"request-{len(self.requests):04d}"
        self.requests.append(c.RequestTicket(request_id=name, service=service, kiosk=kiosk, class_id=class_id))
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

    @rule(n=st.integers(0, 6), service=SERVICES, ago_s=st.integers(0, 3000), known=st.booleans())
    def kiosk_comes_back(self, n: int, service: str, ago_s: int, known: bool) -> None:
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
        self.watch(c.OpenDay(date=DATE))

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
            if other.service in floor.may_call(desk, self.hall.now) and not other.training:
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
    def index_is_true(self) -> None:
        """What is derived is what would be derived anew."""
        floor, anew = self.hall.floor, Floor(self.hall.floor.state)
        assert {key: line for key, line in floor.lines.items() if line} == anew.lines
        assert (floor.directed, floor.held, floor.missed) == (anew.directed, anew.held, anew.missed)
        assert list(floor.pending) == list(anew.pending)
        assert {key: n for key, n in floor.waiting_n.items() if n} == {key: n for key, n in anew.waiting_n.items() if n}

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
