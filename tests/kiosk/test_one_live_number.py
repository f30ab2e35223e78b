"""Whatever fails and in whatever order: one live number for a citizen, and nothing on paper that is not on disk.

A random day at one kiosk: touches, lost, late and repeated answers, a printer that fails or keeps silent, a line
that goes, an engine that stalls, a disk that locks, a program that is killed. Then everything is mended.
"""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kiosk.offline.disk import FILE
from tests.kiosk.world import open_world

pytestmark = pytest.mark.edge

WAYS = st.sampled_from([("field:land",), ("field:certify", "service:copy"), ("field:certify", "service:sign")])
TROUBLES = st.sampled_from(["line", "gone", "gone", "mute", "held", "store", "stall", "lock"])
OUTCOMES = st.sampled_from([[], [], ["failed"], ["failed"] * 3, ["silent"], ["never"], ["failed", "silent"]])
WAITS = st.sampled_from([0.25, 1.0, 3.5, 7.0])


class Day(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.dir = tempfile.TemporaryDirectory()
        self.locked: sqlite3.Connection | None = None
        self.noted: dict[str, set[str]] = {}

    @initialize()
    def begin(self) -> None:
        self.world = open_world(Path(self.dir.name))

    @rule(n=st.integers(0, 30))
    def touch(self, n: int) -> None:
        offered = sorted(self.world.view.actions)
        if offered:
            self.world.touch(offered[n % len(offered)])

    @rule(way=WAYS, troubles=st.lists(TROUBLES, max_size=2), outcomes=OUTCOMES, wait_s=WAITS, calm=st.integers(0, 3))
    def visitor(self, way: tuple[str, ...], troubles: list[str], outcomes: list[str], wait_s: float, calm: int) -> None:
        """Somebody goes as far as the confirm page; something happens; then the touch, and what comes of it."""
        if calm:
            self.all_is_well_again()
            self.world.tray.outcomes.extend(outcomes)
        self.world.touch("done", "home", "time:end", *way)
        for trouble in troubles:
            self.trouble(trouble)
        self.world.pass_s(wait_s)
        self.world.touch("take", "again:yes")
        self.world.pass_s(wait_s)

    def trouble(self, kind: str) -> None:
        match kind:
            case "line" | "gone":
                self.world.cut_line()
                self.world.pass_s(4 if kind == "gone" else 0)
            case "mute" | "held":
                self.world.engine.mute, self.world.engine.hold_answers = kind == "mute", kind == "held"
            case "store":
                self.world.engine.store_fails = True
            case "stall":
                self.world.engine.alive = False
            case "lock":
                self.lock()

    @rule()
    def all_is_well_again(self) -> None:
        self.unlock()
        engine = self.world.engine
        engine.mute = engine.store_fails = engine.hold_answers = False
        engine.alive = True
        engine.let_go()
        self.world.tray.outcomes.clear()
        self.world.mend_line()
        self.world.pass_s(3)
        self.world.touch("done", "home", "time:end")

    @rule(way=WAYS, reboot=st.booleans(), heard=st.booleans(), dark_s=WAITS)
    def killed_while_asking(self, way: tuple[str, ...], reboot: bool, heard: bool, dark_s: float) -> None:
        self.all_is_well_again()
        engine = self.world.engine
        engine.mute, engine.store_fails = True, not heard
        self.visitor(way, [], [], 0.25, calm=0)
        self.killed(reboot)
        engine.alive = False
        self.world.pass_s(dark_s * 10)
        engine.alive, engine.mute, engine.store_fails = True, False, False

    @rule(way=WAYS, reboot=st.booleans(), fate=st.sampled_from([["failed"], ["never"], ["silent"]]), gone=st.booleans())
    def killed_while_printing(self, way: tuple[str, ...], reboot: bool, fate: list[str], gone: bool) -> None:
        self.visitor(way, ["gone"] if gone else [], fate, 0.25, calm=1)
        self.killed(reboot)
        self.world.mend_line()

    @rule(way=WAYS, gone=st.booleans())
    def the_printer_gives_up(self, way: tuple[str, ...], gone: bool) -> None:
        self.visitor(way, ["gone"] if gone else [], ["failed"] * 3, 7.0, calm=1)

    @rule(seconds=st.sampled_from([0.25, 0.5, 1.0, 2.5, 5.0, 11.0]))
    def wait(self, seconds: float) -> None:
        self.world.pass_s(seconds)

    @rule()
    def line_goes(self) -> None:
        self.world.cut_line()

    @rule()
    def line_is_back(self) -> None:
        self.world.mend_line()

    @rule(mute=st.booleans())
    def answers_are_lost(self, mute: bool) -> None:
        self.world.engine.mute = mute

    @rule(fails=st.booleans())
    def engine_cannot_store(self, fails: bool) -> None:
        self.world.engine.store_fails = fails

    @rule(alive=st.booleans())
    def engine_stalls(self, alive: bool) -> None:
        self.world.engine.alive = alive

    @rule()
    def answers_are_held_back(self) -> None:
        self.world.engine.hold_answers = True

    @rule(twice=st.booleans())
    def answers_come_late(self, twice: bool) -> None:
        engine = self.world.engine
        if twice:
            engine.held.extend(list(engine.held))
        engine.hold_answers = False
        engine.let_go()
        self.world.turn()

    @rule(reboot=st.booleans())
    def killed(self, reboot: bool) -> None:
        self.unlock()
        self.world.crash(reboot=reboot)

    def lock(self) -> None:
        self.unlock()
        self.locked = sqlite3.connect(Path(self.dir.name) / FILE, isolation_level=None)
        self.locked.execute("BEGIN IMMEDIATE")

    @rule()
    def unlock(self) -> None:
        if self.locked is not None:
            self.locked.close()
            self.locked = None

    @invariant()
    def nothing_on_paper_that_is_not_on_disk(self) -> None:
        stored = {each.number: each.request_id for each in self.world.issued()}
        assert set(self.world.numbers) <= set(stored)
        assert len(self.world.numbers) == len(set(self.world.numbers)), "one number on two papers"

    @invariant()
    def one_number_of_a_request_at_most_is_live(self) -> None:
        for request_id in {each.request_id for each in self.world.engine.tickets}:
            assert len(self.world.engine.live(request_id)) <= 1

    def teardown(self) -> None:
        self.mend_everything()
        day = self.world.engine.hall.floor.state.day or ""
        rows = {row.request.request_id: row for row in self.world.journal.rows(day)}
        for row in rows.values():
            live = self.world.engine.live(row.request.request_id)
            if row.issued is not None and row.issued.number in self.world.numbers:
                assert [each.number for each in live] == [row.issued.number], f"on paper and not in the queue: {row}"
            elif row.paper != "silent":  # silence proves nothing: that number stays
                assert live == [], f"a live number that nobody holds: {row}"
        assert {each.request_id for each in self.world.engine.tickets} <= set(rows)
        self.world.journal.close()
        self.dir.cleanup()

    def mend_everything(self) -> None:
        self.unlock()
        world = self.world
        world.engine.mute = world.engine.store_fails = world.engine.hold_answers = False
        world.engine.alive, world.tray.usual = True, "proven"
        world.tray.outcomes.clear()
        world.engine.let_go()
        world.mend_line()
        world.pass_s(120)
        assert world.machine.outbox.left == 0
        assert world.page == "home"


def test_one_live_number_for_a_citizen() -> None:
    run_state_machine_as_test(
        Day,
        settings=settings(
            max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
