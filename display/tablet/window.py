"""The tablet's window: shows the session, tells it what is touched, and can be touched by a play.

`assets.look.window.prepare` comes before the import of this module, which imports Kivy.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TextIO

from kivy.clock import Clock
from kivy.core.window import Window

from assets.look.kit import Kit
from assets.look.spots import spots
from assets.spoken.voice import Voice
from display.panel.app import PanelApp
from display.tablet.page import TabletPage
from display.tablet.session import TabletSession
from display.windows.app import Shoot
from display.windows.play import Play, PlayError, Said

#: A calm finger rests so long on the glass.
TOUCH_S = 0.1
DONE_S = 5.0


class TabletApp(PanelApp):
    """The window's program."""

    def __init__(
        self, kit: Kit, session: TabletSession, voice: Voice | None = None, hint: Callable[[str], str] = lambda _l: ""
    ) -> None:
        super().__init__(kit, TabletPage(kit, self._touched, voice, hint), session)
        self._tell = session.touched

    def make_play(self, out: TextIO, shoot: Shoot | None) -> Play:
        """Besides looking it may touch."""
        return TouchingPlay(out, self.leave, shoot, finger=Finger(self.page))

    def _touched(self, action: str) -> None:
        self._tell(action)
        self.wake()


class Finger:
    """A finger on the window's own glass; used in the window's thread."""

    def __init__(self, page: TabletPage) -> None:
        self._page = page

    def touch(self, words: str, done: Callable[[bool], None]) -> None:
        """Touch the first thing to press with these words; `done` tells whether there was one."""
        wanted = words.lower()
        found = [each for each in spots(self._page.content) if each.pressable and wanted in each.words.lower()]
        if not found:
            return done(False)
        x, y, width, height = found[0].box
        at = x + width / 2, Window.height - y - height / 2
        Window.dispatch("on_mouse_down", *at, "left", [])
        Clock.schedule_once(lambda _s: self._let_go(at, done), TOUCH_S)
        return None

    @staticmethod
    def _let_go(at: tuple[float, float], done: Callable[[bool], None]) -> None:
        Window.dispatch("on_mouse_up", *at, "left", [])
        done(True)


class TouchingPlay(Play):
    """A play with one more line: "touch Hài lòng" touches what carries these words."""

    def __init__(self, out: TextIO, leave: Callable[[], None], shoot: Shoot | None, *, finger: Finger) -> None:
        super().__init__(out, leave, shoot)
        self._finger = finger

    def verbs(self) -> dict[str, Callable[[str], Said]]:
        """What a line may begin with."""
        return {**super().verbs(), "touch": self._touch}

    def _touch(self, words: str) -> Said:
        if not words:
            raise PlayError("play: touch what? touch Hài lòng")
        found: list[Any] = []
        done = threading.Event()

        def tell(was_there: bool) -> None:
            found.append(was_there)
            done.set()

        Clock.schedule_once(lambda _s: self._finger.touch(words, tell))
        return {"ok": done.wait(DONE_S) and bool(found[0])}
