"""Where the parts stand: inside the screen, apart from each other, on every size of screen and number of counters."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.lobby.layout import MOST, ONE_ROW, PAGE_MS, Rect, page_at, per_page, places, tile_places


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


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1920, 1200), (3840, 2160), (960, 540), (2560, 1080)])
@pytest.mark.parametrize("banner", [False, True])
def test_parts_are_on_the_screen_and_apart(size: tuple[int, int], banner: bool) -> None:
    found = places(*size, banner=banner)
    names = ("head", "spotlight", "counters", "recent", "waiting", "foot", *(("banner",) if banner else ()))
    parts = [getattr(found, name) for name in names]
    assert all(inside(part, Rect(0, 0, *size)) and part.width > 0 and part.height > 0 for part in parts)
    assert all(apart(one, other) for one, other in combinations(parts, 2))


@given(st.integers(1, 67))
def test_every_counter_of_a_page_has_a_place_of_its_own(total: int) -> None:
    area = Rect(24, 300, 1872, 240)
    found = tile_places(area, per_page(total), 12)
    assert len(found) == per_page(total)
    assert all(inside(place, area) for place in found)
    assert all(apart(one, other) for one, other in combinations(found, 2))


@given(st.integers(1, 67))
def test_pages_are_about_equally_full(total: int) -> None:
    size = per_page(total)
    pages = -(-total // size)
    assert size <= MOST
    assert pages == -(-total // MOST)
    assert size - (total - (pages - 1) * size) < pages


def test_few_counters_stand_in_one_row_and_in_the_middle() -> None:
    (alone,) = tile_places(Rect(0, 0, 1872, 240), 1, 12)
    assert alone.width < 640
    assert alone.x == pytest.approx(1872 - alone.right)
    assert len({place.y for place in tile_places(Rect(0, 0, 1872, 240), ONE_ROW, 12)}) == 1


def test_pages_turn_and_begin_anew() -> None:
    assert [page_at(3, n * PAGE_MS) for n in range(5)] == [0, 1, 2, 0, 1]
    assert page_at(1, 5 * PAGE_MS) == page_at(0, 0) == 0
