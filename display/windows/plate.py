"""Grounds: a rounded plate, and the base of every part of the page."""

from __future__ import annotations

import functools
import math

from kivy.graphics import BorderImage, Color, Ellipse, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from assets.look.fields import field_look
from assets.look.kit import Kit
from assets.look.pictograms import pictogram_texture
from display.windows.rect import Rect

#: Short side of the screen that lengths given in pixels are meant for.
DRAWN_FOR_PX = 1_080


class Part(Widget):
    """A piece of the page in a place of its own. It draws no ground: each layer costs a software renderer time."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(size_hint=(None, None))
        self.kit = kit

    def lie(self, place: Rect) -> Rect:
        """Take this place; returns it in whole pixels, so that edges are sharp."""
        self.pos, self.size = (round(place.x), round(place.y)), (round(place.width), round(place.height))
        return Rect(*self.pos, *self.size)


class Plate(Part):
    """A part on a ground of one colour, with round corners; with `radius` 0 it is square. The radius is that of a
    screen whose short side has `DRAWN_FOR_PX`.

    `bleed`: its ground reaches so far above and below its place, and as far aside: a band at the edge of a page that
    wanders.

    All grounds share one picture of a corner: a rounded rectangle of Kivy's keeps a quarter of a megabyte each.
    """

    def __init__(self, kit: Kit, fill: str = "surface", *, radius: int = 14, bleed: tuple[int, int] = (0, 0)) -> None:
        super().__init__(kit)
        self.fill, self._bleed = fill, bleed
        screen = kit.look.screen
        radius = round(radius * min(screen.width_px, screen.height_px) / DRAWN_FOR_PX)
        with self.canvas.before:
            self._colour = Color(*kit.colour(fill))
            self._shape = BorderImage(texture=round_texture(radius), border=[radius] * 4) if radius else Rectangle()
        self.bind(pos=self._place, size=self._place)

    def dye(self, fill: str) -> None:
        """Another ground, by its meaning."""
        if fill != self.fill:
            self.fill = fill
            self._colour.rgba = self.kit.colour(fill)

    def _place(self, *_: object) -> None:
        above, below = self._bleed
        aside = max(self._bleed)
        self._shape.pos = (self.x - aside, self.y - below)
        self._shape.size = (self.width + 2 * aside, self.height + above + below)


@functools.cache
def round_texture(radius: int) -> Texture:
    """A white disc with a cross of two pixels through it, to be stretched: smooth round corners at any size."""
    side = 2 * radius + 2
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    rows = (255 * _covered(x, y, radius) for y in range(side) for x in range(side))
    texture.blit_buffer(bytes(part for alpha in rows for part in (255, 255, 255, round(alpha))), colorfmt="rgba")
    return texture


def _covered(x: int, y: int, radius: int) -> float:
    """Share of a pixel that lies in the shape; from its distance, good to a few hundredths."""
    across = max(radius - x - 0.5, x + 0.5 - radius - 2, 0.0)
    upward = max(radius - y - 0.5, y + 0.5 - radius - 2, 0.0)
    return min(max(radius - math.hypot(across, upward) + 0.5, 0.0), 1.0)


class Rule(Widget):
    """A thin line between two things."""

    def __init__(self, kit: Kit, colour: str = "line", alpha: float = 0.6) -> None:
        super().__init__(size_hint=(None, None))
        with self.canvas:
            Color(*kit.colour(colour, alpha))
            self._shape = Rectangle()

    def lie(self, place: Rect) -> None:
        """Take this place."""
        self.pos, self.size = (place.x, place.y), (place.width, place.height)
        self._shape.pos, self._shape.size = (round(place.x), round(place.y)), (round(place.width), round(place.height))


class Sign(Widget):
    """The pictogram of a field, in one colour or in the field's own; none where a field has none."""

    def __init__(self, kit: Kit, colour: str = "") -> None:
        super().__init__(size_hint=(None, None))
        self.kit, self._own = kit, not colour
        self._shown: tuple[str, float] = ("", 0.0)
        with self.canvas:
            self._colour = Color(*kit.colour(colour or "ink"))
            self._drawing = Rectangle(size=(0, 0))

    def dye(self, colour: str) -> None:
        """Another colour."""
        self._colour.rgba = self.kit.colour(colour)

    def tell(self, pictogram: str, place: Rect) -> None:
        """Show the pictogram of this name in a square place."""
        look = field_look(pictogram)
        if pictogram and self._shown != (pictogram, place.width):
            self._drawing.texture = pictogram_texture(look.pictogram, round(place.width))
            self._shown = (pictogram, place.width)
        if self._own:
            self.dye(look.light)
        side = place.width if pictogram else 0
        self.pos, self.size = (round(place.x), round(place.y)), (side, side)
        self._drawing.pos, self._drawing.size = self.pos, self.size


class Dots(Widget):
    """Which of several pages is shown: a row of dots, the present one bright. One page has none."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(size_hint=(None, None))
        self.kit = kit

    def show(self, page: int, pages: int, place: Rect, unit: float) -> None:
        """Draw them in the middle of the place."""
        self.canvas.clear()
        if pages < 2:
            return
        side, step = round(10 * unit), round(24 * unit)
        left, y = place.x + (place.width - step * (pages - 1) - side) / 2, place.y
        with self.canvas:
            for n in range(pages):
                Color(*self.kit.colour("gold" if n == page else "line"))
                Ellipse(pos=(round(left + n * step), round(y)), size=(side, side), segments=24)
