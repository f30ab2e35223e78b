"""The pages of procedures on the real window: every line can be reached, the QR code can be read, typing is seen."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zxingcpp
from PIL import Image

from assets import find
from assets.look.theme import Screen, hand_look
from broker.office import read_office
from kiosk import gallery_samples
from kiosk.gallery_procedures import LIBRARY, samples
from kiosk.procedures.library import Library
from kiosk.session.messages import Moment
from kiosk.session.procedure_views import Shown, Typing, items
from kiosk.session.views import View
from tests.kiosk.libraries import long_list
from tests.kivy_tools import Stage, cut_texts

pytestmark = pytest.mark.edge
SIZES = {"upright": Screen(1080, 1920, 21.5), "small": Screen(800, 1280, 10.1), "lying": Screen(1920, 1080, 21.5)}


def view(name: str) -> View:
    office = read_office(find("offices/commune.toml"))
    offers = gallery_samples.offers(office)
    here = gallery_samples.Here(offers, offers, "vi")
    page, content, nav = samples(here, Moment(0.0, gallery_samples.NOW))[name]
    return View(page=page, lang="vi", content=content, nav=nav)


def show(stage: Stage, what: View, size: str = "upright", touched: Any = None) -> Any:
    from assets.look.kit import Kit
    from kiosk.screens.whole import Whole

    screen = SIZES[size]
    whole = Whole(Kit(hand_look(screen)), touched or (lambda _action: None))
    whole.show(what)
    return stage.show(whole, screen.width_px, screen.height_px)


def texts(page: Any) -> list[str]:
    from kivy.uix.label import Label

    return [each.text for each in page.walk(restrict=True) if isinstance(each, Label) and each.text]


def leaves(page: Any) -> Any:
    from assets.look.leaves import Leaves

    return next(each for each in page.walk() if isinstance(each, Leaves))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["procedure", "procedure-long", "procedure-wordy"])
def test_leaf_by_leaf_everything_that_is_published_can_be_read(stage: Stage, name: str, size: str) -> None:
    whole = show(stage, view(name), size)
    read = [view(name).content.name] if view(name).content.name in texts(whole.page) else []  # type: ignore[union-attr]
    for leaf in range(leaves(whole.page).leaves):
        leaves(whole.page).turn(leaf)
        stage.frames(3)
        assert cut_texts(whole) == []
        read += [text for block in leaves(whole.page)._packed[leaf] for text in texts(block)]
    content = view(name).content
    assert isinstance(content, Shown)
    all_read = " ".join(read)
    published = [text for section in content.sections for each in section.entries for text in (each.text, each.note)]
    missing = [text for text in (content.name, *published) if " ".join(text.split()) not in all_read]
    assert missing == []


def test_a_heading_is_never_the_last_line_of_a_leaf(stage: Stage) -> None:
    whole = show(stage, view("procedure-long"), "small")
    for leaf in leaves(whole.page)._packed:
        assert not getattr(leaf[-1], "leads", False)


def test_turning_a_leaf_is_a_sign_of_life(stage: Stage) -> None:
    told: list[str] = []
    whole = show(stage, view("procedure-long"), touched=told.append)
    leaves(whole.page).turn(1)
    assert told == ["awake"]


def test_a_telephone_reads_the_address_of_the_online_form(stage: Stage, tmp_path: Path) -> None:
    content = view("procedure").content
    assert isinstance(content, Shown)
    show(stage, view("procedure"), "lying")
    (code,) = zxingcpp.read_barcodes(Image.open(stage.shot(tmp_path / "page.png")))
    assert code.text == content.online


def test_what_is_typed_and_found_is_seen_with_the_next_frame_and_the_keys_stay(stage: Stage) -> None:
    whole = show(stage, view("procedures-find"))
    page, key = whole.page, whole.carrying("find:key:k")
    whole.show(typed("khai tu"))
    stage.frames(2)
    assert (whole.page, whole.carrying("find:key:k")) == (page, key)
    assert "KHAI TU|" in texts(page)
    assert "Đăng ký khai tử" in texts(page)


@pytest.mark.parametrize("size", SIZES)
def test_that_nothing_was_found_is_said_on_every_screen(stage: Stage, size: str) -> None:
    """On a small one too, where what is found stands on a page of its own."""
    whole = show(stage, view("procedures-find"), size)
    told = set(texts(whole.page))
    whole.show(typed("xyz"))
    stage.frames(2)
    assert any("Không tìm thấy" in text for text in set(texts(whole.page)) - told)
    assert cut_texts(whole) == []
    whole.show(typed("khai tu"))
    stage.frames(2)
    assert not any("Không tìm thấy" in text for text in texts(whole.page))


@pytest.mark.parametrize("size", SIZES)
def test_the_way_to_all_that_was_found_says_so_in_words(stage: Stage, size: str) -> None:
    whole = show(stage, view("procedures-found"), size)
    count = len(view("procedures-found").content.items)  # type: ignore[attr-defined]
    assert whole.carrying("find:results").label.text == f"Xem {count}"


@pytest.mark.parametrize("size", SIZES)
def test_every_letter_can_be_typed_on_every_screen(stage: Stage, size: str) -> None:
    """On a small screen keys stand on leaves: each of them is on one."""
    from kiosk.screens.keyboard import Keyboard

    whole = show(stage, view("procedures-found"), size)
    keyboard = next(each for each in whole.page.walk() if isinstance(each, Keyboard))
    seen = set()
    for leaf in range(keyboard._shelf.leaves if keyboard._shelf.parent else 1):
        if keyboard._shelf.parent:
            keyboard._shelf.turn(leaf)
        seen |= {getattr(each, "action", "") for each in whole.page.walk()}
    wanted = {action for action in view("procedures-found").content.actions if action.startswith("find:key:")}
    assert wanted <= seen
    assert "find:results" in seen


def test_a_key_is_answered_in_time_with_three_thousand_procedures(stage: Stage) -> None:
    """Searching and making the page ready for its frame, in processor time: this machine may be busy with others."""
    library, base = Library.of(long_list()), view("procedures-find")
    whole = show(stage, base)
    took_s = []
    for text in ("d", "da", "dan", "dang", "dang ", "dang k", "dang ky"):
        began_s = time.process_time()
        whole.show(typed(text, library, base))
        took_s.append(time.process_time() - began_s)
        stage.frames(1)
    assert sorted(took_s)[len(took_s) // 2] < 0.1


def typed(text: str, library: Library = LIBRARY, base: View | None = None) -> View:
    base = base or view("procedures-find")
    return msgspec.structs.replace(base, content=Typing(typed=text, digits=False, items=items(library.find(text))))
