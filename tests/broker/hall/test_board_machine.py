"""What always holds of the hall's view, whatever the engine does and however its boards arrive."""

from __future__ import annotations

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from broker.contract.status import Board, BoardCall
from broker.hall.board import CROWDED_TURN_MS, SPOTS, TURN_MS, BoardView
from tests.display.boards import MONDAY_0805, board, call

COUNTERS = 8


class Hall(RuleBasedStateMachine):
    """An engine that publishes a board with every change, and a network that repeats, delays and drops boards."""

    published = Bundle("published")

    @initialize(target=published)
    def open(self) -> Board:
        self.view, self.real_ms = BoardView("hall"), 0
        self.revision, self.taken, self.called = 0, 0, 0
        self.at: dict[int, BoardCall] = {}
        self.lit_ms: dict[str, int] = {}
        self.highest = 0
        return self._publish()

    def _publish(self) -> Board:
        self.revision += 1
        return board(self.revision, *self.at.values())

    def _free(self) -> list[int]:
        return [n for n in range(1, COUNTERS + 1) if n not in self.at]

    @rule(target=published, data=st.data())
    def call_next(self, data: st.DataObject) -> Board:
        if free := self._free():
            n = data.draw(st.sampled_from(free))
            self.taken, self.called = self.taken + 1, self.called + 1
            self.at[n] = call(f"A-{self.taken:03}", n, at=MONDAY_0805 + self.called)
        return self._publish()

    @rule(target=published, data=st.data())
    def recall(self, data: st.DataObject) -> Board:
        if awaited := [n for n, each in self.at.items() if each.stage == "called"]:
            n = data.draw(st.sampled_from(awaited))
            self.called += 1
            self.at[n] = call(self.at[n].number, n, nth=self.at[n].nth + 1, at=MONDAY_0805 + self.called)
        return self._publish()

    @rule(target=published, data=st.data())
    def start_or_finish(self, data: st.DataObject) -> Board:
        if self.at:
            n = data.draw(st.sampled_from(sorted(self.at)))
            if self.at[n].stage == "called":
                self.at[n] = msgspec.structs.replace(self.at[n], stage="serving")
            else:
                del self.at[n]
        return self._publish()

    @rule(arrives=published)
    def deliver(self, arrives: Board) -> None:
        newer = arrives.revision > self.highest
        assert self.view.take(arrives, self.real_ms) is newer
        self.highest = max(self.highest, arrives.revision)

    @rule(lost=consumes(published))
    def lose(self, lost: Board) -> None:
        pass

    @rule(after_ms=st.integers(1, 7_000))
    def wait(self, after_ms: int) -> None:
        """Steps as a screen does: at each moment the view asks for, and at the end."""
        until_ms = self.real_ms + after_ms
        while (next_ms := self.view.next_change_ms(self.real_ms)) is not None and next_ms < until_ms:
            self._step(next_ms)
        self._step(until_ms)

    def _step(self, real_ms: int) -> None:
        for turn in self.view.turns:
            self.lit_ms[turn.call.call_id] = real_ms - turn.since_ms
        before = {turn.call.call_id for turn in self.view.turns}
        crowded, self.real_ms = bool(self.view.queue), real_ms
        self.view.step(real_ms)
        for gone in before - {turn.call.call_id for turn in self.view.turns}:
            assert self.lit_ms[gone] >= (CROWDED_TURN_MS if crowded else TURN_MS)

    @invariant()
    def an_older_board_never_wins(self) -> None:
        assert (self.view.board.revision if self.view.board else 0) == self.highest

    @invariant()
    def no_call_disappears_silently(self) -> None:
        """A call that stands is big, or in the list, until its visitor has been served."""
        seen = {turn.call.call_id for turn in self.view.spotlight()} | {c.call_id for c in self.view.recent()}
        assert {each.call_id for each in (self.view.board.calls if self.view.board else ())} <= seen

    @invariant()
    def the_spotlight_tells_the_truth(self) -> None:
        """At most three calls, one a ticket, each as it stands on the board."""
        lit = [turn.call for turn in self.view.spotlight()]
        standing = self.view.board.calls if self.view.board else ()
        assert len(lit) <= SPOTS
        assert len({each.ticket for each in lit}) == len(lit)
        assert all(each in standing for each in lit)

    @invariant()
    def nobody_waits_for_the_spotlight_beside_a_free_place(self) -> None:
        assert not self.view.queue or len(self.view.turns) == SPOTS


Hall.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestHall = Hall.TestCase
