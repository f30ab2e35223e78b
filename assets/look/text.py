"""Text on a page: it wraps where a reader would pause, into lines of like length, and is never cut."""

import math
from typing import Any

from kivy.properties import NumericProperty
from kivy.uix.label import Label

from assets.look.kit import Kit
from assets.look.shaped import kind
from assets.look.theme import LINE_HEIGHT, Role
from assets.look.wrap import SEPARATOR, balanced, parted
from assets.scripts import BLANKS, pieces, shaped


class Words(Label):
    """What all text has in common. One font per label, chosen by its script; no markup. Not used by itself.

    `font` is a role or a size in pixels; `colour` a meaning of the palette or "#RRGGBB".
    """

    def __init__(
        self, kit: Kit, text: str, font: Role | int, *, bold: bool, colour: str, align: str, **more: Any
    ) -> None:
        self.kit = kit
        settings: dict[str, Any] = {
            "font_name": kit.bold if bold else kit.regular,
            "font_size": kit.font_px(font),
            "color": kit.colour(colour),
            "disabled_color": kit.colour(colour),
            "line_height": LINE_HEIGHT,
            "halign": align,
            "valign": "middle",
        }
        super().__init__(text=text, **(settings | more))

    def dye(self, colour: str) -> None:
        """Another colour, by its meaning."""
        self.color = self.disabled_color = self.kit.colour(colour)

    def line_px(self) -> int:
        """Width the longest line would take unbroken."""
        return max(self._width_px(line) for line in self.text.split("\n"))

    def longest_word_px(self) -> int:
        return max(map(self._width_px, self._words() or [""]))

    @property
    def fits(self) -> bool:
        """Whether no word is wider than its place: Kivy would break it anywhere."""
        return self.size_hint_x is None or self.longest_word_px() <= self.width + 1

    @property
    def _wide_px(self) -> float:
        """Kivy writes over foreign memory when it is told to draw into less than nothing."""
        return max(1.0, self.width)

    def _break(self) -> int:
        """Have it drawn in lines that end where a reader would pause; returns how many. Kivy finds nothing to wrap."""
        lines = [line for each in self.text.split("\n") for line in parted(each, self._has_room, self._balanced)]
        self._label.text = "\n".join(lines)
        return len(lines)

    def _has_room(self, line: str) -> bool:
        return self._width_px(line) <= self._wide_px

    def _balanced(self, text: str) -> list[str]:
        """Lines of like length, so that none is left with one short word."""
        if self._has_room(text):
            return [text]
        words = pieces(text)
        if shaped(text):  # its blanks are part of what is drawn
            return balanced(words, [self._width_px(each) for each in words], 0, self._wide_px)
        widths = [self._width_px(each.rstrip(BLANKS)) for each in words]
        return balanced(words, widths, self._width_px(" "), self._wide_px)

    def _words(self) -> list[str]:
        """What a line must hold unbroken. In a script without blanks between words, what stands between its marks."""
        return [each.rstrip(BLANKS) for line in self.text.split("\n") for each in pieces(line)]

    def _width_px(self, text: str) -> int:
        return int(self._label.get_extents(text)[0])

    _label: Any = None

    def _create_label(self) -> None:
        """Kivy's: another drawer for another script."""
        wanted = kind(self.text)
        if type(self._label) is not wanted:
            settings = {name: getattr(self, name) for name in self._font_properties}
            if self.disabled:
                settings["color"] = self.disabled_color
            self._label = wanted(**settings)

    def _trigger_texture_update(self, name: str | None = None, source: object = None, value: object = None) -> None:
        """Kivy's: called with each change, and before anything that asks for a width."""
        if name == "text":
            self._create_label()
        super()._trigger_texture_update(name, source, value)


