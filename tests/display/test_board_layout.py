"""Where the parts stand: inside the screen, apart from each other, on every size of screen and number of counters."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.look.theme import Screen, capital_mm, readable_from_m
from assets.look.wander import STEP_S, Wander
from broker.hall.paging import PAGE_MS, page_at, per_page
from display.lobby.cells import cell_places, cell_rects, marks_wide, with_subtitle
from display.lobby.layout import (
    CHIP,
    LEAST_SIDES,
    SIDES,
    Scale,
    capacity,
    places,
    recent_grid,
    recent_lines,
    recent_px,
    tall_from,
    tile_grid,
    tile_places,
    unit_of,
)
from display.lobby.numbers import ORDINARY
from display.lobby.reading import Hall, capital_px, told
from display.windows.rect import Rect

SIZES = [
    (1920, 1080), (1366, 768), (1920, 1200), (3840, 2160), (960, 540), (2560, 1080),
    (1080, 1920), (768, 1366), (1200, 1920), (2160, 3840), (800, 1280),
]  # fmt: skip
sizes = st.sampled_from(SIZES)
metres = st.floats(1.0, 15.0)
USUAL = Scale(1.0, 61.6)


def apart(one: Rect, other: Rect) -> bool:
    return (
        one.right <= other.x + 0.01
        or other.right <= one.x + 0.01
        or one.top <= other.y + 0.01
        or other.top <= one.y + 0.01
    )


def inside(one: Rect, area: Rect) -> bool:
    slack = 0.01
    return (
        one.x >= area.x - slack
        and one.y >= area.y - slack
        and one.right <= area.right + slack
        and one.top <= area.top + slack
    )


def hall(size: tuple[int, int], distance_m: float, diagonal_in: float = 43.0, number: str = "H-011") -> Hall:
    return Hall(Screen(*size, diagonal_in), distance_m, ORDINARY.among([number]))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("banner", [False, True])
@pytest.mark.parametrize("shut", ["", "shut", "empty"])
def test_parts_are_on_the_screen_and_apart(size: tuple[int, int], banner: bool, shut: str) -> None:
    found = places(*size, banner=banner, shut=bool(shut), empty=shut == "empty")
    hidden = {"": set(), "shut": {"counters", "recent"}, "empty": {"counters", "recent", "waiting"}}[shut]
    names = {"head", "spotlight", "counters", "recent", "waiting", "foot", *(("banner",) if banner else ())} - hidden
    parts = [getattr(found, name) for name in sorted(names)]
    assert all(inside(part, Rect(0, 0, *size)) and part.width > 0 and part.height > 0 for part in parts)
    assert all(apart(one, other) for one, other in combinations(parts, 2))


@given(sizes, metres, st.integers(1, 67))
def test_every_counter_of_a_page_has_a_place_of_its_own(size: tuple[int, int], distance_m: float, total: int) -> None:
    capital = hall(size, distance_m).list_px
    area = places(*size).counters
    count = per_page(total, capacity(*size, capital).counters)
    found = tile_places(area, count, Scale(unit_of(*size), capital))
    assert len(found) == count
    assert all(inside(place, area) for place in found)
    assert all(apart(one, other) for one, other in combinations(found, 2))


@given(sizes, metres)
def test_every_call_just_made_has_a_place_of_its_own(size: tuple[int, int], distance_m: float) -> None:
    found, capital = places(*size), hall(size, distance_m).list_px
    title, room = recent_lines(found.recent, found.unit, upright=found.upright)
    across, down = recent_grid(room, Scale(found.unit, capital))
    lines = [title, *room.grid(across, down)]
    assert capacity(*size, capital).recent == across * down
    assert all(inside(line, found.recent) for line in lines)
    assert all(apart(one, other) for one, other in combinations(lines, 2))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("desk", [False, True])
def test_the_parts_of_a_call_are_apart(size: tuple[int, int], count: int, desk: bool) -> None:
    found = places(*size)
    calls, subtitle = with_subtitle(found.spotlight, found.unit, upright=found.upright)
    cells = cell_rects(calls, count, found.unit, upright=found.upright)
    assert all(apart(one, other) for one, other in combinations([*cells, subtitle], 2))
    for cell in cells:
        parts = cell_places(cell, found.unit, alone=count == 1, upright=found.upright, desk=desk)
        shown = [parts.number, parts.counter, parts.heads]
        assert all(inside(part, cell) and part.width > 0 and part.height > 0 for part in shown)
        assert all(apart(one, other) for one, other in combinations(shown, 2))


@given(st.integers(1, 67), st.integers(1, 12))
def test_pages_are_about_equally_full(total: int, most: int) -> None:
    size = per_page(total, most)
    pages = -(-total // size)
    assert size <= most
    assert pages <= -(-total // most)
    assert size - (total - (pages - 1) * size) < pages


def test_few_counters_stand_in_one_row_and_in_the_middle() -> None:
    area = places(1920, 1080).counters
    (alone,) = tile_places(area, 1, USUAL)
    assert alone.width < 640
    assert alone.x == pytest.approx(1920 - alone.right)
    assert len({place.y for place in tile_places(area, 6, USUAL)}) == 1
    assert len({place.y for place in tile_places(area, 7, USUAL)}) == 2


@given(sizes, metres, st.sampled_from(["M-011", "AC-0123", "MW-00001"]), st.integers(1, 67))
def test_long_numbers_have_the_size_that_the_hall_needs(
    size: tuple[int, int], distance_m: float, number: str, total: int
) -> None:
    """Fewer stand side by side; only where a single one has no room is it smaller."""
    at = hall(size, distance_m, number=number)
    area, scale = places(*size).counters, at.scale
    count = per_page(total, at.capacity.counters)
    found = tile_places(area, count, scale)
    assert all(inside(place, area) for place in found)
    assert all(apart(one, other) for one, other in combinations(found, 2))
    alone = tile_grid(area, scale) == (1, 1) and found[0].height < tall_from(scale.unit, scale.capital)
    beside = SIDES if found[0].height >= tall_from(scale.unit, scale.capital) else LEAST_SIDES + CHIP
    assert alone or all(place.width - beside * scale.unit >= scale.number_wide - 1 for place in found)


@given(sizes, metres, st.sampled_from(["M-011", "AC-0123", "MW-00001"]))
def test_what_is_said_of_lists_is_true_of_long_numbers(size: tuple[int, int], distance_m: float, number: str) -> None:
    at = hall(size, distance_m, number=number)
    by_part = {each.part: each.metres for each in at.reaches()}
    _, room = recent_lines(places(*size).recent, at.scale.unit, upright=at.scale.upright)
    across, down = recent_grid(room, at.scale)
    px = recent_px(room.grid(across, down)[0], at.scale)
    assert by_part["recent"] == pytest.approx(readable_from_m(at.screen.capital_mm(px)) * 2)
    assert by_part["recent"] >= distance_m * 0.999 or across == 1 or down == 1
    assert at.spots() <= hall(size, distance_m).spots()


@pytest.mark.parametrize("letter", [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ"])
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_a_letter_and_three_digits_change_nothing(size: tuple[int, int], letter: str) -> None:
    assert hall(size, 5.0, number=f"{letter}-011").capacity == hall(size, 5.0).capacity
    assert all(each.enough for each in hall(size, 5.0, number=f"{letter}-011").reaches())


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_long_numbers_are_fewer_and_can_be_read_from_as_far(size: tuple[int, int]) -> None:
    usual, at = hall(size, 5.0), hall(size, 5.0, number="MW-00001")
    assert all(each.enough for each in at.reaches())
    assert 1 < at.capacity.counters < usual.capacity.counters
    assert at.capacity.recent < usual.capacity.recent
    assert at.capacity.fields == usual.capacity.fields
    assert "all of it with numbers as wide as MW-00001" in [each.words for each in told(at)]


def test_what_needs_two_rows_fills_both_from_the_middle() -> None:
    at = hall((1920, 1080), 5.0, number="MW-00001")
    found = tile_places(places(1920, 1080).counters, 4, at.scale)
    assert [len({place.x for place in found}), len({place.y for place in found})] == [2, 2]
    assert found[0].x == pytest.approx(1920 - found[1].right)


@given(sizes, metres, st.sampled_from(["H-011", "AC-0123", "MW-00001"]), st.booleans(), st.integers(0, 3))
def test_a_single_call_carries_as_far_as_is_said_whatever_stands_beside_it(
    size: tuple[int, int], distance_m: float, number: str, desk: bool, marks: int
) -> None:
    at, found = hall(size, distance_m, number=number), places(*size)
    calls, _ = with_subtitle(found.spotlight, found.unit, upright=found.upright)
    number_em = at.widest.ticket_em
    where = cell_places(
        calls, found.unit, alone=True, upright=found.upright, desk=desk, number_em=number_em, marks=marks
    )
    beside = 0.0 if where.stacked else marks_wide(marks, found.unit)
    left = Rect(where.number.x, where.number.y, where.number.width - beside, where.number.height)
    said = next(each for each in at.reaches() if each.part == "spotlight.1")
    assert readable_from_m(at.screen.mm(capital_px(left, number_em))) >= said.metres * 0.999


def test_three_calls_of_long_numbers_are_not_lit_at_once_where_they_could_not_be_read() -> None:
    assert hall((1920, 1080), 5.0).spots() == 3
    assert hall((1920, 1080), 5.0, number="MW-00001").spots() == 2


def test_pages_turn_and_begin_anew() -> None:
    assert [page_at(3, n * PAGE_MS) for n in range(5)] == [0, 1, 2, 0, 1]
    assert page_at(1, 5 * PAGE_MS) == page_at(0, 0) == 0


@given(sizes, metres, st.floats(20.0, 90.0))
def test_no_more_calls_are_lit_than_can_be_read(size: tuple[int, int], distance_m: float, diagonal_in: float) -> None:
    """EN 301 549, 5.1.4: where one call is large enough, all that are lit at once are."""
    at = hall(size, distance_m, diagonal_in)
    by_part = {each.part: each for each in at.reaches()}
    one, most = by_part["spotlight.1"], by_part[f"spotlight.{at.spots()}"]
    assert most.enough or (at.spots() == 1 and not one.enough)
    assert most.metres <= one.metres


def test_on_the_usual_screen_everybody_can_read_every_call() -> None:
    for size in ((1920, 1080), (1080, 1920)):
        usual = hall(size, 5.0)
        assert usual.spots() == 3
        assert all(each.enough for each in usual.reaches())
        assert usual.list_px == pytest.approx(usual.screen.px_per_mm * capital_mm(5.0) / 2)


def test_who_sits_farther_away_gets_fewer_at_a_time() -> None:
    near, far = (capacity(1920, 1080, hall((1920, 1080), each).list_px) for each in (5.0, 8.0))
    assert (near.counters, near.recent, near.fields) == (10, 4, 4)
    assert far.counters < near.counters
    assert far.recent < near.recent
    assert hall((1920, 1080), 8.0).spots() == 1


def test_the_picture_wanders_by_single_pixels_round_its_place() -> None:
    way = [Wander(4).at(n * STEP_S) for n in range(65)]
    assert all(abs(a - c) + abs(b - d) == 1 for (a, b), (c, d) in pairwise(way))
    assert (min(way), max(way), len(set(way))) == ((-4, -4), (4, 4), 32)
    assert {Wander(0).at(n * STEP_S) for n in range(9)} == {(0, 0)}
