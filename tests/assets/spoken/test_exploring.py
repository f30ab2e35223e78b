"""A finger that hears: what is heard, what is chosen, and that nothing is chosen unheard."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assets.spoken.exploring import DOUBLE_MS, TAP_MS, Choose, Explorer, Hear


def test_the_first_touch_only_hears() -> None:
    finger = Explorer()
    assert finger.down("take", 0) == Hear("take")
    assert finger.up(100) is None


def test_the_second_touch_of_the_same_chooses_however_late() -> None:
    finger = Explorer()
    finger.down("take", 0)
    finger.up(100)
    assert finger.down("take", 60_000) is None
    assert finger.up(60_100) == Choose("take")


def test_sliding_hears_one_after_the_other_and_letting_go_chooses_nothing() -> None:
    finger = Explorer()
    finger.down("back", 0)
    assert finger.move("home", 300) == Hear("home")
    assert finger.move("home", 400) is None
    assert finger.move(None, 500) is None
    assert finger.up(600) is None
    assert finger.focus == "home"


def test_two_taps_anywhere_choose_what_was_heard_last() -> None:
    finger = Explorer()
    finger.down("take", 0)
    finger.up(5_000)
    finger.down(None, 8_000)
    finger.up(8_100)
    assert finger.down(None, 8_100 + DOUBLE_MS) is None
    assert finger.up(8_200 + DOUBLE_MS) == Choose("take")


def test_a_tap_elsewhere_hears_elsewhere() -> None:
    finger = Explorer()
    finger.down("take", 0)
    finger.up(100)
    assert finger.down("back", 5_000) == Hear("back")
    assert finger.up(5_100) is None


def test_a_second_touch_that_slides_away_or_stays_chooses_nothing() -> None:
    finger = Explorer()
    finger.down("take", 0)
    finger.up(100)
    finger.down("take", 5_000)
    assert finger.move("back", 5_100) == Hear("back")
    assert finger.up(5_200) is None
    finger.down("back", 9_000)
    assert finger.up(9_001 + TAP_MS) is None


def test_a_new_page_has_nothing_heard() -> None:
    finger = Explorer()
    finger.down("take", 0)
    finger.up(100)
    finger.forget()
    assert finger.down("take", 200) == Hear("take")
    assert finger.up(300) is None


MOVES = st.tuples(st.sampled_from(["down", "move", "up"]), st.sampled_from([None, "a", "b"]), st.floats(0, 3_000))


@given(st.lists(MOVES, max_size=60))
def test_nothing_is_chosen_that_was_not_heard_last(moves: list[tuple[str, str | None, float]]) -> None:
    finger, heard, at_ms = Explorer(), None, 0.0
    for move, place, wait_ms in moves:
        at_ms += wait_ms
        meaning = finger.up(at_ms) if move == "up" else getattr(finger, move)(place, at_ms)
        if isinstance(meaning, Hear):
            heard = meaning.place
        elif isinstance(meaning, Choose):
            assert meaning.place == heard
