"""Draws only a strip of the window, where the rest of it is known to be drawn already.

A frame of the whole page costs a software renderer forty milliseconds, a strip of it hardly one. But what a window
holds after a flip is not promised to anybody: the buffer may be the one shown, an older one, or rubbish. So every
page has a mark of its own in one pixel, and a strip is drawn only into a buffer that bears the mark of the page.
"""

from __future__ import annotations

from collections.abc import Callable

from kivy.core.window import Window
from kivy.graphics import Color, Rectangle
from kivy.graphics.opengl import (
    GL_COLOR_BUFFER_BIT,
    GL_RGBA,
    GL_SCISSOR_TEST,
    GL_UNSIGNED_BYTE,
    glClear,
    glClearColor,
    glDisable,
    glEnable,
    glFinish,
    glReadPixels,
    glScissor,
)

from assets.look.colour import Rgba
from display.windows.rect import Rect

#: Marks before the first comes again, a part of red and a part of green; no eye sees one of them.
_SHADES = 16


class Strip:
    """The window's painter of strips. `on_whole` is called before the whole page is drawn. Close it in the end."""

    def __init__(self, on_whole: Callable[[], None] = lambda: None) -> None:
        self._on_whole = on_whole
        self.whole = self.parts = 0  # frames drawn so
        self._page, self._only_moved = 0, False
        with Window.canvas.after:
            self._colour = Color(0, 0, 0, 1)
            self._mark = Rectangle(size=(1, 1))
        Window.bind(on_draw=self._before_whole)

    def close(self) -> None:
        """Draw no more."""
        Window.unbind(on_draw=self._before_whole)

    def step(self, place: Rect, ground: Rgba, draw: Callable[[], None]) -> None:
        """`draw` the strip at `place` on its ground, on the page that stands there; if that is to be drawn, leave it
        to that.
        """
        if Window.canvas.needs_redraw:
            return
        if not self._bears_mark():
            self._only_moved = True
            Window.canvas.ask_update()
            return
        glEnable(GL_SCISSOR_TEST)
        glScissor(round(place.x), round(place.y), round(place.width), round(place.height))
        glClearColor(*ground)
        glClear(GL_COLOR_BUFFER_BIT)  # cheaper than a rectangle for who has no graphics chip
        draw()
        glDisable(GL_SCISSOR_TEST)
        Window.flip()
        glFinish()
        self.parts += 1

    def _before_whole(self, _window: object) -> None:
        """A whole page is being drawn: it gets a new mark, unless only the strip differs from the one before."""
        if not self._only_moved:
            self._page = (self._page + 1) % (_SHADES * _SHADES)
        self._only_moved = False
        self._on_whole()
        self.whole += 1
        self._mark.pos = (Window.width - 1, Window.height - 1)
        red, green, blue = self._shade()
        self._colour.rgb = (red / 255, green / 255, blue / 255)

    def _bears_mark(self) -> bool:
        found = glReadPixels(Window.width - 1, Window.height - 1, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE)
        return tuple(found[:3]) == self._shade()

    def _shade(self) -> tuple[int, int, int]:
        return 7 + self._page % _SHADES, 25 + self._page // _SHADES, 23
