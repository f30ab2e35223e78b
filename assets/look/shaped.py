"""Text whose letters stack and change places, drawn by Pillow's shaping: Kivy's own text sets letter beside letter."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable
from typing import Any

from kivy.core.image import ImageData
from kivy.core.text import Label as CoreLabel
from kivy.core.text import LabelBase
from PIL import Image, ImageDraw, ImageFont

from assets.files import find
from assets.look.wrap import filled
from assets.scripts import font_file, one_line, pieces, shaped

_BOLD = re.compile(r"-Bold\.ttf$")


def core_label(text: str, **settings: Any) -> Any:
    """What draws this text into a texture."""
    return kind(text)(text=text, **settings)


def kind(text: str) -> type[LabelBase]:
    """Which of Kivy's text drawers a text needs."""
    return ShapedLabel if shaped(text) else PlainLabel


#: Pieces of text whose sizes are kept, some hundred bytes each: those of the pages of one visit, twice over.
MEASURED_N = 8_192


class Measured:
    """Sizes of pieces of text. When half of its room is full, what was not asked for since the last time is forgotten:
    what is asked for again and again stays.
    """

    def __init__(self, half: int = MEASURED_N) -> None:
        self._half = half
        self._new: dict[tuple[str, float, str], tuple[int, int]] = {}
        self._old = self._new

    def of(self, asked: tuple[str, float, str], measure: Callable[[str], tuple[int, int]]) -> tuple[int, int]:
        """Width and height of a text in a font of a size."""
        known = self._new.get(asked)
        if known is None:
            known = self._old.get(asked) or measure(asked[2])
            if len(self._new) >= self._half:
                self._old, self._new = self._new, {}
            self._new[asked] = known
        return known


_measured = Measured()


class PlainLabel(CoreLabel):
    """Kivy's own, which measures a piece of text once: the search for the largest font that fits asks again and again.

    A font is known by its file: letters are never slanted or thickened by calculation.
    """

    def get_extents(self, text: str) -> tuple[int, int]:
        """Width and height of a piece of a line, in pixels."""
        return _measured.of((self.options["font_name_r"], self.options["font_size"], text), super().get_extents)


class ShapedLabel(LabelBase):
    """Lines as Kivy lays them out, of shaped text. Its font is the one like the font named that has all letters.

    The line box of that font is deep enough by itself: `line_height` is not asked for.
    """

    _text: str

    def get_extents(self, text: str) -> tuple[int, int]:
        """Width of a line, and height of its box, in pixels."""
        face = self._face()
        return _width_px(face, one_line(text)), sum(face.getmetrics())

    def render(self, real: bool = False) -> Any:
        """As Kivy does, which knows no end of a line but a blank: the others are set here."""
        if real:
            return self._render_real()
        written = self._text
        self.options["line_height"] = 1.0
        try:
            self._text = self._broken(written)
            return super().render()
        finally:
            self._text = written

    def _broken(self, text: str) -> str:
        width = self.text_size[0]
        if width is None:
            return text
        left, _top, right, _bottom = self.options["padding"]
        face, room = self._face(), max(1.0, width - left - right)
        measure = functools.partial(_width_px, face)
        lines = (line for each in map(one_line, text.split("\n")) for line in filled(pieces(each), measure, room))
        return "\n".join(lines)

    def _face(self) -> ImageFont.FreeTypeFont:
        bold = bool(_BOLD.search(str(self.options["font_name"])))
        return _face(bold, max(1, int(self.options["font_size"])))

    def _render_begin(self) -> None:
        self._mask = Image.new("L", self._size)
        self._pen = ImageDraw.Draw(self._mask)

    def _render_text(self, text: str, x: float, y: float) -> None:
        face = self._face()
        self._pen.text((int(x), int(y) + face.getmetrics()[0]), one_line(text), font=face, fill=255, anchor="ls")

    def _render_end(self) -> ImageData:
        red, green, blue, alpha = (round(255 * part) for part in self.options["color"])
        picture = Image.new("RGBA", self._size, (red, green, blue))
        picture.putalpha(self._mask if alpha == 255 else self._mask.point(lambda ink: ink * alpha // 255))
        return ImageData(*self._size, "rgba", picture.tobytes())


@functools.lru_cache(maxsize=64)
def _face(bold: bool, size_px: int) -> ImageFont.FreeTypeFont:
    khmer = font_file("\u1780", bold=bold)
    return ImageFont.truetype(str(find(khmer)), size_px, layout_engine=ImageFont.Layout.RAQM)


@functools.lru_cache(maxsize=4_096)
def _width_px(face: ImageFont.FreeTypeFont, text: str) -> int:
    """To the end of the ink: a sign at the end of a line may reach farther than its letter does."""
    return math.ceil(max(face.getlength(text), face.getbbox(text, anchor="ls")[2]))
