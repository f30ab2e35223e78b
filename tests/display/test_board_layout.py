"""Where the parts stand: inside the screen, apart from each other, on every size of screen and number of counters."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.look.theme import Screen, capital_mm
from assets.look.wander import STEP_S, Wander
from broker.hall.paging import PAGE_MS, page_at, per_page
from display.lobby.cells import cell_places, cell_rects, with_subtitle
from display.lobby.layout import (
    capacity,
    places,
    recent_grid,
    recent_lines,
    tile_places,
    unit_of,
)
from display.lobby.reading import Hall
from display.windows.rect import Rect

SIZES = [
    (1920, 1080), (1366, 768), (1920, 1200), (3840, 2160), (960, 540), (2560, 1080),
    (1080, 1920), (768, 1366), (1200, 1920), (2160, 3840), (800, 1280),
]  # fmt: skip
sizes = st.sampled_from(SIZES)
metres = st.floats(1.0, 15.0)


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


def hall(size: tuple[int, int], distance_m: float, diagonal_in: float = 43.0) -> Hall:
    return Hall(Screen(*size, diagonal_in), distance_m)


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
    found = tile_places(area, count, unit_of(*size), capital)
    assert len(found) == count
    assert all(inside(place, area) for place in found)
    assert all(apart(one, other) for one, other in combinations(found, 2))


@given(sizes, metres)
def test_every_call_just_made_has_a_place_of_its_own(size: tuple[int, int], distance_m: float) -> None:
    found, capital = places(*size), hall(size, distance_m).list_px
    title, room = recent_lines(found.recent, found.unit, upright=found.upright)
    across, down = recent_grid(room, found.unit, capital)
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
    (alone,) = tile_places(area, 1, 1.0, 61.6)
    assert alone.width < 640
    assert alone.x == pytest.approx(1920 - alone.right)
    assert len({place.y for place in tile_places(area, 6, 1.0, 61.6)}) == 1
    assert len({place.y for place in tile_places(area, 7, 1.0, 61.6)}) == 2


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
