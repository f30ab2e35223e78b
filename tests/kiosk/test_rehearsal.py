"""When the window builds pages nobody has asked for: seldom, and only while nobody is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.session.views import View
from tests.kiosk.pages import every_page
from tests.kivy_tools import Finger, Stage

pytestmark = pytest.mark.edge

#: So often the window looks whether it rests.
LOOK_S = 1.0


class Window:
    """The kiosk's window by a clock of its own; counts how often it rehearses."""

    def __init__(self, stage: Stage, state_dir: Path, patch: pytest.MonkeyPatch) -> None:
        from kiosk import app
        from kiosk.screens.sizes import Sizes

        stage.clear()
        self._stage, self.now_s, self.times = stage, 1000.0, 0
        patch.setattr(app.time, "monotonic", lambda: self.now_s)
        patch.setattr(app.gc, "freeze", lambda: None)
        self.file = state_dir / app_sizes()
        self.app = app.KioskApp(15.6, lambda _action: None, lambda: None, sizes=Sizes(self.file))
        rehearse = self.app.whole.rehearse

        def counted() -> bool:
            self.times += 1
            return rehearse()

        patch.setattr(self.app.whole, "rehearse", counted)

    def show(self, view: View) -> None:
        """As the machine does, and a frame later."""
        self.app.show(view)
        self._stage.until(lambda: self.app.view is view, 30)

    def after(self, seconds: int) -> int:
        """How often it rehearses in so long."""
        before = self.times
        for _ in range(seconds):
            self.now_s += LOOK_S
            self.app._rest(LOOK_S)
        return self.times - before


def app_sizes() -> str:
    """The file's name."""
    from kiosk.window import SIZES

    return SIZES


@pytest.fixture
def window(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Window:
    return Window(stage, tmp_path, monkeypatch)


def resting() -> View:
    return msgspec.structs.replace(every_page("vi")["home"], dimmed=True, modes=())


def test_one_page_in_some_seconds_and_only_at_rest(window: Window) -> None:
    from kiosk.app import REHEARSE_S

    assert window.after(20) == 0, "before anything is shown"
    window.show(every_page("vi")["home"])
    assert window.after(20) == 0
    window.show(resting())
    assert window.after(round(REHEARSE_S) - 1) == 0, "not at once"
    assert window.after(1) == 1
    assert window.after(round(REHEARSE_S) * 3) == 3
    window.show(every_page("vi")["home"])
    assert window.after(20) == 0


def test_memory_is_given_back_after_some_pages_and_after_the_last(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not after each: that costs more than to build it."""
    from kiosk.app import REHEARSE_S, REHEARSED_PAGES

    window.show(resting())
    left, given_back = REHEARSED_PAGES + 1, []

    def rehearse() -> bool:
        nonlocal left
        left -= 1
        return left >= 0

    def collect() -> None:
        given_back.append(left)
        window.app._collect(0)

    monkeypatch.setattr(window.app.whole, "rehearse", rehearse)
    monkeypatch.setattr(window.app, "_tidy", collect)
    window.after(round(REHEARSE_S) * (REHEARSED_PAGES + 6))
    assert given_back == [1, -1]


def test_never_under_a_finger(window: Window) -> None:
    window.show(resting())
    finger = Finger(5, 5).down()
    assert window.after(30) == 0
    finger.up()
    assert window.after(1) == 1


def test_a_pointer_that_hovers_is_nobody(window: Window) -> None:
    from kivy.base import EventLoop
    from kivy.input.motionevent import MotionEvent

    class Hover(MotionEvent):
        def depack(self, args: Any) -> None:
            self.is_touch = False
            super().depack(args)

    hover = Hover("mouse", "hover", (0, 0))
    EventLoop.post_dispatch_input("begin", hover)
    try:
        window.show(resting())
        assert window.after(10) > 0
    finally:
        EventLoop.post_dispatch_input("end", hover)


def test_what_was_found_is_written_when_memory_is_given_back_and_at_the_end(window: Window) -> None:
    window.show(resting())
    assert not window.file.exists()
    window.app._collect(0)
    assert window.file.exists()
    window.file.unlink()
    window.show(every_page("vi")["confirm"])
    window.app.on_stop()
    assert window.file.exists()
