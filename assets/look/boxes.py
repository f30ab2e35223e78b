"""Where things stand: rows, columns, grounds, bands, pages."""

from typing import Any

from kivy.graphics import Color, Rectangle, SmoothRoundedRectangle
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from assets.look.kit import Kit
from assets.look.pictograms import saw_texture


class _Stack(BoxLayout):
    """A row or column with the look's spacing; with `hug` it is as high as what it holds."""

    def __init__(self, kit: Kit, *children: Widget, hug: bool = False, **more: Any) -> None:
        super().__init__(**({"spacing": kit.gap} | more))
        self.kit = kit
        if hug:
            self.size_hint_y = None
            self.bind(minimum_height=self.setter("height"))
        for child in children:
            self.add_widget(child)


class Row(_Stack):
    def __init__(self, kit: Kit, *children: Widget, **more: Any) -> None:
        super().__init__(kit, *children, **({"orientation": "horizontal"} | more))


class Column(_Stack):
    def __init__(self, kit: Kit, *children: Widget, **more: Any) -> None:
        super().__init__(kit, *children, **({"orientation": "vertical"} | more))


def gap(px: float | None = None) -> Widget:
    """Empty room: of so many pixels both ways, or all that is left over."""
    return Widget() if px is None else Widget(size_hint=(None, None), size=(px, px))


class Panel(_Stack):
    """A column or row on a rounded ground of its own; nothing to press."""

    def __init__(self, kit: Kit, *children: Widget, fill: str = "surface", **more: Any) -> None:
        settings: dict[str, Any] = {"orientation": "vertical", "padding": kit.gap * 1.5} | more
        super().__init__(kit, *children, **settings)
        self.fill = fill
        with self.canvas.before:
            self._fill = Color(*kit.colour(fill))
            self._shape = SmoothRoundedRectangle(radius=[kit.look.radius_px])
        self.bind(pos=self._place, size=self._place)

    def dye(self, fill: str) -> None:
        """Another ground, by its meaning."""
        self.fill, self._fill.rgba = fill, self.kit.colour(fill)

    def _place(self, *_: object) -> None:
        self._shape.pos, self._shape.size = self.pos, (max(0, self.width), max(0, self.height))


class Band(_Stack):
    """Head or foot of a page: a dark row whose inner edge is a saw line, as on the bronze drums.

    It goes on beyond its sides and its outer edge: a page that wanders a little shall not bare the window's.
    """

    def __init__(self, kit: Kit, *children: Widget, saw: str = "below", **more: Any) -> None:
        margin = kit.look.margin_px
        settings: dict[str, Any] = {"orientation": "horizontal", "padding": (margin, kit.gap)} | more
        super().__init__(kit, *children, **settings)
        self.fill = "band"
        self._saw_px, self._above = max(6, round(kit.gap * 0.7)), saw == "above"
        with self.canvas.before:
            Color(*kit.colour("band"))
            self._shape = Rectangle()
            Color(*kit.colour("gold"))
            self._saw = Rectangle(texture=saw_texture(self._saw_px))
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        over = self._saw_px
        x, wide = self.x - over, self.width + 2 * over
        self._shape.pos = x, self.y - (over if self._above else 0)
        self._shape.size = wide, self.height + over
        y = self.y + self.height - self._saw_px if self._above else self.y
        self._saw.pos, self._saw.size = (x, y), (wide, self._saw_px)
        teeth = wide / self._saw_px
        low, high = (1, 0) if self._above else (0, 1)
        self._saw.tex_coords = (0, low, teeth, low, teeth, high, 0, high)


class Ground(Column):
    """The whole page: its colour, and everything on it from top to bottom.

    `beyond_px`: so far its colour goes on to the sides, and above and below, of its own box.
    """

    def __init__(
        self, kit: Kit, *children: Widget, fill: str = "ground", beyond_px: tuple[int, int] = (0, 0), **more: Any
    ) -> None:
        super().__init__(kit, *children, **({"spacing": 0} | more))
        self.fill, self._beyond_px = fill, beyond_px
        with self.canvas.before:
            Color(*kit.colour(fill))
            self._shape = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        across, upward = self._beyond_px
        self._shape.pos = self.x - across, self.y - upward
        self._shape.size = self.width + 2 * across, self.height + 2 * upward


class Pages(BoxLayout):
    """Shows one page at a time and changes at once: a slide costs 40 MB and a slow eye its place."""

    def show(self, page: Widget) -> None:
        if page.parent is not self:
            self.clear_widgets()
            self.add_widget(page)

    @property
    def shown(self) -> Widget | None:
        return self.children[0] if self.children else None
