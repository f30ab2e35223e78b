"""Every state of the lobby on every screen, 4K too, in every language: nothing cut, and no word too small."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assets.look.theme import readable_from_m
from broker.contract.office import Office, Series
from broker.hall.scene import RecentCall
from display import samples
from display.lobby.gallery import LANGUAGES, SAMPLES, SIZES, Sample, hall, scene
from display.lobby.layout import CAPITAL_SHARE, Scale, unit_of
from display.lobby.numbers import ORDINARY, widest_of
from display.samples import call
from tests.display.lobby_faults import faults, figures, overlaps, snugs, too_small
from tests.kivy_tools import Stage, kivy_window, stage

__all__ = ["kivy_window", "stage"]
pytestmark = pytest.mark.edge

WIDE, UHD = (1920, 1080), (3840, 2160)
_WORD = "Nghiêngngảnghoằngngoèo"


def laid_out(size: tuple[int, int], distance_m: float = 5.0) -> Any:
    """The page of a screen, put into no window: what it writes and where is known without a frame."""
    from display.lobby.parts.page import LobbyPage
    from display.lobby.window import lobby_kit

    at = hall(size, distance_m=distance_m)
    page = LobbyPage(lobby_kit(at), at.list_px)
    page.size = size
    return page


def wrong(page: Any, made: Any, office: Office | None = None) -> list[str]:
    """Everything that is wrong with a scene on a page, of an office with such numbers."""
    page.widest = widest_of(office) if office else ORDINARY
    page.show(made)
    for each in snugs(page):
        each.texture_update()
    return [*faults(page), *too_small(page, Scale(unit_of(*page.size), page.capital))]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_state_is_whole_on_every_screen(stage: Stage, size: tuple[int, int], lang: str) -> None:
    page = laid_out(size)
    found = {name: wrong(page, scene(sample, size, lang), sample.office) for name, sample in SAMPLES.items()}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("size", [WIDE, (1080, 1920), UHD], ids=lambda size: f"{size[0]}x{size[1]}")
def test_any_number_of_counters_is_whole(stage: Stage, size: tuple[int, int]) -> None:
    """1 to 67 counters, each with its number and what is done there, or why there is none."""
    page = laid_out(size)
    for total in range(1, 68):
        made = scene(Sample(samples.board(call("A-025", 1), total=total), "", real_ms=total * 7_000), size)
        assert wrong(page, made) == [], total


LONGEST = Series(prefix="MW", digits=5, last=99_999)
LONG_OFFICE = samples.office(series=(LONGEST,))


def long_numbers(total: int, *more: Any, at: Any, real_ms: int = 0) -> Any:
    """A board of so many counters, all numbers of the longest row; `more`: further counters."""
    calls = (call("A-025", 1), call("C-123", total, ago_s=1, class_id="elder"))[: min(2, total)]
    counters = samples.having_called((*samples.floor(total), *more), calls)
    board = samples.renumbered(samples.board(*calls, counters=counters), LONGEST)
    size = (at.screen.width_px, at.screen.height_px)
    return scene(Sample(board, "", real_ms=real_ms, office=LONG_OFFICE, row=LONGEST), size, at=at)


def uneven(page: Any, at: Any) -> list[str]:
    """Lists whose numbers are not of one size, or smaller than the hall needs."""
    found = []
    for part in ("counters", "recent"):
        sizes = {each.font_px for each in figures(page._parts[part]) if "-" in each.text}
        if len(sizes) > 1 or any(px < int(at.list_px / CAPITAL_SHARE) for px in sizes):
            found.append(f"{part}: {sorted(sizes)} px")
    return found


@pytest.mark.parametrize("total", [1, 6, 24, 67])
@pytest.mark.parametrize("size", [WIDE, (1080, 1920)], ids=["wide", "upright"])
def test_the_longest_numbers_are_whole_of_one_size_and_as_large_as_the_hall_needs(
    stage: Stage, size: tuple[int, int], total: int
) -> None:
    page, at = laid_out(size), hall(size).of(LONG_OFFICE)
    pages = -(-total // at.capacity.counters)
    for n in range(pages):
        made = long_numbers(total, at=at, real_ms=n * 7_000)
        assert wrong(page, made, LONG_OFFICE) == []
        assert uneven(page, at) == []


@pytest.mark.parametrize("distance_m", [8.0, 15.0])
@pytest.mark.parametrize("size", [WIDE, (1080, 1920)], ids=["wide", "upright"])
def test_where_a_single_one_has_no_room_it_is_as_large_as_its_place(
    stage: Stage, size: tuple[int, int], distance_m: float
) -> None:
    page, at = laid_out(size, distance_m), hall(size, distance_m=distance_m).of(LONG_OFFICE)
    made = long_numbers(3, at=at)
    assert wrong(page, made, LONG_OFFICE) == []
    by_part = {each.part: each for each in at.reaches()}
    for part in ("counters", "recent"):
        (px,) = {each.font_px for each in figures(page._parts[part]) if "-" in each.text} or {0}
        assert not px or readable_from_m(at.screen.capital_mm(px)) * 2 >= by_part[part].metres * 0.98


@pytest.mark.parametrize("size", [WIDE, (1080, 1920)], ids=["wide", "upright"])
def test_a_counter_with_a_name_or_two_digits_stands_whole_beside_a_long_number(
    stage: Stage, size: tuple[int, int]
) -> None:
    page, at = laid_out(size), hall(size).of(LONG_OFFICE)
    desk = samples.desk(25, state="serving", number="Z-999")
    made = long_numbers(24, desk, at=at)
    calls = (RecentCall("MW-00123", "", "Bàn hướng dẫn"), RecentCall("MW-00124", "24", ""))
    assert wrong(page, replace(made, recent=replace(made.recent, calls=calls)), LONG_OFFICE) == []
    told = [each.text.replace("\n", " ") for each in snugs(page._parts["recent"])]
    assert "Bàn hướng dẫn" in told
    assert {"MW-00123", "MW-00124", "24"} <= {each.text for each in figures(page._parts["recent"])}
    assert uneven(page, at) == []


def test_fewer_stand_in_the_list_where_the_name_of_a_counter_would_not_be_whole(stage: Stage) -> None:
    page = laid_out(WIDE)
    made = scene(SAMPLES["twelve-counters"])
    numbered = [RecentCall(f"M-{n}", "12", "") for n in range(110, 114)]
    for calls, shown in ((numbered, 4), ([RecentCall("M-007", "", "Bàn hướng dẫn"), *numbered[1:]], 3)):
        assert wrong(page, replace(made, recent=replace(made.recent, calls=tuple(calls)))) == []
        assert len([each for each in figures(page._parts["recent"]) if "-" in each.text]) == shown
    assert "Bàn hướng dẫn" in [each.text.replace("\n", " ") for each in snugs(page._parts["recent"])]


@pytest.mark.parametrize("total", [3, 6, 12])
@pytest.mark.parametrize("size", [WIDE, (1080, 1920)], ids=["wide", "upright"])
def test_short_numbers_among_long_ones_are_no_larger(stage: Stage, size: tuple[int, int], total: int) -> None:
    page, at = laid_out(size), hall(size).of(LONG_OFFICE)
    made = long_numbers(total, at=at)
    tiles = tuple(replace(each, number=f"A-{n:03}" if n % 2 else f"MW-{n:05}") for n, each in enumerate(
        made.counters.tiles
    ))  # fmt: skip
    calls = (RecentCall("A-025", "3", ""), RecentCall("MW-00124", "24", ""))
    mixed = replace(made, counters=replace(made.counters, tiles=tiles), recent=replace(made.recent, calls=calls))
    assert wrong(page, mixed, LONG_OFFICE) == []
    assert uneven(page, at) == []
    assert len([each for each in figures(page._parts["counters"]) if "-" in each.text]) == len(tiles)


def test_numbers_longer_than_the_office_gives_are_of_one_size_too(stage: Stage) -> None:
    """A board may come before the office is known."""
    page, at = laid_out(WIDE), hall(WIDE)
    made = long_numbers(6, at=at)
    calls = tuple(RecentCall(number, "12", "") for number in ("A-025", "MW-00124", "A-026", "MW-00125"))
    assert wrong(page, replace(made, recent=replace(made.recent, calls=calls))) == []
    for part in ("counters", "recent"):
        assert len({each.font_px for each in figures(page._parts[part]) if "-" in each.text}) == 1


@pytest.mark.parametrize("distance_m", [2.0, 8.0, 10.0])
@pytest.mark.parametrize("size", [WIDE, (1080, 1920), UHD], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_hall_of_another_depth_shows_it_whole_too(stage: Stage, size: tuple[int, int], distance_m: float) -> None:
    page, at = laid_out(size, distance_m), hall(size, distance_m=distance_m)
    found = {name: wrong(page, scene(sample, size, "vi+en", at), sample.office) for name, sample in SAMPLES.items()}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("size", [WIDE, UHD], ids=["1080p", "4K"])
def test_what_cannot_be_shown_whole_is_found(stage: Stage, size: tuple[int, int]) -> None:
    """The test of the tests: a desk whose name is one word without end."""
    desk = samples.desk(2, name={"vi": _WORD * 6}, state="free")
    endless = Sample(
        samples.board(call("A-025", 1), counters=(samples.counter(1, "calling", number="A-025"), desk)), ""
    )
    found = wrong(laid_out(size), scene(endless, size))
    assert any(_WORD in each and "does not fit" in each for each in found)


def test_what_stands_on_something_else_is_found(stage: Stage) -> None:
    """The test of the tests: a counter moved onto the number."""
    page = laid_out(WIDE)
    assert wrong(page, scene(SAMPLES["five-counters"])) == []
    figure = next(each for each in figures(page._parts["spotlight"]) if each.text == "3")
    figure._ink.pos = (200, figure._ink.pos[1])
    assert overlaps(page) == ["'3' on 'A-025'"]
