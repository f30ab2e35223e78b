"""Sizes of words: a number is the largest thing on its page, large text is larger, and nothing shrinks to a speck."""

from __future__ import annotations

from statistics import median
from typing import Any

import pytest
from kivy.uix.label import Label

from assets.look import widgets as w
from assets.look.alike import LEAST_SHARE
from assets.look.cards import FieldCard
from kiosk.gallery import SCREENS, paint
from kiosk.screens.cards import DutyButton, ServiceCard
from kiosk.session.modes import Mode
from tests.kiosk.pages import every_page
from tests.kiosk.test_every_screen import bare
from tests.kivy_tools import Stage

pytestmark = pytest.mark.edge

SIZES = ("10-portrait", "10-landscape", "15-portrait")
#: Pages of every make-up.
CROWDED = ("home", "services-land", "classes", "confirm-long", "ticket", "late", "void", "procedure")
#: Lying on 10 inches a service with its papers stays as it is, and so do the services on 15: never smaller.
CROWDED_LYING = (
    "home", "services-land", "classes", "ticket", "ticket-unproven", "again", "late", "void", "out-paper", "procedure",
    "dossier-ready", "dossier-empty",
)  # fmt: skip
CROWDED_15 = ("home", "classes", "confirm-long", "ticket", "late", "void", "procedures")
FULL = ("confirm-long", "confirm-banners", "several", "services-civil", "mine-move", "procedures-found")
#: So much larger nobody has to be told that it is.
SEEN = 1.15
#: Half a pixel of rounding is no smaller word.
SAME = 0.98


def told(whole: Any) -> dict[str, float]:
    """Size by text: of what is read, as against the words of buttons."""
    buttons = [each for each in whole.page.walk(restrict=True) if isinstance(each, w.TextButton)]
    worn = {id(part) for button in buttons for part in button.walk(restrict=True)}
    labels = [each for each in whole.page.walk(restrict=True) if isinstance(each, Label) and id(each) not in worn]
    return {each.text: each.font_size for each in labels if each.text}


def larger(stage: Stage, size: str, pages: tuple[str, ...]) -> dict[str, float]:
    """How many times as large the words of each page are in large-text mode, in the middle."""
    views, whole, small = every_page("vi"), bare(stage, SCREENS[size]), {}
    for name in pages:
        paint(whole, views[name], frozenset())
        small[name] = told(whole)
    times = {}
    for name in pages:
        paint(whole, views[name], frozenset({Mode.LARGE}))
        large = told(whole)
        times[name] = median(large[text] / px for text, px in small[name].items() if text in large)
    return times


@pytest.mark.parametrize(
    ("size", "pages"), [("10-portrait", CROWDED), ("10-landscape", CROWDED_LYING), ("15-portrait", CROWDED_15)]
)
def test_large_text_is_larger_where_there_is_little_room(stage: Stage, size: str, pages: tuple[str, ...]) -> None:
    assert {name: each for name, each in larger(stage, size, pages).items() if each < SEEN} == {}


@pytest.mark.parametrize("size", SIZES)
def test_large_text_is_nowhere_smaller(stage: Stage, size: str) -> None:
    assert {name: each for name, each in larger(stage, size, FULL).items() if each < SAME} == {}


@pytest.mark.parametrize("modes", [frozenset[Mode](), frozenset({Mode.LARGE}), frozenset({Mode.LARGE, Mode.LOW})])
@pytest.mark.parametrize("size", SIZES)
def test_the_number_is_the_largest_thing_on_its_page(stage: Stage, size: str, modes: frozenset[Mode]) -> None:
    whole = bare(stage, SCREENS[size])
    for name, view in every_page("vi").items():
        if not name.startswith("ticket"):
            continue
        paint(whole, view, modes)
        sizes = {each.text: each.font_size for each in whole.page.walk(restrict=True) if isinstance(each, Label)}
        number = sizes.pop(view.content.number)  # type: ignore[attr-defined]
        assert number > 1.15 * max(sizes.values()), name


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", ["home", "home-banners"])
def test_everyday_words_are_left_out_before_they_are_too_small_to_read(stage: Stage, size: str, page: str) -> None:
    screen, whole = SCREENS[size], bare(stage, SCREENS[size])
    paint(whole, every_page("vi")[page], frozenset())
    shown = [each.everyday for each in whole.page.walk(restrict=True) if isinstance(each, FieldCard)]
    standing = [each for each in shown if each.parent is not None]
    assert len(shown) >= 3
    assert all(each.fits and each.font_size >= screen.least_font_px for each in standing)
    if page == "home":
        assert bool(standing) == (size == "15-portrait"), "where there is room they stand"


@pytest.mark.parametrize(("size", "least_mm"), [("15-portrait", 3.6), ("10-portrait", 2.7)])
def test_the_smallest_words_worth_drawing_in_millimetres(size: str, least_mm: float) -> None:
    screen = SCREENS[size]
    assert screen.capital_mm(screen.least_font_px) == pytest.approx(least_mm, abs=0.15)


def of_one_size(sizes: list[float]) -> bool:
    """One alone may be smaller, and then by so much that all would suffer for it."""
    smallest, *others = sorted(sizes) or [0.0]
    return len(set(others)) < 2 and all(smallest == each or smallest < each * LEAST_SHARE for each in others)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", ["home", "services-civil"])
def test_names_side_by_side_are_of_one_size_but_one_much_too_long(stage: Stage, size: str, page: str) -> None:
    whole = bare(stage, SCREENS[size])
    paint(whole, every_page("vi")[page], frozenset())
    cards = [each for each in whole.page.walk(restrict=True) if isinstance(each, FieldCard | ServiceCard)]
    duties = [each for each in whole.page.walk(restrict=True) if isinstance(each, DutyButton)]
    assert len(cards) >= 4
    assert len(duties) == (4 if page == "home" else 0)
    assert of_one_size([each.name.font_size for each in cards])
    assert of_one_size([each.label.font_size for each in duties])


@pytest.mark.parametrize("page", ["home", "services-civil"])
def test_names_stay_of_one_size_when_a_leaf_is_turned(stage: Stage, page: str) -> None:
    whole = bare(stage, SCREENS["10-portrait"])
    paint(whole, every_page("vi")[page], frozenset({Mode.LARGE}))
    shelf = next(each for each in whole.page.walk(restrict=True) if isinstance(each, w.Shelf))
    assert shelf.leaves > 1
    for leaf in range(shelf.leaves):
        shelf.turn(leaf)
        stage.frames(4)
        shown = [each for each in shelf.children if isinstance(each, FieldCard | ServiceCard)]
        assert of_one_size([each.name.font_size for each in shown])
        assert all(each.name.fits for each in shown)
