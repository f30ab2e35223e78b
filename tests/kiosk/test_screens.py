"""Every page in both languages on the real window: nothing cut, everything large enough, nothing drawn in vain."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from assets.look.theme import Screen, hand_look
from kiosk.session.views import Confirm, Home, View, say
from kiosk.texts import text
from tests.kiosk.pages import every_page
from tests.kivy_tools import BUILD, Stage

pytestmark = pytest.mark.edge

SHOTS = BUILD / "shots" / "kiosk"
SIZES = {"large": (1080, 1920), "small": (540, 960)}
NAMES = sorted(every_page("vi"))


def show(stage: Stage, view: View, size: str = "large", touched: Any = None) -> Any:
    from assets.look.kit import Kit
    from kiosk.screens.whole import Whole

    width, height = SIZES[size]
    whole = Whole(Kit(hand_look(Screen(width, height, 21.5))), touched or (lambda _action: None))
    whole.head.clock("07:40\nthứ Hai, 23/11" if view.lang == "vi" else "07:40\nMon 23 Nov")
    whole.show(view)
    return stage.show(whole, width, height)


def top(whole: Any) -> Any:
    """What can be reached by a finger: the question lying over the page, or everything."""
    from kiosk.screens.frame import MoreTime

    return next((child for child in whole.children if isinstance(child, MoreTime)), whole)


@pytest.mark.parametrize("name", NAMES)
def test_every_action_of_a_view_has_its_widget_and_no_other_has_one(stage: Stage, name: str) -> None:
    view = every_page("vi")[name]
    whole = show(stage, view)
    carried = {each.action for each in top(whole).walk() if hasattr(each, "action")}
    assert carried == view.actions


@pytest.mark.parametrize("name", ["home", "services-land", "confirm", "ticket", "more-time"])
def test_a_finger_on_a_widget_tells_its_action(stage: Stage, name: str) -> None:
    touches: list[str] = []
    view = every_page("vi")[name]
    for action in sorted(view.actions):
        whole = show(stage, view, touched=touches.append)
        stage.tap(whole.carrying(action))
    assert touches == sorted(view.actions)


def test_new_figures_stand_on_the_same_widgets(stage: Stage) -> None:
    view = every_page("vi")["home"]
    whole = show(stage, view)
    stage.frames(2)
    page, card = whole.page, whole.carrying("field:land")
    assert isinstance(view.content, Home)
    cards = tuple(msgspec.structs.replace(each, wait=say("wait.count", count=93)) for each in view.content.cards)
    whole.show(msgspec.structs.replace(view, content=msgspec.structs.replace(view.content, cards=cards)))
    stage.frames(3)
    assert (whole.page, whole.carrying("field:land")) == (page, card)
    assert "Đang chờ: 93 người" in words(whole)


def test_one_more_copy_stands_on_the_same_page(stage: Stage) -> None:
    view = every_page("vi")["confirm"]
    whole = show(stage, view)
    page = whole.page
    assert isinstance(view.content, Confirm)
    whole.show(msgspec.structs.replace(view, content=msgspec.structs.replace(view.content, quantity=13)))
    assert whole.page is page
    assert "13" in words(whole)


def test_another_language_is_another_page(stage: Stage) -> None:
    whole = show(stage, every_page("vi")["home"])
    page = whole.page
    whole.show(every_page("en")["home"])
    stage.frames(3)
    assert whole.page is not page
    assert "What do you need today?" in words(whole)
    assert "Ông/Bà cần làm thủ tục gì?" not in words(whole)


def test_under_the_question_for_more_time_nothing_can_be_touched(stage: Stage) -> None:
    touches: list[str] = []
    views = every_page("vi")
    whole = show(stage, views["confirm"], touched=touches.append)
    take = whole.carrying("take")
    whole.show(views["more-time"])
    stage.frames(3)
    stage.tap(take)
    assert touches == ["awake"]
    touches.clear()
    whole.show(views["confirm"])
    stage.frames(3)
    stage.tap(take)
    assert touches == ["take"]


def test_three_fast_taps_are_one_touch(stage: Stage) -> None:
    touches: list[str] = []
    whole = show(stage, every_page("vi")["confirm"], touched=touches.append)
    for _ in range(3):
        finger = stage.finger(whole.carrying("quantity:+1")).down()
        finger.up()
    stage.frames(2)
    assert touches == ["quantity:+1"]


def test_a_kiosk_cut_off_says_so_and_tells_no_waits(stage: Stage) -> None:
    view = every_page("vi")["home-offline"]
    whole = show(stage, msgspec.structs.replace(view, banners=(say("out.link"),)))
    assert "Máy đang mất kết nối. Phiếu vẫn có giá trị; chưa tính được thời gian chờ." in words(whole)
    assert not any("người" in each and any(sign.isdigit() for sign in each) for each in words(whole))


@pytest.mark.parametrize(
    ("screen", "shown"), [(Screen(800, 1280, 10.1), 2), (Screen(1280, 800, 10.1), 2), (Screen(1080, 1920, 21.5), 3)]
)
def test_a_small_screen_shows_no_more_banners_than_can_be_read(stage: Stage, screen: Screen, shown: int) -> None:
    from assets.look.kit import Kit
    from kiosk.screens.whole import Whole

    view = every_page("vi")["home-banners"]
    whole = Whole(Kit(hand_look(screen)), lambda _action: None)
    whole.show(view)
    stage.show(whole, screen.width_px, screen.height_px)
    said = [text(each, "vi") for each in view.banners]
    assert len(said) == 3
    assert [each for each in said if each in words(whole)] == said[:shown]


def read(whole: Any) -> set[str]:
    """All words on the glass, whatever lines they are broken into."""
    from kivy.uix.label import Label

    return {" ".join(each.text.split()) for each in whole.walk() if isinstance(each, Label) and each.text}


def test_before_the_hours_the_page_says_from_when_numbers_are_called(stage: Stage) -> None:
    views = every_page("vi")
    content = views["confirm-early"].content
    assert isinstance(content, Confirm)
    [opens] = [fact for fact in content.facts if fact.key == "wait.open_at"]
    assert text(opens, "vi").startswith("Bắt đầu gọi số")
    assert text(opens, "vi") in read(show(stage, views["confirm-early"]))
    assert not any(words.startswith("Bắt đầu gọi số") for words in read(show(stage, views["confirm"])))


def test_beside_every_class_stands_what_proves_it(stage: Stage) -> None:
    views = every_page("vi")
    content = views["classes"].content
    assert isinstance(content, Confirm)
    proofs = {each.evidence for each in content.classes if each.evidence}
    assert len(proofs) >= 3
    assert proofs | {each.name for each in content.classes} <= read(show(stage, views["classes"]))


def test_a_printer_out_of_paper_is_a_picture_and_a_way_out(stage: Stage) -> None:
    from assets.look.pictograms import Pictogram

    whole = show(stage, every_page("vi")["out-paper"])
    largest = max((each for each in whole.page.walk() if isinstance(each, Pictogram)), key=lambda each: each.width)
    assert (largest.name.partition("_")[0], largest.width >= 100) == ("printer", True)
    assert any("Máy tạm hết giấy." in each and "bàn hướng dẫn" in each for each in words(whole))


def words(whole: Any) -> list[str]:
    """Every text on the screen, lines joined."""
    return [each.text.replace("\n", " ") for each in whole.walk() if getattr(each, "text", "")]
