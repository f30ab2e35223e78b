"""The staff corner on the real window: the gesture of a finger, and the grid that is wiped."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.gallery import SCREENS, paint
from kiosk.screens.staff import ItemCard
from kiosk.session.enquiry import ERASE, GO
from kiosk.session.modes import Mode
from kiosk.staff import corners
from tests.kiosk.pages import every_page
from tests.kiosk.test_every_screen import bare
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


def keys_of(whole: Any) -> list[Any]:
    wanted = {f"key:{digit}" for digit in range(10)} | {ERASE, GO}
    return [each for each in whole.page.walk(restrict=True) if getattr(each, "action", "") in wanted]


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("modes", [frozenset[Mode](), frozenset({Mode.LOW})])
def test_all_keys_of_the_pin_stand_there_at_once(stage: Stage, size: str, modes: frozenset[Mode]) -> None:
    screen, whole = SCREENS[size], bare(stage, SCREENS[size])
    paint(whole, every_page("vi")["staff-pin"], modes)
    keys = keys_of(whole)
    assert len(keys) == 12
    digits = [each.children[0].font_size for each in keys if each.action.startswith("key:")]
    assert all(screen.capital_mm(px) > 3.5 for px in digits), "each is as large as words of the page"


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("page", ["staff-paused", "staff-sound", "staff-languages"])
def test_what_is_known_does_not_make_what_can_be_done_small(stage: Stage, size: str, page: str) -> None:
    screen, whole = SCREENS[size], bare(stage, SCREENS[size])
    paint(whole, every_page("vi")[page], frozenset())
    cards = [each for each in whole.page.walk(restrict=True) if isinstance(each, ItemCard)]
    assert cards
    assert all(screen.capital_mm(each.label.font_size) > 3.5 for each in cards)


@pytest.mark.parametrize("size", SCREENS)
def test_what_is_known_of_the_machine_can_be_read_standing(stage: Stage, size: str) -> None:
    screen, whole = SCREENS[size], bare(stage, SCREENS[size])
    view = every_page("vi")["staff-facts"]
    paint(whole, view, frozenset())
    assert len(whole.page._facts) == len(view.content.facts)  # type: ignore[attr-defined]
    assert all(screen.capital_mm(each.font_size) > 3.5 for each in whole.page._facts)
