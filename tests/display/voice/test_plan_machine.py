"""Whatever the hall does, in any order: no overlap, one outcome for every call, nothing said that is past."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from broker.hall.sentences import Call, Notice
from display.voice.plan import Plan
from display.voice.sayings import BoardCalls, Utterance

NUMBERS = st.sampled_from(["A-001", "A-002", "C-001", "H-100", "1001", "T-012"])


class Announcing(RuleBasedStateMachine):
    """The engine's board on one side, the loudspeaker on the other; boards may come late or twice."""

    @initialize()
    def open(self) -> None:
        self.plan = Plan()
        self.now = 1_000_000
        self.epoch, self.revision = 1, 0
        self.standing: dict[str, Call] = {}
        self.nth: dict[str, int] = {}
        self.boards: list[BoardCalls] = []
        self.newest: BoardCalls | None = None
        self.linked = False
        self.linked_ms = self.now
        self.first_seen: dict[str, tuple[int, Call]] = {}
        self.outcomes: dict[str, str] = {}
        self.active: Utterance | None = None
        self.begun: Utterance | None = None
        self.explained: list[str] = []

    # --- the engine ---

    def _change(self) -> None:
        self.revision += 1
        self.boards.append(BoardCalls(self.epoch, self.revision, tuple(self.standing.values())))

    @rule(
        numbers=st.lists(NUMBERS, min_size=1, max_size=5, unique=True),
        kind=st.sampled_from(["call", "collect", "moved"]),
        offline=st.booleans(),
    )
    def call_or_recall(self, numbers: list[str], kind: str, offline: bool) -> None:
        for number in numbers:
            self.nth[number] = nth = self.nth.get(number, 0) + 1
            counter = None if number == "H-100" and nth == 2 else nth
            self.standing[number] = Call(
                f"{number}/{nth}",
                number,
                None,
                counter,
                nth,
                self.now,
                kind=kind,  # type: ignore[arg-type]
                reserved_ticket=number if offline else "",
            )
        self._change()

    @rule(number=NUMBERS)
    def start(self, number: str) -> None:
        if self.standing.pop(number, None):
            self._change()

    @rule()
    def restart_engine(self) -> None:
        self.epoch, self.revision = self.epoch + 1, 0
        self._change()

    @rule(ms=st.sampled_from([1, 300, 5_000, 31_000]))
    def time_passes(self, ms: int) -> None:
        self.now += ms

    # --- the wire ---

    @precondition(lambda self: self.boards)
    @rule(age=st.sampled_from([0, 0, 0, 0, 1, 3]))
    def deliver(self, age: int) -> None:
        board = self.boards[max(len(self.boards) - 1 - age, 0)]
        new = {call.call_id for call in board.calls} - set(self.first_seen)
        for call in board.calls:
            self.first_seen.setdefault(call.call_id, (self.now, call))
        older = self.newest is not None and board.mark < self.newest.mark
        if not older:
            self.linked_ms = self.linked_ms if self.linked else self.now
            self.newest, self.linked = board, True
        self.plan.offer(board, self.now)
        self._collect()
        assert not older or new <= set(self.outcomes), "a call of an older board was taken"

    @rule()
    def lose_link(self) -> None:
        self.linked = False
        self.plan.link_lost()

    @rule(count=st.integers(1, 3))
    def notice(self, count: int) -> None:
        for _ in range(count):
            self.plan.offer_notice(Notice(f"open/{self.now}", "open", self.now))

    # --- the loudspeaker ---

    @rule()
    def begin(self) -> None:
        waiting = self._waiting()
        utterance = self.plan.next(self.now)
        self._collect()
        if utterance is None:
            return
        assert self.active is None, "two sayings at once"
        assert self.linked
        self.active, before = utterance, self.begun
        self.begun = utterance
        if utterance.kind == "call.reserved":
            self._check_explanation(utterance, before)
        if utterance.call_id is not None:
            self._check_call(utterance, len(waiting))

    def _check_explanation(self, utterance: Utterance, before: Utterance | None) -> None:
        assert not self._waiting() and before is not None and before.call_id == utterance.call_id
        assert before.kind in {"call.full", "call.result"}
        self.explained.append(self.first_seen[str(utterance.call_id)][1].reserved_ticket)
        assert len(set(self.explained)) == len(self.explained) and all(self.explained)
        assert self.explained[-1:] == self.plan.take_explained()

    def _check_call(self, utterance: Utterance, waiting: int) -> None:
        assert utterance.call_id is not None and self.newest is not None
        seen_ms, call = self.first_seen[utterance.call_id]
        assert utterance.call_id in {standing.call_id for standing in self.newest.calls}
        assert utterance.text == self.plan.book.call(call, utterance.kind)  # type: ignore[arg-type]
        if utterance.kind in {"call.repeat", "call.reserved"}:
            assert self.outcomes[utterance.call_id] == "announced" and not self._waiting()
        else:
            assert utterance.call_id not in self.outcomes
            assert max(seen_ms, self.linked_ms) - call.called_at_ms < 30_000
            assert waiting < 2 or utterance.kind not in {"call.full", "call.result"}

    @precondition(lambda self: self.active)
    @rule(heard=st.booleans(), ms=st.sampled_from([1, 4_000, 9_000]))
    def end(self, heard: bool, ms: int) -> None:
        assert self.active is not None
        self.now += ms
        if heard:
            self.plan.ended(self.active, self.now)
        else:
            self.plan.failed(self.active, "no sound device", self.now)
        self.active = None
        self._collect()

    # --- what must hold ---

    def _waiting(self) -> set[str]:
        speaking = {self.active.call_id} if self.active else set()
        return set(self.first_seen) - set(self.outcomes) - speaking

    def _collect(self) -> None:
        for report in self.plan.take_reports():
            assert report.call_id in self.first_seen, "a report on a call never offered"
            assert report.call_id not in self.outcomes, "a second outcome"
            assert (report.outcome == "dropped") == bool(report.reason)
            self.outcomes[report.call_id] = report.outcome

    @invariant()
    def what_waits_is_what_has_no_outcome(self) -> None:
        assert (self.plan.backlog_ms(self.now + 1) > 0) == bool(self._waiting())

    def teardown(self) -> None:
        if not hasattr(self, "plan"):
            return
        if self.active:
            self.end(True, 1)
        if self.boards:
            self.deliver(0)
        for _ in range(100):
            self.time_passes(300)
            self.begin()
            if self.active:
                self.end(True, 1)
        assert set(self.outcomes) == set(self.first_seen), "announced + dropped != offered"


TestAnnouncing = Announcing.TestCase
TestAnnouncing.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
