"""The hidden gesture: only both upper corners, one after the other, each held."""

from __future__ import annotations

import pytest

from kiosk.staff.corners import BETWEEN_S, HELD_S, Corners

WIDE, SIDE, TOP, LOW_TOP = 1080, 100, 1920, 700
TOPS = (TOP, LOW_TOP)
LEFT, RIGHT, MIDDLE = (20, 1900), (1060, 1900), (540, 1900)


def hold(corners: Corners, at: tuple[float, float], from_s: float, to_s: float, finger: int = 1) -> bool:
    corners.down(finger, *at, TOPS, from_s)
    return corners.up(finger, to_s)


@pytest.mark.parametrize(("first", "second"), [(LEFT, RIGHT), (RIGHT, LEFT), ((20, 690), (1060, 620))])
def test_one_corner_and_then_the_other(first: tuple[float, float], second: tuple[float, float]) -> None:
    corners = Corners(WIDE, SIDE)
    assert not hold(corners, first, 0, HELD_S)
    assert hold(corners, second, HELD_S + 1, 2 * HELD_S + 1.1)
    assert not hold(corners, first, 9, 12), "the next begins anew"


@pytest.mark.parametrize(
    ("second", "from_s", "to_s"),
    [
        (LEFT, 2, 4),  # the same again
        (MIDDLE, 2, 4),
        ((1060, 1000), 2, 4),  # a side, no corner
        (RIGHT, 2, 2 + HELD_S / 2),  # only touched
        (RIGHT, 2 + BETWEEN_S, 5 + BETWEEN_S),  # too late
    ],
)
def test_anything_else_is_no_gesture(second: tuple[float, float], from_s: float, to_s: float) -> None:
    corners = Corners(WIDE, SIDE)
    hold(corners, LEFT, 0, HELD_S)
    assert not hold(corners, second, from_s, to_s)


def test_a_touch_elsewhere_in_between_breaks_it() -> None:
    corners = Corners(WIDE, SIDE)
    hold(corners, LEFT, 0, 2)
    hold(corners, MIDDLE, 2, 2.1)
    assert not hold(corners, RIGHT, 3, 5)


def test_a_sleeve_over_everything_is_no_gesture() -> None:
    corners = Corners(WIDE, SIDE)
    for finger, at in enumerate((LEFT, RIGHT, LEFT, RIGHT)):
        corners.down(finger, *at, TOPS, 0)
    assert not any(corners.up(finger, 3) for finger in range(4))
