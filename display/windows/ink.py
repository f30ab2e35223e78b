"""Writing on a window: figures cut to their ink, and words in the largest size that fits, without trial drawing."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable

from kivy.core.text import Label as CoreLabel
from kivy.core.text import LabelBase
from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from assets.look.kit import Kit
from assets.look.shaped import ShapedLabel
from assets.look.text import Words
from assets.look.theme import CAPITAL_SHARE, LINE_HEIGHT, LINE_SHARE, SHAPED_LINE_SHARE
from assets.look.wrap import balanced_width, lines_at
from assets.scripts import pieces, shaped
from display.windows.rect import Rect

#: Parts of Noto Sans' line box below the baseline, of the font size.
DESCENT_SHARE = 0.293
#: Room left above a capital and below the baseline: round figures reach over both lines a little.
OVERSHOOT = 0.02
#: Height of a figure cut to its ink, of the font size.
FIGURE_SHARE = CAPITAL_SHARE + 2 * OVERSHOOT
#: Height of one line of words, of the font size.
ONE_LINE = LINE_SHARE * LINE_HEIGHT
#: Widths are measured once at this size and scaled; hinting makes a drawn word this much wider at most.
MEASURED_PX, HINTING = 100, 1.02


class Figure(Widget):
    """A number as large as its place allows: capitals and digits only, so that nothing is kept for other letters."""

    def __init__(self, kit: Kit, *, colour: str = "ink", align: str = "center") -> None:
        super().__init__(size_hint=(None, None))
        self.kit, self.align = kit, align
        self.text, self.font_px, self._drawn = "", 0, ("", 0)
        with self.canvas:
            self._colour = Color(*kit.colour(colour))
            self._ink = Rectangle(size=(0, 0))

    def dye(self, colour: str) -> None:
        """Another colour, by its meaning."""
        self._colour.rgba = self.kit.colour(colour)

    @property
    def ink_right(self) -> float:
        """Where the figure ends."""
        return float(self._ink.pos[0] + self._ink.size[0])

    def tell(self, text: str, place: Rect, most_px: float = math.inf) -> None:
        """Show `text` in `place`; at most so large, so that neighbours can be of one size."""
        self.text, self.pos, self.size = text, (place.x, place.y), (place.width, place.height)
        self.font_px = int(min(most_px, figure_px(self.kit.bold, text, place.width, place.height)))
        if not text or self.font_px < 1:
            self._ink.size = (0, 0)
            return
        if self._drawn != (text, self.font_px):
            self._draw()
        self._put()

    def _draw(self) -> None:
        label = CoreLabel(text=self.text, font_name=self.kit.bold, font_size=self.font_px)
        label.refresh()
        texture = label.texture
        low = (DESCENT_SHARE - OVERSHOOT) / LINE_SHARE
        high = low + FIGURE_SHARE / LINE_SHARE
        left, bottom, right, _b, _r, top, _l, _t = texture.tex_coords
        below, above = bottom + (top - bottom) * low, bottom + (top - bottom) * high
        self._ink.texture = texture
        self._ink.tex_coords = (left, below, right, below, right, above, left, above)
        self._ink.size = (texture.width, round(texture.height * (high - low)))
        self._drawn = (self.text, self.font_px)

    def _put(self) -> None:
        wide, high = self._ink.size
        spare = {"left": 0.0, "center": (self.width - wide) / 2, "right": self.width - wide}[self.align]
        self._ink.pos = (round(self.x + spare), round(self.y + (self.height - high) / 2))


class Snug(Words):
    """Words in a place of given size: as large as all of them fit, from `most_px` down to `least_px`.

    They wrap into at most so many `lines`, breaks in the text included. At `least_px` they are shown whether they
    fit or not; `fits` then says False.
    """

    def __init__(
        self, kit: Kit, *, bold: bool = False, colour: str = "ink", align: str = "left", lines: int = 1
    ) -> None:
        super().__init__(kit, "", 1, bold=bold, colour=colour, align=align, size_hint=(None, None))
        self.lines, self._whole = lines, True

    @property
    def fits(self) -> bool:
        """Whether all of it is shown."""
        return self._whole

    def tell(self, text: str, place: Rect, most_px: float, least_px: float) -> None:
        """Show `text` in `place`."""
        px = self._fitting(text, place, most_px, least_px)
        self._put(text, place, px or int(least_px))
        self._whole = bool(px)

    def tell_one(self, texts: Iterable[str], place: Rect, most_px: float, sizes: tuple[float, ...]) -> None:
        """Show the first of `texts` that fits into `place` at the first of `sizes` or larger, else at the next of them.

        Where none fits the last is shown at the last size. No size is asked for that is larger than `most_px` or
        than a line of the place.
        """
        told, high = list(texts), int(place.height)
        for size in sizes:
            for text in told:
                most = max(1, min(int(most_px), int(high / line_share(text))))
                px = self._fitting(text, place, most, min(size, most))
                if px:
                    return self.tell(text, place, px, px)
        return self.tell(told[-1] if told else "", place, most_px, max(1, min(sizes[-1], most_px)))

    def can(self, text: str, place: Rect, px: float, lines: int = 0) -> bool:
        """Whether all of `text` fits into `place` at this size, in so many lines or as many as are allowed."""
        return fitting_px(self.font_name, text, _box(place), (math.ceil(px),) * 2, lines or self.lines) > 0

    def _fitting(self, text: str, place: Rect, most_px: float, least_px: float) -> int:
        """The largest size at which all of it fits; 0 if there is none."""
        most, least = int(most_px), math.ceil(least_px)
        return fitting_px(self.font_name, text, _box(place), (most, min(most, least)), self.lines)

    def _put(self, text: str, place: Rect, px: int) -> None:
        self.text = "\n".join(broken(self.font_name, text, place.width, px)) if self.lines > 1 else text
        self.font_size = px
        self.pos, self.size = (round(place.x), round(place.y)), (round(place.width), round(place.height))
        self.text_size = (self.width, None)


def _box(place: Rect) -> tuple[int, int]:
    return int(place.width), int(place.height)


def line_share(text: str) -> float:
    """Height of one line of a text, of the font size."""
    return SHAPED_LINE_SHARE if shaped(text) else ONE_LINE


@functools.lru_cache(maxsize=4_096)
def fitting_px(font: str, text: str, box: tuple[int, int], sizes: tuple[int, int], lines: int) -> int:
    """The largest of `sizes` (most, least) at which `text` fits into the box in so many lines; 0 if none does."""
    parts, space = _parts(text)
    paragraphs = [[measured(font, word) for word in words] for words in parts]
    longest = max((width for words in paragraphs for width in words), default=0.0)
    for px in range(sizes[0], max(1, sizes[1]) - 1, -1):
        scale = px / MEASURED_PX * HINTING
        needed = sum(lines_at(words, measured(font, space), box[0] / scale) for words in paragraphs)
        high = needed * px * line_share(text)
        if longest * scale <= box[0] and needed <= lines and high <= box[1]:
            return px
    return 0


def broken(font: str, text: str, width: float, px: int) -> list[str]:
    """The lines of a text in a place so wide: each paragraph in as few as it needs, of like length."""
    room = width / (px / MEASURED_PX * HINTING)
    parts, space = _parts(text)
    return [line for words in parts for line in _lines(font, words, space, room)]


def _parts(text: str) -> tuple[list[list[str]], str]:
    """The words of each paragraph, and what stands between two of them; shaped ones keep their own blanks."""
    paragraphs = text.split("\n")
    return ([pieces(each) for each in paragraphs], "") if shaped(text) else ([each.split() for each in paragraphs], " ")


def _lines(font: str, words: list[str], between: str, room: float) -> list[str]:
    space, used = measured(font, between), 0.0
    narrow = balanced_width([measured(font, word) for word in words], space, room)
    lines: list[list[str]] = [[]]
    for word in words:
        wide = measured(font, word)
        if lines[-1] and used + space + wide > narrow:
            lines.append([])
        used = used + space + wide if lines[-1] else wide
        lines[-1].append(word)
    return [between.join(line) for line in lines]


def figure_px(font: str, text: str, width: float, height: float) -> int:
    """The largest size of a figure in a place."""
    wide = measured(font, text) / MEASURED_PX * HINTING
    return int(min(width / wide if wide else height, height / FIGURE_SHARE))


@functools.lru_cache(maxsize=4_096)
def measured(font: str, text: str) -> float:
    """Width of `text` in pixels at `MEASURED_PX`."""
    return float(_pen(font, of_shaped=shaped(text)).get_extents(text)[0])


@functools.cache
def _pen(font: str, *, of_shaped: bool) -> LabelBase:
    pen = (ShapedLabel if of_shaped else CoreLabel)(font_name=font, font_size=MEASURED_PX)
    pen.resolve_font_name()
    return pen
