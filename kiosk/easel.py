"""A window nobody sees, to draw pages in. Imports Kivy when it is made."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from assets.look.theme import Screen, hand_look
from assets.look.window import prepare

#: Frames until text has grown and everything stands around it.
SETTLE_FRAMES = 6


class Easel:
    """`largest_px`: off screen, a drawing area never grows after it was made."""

    def __init__(self, largest_px: int) -> None:
        home = Path(tempfile.mkdtemp(prefix="motcua-easel-"))
        prepare(largest_px, largest_px, title="motcua-gallery", fullscreen=False, show_cursor=False, state_dir=home)
        from kivy.base import EventLoop
        from kivy.config import Config

        Config.set("graphics", "maxfps", "0")
        EventLoop.ensure_window()
        shutil.rmtree(home, ignore_errors=True)
        self.window: Any = EventLoop.window

    def page(self, screen: Screen, mounting_mm: float) -> Any:
        """An empty kiosk page on a screen of this size; alone in the window."""
        from assets.look.kit import Kit
        from kiosk.screens.whole import Whole

        for child in list(self.window.children):
            self.window.remove_widget(child)
        self.window.size = screen.width_px, screen.height_px
        whole = Whole(Kit(hand_look(screen)), lambda _action: None, mounting_mm)
        self.window.add_widget(whole)
        return whole

    def settle(self) -> None:
        """Draw until nothing moves any more."""
        from kivy.base import EventLoop

        for _ in range(SETTLE_FRAMES):
            EventLoop.idle()

    def shoot(self, path: Path) -> None:
        """The window as a picture at exactly `path`; Kivy would add a number to the name."""
        self.window.canvas.ask_update()
        self.settle()
        shutil.move(self.window.screenshot(name=str(path)), path)
