"""The look holds what it promises to eyes and fingers: contrast, sizes, marks that differ without colour."""

import itertools
import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.look.colour import contrast, difference, rgba
from assets.look.fields import FIELD_LOOKS, OTHER, field_look
from assets.look.pictogram_shapes import FIELDS, GRID, SHAPES
from assets.look.theme import (
    CONTRAST,
    DAY,
    HALL,
    TEXT_PAIRS,
    Look,
    Palette,
    Role,
    Screen,
    capital_mm,
    hall_look,
    hand_look,
    readable_from_m,
)

KIOSK = Screen(1080, 1920, 15.6)
SCREENS = [Screen(800, 1280, 10.1), KIOSK, Screen(1080, 1920, 22), Screen(540, 960, 15.6)]
PALETTES = [DAY, HALL, CONTRAST]
WHITE, BLACK = "#FFFFFF", "#000000"


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.005)
    assert contrast(DAY.ink, DAY.ink) == 1


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_stands_out_seven_to_one(palette: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 7


@pytest.mark.parametrize("palette", PALETTES)
def test_edges_of_what_can_be_pressed_stand_out_three_to_one(palette: Palette) -> None:
    assert contrast(palette.line, palette.ground) >= 3
    assert contrast(palette.action, palette.ground) >= 3


@pytest.mark.parametrize("palette", PALETTES)
def test_a_finger_is_seen_on_what_it_presses(palette: Palette) -> None:
    assert difference(palette.surface, palette.pressed) >= 8
    assert difference(palette.action, palette.action_pressed) >= 8


@pytest.mark.parametrize("look", FIELD_LOOKS.values(), ids=lambda look: look.pictogram)
def test_a_fields_mark_is_readable_on_both_kinds_of_page(look) -> None:  # type: ignore[no-untyped-def]
    assert contrast(look.deep, WHITE) >= 7
    assert contrast(look.light, HALL.ground) >= 7 and contrast(look.light, HALL.surface) >= 7


def test_fields_differ_by_pictogram_and_by_colour() -> None:
    looks = FIELD_LOOKS.values()
    assert len({look.pictogram for look in looks}) == len(looks)
    for one, other in itertools.combinations(looks, 2):
        assert difference(one.deep, other.deep) > 12 and difference(one.light, other.light) > 12


@pytest.mark.parametrize("name", FIELDS)
def test_every_pictogram_for_fields_has_marks(name: str) -> None:
    assert field_look(name).pictogram == name


def test_an_unknown_field_has_the_marks_of_other() -> None:
    assert field_look("fishing") == OTHER


def test_drawings_stay_on_their_grid() -> None:
    for name, shapes in SHAPES.items():
        for kind, numbers in shapes:
            for x, y in _points(kind, numbers):
                assert 0 <= x <= GRID and 0 <= y <= GRID, (name, kind, x, y)


def _points(kind: str, numbers: tuple[float, ...]) -> list[tuple[float, float]]:
    if kind in {"disc", "arc"}:
        x, y, radius, *angles = numbers
        turns = angles if kind == "arc" and angles else [0, 90, 180, 270]
        return [
            (x + radius * math.cos(math.radians(turn)), y + radius * math.sin(math.radians(turn))) for turn in turns
        ]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_a_known_screen_has_the_known_measures() -> None:
    assert KIOSK.px_per_mm == pytest.approx(5.56, abs=0.005)
    assert KIOSK.px(20) == 112
    assert capital_mm(0.6) == pytest.approx(7.33, abs=0.01)
    assert capital_mm(6) == pytest.approx(73.3, abs=0.1)
    assert readable_from_m(capital_mm(4)) == pytest.approx(4)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("larger", [1.0, 1.3])
def test_hands_and_eyes_get_their_millimetres_on_every_screen(screen: Screen, larger: float) -> None:
    look = hand_look(screen, larger=larger)
    assert screen.mm(look.touch_px) >= 20
    assert screen.mm(look.gap_px) >= 3
    near = capital_mm(screen.hand_distance_m)
    assert screen.capital_mm(look.font_px(Role.BODY)) >= (max(7.3, near * larger) if larger > 1 else near) * 0.99


def test_an_eye_is_nearer_to_a_small_screen_only() -> None:
    far = {diagonal: Screen(1080, 1920, diagonal).hand_distance_m for diagonal in (10.1, 15.6, 22)}
    assert far == {10.1: pytest.approx(0.42, abs=0.01), 15.6: 0.6, 22: 0.6}


@pytest.mark.parametrize("distance_m", [3, 6, 10])
def test_a_hall_reads_the_newest_call_from_the_stated_distance(distance_m: float) -> None:
    screen = Screen(1920, 1080, 55)
    look = hall_look(screen, distance_m=distance_m)
    assert readable_from_m(screen.capital_mm(look.font_px(Role.DISPLAY))) >= distance_m * 0.98
    assert readable_from_m(screen.capital_mm(look.font_px(Role.BODY))) >= distance_m / 2 * 0.98


def test_sizes_rise_with_their_role() -> None:
    for look in (hand_look(KIOSK), hall_look(Screen(1920, 1080, 43), distance_m=5)):
        sizes = [look.font_px(role) for role in Role]
        assert sizes == sorted(set(sizes))


def test_lines_leave_room_for_stacked_marks() -> None:
    look: Look = hand_look(KIOSK)
    assert look.line_px(Role.BODY) >= 1.4 * look.font_px(Role.BODY)
    assert look.line_px(Role.BODY, lines=3) >= 3 * look.line_px(Role.BODY) - 3


@given(st.integers(200, 4000), st.integers(200, 4000), st.floats(5, 100), st.floats(0.1, 200))
def test_a_length_is_never_rounded_down(width: int, height: int, diagonal_in: float, mm: float) -> None:
    screen = Screen(width, height, diagonal_in)
    assert screen.mm(screen.px(mm)) >= mm - 1e-9


def test_a_colour_comes_apart() -> None:
    assert rgba("#FF8000", 0.5) == (1, 128 / 255, 0, 0.5)


def test_the_pure_part_of_the_look_needs_no_kivy() -> None:
    code = "import assets.look.theme, assets.look.fields, assets.look.touch, assets.look.window, sys; "
    code += "sys.exit('kivy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], timeout=30, check=True)
