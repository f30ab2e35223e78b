"""Grounds: a rounded plate, and the base of every part of the page."""

from __future__ import annotations

from kivy.graphics import Color, Ellipse, Rectangle, SmoothRoundedRectangle
from kivy.uix.widget import Widget

from assets.look.kit import Kit
from display.board_layout import Rect


class Plate(Widget):
    """A rounded ground of one colour, on which a part stands. With `radius` 0 it is square."""

    def __init__(self, kit: Kit, fill: str = "surface", *, radius: float = 14) -> None:
        super().__init__(size_hint=(None, None))
        self.kit, self.fill = kit, fill
        with self.canvas.before:
            self._colour = Color(*kit.colour(fill))
            self._shape = SmoothRoundedRectangle(radius=[radius]) if radius else Rectangle()
        self.bind(pos=self._place, size=self._place)

    def dye(self, fill: str) -> None:
        """Another ground, by its meaning."""
        if fill != self.fill:
            self.fill = fill
            self._colour.rgba = self.kit.colour(fill)

    def lie(self, place: Rect) -> Rect:
        """Take this place; returns it in whole pixels, so that edges are sharp."""
        self.pos, self.size = (round(place.x), round(place.y)), (round(place.width), round(place.height))
        return Rect(*self.pos, *self.size)

    def _place(self, *_: object) -> None:
        self._shape.pos, self._shape.size = self.pos, self.size


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
