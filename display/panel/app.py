"""The window of a small screen: turns its session in Kivy's loop and shows what the session says.

`assets.look.window.prepare` comes before the import of this module, which imports Kivy.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TextIO

from kivy.clock import Clock

from assets.look.app import LookApp
from assets.look.kit import Kit
from display.windows.frames import Frames
from display.windows.play import Play, Shown, words_of

#: Without anything coming in the window looks so often: at times that run out, and at the beat that stays away.
LOOK_S = 0.25
#: Makes a picture under a name, calls back when it is there, and says where it will be.
Shoot = Callable[[str, Callable[[], None]], Path]


class Session(Protocol):
    """The program without its window; turned by the window's thread."""

    def scene(self) -> Any:
        """Take what came in, do what is due, and say what is to be drawn."""

    def close(self) -> None:
        """Say goodbye and end."""


class PanelApp(LookApp):
    """The window's program. `page` has `show(scene)`. It ends when it is closed or `leave` is called."""

    def __init__(self, kit: Kit, page: Any, session: Session) -> None:
        super().__init__(kit, page, "Một Cửa")
        self.page, self.session = page, session
        self.frames = Frames(on_painted=self._painted)
        self.wake: Callable[[], None] = Clock.create_trigger(self._look)
        self.play: Play | None = None
        self.on_first_frame: Callable[[], None] = lambda: None
        self._scene: Any = None
        self._leaving = False

    def on_start(self) -> None:
        """The window stands: look now, and from now on."""
        Clock.schedule_interval(self._look, LOOK_S)
        self._look(0)

    def on_stop(self) -> None:
        """The window goes, and the link ends in order."""
        self.frames.close()
        self.session.close()

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

    def _look(self, _seconds: float) -> None:
        if self._leaving:
            self.stop()
            return
        scene = self.session.scene()
        if scene != self._scene:  # what stands there already is not touched: each touch is a frame drawn anew
            self._scene = scene
            self.page.show(scene)

    def _painted(self) -> None:
        if self.frames.count == 1:
            first, self.on_first_frame = self.on_first_frame, lambda: None
            first()
        if self.play is not None and self._scene is not None:
            self.play.show(Shown(None, words_of(self._scene)))
