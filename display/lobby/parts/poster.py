"""A notice of the office in place of the board, while it is calm."""

from __future__ import annotations

import logging

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from assets.look.kit import Kit
from assets.look.notices import NoticesError, Picture
from assets.look.picture import placed, texture_of
from display.windows.plate import Plate
from display.windows.rect import Rect

_log = logging.getLogger(__name__)


class PosterPart(Plate):
    """The picture in the middle of the body, on the page's own ground. What is not shown keeps no picture."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "ground", radius=0)
        self._shown: tuple[str, Rect] | None = None
        with self.canvas:
            Color(1, 1, 1, 1)
            self._drawing = Rectangle(size=(0, 0))

    def show(self, name: str, place: Rect, page: Widget) -> bool:
        """Show the prepared picture of this name over `page`, or take it away; False if nothing changed."""
        wanted = (name, place) if name else None
        if wanted == self._shown:
            return False
        self._shown = wanted
        if self.parent is not None:
            page.remove_widget(self)
        self._drawing.texture = None
        if name:
            self._try(name, self.lie(place), page)
        return True

    def _try(self, name: str, place: Rect, page: Widget) -> None:
        """A picture that has gone meanwhile leaves the board as it is."""
        try:
            self._draw(Picture.read(name), place)
        except NoticesError as error:
            _log.warning("%s", error)
        else:
            page.add_widget(self)

    def _draw(self, picture: Picture, place: Rect) -> None:
        x, y, wide, high = placed(picture, place.width, place.height)
        self._drawing.texture, self._drawing.size = texture_of(picture), (wide, high)
        self._drawing.pos = (round(place.x) + x, round(place.y) + y)