class Text(Words):
    """Text as wide as its place; its height follows from the words."""

    def __init__(
        self,
        kit: Kit,
        text: str = "",
        font: Role | int = Role.BODY,
        *,
        bold: bool = False,
        colour: str = "ink",
        align: str = "left",
        **more: Any,
    ) -> None:
        settings: dict[str, Any] = {"size_hint_y": None} | more
        super().__init__(kit, text, font, bold=bold, colour=colour, align=align, **settings)
        self.bind(width=self._wrap, text=self._wrap, font_size=self._wrap, texture_size=self._grow)
        self._wrap()

    def _wrap(self, *_: object) -> None:
        hugs = self.size_hint_x is None
        self.text_size = (None if hugs else self._wide_px, None)
        if hugs:
            return
        self._break()
        self.texture_update()  # now, not with the next frame: what stands around it needs its height

    def _grow(self, *_: object) -> None:
        if self.size_hint_y is None:
            self.height = self.texture_size[1]
        if self.size_hint_x is None:
            self.width = self.texture_size[0]


class Line(Text):
    """Text only as wide as its words, on one line unless it has line breaks."""

    def __init__(self, kit: Kit, text: str = "", font: Role | int = Role.BODY, **more: Any) -> None:
        super().__init__(kit, text, font, size_hint_x=None, **more)


class FitText(Words):
    """Text in a box of given size: the largest font that shows all of it, from `font` down to `least`.

    Below `least` it would not be readable and stays at `least`; `fits` then says False. `own_px` is the size it has by
    itself, and `limit` the most it may have for the sake of others. Down to `unbroken` it is rather smaller than in
    more lines than were written.
    """

    own_px = NumericProperty(0)

    def __init__(
        self,
        kit: Kit,
        text: str = "",
        font: Role | int = Role.BODY,
        *,
        least: Role | int = Role.NOTE,
        unbroken: Role | int | None = None,
        bold: bool = False,
        colour: str = "ink",
        align: str = "left",
        **more: Any,
    ) -> None:
        self._most = kit.font_px(font)
        self._least = min(kit.font_px(least), self._most)
        self._unbroken = self._most if unbroken is None else max(self._least, kit.font_px(unbroken))
        self._whole = False
        self._holding, self._limit = True, math.inf
        super().__init__(kit, text, font, bold=bold, colour=colour, align=align, **more)
        self.bind(size=self._fit, text=self._fit, valign=self._fit)
        self._fit()

    def _fit(self, *_: object) -> None:
        low, high, self._whole = self._least, self._most, True
        if self._unbroken < high and self._holds(self._unbroken):
            low = self._unbroken
        else:
            self._whole = False
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._holds(middle) else (low, middle - 1)
        self.own_px = low
        self._draw()

    def limit(self, most_px: float) -> None:
        """No larger than this from now on, even with more room; what needs a smaller size keeps it."""
        before_px, self._limit = self._drawn_px, most_px
        if self._drawn_px != before_px:
            self._draw()

    @property
    def _drawn_px(self) -> int:
        return int(min(self.own_px, self._limit))

    def _draw(self) -> None:
        # Words are measured one by one to be broken: a line that just fits can seem too long, and Kivy breaks it then.
        self._holding = self._holds(self._drawn_px, broken=True) or self._holds(self._drawn_px)
        # In a given height Kivy lays a broken text out from its middle and drops what one half cannot hold. Without
        # one it draws all of it, and in the middle.
        if self._holding and self.valign != "middle":
            self.text_size = self._wide_px, max(1, self.height)

    @property
    def fits(self) -> bool:
        """Whether all of it is shown."""
        return self._holding

    def _holds(self, font_px: int, *, broken: bool = False) -> bool:
        """Whether it fits in this size. `broken`: as it is to be seen; for the search Kivy's filled lines will do."""
        self.font_size, self.text_size = font_px, (self._wide_px, None)
        self._label.text = self.text
        if broken or self._whole or SEPARATOR in self.text:
            lines = self._break()
            if self._whole and lines > self.text.count("\n") + 1:
                return False
        self.texture_update()
        # Kivy breaks a word that is too long anywhere; a name or number must not be broken.
        return bool(self.texture_size[1] <= self.height and self.longest_word_px() <= self.width)
