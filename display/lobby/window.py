"""The lobby's window: turns the session in Kivy's loop and paints what changed.

`assets.look.window.prepare` comes before the import of this module, which imports Kivy.
"""

from __future__ import annotations

import time
from typing import TextIO

from kivy.clock import Clock, ClockEvent

from assets.look.kit import Kit
from assets.look.theme import hall_look
from assets.look.wander import Wander
from display.lobby.parts.page import LobbyPage
from display.lobby.parts.strip import Strip
from display.lobby.reading import Hall
from display.lobby.session import LobbySession
from display.windows.app import WindowApp
from display.windows.play import Shown, words_of
from display.windows.rect import Rect

#: Steps of the ticker a second, about five pixels each on a large screen: one for three pictures of a television, so
#: that all last as long.
TICKER_FPS = 20


class LobbyApp(WindowApp):
    """The window's program."""

    def __init__(self, session: LobbySession, hall: Hall, trace: TextIO | None = None, shift_px: int = 0) -> None:
        kit, self.hall = lobby_kit(hall), hall
        session.fit(hall)
        self.page = LobbyPage(kit, hall.list_px)
        super().__init__(kit, self.page, trace)
        self.session = session
        self._strip, self._wander = Strip(self.page.ticker.settle), Wander(shift_px)
        self._running: ClockEvent | None = None

    def on_stop(self) -> None:
        """The window goes: the voice and the link end in order."""
        super().on_stop()
        self._strip.close()
        self.session.close()

    def look(self) -> None:
        """What changed is drawn."""
        scene = self.session.scene()
        self.page.widest = self.session.widest
        changed = self.page.show(scene)
        self.page.shift(*self._wander.at(time.monotonic()))
        self._run_or_rest()
        self.frames.shows(self.session.view.mark, changed=changed)

    def shown(self) -> Shown | None:
        """The board painted last, and the page's words."""
        return Shown(self.frames.painted, words_of(self.page.scene)) if self.page.scene is not None else None

    def _run_or_rest(self) -> None:
        """Wake for the ticker only while it runs: the window's loop turns as often as anything asks for it."""
        runs = self.page.ticker.runs
        if runs and self._running is None:
            self._running = Clock.schedule_interval(self._run, 1 / TICKER_FPS)
        elif not runs and self._running is not None:
            self._running.cancel()
            self._running = None

    def _run(self, _seconds: float) -> None:
        """The ticker goes on: nothing else of the page is drawn for it."""
        ticker, shift = self.page.ticker, self.page.shifted
        ticker.move(time.monotonic())
        room = Rect(*ticker.pos, *ticker.size).moved(*shift)
        self._strip.step(room, ticker.ground, lambda: ticker.paint(shift))


def lobby_kit(hall: Hall) -> Kit:
    """The look of a hall's board."""
    return Kit(hall_look(hall.screen, distance_m=hall.distance_m))
