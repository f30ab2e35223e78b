"""Lamps and beeps: what a clerk sees and hears."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broker.contract.status import CounterState, CounterStatus
from display.counter.answers import ANSWERS, LIGHTS, MOODS, Answered, Lights, Mood, level, mood


def status(state: CounterState, *, asks: bool = False) -> CounterStatus:
    return CounterStatus(epoch=1, counter="3", revision=1, state=state, day="2026-11-23", asks=asks)


def heard_beeps(lights: Lights, from_s: float, until_s: float) -> list[float]:
    """Lengths of the beeps between two instants, as an ear would count them; milliseconds, rounded."""
    at_s, since_s, lengths = from_s, None, []
    while at_s < until_s:
        levels, again_s = lights.levels(at_s)
        if levels["buzzer"] and since_s is None:
            since_s = at_s
        if not levels["buzzer"] and since_s is not None:
            lengths.append(round(1000 * (at_s - since_s)))
            since_s = None
        at_s = again_s + 1e-9
    return lengths


@pytest.mark.parametrize(
    ("answered", "lengths_ms"),
    [("heard", [25]), ("accepted", [100]), ("refused", [150, 150]), ("offline", [300, 300, 300]),
     ("busy", [30, 30]), ("called", [80, 80, 200])],
)  # fmt: skip
def test_what_an_answer_sounds_like(answered: Answered, lengths_ms: list[int]) -> None:
    lights = Lights()
    lights.answer(answered, "next", 5.0)
    assert heard_beeps(lights, 5.0, 9.0) == lengths_ms


def test_no_two_answers_sound_alike() -> None:
    for one, other in itertools.combinations(ANSWERS.values(), 2):
        sounds = [[each for on, each in pattern.buzzer if on] for pattern in (one, other)]
        assert len(sounds[0]) != len(sounds[1]) or any(max(a, b) >= 2 * min(a, b) for a, b in zip(*sounds, strict=True))


def test_answers_are_short_and_end_in_silence() -> None:
    for pattern in ANSWERS.values():
        assert pattern.lasts_s < 1.3
        assert level(pattern.buzzer, pattern.lasts_s, repeat=False)[0] is False


def test_an_answer_shines_at_its_own_key_and_at_no_other() -> None:
    lights = Lights()
    lights.feel("calling", 0.0)
    lights.answer("accepted", "recall", 5.0)
    levels, _ = lights.levels(5.01)
    assert {light for light, on in levels.items() if on} == {"lamp", "buzzer", "recall"}


def test_after_the_answer_the_mood_goes_on() -> None:
    lights = Lights()
    lights.feel("serving", 0.0)
    lights.answer("refused", "next", 5.0)
    assert lights.levels(5.2)[0]["lamp"] is False
    assert lights.levels(5.0 + ANSWERS["refused"].lasts_s)[0]["lamp"] is True


def test_a_new_answer_takes_the_place_of_the_old_one_and_then_waits_its_turn() -> None:
    lights = Lights()
    lights.answer("heard", "next", 5.0)
    lights.answer("refused", "next", 5.01)
    lights.then("called", None, 5.01)
    assert heard_beeps(lights, 5.01, 9.0) == [150, 150, 80, 80, 200]


def test_slow_blinking_is_the_question_whether_somebody_is_there() -> None:
    lights = Lights()
    lights.feel(mood(status("free", asks=True), online=True, stuck=()), 0.0)
    seen = [lights.levels(at_s)[0]["lamp"] for at_s in (0.1, 0.9, 1.7, 2.5, 3.3)]
    assert seen == [True, False, True, False, True]
    assert all(lights.levels(0.1)[0][key] for key in ("next", "recall", "start", "pause"))
    assert len(heard_beeps(lights, 0.0, 31.0)) == 3


def test_the_same_mood_again_does_not_start_its_blinking_anew() -> None:
    lights = Lights()
    lights.feel("asks", 0.0)
    lights.feel("asks", 0.7)
    assert lights.levels(0.9)[0]["lamp"] is False


@pytest.mark.parametrize(
    ("state", "asks", "online", "stuck", "expected"),
    [
        ("shut", False, True, (), "dark"),
        ("ready", False, True, (), "ready"),
        ("free", False, True, (), "free"),
        ("free", True, True, (), "asks"),
        ("calling", False, True, (), "calling"),
        ("serving", False, True, (), "serving"),
        ("paused", False, True, (), "paused"),
        ("serving", False, False, (), "offline"),
        ("serving", False, True, ("next",), "stuck"),
        ("free", True, True, ("next",), "stuck"),
        ("free", True, False, ("next",), "offline"),
    ],
)
def test_what_keeps_the_clerk_from_working_comes_first(
    state: CounterState, asks: bool, online: bool, stuck: tuple[str, ...], expected: Mood
) -> None:
    assert mood(status(state, asks=asks), online=online, stuck=stuck) == expected


def test_a_counter_nobody_has_told_anything_is_offline() -> None:
    assert mood(None, online=True, stuck=()) == "offline"


@given(st.sampled_from(sorted(MOODS)), st.sampled_from(sorted(ANSWERS)), st.floats(0, 100), st.floats(0, 100))
@example("calling", "accepted", 0.0, 15.999999999999986)
def test_nothing_changes_before_it_says_it_may(each: Mood, answered: Answered, began_s: float, after_s: float) -> None:
    lights = Lights()
    lights.feel(each, began_s)
    lights.answer(answered, "next", began_s + 1)
    now_s = began_s + 1 + after_s
    levels, again_s = lights.levels(now_s)
    assert again_s > now_s
    assert set(levels) == set(LIGHTS)
    if again_s != float("inf"):
        between = now_s + 0.9 * (again_s - now_s)
        assert lights.levels(between)[0] == levels
