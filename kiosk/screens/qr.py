"""A QR code on the screen, for a telephone: black on white with its quiet border, as large as its place allows."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.paper.raster import QUIET_MODULES, qr_matrix

BLACK, WHITE = b"\x00", b"\xff"


class QrOnScreen(Widget):
    """A square of `side_px`; its modules are whole pixels, so that no edge is soft."""

    def __init__(self, payload: str, side_px: int, **more: Any) -> None:
        super().__init__(size_hint=(None, None), size=(side_px, side_px), **more)
        self._texture = code_texture(payload)
        with self.canvas:
            Color(1, 1, 1, 1)
            self._ground = Rectangle()
            self._code = Rectangle(texture=self._texture)
        self.bind(pos=self._place, size=self._place)
        self._place()

    def _place(self, *_: object) -> None:
        whole_px = self.width - self.width % self._texture.width
        inset = (self.width - whole_px) / 2
        self._ground.pos, self._ground.size = self.pos, self.size
        self._code.pos = round(self.x + inset), round(self.y + inset)
        self._code.size = whole_px, whole_px


def code_texture(payload: str) -> Texture:
    """One pixel a module, border included; enlarged without smoothing."""
    rows = qr_matrix(payload)
    side = len(rows) + 2 * QUIET_MODULES
    quiet = [[False] * side] * QUIET_MODULES
    framed = [[False] * QUIET_MODULES + row + [False] * QUIET_MODULES for row in rows]
    pixels = b"".join(BLACK if dark else WHITE for row in (*quiet, *framed, *quiet) for dark in row)
    texture = Texture.create(size=(side, side), colorfmt="luminance")
    texture.blit_buffer(pixels, colorfmt="luminance", bufferfmt="ubyte")
    texture.flip_vertical()
    texture.mag_filter = "nearest"
    return texture
