"""The staff corner on the real window: the gesture of a finger, and the grid that is wiped."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.staff import corners
from tests.kiosk.pages import every_page
from tests.kiosk.test_screens import show
from tests.kivy_tools import Finger, Stage

pytestmark = pytest.mark.edge


def test_two_corners_held_one_after_the_other_open_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    touches: list[str] = []
    show(stage, every_page("vi")["home"], touched=touches.append)
    now = iter(float(n) for n in range(0, 100, 2))
    monkeypatch.setattr("kiosk.screens.whole.time.monotonic", lambda: next(now))
    for x in (10, 1070):
        finger = Finger(x, 1910).down()
        stage.frames(2)
        finger.up()
    assert touches[-1] == "staff:open"
    assert touches.count("staff:open") == 1
    assert corners.HELD_S < 2


@pytest.mark.parametrize("size", ["large", "small"])
def test_every_field_that_is_wiped_turns_white_and_the_last_is_told(stage: Stage, size: str) -> None:
    touches: list[str] = []
    whole = show(stage, every_page("vi")["staff-wipe"], size, touches.append)
    grid: Any = whole.page.grid
    all_of_it = grid.left
    assert all_of_it > 40
    finger = Finger(grid.x + 1, grid.y + 1).down()
    assert grid.left == all_of_it - 1
    step = grid._field_px / 2
    for row in range(int(grid.height / step) + 1):
        for nth in range(int(grid.width / step) + 1):
            finger.move(min(grid.right - 1, grid.x + 1 + nth * step), min(grid.top - 1, grid.y + 1 + row * step))
    finger.up()
    assert grid.left == 0
    assert whole.page._words.text == "Cảm ứng tốt"
    assert set(touches) == {"awake"}
    assert len(touches) >= all_of_it
