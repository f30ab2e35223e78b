"""The program around a window of the hall: looks when something comes in and a few times a second, and can be played.

`assets.look.window.prepare` comes before the import of this module, which imports Kivy.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from kivy.clock import Clock
from kivy.uix.widget import Widget

from assets.look.app import LookApp
from assets.look.kit import Kit
from assets.look.window import give_back
from display.windows.frames import Frames
from display.windows.play import Play, Shown

#: Without anything coming in the window looks so often: clock, turns, pages, times that run out, the beat that stays
#: away.
LOOK_S = 0.25
#: The clock wakes so exactly. Kivy's own third of a frame is spent turning its loop until something is due.
CLOCK_S = 0.001
#: After the first frame, and so often from then on, memory that is not needed goes back; it takes some milliseconds.
FIRST_TIDY_S, TIDY_S = 10.0, 300.0
#: Makes a picture under a name, calls back when it is there, and says where it will be.
Shoot = Callable[[str, Callable[[], None]], Path]


class WindowApp(LookApp):
    """It ends when it is closed or `leave` is called. `look` and `shown` are each window's own.

    `wake`: `look` is due; from any thread. `on_first_frame` is called once, when the window can be seen.
    """

    def __init__(self, kit: Kit, page: Widget, trace: TextIO | None = None) -> None:
        super().__init__(kit, page, "Một Cửa")
        Clock.clock_resolution = CLOCK_S
        self.frames = Frames(trace, self._painted)
        self.wake: Callable[[], None] = Clock.create_trigger(self._turn)
        self.play: Play | None = None
        self.on_first_frame: Callable[[], None] = lambda: None
        self._leaving = False

    def look(self) -> None:
        """Take what came in, and show what changed."""
        raise NotImplementedError

    def shown(self) -> Shown | None:
        """What stands on the page, for who plays; None before anything does."""
        raise NotImplementedError

    def on_start(self) -> None:
        """The window stands: look now, and from now on."""
        Clock.schedule_interval(self._turn, LOOK_S)
        Clock.schedule_interval(lambda _s: give_back(), TIDY_S)
        self._turn(0)

    def on_stop(self) -> None:
        """The window goes."""
        self.frames.close()

    def leave(self) -> None:
        """End; from any thread, and from a signal."""
        self._leaving = True
        self.wake()

    def make_play(self, out: TextIO, shoot: Shoot | None) -> Play:
        """What plays lines on this window."""
        return Play(out, self.leave, shoot)

    def shooter(self, folder: Path) -> Shoot:
        """Makes pictures in a folder; may be called from any thread."""

        def shoot(name: str, done: Callable[[], None]) -> Path:
            path = folder / f"{name}.png"
            Clock.schedule_once(lambda _s: self.frames.shoot(path, done))
            return path

        return shoot

    def _turn(self, _seconds: float) -> None:
        if self._leaving:
            self.stop()
        else:
            self.look()

    def _painted(self) -> None:
        if self.frames.count == 1:
            Clock.schedule_once(lambda _s: give_back(), FIRST_TIDY_S)
            first, self.on_first_frame = self.on_first_frame, lambda: None
            first()
        if self.play is not None and (shown := self.shown()) is not None:
            self.play.show(shown)
