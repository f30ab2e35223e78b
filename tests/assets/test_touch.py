"""One release for a burst of touches, and a way back from a touch that never ended."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.look.touch import CROWD, QUIET_AT_MOST_MS, QUIET_MS, STUCK_MS, TouchLock


class Hand:
    """A lock, and the time that passes for it."""

    def __init__(self) -> None:
        self.now_ms = 0.0
        self.lock = TouchLock(lambda: self.now_ms)
        self.taps = 0

    def tap(self, *, after_ms: float = 0, held_ms: float = 80) -> bool:
        self.now_ms += after_ms
        self.taps += 1
        self.lock.begin(self.taps)
        self.now_ms += held_ms
        return self.lock.end(self.taps)


def test_one_tap_is_one_release() -> None:
    assert Hand().tap()


def test_a_wet_sleeve_releases_nothing() -> None:
    hand = Hand()
    assert [hand.lock.begin(touch) for touch in range(20)] == [True] + [False] * 19
    assert sum(hand.lock.end(touch) for touch in reversed(range(20))) == 0


@pytest.mark.parametrize(("fingers", "releases"), [(1, 1), (2, 1), (CROWD, 1), (CROWD + 1, 0)])
def test_a_hand_that_rests_its_other_fingers_still_presses(fingers: int, releases: int) -> None:
    hand = Hand()
    for touch in range(fingers):
        hand.lock.begin(touch)
    assert sum(hand.lock.end(touch) for touch in range(fingers)) == releases


def test_three_fast_taps_are_one_release() -> None:
    hand = Hand()
    assert [hand.tap(after_ms=170) for _ in range(3)] == [True, False, False]


def test_slow_drumming_counts_again_only_after_the_longest_rest() -> None:
    hand = Hand()
    counted = [hand.now_ms for _ in range(40) if hand.tap(after_ms=120)]
    assert len(counted) >= 2
    assert all(later - earlier >= QUIET_AT_MOST_MS for earlier, later in itertools.pairwise(counted))


def test_unhurried_taps_all_count() -> None:
    hand = Hand()
    assert all(hand.tap(after_ms=QUIET_MS + 1) for _ in range(5))


def test_a_long_press_counts() -> None:
    assert Hand().tap(held_ms=STUCK_MS * 3)


def test_a_touch_that_was_not_let_through_releases_nothing() -> None:
    hand = Hand()
    hand.lock.begin("first")
    hand.lock.begin("second")
    assert not hand.lock.end("second")
    assert hand.lock.end("first")


def test_an_end_counts_once() -> None:
    hand = Hand()
    hand.lock.begin("a")
    assert (hand.lock.end("a"), hand.lock.end("a")) == (True, False)


def test_a_cancelled_touch_leaves_no_rest_behind() -> None:
    hand = Hand()
    hand.lock.begin("a")
    hand.lock.cancel("a")
    assert not hand.lock.end("a")
    assert hand.lock.begin("b")


def test_a_lost_end_does_not_lock_the_machine_for_ever() -> None:
    hand = Hand()
    hand.lock.begin("lost")
    hand.now_ms = STUCK_MS - 1
    assert not hand.lock.begin("b")
    hand.now_ms = STUCK_MS
    assert hand.lock.begin("c")
    assert not hand.lock.end("lost")
    assert hand.lock.end("c")


@given(st.lists(st.tuples(st.sampled_from(["begin", "end", "cancel"]), st.integers(0, 5), st.integers(0, 700))))
def test_two_releases_are_never_nearer_than_the_rest(events: list[tuple[str, int, int]]) -> None:
    hand = Hand()
    released = []
    for action, touch, after_ms in events:
        hand.now_ms += after_ms
        if getattr(hand.lock, action)(touch) and action == "end":
            released.append(hand.now_ms)
    assert all(b - a >= QUIET_MS for a, b in itertools.pairwise(released))
