"""Every state of the lobby on every screen, 4K too, in every language: nothing cut, and no word too small."""

from __future__ import annotations

from typing import Any

import pytest

from display import samples
from display.lobby.gallery import LANGUAGES, SAMPLES, SIZES, Sample, hall, scene
from display.lobby.layout import Scale, unit_of
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


def wrong(page: Any, made: Any) -> list[str]:
    """Everything that is wrong with a scene on a page."""
    page.show(made)
    for each in snugs(page):
        each.texture_update()
    return [*faults(page), *too_small(page, Scale(unit_of(*page.size), page.capital))]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_state_is_whole_on_every_screen(stage: Stage, size: tuple[int, int], lang: str) -> None:
    page = laid_out(size)
    found = {name: wrong(page, scene(sample, size, lang)) for name, sample in SAMPLES.items()}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("size", [WIDE, (1080, 1920), UHD], ids=lambda size: f"{size[0]}x{size[1]}")
def test_any_number_of_counters_is_whole(stage: Stage, size: tuple[int, int]) -> None:
    """1 to 67 counters, each with its number and what is done there, or why there is none."""
    page = laid_out(size)
    for total in range(1, 68):
        made = scene(Sample(samples.board(call("A-025", 1), total=total), "", real_ms=total * 7_000), size)
        assert wrong(page, made) == [], total


@pytest.mark.parametrize("distance_m", [2.0, 8.0, 10.0])
@pytest.mark.parametrize("size", [WIDE, (1080, 1920), UHD], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_hall_of_another_depth_shows_it_whole_too(stage: Stage, size: tuple[int, int], distance_m: float) -> None:
    page, at = laid_out(size, distance_m), hall(size, distance_m=distance_m)
    found = {name: wrong(page, scene(sample, size, "vi+en", at)) for name, sample in SAMPLES.items()}
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
