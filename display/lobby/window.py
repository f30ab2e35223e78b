"""The lobby's window: turns the session in Kivy's loop and paints what changed.

`assets.look.window.prepare` comes before the import of this module, which imports Kivy.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from kivy.clock import Clock, ClockEvent

from assets.look.app import LookApp
from assets.look.kit import Kit
from assets.look.theme import hall_look
from assets.look.wander import Wander
from display.lobby.parts.page import LobbyPage
from display.lobby.parts.strip import Strip
from display.lobby.reading import Hall
from display.lobby.session import LobbySession
from display.windows.frames import Frames
from display.windows.play import Play, Shown, words_of
from display.windows.rect import Rect

#: Without anything coming in the window looks so often: clock, turns, pages, the beat that stays away.
LOOK_S = 0.25
#: Steps of the ticker a second: about four pixels each on a large screen.
TICKER_FPS = 25


class LobbyApp(LookApp):
    """The window's program. It ends when it is closed or `leave` is called."""

    def __init__(self, session: LobbySession, hall: Hall, trace: TextIO | None = None, shift_px: int = 0) -> None:
        kit, self.hall = lobby_kit(hall), hall
        session.fit(hall)
        self.page = LobbyPage(kit, hall.list_px)
        super().__init__(kit, self.page, "Một Cửa")
        self.session = session
        self.frames, self._strip = Frames(trace, self._painted), Strip(self.page.ticker.settle)
        self._wander = Wander(shift_px)
        self.play: Play | None = None
        self.on_first_frame: Callable[[], None] = lambda: None
        self.wake: Callable[[], None] = Clock.create_trigger(self._look)
        self._leaving = False
        self._running: ClockEvent | None = None

    def on_start(self) -> None:
        """The window stands: look now, and from now on."""
        Clock.schedule_interval(self._look, LOOK_S)
        self._look(0)

    def on_stop(self) -> None:
        """The window goes: the voice and the link end in order."""
        self.frames.close()
        self._strip.close()
        self.session.close()

    def leave(self) -> None:
        """End; from any thread, and from a signal."""
        self._leaving = True
        self.wake()

    def shooter(self, folder: Path) -> Callable[[str, Callable[[], None]], Path]:
        """Makes pictures in a folder; may be called from any thread."""

        def shoot(name: str, done: Callable[[], None]) -> Path:
            path = folder / f"{name}.png"
            Clock.schedule_once(lambda _s: self.frames.shoot(path, done))
            return path

        return shoot

    def _look(self, _seconds: float) -> None:
        if self._leaving:
            self.stop()
            return
        changed = self.page.show(self.session.scene())
        self.page.shift(*self._wander.at(time.monotonic()))
        self._run_or_rest()
        self.frames.shows(self.session.view.mark, changed=changed)

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
        self._strip.step(room, lambda: ticker.paint(shift))

    def _painted(self) -> None:
        if self.frames.count == 1:
            first, self.on_first_frame = self.on_first_frame, lambda: None
            first()
        if self.play is not None and self.page.scene is not None:
            self.play.show(Shown(self.frames.painted, words_of(self.page.scene)))


def lobby_kit(hall: Hall) -> Kit:
    """The look of a hall's board."""
    return Kit(hall_look(hall.screen, distance_m=hall.distance_m))
