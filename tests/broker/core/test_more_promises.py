"""The same promises while clocks are corrected, training begins and ends, and the office is stopped and changed."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.evolve import evolve
from tests.broker.core.test_promises import COUNTERS, SERVICES, Floors
from tests.broker.core.test_undo import standing


class RestlessFloors(Floors):
    """What managers and clocks do to a floor that runs."""

    @rule(seconds=st.sampled_from([-3600, -90, -3, 3, 90, 3600]))
    def correct_the_clock(self, seconds: int) -> None:
        """Engine time was off. Nobody loses a place by it."""
        before = [each.id for each in self.in_order()]
        self.hall.now += seconds * 1000
        event = e.ClockCorrected(offset_ms=seconds * 1000)
        evolve(self.hall.floor, event, InstantMs(self.hall.now), self.hall.changes)
        self.hall.journal.append((self.hall.now, event))
        assert [each.id for each in self.in_order()] == before

    @rule(what=st.sampled_from([{}, {"counter": "1"}, {"counter": "3"}, {"kiosk": "k1"}]), on=st.booleans())
    def train(self, what: dict[str, str], on: bool) -> None:
        """Training begins or ends."""
        self.watch(c.SetTraining(on=on, **what))  # type: ignore[arg-type]

    @rule(service=SERVICES, on=st.booleans())
    def stop_or_resume(self, service: str, on: bool) -> None:
        """No more numbers, or numbers again."""
        self.watch(c.StopIssuing(service=service) if on else c.ResumeIssuing(service=service))

    @rule(services=st.sampled_from([("copy", "sign"), ("copy",), ("copy", "sign", "land")]))
    def change_the_office(self, services: tuple[str, ...]) -> None:
        """A counter is allowed more services, or fewer."""
        office = self.hall.office
        counters = (msgspec.structs.replace(office.counters[0], services=services), *office.counters[1:])
        self.watch(c.ApplyOffice(office=msgspec.structs.replace(office, counters=counters)))

    @rule(counter=COUNTERS, device=st.sampled_from(["counter-1", "page-of-lan"]))
    def take_a_counter(self, counter: str, device: str) -> None:
        """Another device works it from now, and presses a key."""
        for kind, more in ((c.TakeCounter, {"reason": "keys broken"}), (c.PressKey, {"key": "next"})):
            self.watch(kind(**self.against(counter), **more), device)  # type: ignore[arg-type]

    @rule(counter=COUNTERS, key=st.sampled_from(["next", "start", "recall", "pause"]), long=st.booleans())
    def press_and_think_better_of_it(self, counter: str, key: c.Key, long: bool) -> None:
        """A key, and at once the press taken back: all is as it was, or the press could not be taken back.

        But for the question whether anybody is there: two presses have answered it, and who waits is called.
        """
        if self.hall.desk(counter).asks:
            return
        before, seen = standing(self.hall), len(self.hall.journal)
        self.press(counter, key, long)
        if not any(isinstance(event, e.CounterEvent) and event.press for _, event in self.hall.journal[seen:]):
            return
        (answer,) = self.watch(c.UndoPress(**self.against(counter)), f"counter-{counter}")
        if isinstance(answer, e.PressUndone):
            assert standing(self.hall) == before

    def against(self, counter: str) -> dict[str, Any]:
        return {
            "counter": counter,
            "revision": self.hall.desk(counter).revision,
            "epoch": 1,
            "beat": self.hall.beat,
        }

    def in_order(self) -> list[Any]:
        tickets = self.hall.floor.state.tickets.values()
        return sorted((each for each in tickets if each.stage == "waiting"), key=lambda each: each.place)

    def figures(self) -> None:
        """Training is in no figures."""
        legs = self.hall.changes.legs
        self.hall.changes.legs = {key: leg for key, leg in legs.items() if not leg.training}
        super().figures()

    @invariant()
    def training_and_real_never_meet(self) -> None:
        """A counter has a ticket of its own kind, and training is in no count."""
        state = self.hall.floor.state
        for desk in state.desks.values():
            if desk.ticket is not None:
                assert state.tickets[desk.ticket].training == (desk.training or state.training)

    @invariant()
    def nothing_is_due_in_the_past(self) -> None:
        """Every instant of what is under way lies before now."""
        for ticket in self.hall.floor.state.tickets.values():
            assert ticket.issued_at <= self.hall.now or ticket.stage == "ended"
            assert ticket.called_at is None or ticket.called_at <= self.hall.now or ticket.stage == "ended"


RestlessFloors.TestCase.settings = settings(
    max_examples=80, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
TestRestlessPromises = RestlessFloors.TestCase
