"""Hands on keys: what a press of any shape comes to."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.contract.commands import Key
from display.gestures import QUICK, Freed, Gesture, Gestures, Hands, Ignored, Notice, Stuck

KEYS: tuple[Key, ...] = ("next", "recall", "start", "pause")
HANDS = Hands()
Edges = list[tuple[Key, bool, float]]


def run(edges: Edges, until_s: float = 60.0, hands: Hands = HANDS) -> list[Notice]:
    """All notices of a row of edges."""
    gestures = Gestures(hands, KEYS)
    notices = [notice for key, down, at_s in edges for notice in gestures.edge(key, down, at_s)]
    return notices + gestures.advance(until_s)


def pressed(edges: Edges, until_s: float = 60.0, hands: Hands = HANDS) -> list[tuple[Key, bool]]:
    return [(each.key, each.long) for each in run(edges, until_s, hands) if isinstance(each, Gesture)]


def press(key: Key, at_s: float, hold_s: float) -> Edges:
    return [(key, True, at_s), (key, False, at_s + hold_s)]


@pytest.mark.parametrize(
    ("hold_s", "gestures"),
    [
        (0.010, []),  # a spark, not a finger
        (0.029, []),
        (0.031, [("next", False)]),
        (0.3, [("next", False)]),
        (0.999, [("next", False)]),
        (1.001, [("next", True)]),
        (5.0, [("next", True)]),
    ],
)
def test_how_long_a_key_is_down_decides(hold_s: float, gestures: list[tuple[Key, bool]]) -> None:
    assert pressed(press("next", 10.0, hold_s)) == gestures


def test_a_short_press_is_told_on_release_and_a_long_one_while_it_is_held() -> None:
    (short,) = run(press("start", 10.0, 0.2))
    assert short == Gesture("start", long=False, at_s=pytest.approx(10.23))
    gestures = Gestures(HANDS, KEYS)
    gestures.edge("start", True, 10.0)
    assert gestures.advance(10.999) == []
    assert gestures.advance(11.0) == [Gesture("start", long=True, at_s=pytest.approx(11.0))]
    assert gestures.edge("start", False, 12.0) == []
    assert gestures.advance(13.0) == []


def test_a_finger_that_trembles_is_one_press() -> None:
    edges = press("start", 10.0, 0.1) + press("start", 10.3, 0.1) + press("start", 10.6, 0.1)
    assert pressed(edges) == [("start", False)]
    assert [each.why for each in run(edges) if isinstance(each, Ignored)] == ["lockout", "lockout"]


def test_the_same_key_counts_again_after_the_lockout_and_another_key_at_once() -> None:
    assert pressed(press("start", 10.0, 0.1) + press("start", 10.51, 0.1)) == [("start", False)] * 2
    assert pressed(press("start", 10.0, 0.1) + press("next", 10.14, 0.1)) == [("start", False), ("next", False)]


def test_the_first_of_two_keys_wins_whichever_is_let_go_first() -> None:
    assert pressed([("next", True, 1), ("pause", True, 1.05), ("next", False, 1.2), ("pause", False, 1.3)]) == [
        ("next", False)
    ]
    assert pressed([("next", True, 1), ("pause", True, 1.05), ("pause", False, 1.2), ("next", False, 1.3)]) == [
        ("next", False)
    ]


def test_an_elbow_on_the_keyboard_does_not_make_a_long_press_of_the_second_key() -> None:
    edges: Edges = [("next", True, 1.0), ("pause", True, 1.01), ("next", False, 3.0), ("pause", False, 4.0)]
    assert pressed(edges) == [("next", True)]


def test_a_flicker_in_a_long_press_does_not_end_it() -> None:
    edges: Edges = [("recall", True, 1.0), ("recall", False, 1.5), ("recall", True, 1.52), ("recall", False, 2.6)]
    assert pressed(edges) == [("recall", True)]


def test_a_release_just_before_the_long_time_is_short_although_it_settles_after_it() -> None:
    assert pressed(press("recall", 1.0, 0.99)) == [("recall", False)]


def test_a_flicker_across_the_long_time_is_still_long() -> None:
    edges: Edges = [("recall", True, 1.0), ("recall", False, 1.99), ("recall", True, 2.01), ("recall", False, 2.5)]
    assert pressed(edges) == [("recall", True)]


def test_a_stuck_key_is_told_once_blocks_nobody_and_is_told_when_it_comes_up() -> None:
    edges: Edges = [("pause", True, 1.0), *press("next", 20.0, 0.1), ("pause", False, 30.0), *press("pause", 31, 0.1)]
    notices = run(edges)
    assert [type(each) for each in notices] == [Gesture, Stuck, Gesture, Freed, Gesture]
    assert notices[1] == Stuck("pause", pytest.approx(11.0))
    assert [each.key for each in notices if isinstance(each, Gesture)] == ["pause", "next", "pause"]


def test_which_keys_are_stuck_can_be_asked() -> None:
    gestures = Gestures(HANDS, KEYS)
    gestures.edge("pause", True, 0.0)
    gestures.advance(9.9)
    assert gestures.stuck == ()
    gestures.advance(10.0)
    assert gestures.stuck == ("pause",)


def test_a_key_that_was_down_before_anybody_looked_is_no_press_but_may_be_stuck() -> None:
    gestures = Gestures(HANDS, KEYS, down_at_start=["next"], start_s=5.0)
    assert gestures.advance(14.9) == []
    assert gestures.advance(15.0) == [Stuck("next", 15.0)]
    short = Gestures(HANDS, KEYS, down_at_start=["next"], start_s=5.0)
    short.edge("next", False, 6.0)
    assert short.advance(7.0) == []


def test_nothing_is_due_while_no_key_moves() -> None:
    gestures = Gestures(HANDS, KEYS)
    assert gestures.due_s == float("inf")
    gestures.edge("next", True, 3.0)
    assert gestures.due_s == pytest.approx(3.03)


def test_edges_that_come_debounced_count_at_once() -> None:
    gestures = Gestures(replace(HANDS, stable_s=0.0), ("next",))
    gestures.edge("next", True, 1.0)
    gestures.edge("next", False, 1.1)
    assert gestures.advance(1.1) == [Gesture("next", long=False, at_s=1.1)]


@pytest.mark.parametrize(
    ("change", "named"),
    [({"stable_s": 0.001}, "stable_s"), ({"stable_s": 0.5}, "stable_s"), ({"lockout_s": 3.0}, "lockout_s"),
     ({"lockout_s": 0.0}, "lockout_s"), ({"long_s": 0.05}, "long_s"), ({"long_s": 11.0}, "long_s")],
)  # fmt: skip
def test_hands_that_would_lose_presses_are_refused(change: dict[str, float], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        replace(HANDS, **change)


# --- whatever the contact does -------------------------------------------------------------------------


@st.composite
def deliberate(draw: st.DrawFn, hands: Hands) -> tuple[Edges, list[tuple[Key, bool]]]:
    """Deliberate presses on contacts that bounce, and the gestures they are meant to be.

    Contacts chatter in any rhythm for up to half the lockout when they close and when they open; then they rest
    as fingers do. A short press rests well below the long time, a long one well beyond it.
    """
    edges: Edges = []
    meant: list[tuple[Key, bool]] = []
    at_s = 100.0
    for _ in range(draw(st.integers(1, 6))):
        key, long = draw(st.sampled_from(KEYS)), draw(st.booleans())
        closing, opening = draw(chatter(hands)), draw(chatter(hands))
        hold_s = hands.long_s + 0.1 if long else draw(st.floats(hands.stable_s * 1.1, hands.long_s / 2))
        edges += train(key, True, at_s, closing)
        at_s += sum(closing) + hold_s
        edges += train(key, False, at_s, opening)
        at_s += sum(opening) + hands.lockout_s * 2 + draw(st.floats(0, 1))
        meant.append((key, long))
    return edges, meant


def chatter(hands: Hands) -> st.SearchStrategy[list[float]]:
    """How long each level of a bounce stands: an even number of levels, each too short to count."""
    level_s = st.floats(0.0001, hands.stable_s * 0.9)
    return st.lists(level_s, max_size=12).map(lambda each: each[: len(each) // 2 * 2])


def train(key: Key, down: bool, at_s: float, levels: list[float]) -> Edges:
    """From the other level to `down`, bouncing."""
    edges: Edges = [(key, down, at_s)]
    for n, level_s in enumerate(levels):
        at_s += level_s
        edges.append((key, down if n % 2 else not down, at_s))
    return edges


@given(st.sampled_from([HANDS, QUICK]).flatmap(lambda hands: st.tuples(st.just(hands), deliberate(hands))))
def test_as_many_gestures_as_deliberate_presses_however_the_contacts_bounce(
    case: tuple[Hands, tuple[Edges, list[tuple[Key, bool]]]],
) -> None:
    hands, (edges, meant) = case
    assert pressed(edges, edges[-1][2] + 5, hands) == meant


wild = st.lists(st.floats(0.0001, HANDS.lockout_s / 6), max_size=4).map(lambda each: each[: len(each) // 2 * 2])


@given(wild, st.floats(HANDS.stable_s * 1.1, HANDS.long_s / 3), wild)
def test_a_short_press_on_a_worn_contact_that_opens_for_longer_than_a_bounce_is_still_one(
    closing: list[float], hold_s: float, opening: list[float]
) -> None:
    edges = train("next", True, 1.0, closing)
    edges += train("next", False, 1.0 + sum(closing) + hold_s, opening)
    assert pressed(edges) == [("next", False)]


levels = st.lists(st.tuples(st.sampled_from(KEYS), st.booleans(), st.floats(0.001, 2.0)), max_size=40)


def at_times(steps: list[tuple[Key, bool, float]]) -> Edges:
    edges, at_s = [], 0.0
    for key, down, after_s in steps:
        at_s += after_s
        edges.append((key, down, at_s))
    return edges


@given(levels, st.lists(st.floats(0.0, 80.0), max_size=30))
def test_it_does_not_matter_when_it_is_asked(steps: list[tuple[Key, bool, float]], asked: list[float]) -> None:
    edges = at_times(steps)
    gestures = Gestures(HANDS, KEYS)
    notices: list[Notice] = []
    for key, down, at_s in sorted([*edges, *((None, None, each) for each in asked)], key=lambda each: each[2]):
        notices += gestures.advance(at_s) if key is None else gestures.edge(key, bool(down), at_s)
    assert notices + gestures.advance(200.0) == run(edges, 200.0)


@given(levels)
def test_no_key_gives_two_gestures_within_the_lockout(steps: list[tuple[Key, bool, float]]) -> None:
    gestures = [each for each in run(at_times(steps), 200.0) if isinstance(each, Gesture)]
    for key in KEYS:
        own = [each.at_s for each in gestures if each.key == key]
        assert all(later - earlier >= HANDS.lockout_s for earlier, later in itertools.pairwise(own))
