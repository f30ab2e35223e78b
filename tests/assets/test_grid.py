"""How many cards stand side by side, and what of a screen a seated hand reaches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.look.grid import grid
from assets.look.reach import LEAST_MM, REACH_MM, in_reach, whole
from assets.look.theme import Screen

KIOSK = Screen(1080, 1920, 21.5)


@given(st.integers(1, 60), st.floats(200, 2000), st.floats(200, 2000), st.floats(0.5, 8))
def test_every_card_has_its_place_and_none_is_too_small(count: int, wide: float, high: float, aspect: float) -> None:
    made = grid(count, (wide, high), (100, 80), 10, aspect=aspect, turner_px=80)
    assert made.cells * made.leaves >= count
    assert made.cells * (made.leaves - 1) < count
    turners = 90 if made.leaves > 1 else 0
    assert (wide - (made.columns - 1) * 10) / made.columns >= 99
    assert made.rows == 1 or (high - turners - (made.rows - 1) * 10) / made.rows >= 79


def test_nine_cards_on_a_square_are_three_by_three() -> None:
    made = grid(9, (900, 900), (100, 80), 10, aspect=1.0, turner_px=80)
    assert (made.columns, made.rows, made.leaves) == (3, 3, 1)


@pytest.mark.parametrize("mounting_mm", [700.0, 750.0, 800.0])
def test_what_is_in_reach_lies_in_the_band(mounting_mm: float) -> None:
    strip = in_reach(KIOSK, mounting_mm)
    assert strip is not None
    assert mounting_mm + KIOSK.mm(strip.bottom_px) >= REACH_MM[0] - 0.1
    assert mounting_mm + KIOSK.mm(strip.top_px) <= REACH_MM[1] + 0.1
    assert KIOSK.mm(strip.height_px) >= LEAST_MM


def test_a_small_screen_wholly_in_the_band_need_not_be_lowered() -> None:
    assert in_reach(Screen(800, 1280, 10.1), 850) is None


@pytest.mark.parametrize("mounting_mm", [0.0, 1_000.0, 1_500.0])
def test_a_screen_too_low_or_too_high_cannot_be_lowered(mounting_mm: float) -> None:
    strip = in_reach(KIOSK, mounting_mm)
    assert strip is None
    assert whole(KIOSK).height_px == KIOSK.height_px
