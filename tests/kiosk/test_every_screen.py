"""Every page in every language on screens of three sizes, in the modes that change where things stand.

Nothing is cut, everything to press is as large as a finger needs and far enough from its neighbour, in reach where
the page is lowered, and words stand out seven to one. Deliberate faults prove that each of these is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from assets.look.theme import CONTRAST, DAY, HALL, TEXT_PAIRS, Screen, hand_look
from kiosk.gallery import MOUNTING_MM, SCREENS, paint
from kiosk.session.modes import Mode
from kiosk.session.views import Page, Services, View, say
from tests.kiosk.pages import every_page, office
from tests.kivy_tools import Stage, contrast_faults, cut_texts, outside, overlapping_texts, target_faults

pytestmark = pytest.mark.edge

SIZES = ("22-portrait", "10-portrait", "10-landscape")
MODES: dict[str, frozenset[Mode]] = {
    "plain": frozenset(),
    "large": frozenset({Mode.LARGE, Mode.CONTRAST}),
    "low": frozenset({Mode.LOW}),
    "all": frozenset({Mode.LARGE, Mode.LOW}),
}
#: Every page in every language on every size, and in the modes that move things where they move them most.
CASES = [
    *((size, "plain", lang) for size in SIZES for lang in office().languages),
    ("15-portrait", "plain", "vi"),
    ("15-portrait", "large", "vi"),
    ("22-portrait", "low", "vi"),
    ("22-portrait", "all", "en"),
    ("10-landscape", "large", "vi"),
]
#: Frames after which everything stands where it stays.
FRAMES = 3


@pytest.fixture(scope="module", autouse=True)
def blank_pictograms(kivy_window: Any) -> Iterator[None]:
    """Squares of their size in place of pictograms: to draw them is a good part of the work, and here nobody looks."""
    from kivy.graphics.texture import Texture

    from assets.look import pictograms

    def blank(name: str, side_px: int) -> Texture:
        assert name in pictograms.SHAPES
        return Texture.create(size=(side_px, side_px))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pictograms, "pictogram_texture", blank)
        yield


def bare(stage: Stage, screen: Screen) -> Any:
    """A window of that size with nothing shown yet."""
    from assets.look.kit import Kit
    from kiosk.screens.whole import Whole

    stage.clear()
    stage.window.size = screen.width_px, screen.height_px
    whole = Whole(Kit(hand_look(screen)), lambda _action: None, MOUNTING_MM)
    stage.window.add_widget(whole)
    return whole


def faults(stage: Stage, whole: Any, view: View, modes: frozenset[Mode]) -> list[str]:
    """All that is wrong with a page as it stands."""
    paint(whole, view, modes)
    stage.frames(FRAMES)
    top = whole.within_reach
    strip = whole.strip
    return [
        *cut_texts(whole),
        *overlapping_texts(top),
        *target_faults(top, whole.look),
        *contrast_faults(top),
        *(f"{name} is out of reach" for name in outside(top, strip.bottom_px, strip.top_px)),
        *(f"{type(each).__name__} reaches out of the page" for each in sticking_out(whole.page)),
    ]


def sticking_out(page: Any) -> list[Any]:
    """What of a page lies over head or foot."""
    return [each for each in page.children if each.y < page.y - 1 or each.top > page.top + 1]


@pytest.mark.parametrize(("size", "mode", "lang"), CASES)
def test_every_page_is_whole(stage: Stage, size: str, mode: str, lang: str) -> None:
    whole = bare(stage, SCREENS[size])
    found = {name: faults(stage, whole, view, MODES[mode]) for name, view in every_page(lang).items()}
    assert {name: some for name, some in found.items() if some} == {}
    assert whole.look.palette == (CONTRAST if Mode.CONTRAST in MODES[mode] else DAY)


def test_a_text_that_is_too_long_is_found(stage: Stage) -> None:
    whole = bare(stage, SCREENS["22-portrait"])
    view = every_page("vi")["services-land"]
    assert isinstance(view.content, Services)
    long = "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất " * 40
    card = msgspec.structs.replace(view.content.cards[0], name=long)
    content = msgspec.structs.replace(view.content, cards=(card, *view.content.cards[1:]))
    found = faults(stage, whole, msgspec.structs.replace(view, content=content), frozenset())
    assert any(long[:20] in each for each in found)
    unbroken = msgspec.structs.replace(view, content=msgspec.structs.replace(content, field="Hộtịchvàchứngthực" * 12))
    assert any("a word of" in each for each in faults(stage, whole, unbroken, frozenset()))


def test_a_text_that_stands_on_another_is_found(stage: Stage) -> None:
    whole = bare(stage, SCREENS["22-portrait"])
    paint(whole, every_page("vi")["dossier-none"], frozenset())
    stage.frames(FRAMES)
    assert overlapping_texts(whole.page) == []
    code, words, *_ = (each for each in whole.page.walk(restrict=True) if getattr(each, "text", ""))
    code.center = words.center
    assert overlapping_texts(whole.page) == [f"{code.text!r} stands on {words.text!r}"]


def test_a_target_out_of_reach_too_small_or_too_near_is_found(stage: Stage) -> None:
    whole = bare(stage, SCREENS["22-portrait"])
    paint(whole, every_page("vi")["confirm"], frozenset())
    stage.frames(FRAMES)
    take, copies = whole.carrying("take"), whole.carrying("quantity:+1")
    assert outside(whole, 0, take.top - 1) != []
    take.size_hint_y, take.height = None, whole.look.touch_px - 2
    stage.frames(FRAMES)
    copies.x += whole.look.gap_px
    found = target_faults(whole, whole.look)
    assert any("'Lấy số' is" in each for each in found)
    assert any("px apart" in each for each in found)


def test_words_that_hardly_stand_out_are_found(stage: Stage) -> None:
    whole = bare(stage, SCREENS["22-portrait"])
    paint(whole, every_page("vi")["confirm"], frozenset())
    stage.frames(FRAMES)
    assert contrast_faults(whole) == []
    whole.carrying("take").label.dye("gold")
    assert len(contrast_faults(whole)) == 1


def test_a_lowered_page_lies_between_800_and_1100_mm(stage: Stage) -> None:
    screen = SCREENS["22-portrait"]
    whole = bare(stage, screen)
    paint(whole, every_page("vi")["home"], frozenset({Mode.LOW}))
    low_mm, high_mm = (MOUNTING_MM + screen.mm(px) for px in (whole.strip.bottom_px, whole.strip.top_px))
    assert low_mm == pytest.approx(800, abs=0.5)
    assert high_mm == pytest.approx(1100, abs=0.5)


def test_the_resting_page_has_its_contrast(stage: Stage) -> None:
    assert TEXT_PAIRS
    whole = bare(stage, SCREENS["10-landscape"])
    for name, view in every_page("vi").items():
        paint(whole, msgspec.structs.replace(view, dimmed=True), frozenset())
        assert contrast_faults(whole.within_reach) == [], name
        assert whole.look.palette == HALL


def test_a_new_banner_makes_the_page_anew_where_it_would_be_cut(stage: Stage) -> None:
    whole = bare(stage, SCREENS["10-portrait"])
    view = every_page("vi")["confirm-long"]
    assert faults(stage, whole, view, frozenset()) == []
    banners = (say("out.link"),)
    assert faults(stage, whole, msgspec.structs.replace(view, banners=banners), frozenset()) == []
    assert view.page is Page.CONFIRM
