"""Every page that Khmer has texts for, in the window: nothing cut, nothing too small, nothing broken inside a word."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.gallery import SCREENS
from kiosk.screens.foot import FootButton
from kiosk.session.modes import Mode
from kiosk.session.views import Services
from tests.kiosk.test_every_screen import FRAMES, bare, faults
from tests.kiosk.test_khmer import HOME, KHMER, OFFICE, pages
from tests.kivy_tools import Stage

pytestmark = pytest.mark.edge

CASES = [
    ("22-portrait", frozenset[Mode]()),
    ("10-portrait", frozenset({Mode.LARGE, Mode.LOW})),
    ("10-landscape", frozenset[Mode]()),
]


@pytest.mark.parametrize(("size", "modes"), CASES)
def test_every_page_is_whole(stage: Stage, size: str, modes: frozenset[Mode]) -> None:
    whole = bare(stage, SCREENS[size])
    shown = pages()
    assert len(shown) > 25
    found = {name: faults(stage, whole, view, modes) for name, view in shown.items()}
    assert {name: some for name, some in found.items() if some} == {}


def test_a_name_without_ends_of_words_that_is_too_long_is_found(stage: Stage) -> None:
    whole = bare(stage, SCREENS["22-portrait"])
    view = pages()["services-civil"]
    assert isinstance(view.content, Services)
    card = msgspec.structs.replace(view.content.cards[0], name="អត្តសញ្ញាណប័ណ្ណ" * 40)
    content = msgspec.structs.replace(view.content, cards=(card, *view.content.cards[1:]))
    assert faults(stage, whole, msgspec.structs.replace(view, content=content), frozenset()) != []


@pytest.mark.parametrize(
    ("size", "named"), [("22-portrait", ["English", "ភាសាខ្មែរ"]), ("10-portrait", ["English\nភាសាខ្មែរ"])]
)
def test_every_language_has_its_name_on_the_first_page(stage: Stage, size: str, named: list[str]) -> None:
    from kiosk.gallery import paint
    from kiosk.gallery_samples import sample_views

    whole = bare(stage, SCREENS[size])
    view = sample_views(OFFICE, HOME)["home"]
    assert faults(stage, whole, view, frozenset()) == []
    paint(whole, view, frozenset())
    stage.frames(FRAMES)
    names = [each.label.text.replace("\u200b", "") for each in whole.walk() if isinstance(each, FootButton)]
    assert names[len(view.modes) :] == named
    assert view.languages["lang:km"] == KHMER
