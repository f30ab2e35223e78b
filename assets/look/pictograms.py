"""Draws pictograms and ornaments with Kivy: once each at four times the size, then halved twice.

Without multisampling plain lines have stairs; halving a larger drawing smooths them, and what is kept is a
small texture of white that is dyed when used. The shapes themselves are in pictogram_shapes.
"""

import functools
import math
from typing import Any

from kivy.graphics import ClearBuffers, ClearColor, Color, Ellipse, Fbo, Line, Mesh, Rectangle, SmoothRoundedRectangle
from kivy.graphics.texture import Texture
from kivy.properties import StringProperty
from kivy.uix.widget import Widget

from assets.files import AssetsError
from assets.look.kit import Kit
from assets.look.pictogram_shapes import GRID, STROKE, Shape
from assets.look.pictogram_shapes import SHAPES as GENERAL
from assets.look.printer_shapes import PRINTERS

OVER = 4
SHAPES = GENERAL | PRINTERS


class Pictogram(Widget):
    """A square of `side_px` with a pictogram in one colour."""

    name = StringProperty()

    def __init__(self, kit: Kit, name: str, side_px: int, colour: str = "ink", **more: Any) -> None:
        super().__init__(size_hint=(None, None), size=(side_px, side_px), name=name, **more)
        self.kit = kit
        with self.canvas:
            self._colour = Color(*kit.colour(colour))
            self._drawing = Rectangle(texture=pictogram_texture(name, side_px))
        self.bind(pos=self._place, size=self._place, name=self._redraw)
        self._place()

    def dye(self, colour: str) -> None:
        self._colour.rgba = self.kit.colour(colour)

    def _place(self, *_: object) -> None:
        self._drawing.pos, self._drawing.size = (round(self.x), round(self.y)), self.size

    def _redraw(self, *_: object) -> None:
        self._drawing.texture = pictogram_texture(self.name, round(self.width))


class Tile(Widget):
    """A pictogram in white on a rounded square of a field's own colour."""

    def __init__(self, kit: Kit, name: str, side_px: int, fill: str, sign: str = "#FFFFFF", **more: Any) -> None:
        super().__init__(size_hint=(None, None), size=(side_px, side_px), **more)
        inner_px = round(side_px * 0.66)
        with self.canvas:
            Color(*kit.colour(fill))
            self._shape = SmoothRoundedRectangle(radius=[side_px * 0.2])
            Color(*kit.colour(sign))
            self._drawing = Rectangle(texture=pictogram_texture(name, inner_px), size=(inner_px, inner_px))
        self.bind(pos=self._place, size=self._place)
        self._place()

    def _place(self, *_: object) -> None:
        inner_px = max(1, round(self.width * 0.66))
        inset = (self.width - inner_px) / 2
        self._shape.pos, self._shape.size, self._shape.radius = self.pos, self.size, [self.width * 0.2]
        self._drawing.pos = (round(self.x + inset), round(self.y + inset))
        self._drawing.size = (inner_px, inner_px)


@functools.cache
def pictogram_texture(name: str, side_px: int) -> Texture:
    """White on nothing. Raises AssetsError for a name there is no drawing of."""
    if name not in SHAPES:
        raise AssetsError(f"no pictogram {name!r}; there is: {', '.join(sorted(SHAPES))}")
    return _drawn(SHAPES[name], side_px)


@functools.cache
def saw_texture(side_px: int) -> Texture:
    """One tooth, to be repeated sideways."""
    texture = _drawn((("fill", (0, GRID, GRID / 2, GRID * 0.15, GRID, GRID)),), side_px)
    texture.wrap = "repeat"
    return texture


def _drawn(shapes: tuple[Shape, ...], side_px: int) -> Texture:
    large, middle, small = (_canvas(side_px * times) for times in (OVER, OVER // 2, 1))
    with _clean(large):
        for shape in shapes:
            _draw(shape, side_px * OVER / GRID)
    large.draw()
    for fbo, source in ((middle, large), (small, middle)):
        with _clean(fbo):
            Rectangle(texture=source.texture, size=fbo.size)
        fbo.draw()
    texture = Texture.create(size=(side_px, side_px), colorfmt="rgba")
    texture.blit_buffer(small.pixels, colorfmt="rgba", bufferfmt="ubyte")
    return texture


@functools.cache
def _canvas(side_px: int) -> Fbo:
    """Kept and used again: each costs about half a megabyte beside its pixels."""
    return Fbo(size=(side_px, side_px))


def forget_canvases() -> None:
    """Let go of what is only needed while drawing: about 1 MB a size. They are made again at need."""
    _canvas.cache_clear()


def _clean(fbo: Fbo) -> Fbo:
    fbo.clear()
    with fbo:
        ClearColor(1, 1, 1, 0)
        ClearBuffers()
        Color(1, 1, 1, 1)
    return fbo


def _draw(shape: Shape, unit: float) -> None:
    kind, numbers = shape
    at = [number * unit for number in numbers]
    if kind in {"line", "loop"}:
        Line(points=at, close=kind == "loop", width=STROKE / 2 * unit, cap="round", joint="round")
    elif kind == "fill":
        corners = [part for x, y in zip(at[::2], at[1::2], strict=True) for part in (x, y, 0, 0)]
        Mesh(vertices=corners, indices=list(range(len(at) // 2)), mode="triangle_fan")
    elif kind == "disc":
        x, y, radius = at
        Ellipse(pos=(x - radius, y - radius), size=(2 * radius, 2 * radius))
    else:
        Line(points=_arc(at[:3], numbers[3:]), width=STROKE / 2 * unit, cap="round", joint="round")


def _arc(circle: list[float], angles: tuple[float, ...]) -> list[float]:
    """Points along an arc; angles in degrees, counter-clockwise from the right."""
    x, y, radius = circle
    start, end = angles or (0, 360)
    steps = max(8, round(abs(end - start) / 6))
    turn = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [part for angle in turn for part in (x + radius * math.cos(angle), y + radius * math.sin(angle))]
