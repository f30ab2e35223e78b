"""Typing on the real window: quick fingers, a trembling one, small screens, and what the keys say."""

from __future__ import annotations

from typing import Any

import pytest

from assets.look.theme import Screen, hand_look
from assets.look.touch import TYPING_QUIET_MS, TouchLock
from kiosk.session.enquiry import Entry
from kiosk.session.views import say
from kiosk.texts import text
from tests.kiosk.pages import every_page
from tests.kivy_tools import Stage, cut_texts, target_faults

pytestmark = pytest.mark.edge

ENTRY = Entry(title=say("look.file"), hint=say("file.scan"), pictogram="scan", typed="H60")
USUAL = Screen(1080, 1920, 21.5)
TEN_INCHES = (Screen(800, 1280, 10.1), Screen(1280, 800, 10.1))


class Typed:
    """A page with keys on a window, a clock moved by hand, and what was typed."""

    def __init__(self, stage: Stage, screen: Screen = USUAL, content: Entry = ENTRY) -> None:
        from assets.look.kit import Kit
        from kiosk.screens.bench import Bench
        from kiosk.screens.enquiry import EntryScreen

        self.now_ms, self.actions, self.stage = 0.0, [], stage
        self.kit = Kit(hand_look(screen), TouchLock(lambda: self.now_ms))
        self.page: Any = EntryScreen(Bench(self.kit, "vi", self.actions.append), content)
        stage.show(self.page, screen.width_px, screen.height_px)

    def key(self, action: str) -> Any:
        return next((each for each in self.page.walk() if getattr(each, "action", None) == action), None)

    def tap(self, action: str, after_ms: float) -> None:
        self.now_ms += after_ms
        self.stage.tap(self.key(action))


def test_a_quick_hand_types_the_same_digit_twice(stage: Stage) -> None:
    typed = Typed(stage)
    for action in ("key:1", "key:1", "key:2"):
        typed.tap(action, TYPING_QUIET_MS + 1)
    assert typed.actions == ["key:1", "key:1", "key:2"]


def test_a_trembling_finger_types_once(stage: Stage) -> None:
    typed = Typed(stage)
    for _ in range(4):
        typed.tap("key:1", 20)
    assert typed.actions == ["key:1"]


def test_what_is_typed_stands_in_the_same_page(stage: Stage) -> None:
    import msgspec

    typed = Typed(stage)
    key = typed.key("key:7")
    typed.page.tell(msgspec.structs.replace(ENTRY, typed="H60.1"))
    assert typed.key("key:7") is key
    assert typed.page._typed.text == "H60.1"


@pytest.mark.parametrize("screen", TEN_INCHES)
def test_all_digits_and_what_is_done_with_them_stand_on_ten_inches_at_once(stage: Stage, screen: Screen) -> None:
    typed = Typed(stage, screen)
    assert [action for action in ENTRY.actions if typed.key(action) is None] == []
    assert target_faults(typed.page, typed.kit.look) == []


@pytest.mark.parametrize("screen", (USUAL, *TEN_INCHES))
def test_the_longest_code_stands_in_one_piece(stage: Stage, screen: Screen) -> None:
    import msgspec

    typed = Typed(stage, screen)
    typed.page.tell(msgspec.structs.replace(ENTRY, typed="000.00.00.H29.123.123-260706-001234"[:32]))
    stage.frames(3)
    assert cut_texts(typed.page) == []


@pytest.mark.parametrize("name", ["dossier-letters", "booking-letters"])
@pytest.mark.parametrize("screen", TEN_INCHES)
def test_letters_stand_on_two_leaves_of_ten_inches_with_what_is_typed(stage: Stage, screen: Screen, name: str) -> None:
    """Between the real head and foot."""
    from assets.look.kit import Kit
    from kiosk.screens.whole import Whole

    view = every_page("vi")[name]
    content = view.content
    assert isinstance(content, Entry)
    whole = Whole(Kit(hand_look(screen)), lambda _action: None)
    whole.show(view)
    stage.show(whole, screen.width_px, screen.height_px)
    shelf = next(each for each in whole.page.walk(restrict=True) if type(each).__name__ == "Shelf")
    assert shelf.leaves == 2
    seen: set[str] = set()
    for leaf in range(shelf.leaves):
        shelf.turn(leaf)
        stage.frames(3)
        assert (target_faults(whole, whole.look), cut_texts(whole)) == ([], [])
        assert (content.typed or text(content.empty, "vi")) in {
            getattr(each, "text", "") for each in whole.page.walk(restrict=True)
        }
        seen |= {each.action for each in whole.page.walk(restrict=True) if hasattr(each, "action")}
    assert seen == set(content.actions)


@pytest.mark.parametrize("size", [(1000, 700), (700, 900), (900, 500)])
def test_keys_stay_inside_whatever_size_the_keyboard_is_given_and_wherever_it_stands_first(
    stage: Stage, size: tuple[int, int]
) -> None:
    from assets.look.kit import Kit
    from kiosk.screens.bench import Bench
    from kiosk.screens.keyboard import Keyboard, signs

    kit = Kit(hand_look(USUAL), TouchLock(lambda: 0.0))
    board: Any = Keyboard(Bench(kit, "vi", lambda _action: None), signs(["ABCDEF", "GHIJKL"]), size_hint=(None, None))
    stage.show(board)
    board.size = 640, 400
    board.height = size[1]
    board.width = size[0]  # last and alone, as a box does it: its place does not change any more
    stage.frames(2)
    for key in (each for each in board.walk() if getattr(each, "action", "").startswith("key:")):
        assert board.x <= key.x and key.x + key.width <= board.x + board.width + 0.5, key.action
        assert board.y <= key.y + 0.5 and key.y + key.height <= board.y + board.height + 0.5, key.action
