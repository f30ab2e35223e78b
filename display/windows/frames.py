"""Frames of the window: what to do with one that is drawn, and when it could be seen."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from kivy.core.window import Window
from kivy.graphics.opengl import glFinish

from broker.hall.board import Mark
from display.windows.picture import save_window


class Frames:
    """Watches every frame. `on_painted` is called after each, and when a board changes nothing that is seen.

    `trace` gets one line a board: epoch, revision, and the monotonic clock in nanoseconds after the flip that first
    showed it. Of two boards that come within one frame only the newer is ever painted.
    """

    def __init__(self, trace: TextIO | None = None, on_painted: Callable[[], None] = lambda: None) -> None:
        self.painted: Mark | None = None
        self.count = 0
        self._trace, self._on_painted = trace, on_painted
        self._due: Mark | None = None
        self._shots: list[tuple[Path, Callable[[], None]]] = []
        Window.bind(on_flip=self._flip)

    def close(self) -> None:
        """Watch no more."""
        Window.unbind(on_flip=self._flip)

    def shows(self, mark: Mark | None, *, changed: bool) -> None:
        """The next frame shows this board: epoch and revision; if nothing `changed`, the last one does already."""
        if mark is None or mark == self.painted:
            return
        waits = changed or self._due is not None or self.count == 0
        self._due = mark
        if not waits:
            self._tell()

    def shoot(self, path: Path, done: Callable[[], None]) -> None:
        """Write the next frame as a picture, and draw one for it."""
        self._shots.append((path, done))
        Window.canvas.ask_update()

    def _flip(self, window: Any) -> bool:
        """Flip here, to tell the moment when it could be seen; True: Kivy need not flip again."""
        for path, done in self._shots:
            save_window(path, *map(int, window.size))
            done()
        self._shots.clear()
        window.flip()
        # Wait until it is drawn. Else a software renderer queues frames, and keeps 100 MB for them for good.
        glFinish()
        self.count += 1
        self._tell()
        return True

    def _tell(self) -> None:
        at_ns = time.monotonic_ns()
        if self._due is not None:
            self.painted, self._due = self._due, None
            if self._trace is not None:
                epoch, revision = self.painted
                self._trace.write(f'{{"epoch":{epoch},"revision":{revision},"monotonic_ns":{at_ns}}}\n')
                self._trace.flush()
        self._on_painted()
