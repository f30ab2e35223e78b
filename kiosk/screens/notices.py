"""The office's notices beside a first page at rest: over it where the screen stands, left of it where it lies."""

from __future__ import annotations

import logging

from kivy.graphics import Color, Rectangle
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from assets.look import widgets as w
from assets.look.notices import NoticesError, Picture
from assets.look.picture import placed, texture_of
from assets.look.theme import Look

#: How much of the room between head and foot a notice takes: the page beside it stays usable.
SHARE = 0.42

log = logging.getLogger(__name__)


def lying(look: Look) -> bool:
    """Whether the notice stands beside the page rather than over it."""
    return look.screen.width_px > look.screen.height_px


def notice_size(look: Look) -> tuple[int, int]:
    """How large a notice may be, in pixels."""
    screen = look.screen
    across, high = (SHARE, 0.8) if lying(look) else (1.0, SHARE * 0.85)
    margins = 2 * look.margin_px
    return round(screen.width_px * across) - margins, round(screen.height_px * high) - margins


class Poster(Widget):
    """One notice in the middle of its room. Nothing of it can be pressed: a finger on it wakes the page."""

    def __init__(self, kit: w.Kit) -> None:
        super().__init__(size_hint=(1, None), height=0)
        self._kit = kit
        self._picture: Picture | None = None
        with self.canvas:
            Color(1, 1, 1, 1)
            self._drawing = Rectangle(size=(0, 0))
        self.bind(pos=self._place, size=self._place)

    def show(self, name: str) -> bool:
        """A prepared picture, or none; False when it cannot be had: then the page has the whole room."""
        self._picture = self._drawing.texture = None
        if name:
            try:
                self._picture = Picture.read(name)
            except NoticesError as error:
                log.warning("%s", error)
        if self._picture is not None:
            self._drawing.texture = texture_of(self._picture)
        self._place()
        return self._picture is not None

    def _place(self, *_: object) -> None:
        if self._picture is None:
            self._drawing.size = 0, 0
            return
        margin_px = self._kit.look.margin_px
        room = max(1, self.width - 2 * margin_px), max(1, self.height - margin_px)
        x, y, wide, high = placed(self._picture, *room)
        lift_px = 0 if not lying(self._kit.look) else margin_px // 2
        self._drawing.pos, self._drawing.size = (self.x + margin_px + x, self.y + lift_px + y), (wide, high)


class Middle(BoxLayout):
    """What is between head and foot: the page, and a notice while there is one."""

    def __init__(self, kit: w.Kit) -> None:
        super().__init__(orientation="horizontal" if lying(kit.look) else "vertical")
        self.pages, self.poster = w.Pages(), Poster(kit)
        self._lying, self._shown = lying(kit.look), ""
        self.add_widget(self.pages)

    @property
    def shown(self) -> str:
        """The notice that is shown now."""
        return self._shown

    def show(self, name: str) -> None:
        """Show this notice; "" gives the whole room to the page."""
        if name == self._shown:
            return
        there = self.poster.show(name)
        self._shown = name if there else ""
        if there and self.poster.parent is None:
            self.poster.size_hint = (SHARE, 1) if self._lying else (1, SHARE)
            self.pages.size_hint = (1 - SHARE, 1) if self._lying else (1, 1 - SHARE)
            self.add_widget(self.poster, index=len(self.children))
        elif not there and self.poster.parent is not None:
            self.remove_widget(self.poster)
            self.pages.size_hint = 1, 1

    def page_px(self, width: float, height: float) -> tuple[float, float]:
        """How much of this room is the page's."""
        if not self._shown:
            return width, height
        return (width * (1 - SHARE), height) if self._lying else (width, height * (1 - SHARE))
