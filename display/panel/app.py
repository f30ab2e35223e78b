"""The window of a small screen: turns its session in Kivy's loop and shows what the session says.

`assets.look.window.prepare` comes before the import of this module, which imports Kivy.
"""

from __future__ import annotations

from typing import Any, Protocol

from assets.look.kit import Kit
from display.windows.app import WindowApp
from display.windows.play import Shown, words_of


class Session(Protocol):
    """The program without its window; turned by the window's thread."""

    def scene(self) -> Any:
        """Take what came in, do what is due, and say what is to be drawn."""

    def close(self) -> None:
        """Say goodbye and end."""


class PanelApp(WindowApp):
    """The window's program. `page` has `show(scene)`."""

    def __init__(self, kit: Kit, page: Any, session: Session) -> None:
        super().__init__(kit, page)
        self.page, self.session = page, session
        self._scene: Any = None

    def on_stop(self) -> None:
        """The window goes, and the link ends in order."""
        super().on_stop()
        self.session.close()

    def look(self) -> None:
        """What stands there already is not touched: each touch is a frame drawn anew."""
        scene = self.session.scene()
        if scene != self._scene:
            self._scene = scene
            self.page.show(scene)

    def shown(self) -> Shown | None:
        """Its words."""
        return Shown(None, words_of(self._scene)) if self._scene is not None else None
