"""Text on a page: wraps, grows downward, is never cut."""

from typing import Any

from kivy.uix.label import Label

from assets.look.kit import Kit
from assets.look.theme import LINE_HEIGHT, Role


class Text(Label):
    """Text as wide as its place; its height follows from the words.

    `size` is a role or a font size in pixels; `colour` a meaning of the palette. One font per label.
    """

    def __init__(
        self,
        kit: Kit,
        text: str = "",
        size: Role | int = Role.BODY,
        *,
        bold: bool = False,
        colour: str = "ink",
        align: str = "left",
        **more: Any,
    ) -> None:
        self.kit = kit
        settings: dict[str, Any] = {"size_hint_y": None, "valign": "middle", "halign": align} | more
        super().__init__(
            text=text,
            font_name=kit.bold if bold else kit.regular,
            font_size=kit.font_px(size),
            color=kit.colour(colour),
            line_height=LINE_HEIGHT,
            **settings,
        )
        self.bind(width=self._wrap, texture_size=self._grow)
        self._wrap()

    def dye(self, colour: str) -> None:
        """Another colour, by its meaning."""
        self.color = self.kit.colour(colour)

    def _wrap(self, *_: object) -> None:
        self.text_size = (self.width, None) if self.size_hint_x is not None else (None, None)

    def _grow(self, *_: object) -> None:
        if self.size_hint_y is None:
            self.height = self.texture_size[1]
        if self.size_hint_x is None:
            self.width = self.texture_size[0]


class Line(Text):
    """Text only as wide as its words, on one line unless it has line breaks."""

    def __init__(self, kit: Kit, text: str = "", size: Role | int = Role.BODY, **more: Any) -> None:
        super().__init__(kit, text, size, size_hint_x=None, **more)


class FitText(Label):
    """Text in a box of given size: the largest font that shows all of it, from `size` down to `least`.

    Below `least` it would not be readable and stays at `least`; `fits` then says False.
    """

    def __init__(
        self,
        kit: Kit,
        text: str = "",
        size: Role | int = Role.BODY,
        *,
        least: Role | int = Role.NOTE,
        bold: bool = False,
        colour: str = "ink",
        align: str = "left",
        **more: Any,
    ) -> None:
        self.kit = kit
        self._most, self._least = kit.font_px(size), kit.font_px(least)
        self.fits = True
        super().__init__(
            text=text,
            font_name=kit.bold if bold else kit.regular,
            font_size=self._most,
            color=kit.colour(colour),
            line_height=LINE_HEIGHT,
            **({"valign": "middle", "halign": align} | more),
        )
        self.bind(size=self._fit, text=self._fit)
        self._fit()

    def dye(self, colour: str) -> None:
        self.color = self.kit.colour(colour)

    def _fit(self, *_: object) -> None:
        self.text_size = (self.width, None)
        low, high = self._least, self._most
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._holds(middle) else (low, middle - 1)
        self.fits = self._holds(low)

    def _holds(self, font_px: int) -> bool:
        self.font_size = font_px
        self.texture_update()
        return bool(self.texture_size[1] <= self.height and self._longest_word() <= self.width)

    def _longest_word(self) -> float:
        """Kivy breaks a word that is too long anywhere; a name or number must not be broken."""
        words = self.text.split() or [""]
        return float(max(self._label.get_extents(word)[0] for word in words))
