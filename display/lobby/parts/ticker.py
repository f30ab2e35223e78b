"""The lines that run through the foot: written once, then only moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kivy.core.window import Window
from kivy.graphics import Canvas, Color, PopMatrix, PushMatrix, Rectangle, RenderContext, Translate
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from assets.look.kit import Kit
from assets.look.shaped import core_label
from display.windows.rect import Rect

#: Font sizes a second: a word of six letters can be read three times while it passes.
EMS_S = 3.0
#: Between two lines; none of the marks that stand beside numbers.
BETWEEN = "     •     "
#: Graphic chips take pictures up to 4,096 pixels wide.
MOST_WIDE_PX = 2_048


class Belt:
    """Pictures in a row on a canvas, and where the row begins."""

    def __init__(self, kit: Kit, canvas: Canvas) -> None:
        self._strip = Canvas()
        with canvas:
            Color(*kit.colour("on_band"))
            PushMatrix()
            self.at = Translate(0, 0)
        canvas.add(self._strip)
        with canvas:
            PopMatrix()

    def lay(self, pictures: Iterable[Texture], middle: float) -> float:
        """Lay these in a row at this height; how long it is."""
        self._strip.clear()
        wide = 0.0
        with self._strip:
            for each in pictures:
                Rectangle(texture=each, size=each.size, pos=(wide, round(middle - each.height / 2)))
                wide += each.width
        return wide


class TickerPart(Widget):
    """Lines one after another, from right to left. `move` says where they are at a time; nothing moves by itself.

    They stand twice: on the page, for frames of the whole of it, and on a canvas of their own with nothing else on it,
    which `paint` draws on a clean `ground` over the page.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__(size_hint=(None, None))
        self.kit = kit
        self.lines: tuple[str, ...] = ()
        self._px, self._wide, self._began_s, self._x = 0, 0.0, -1.0, 0.0
        self._on_page = Belt(kit, self.canvas)
        self._alone = RenderContext()
        with self._alone:
            self._shift = Translate(0, 0)
        self.ground = kit.colour("band")
        self._over_page = Belt(kit, self._alone)

    @property
    def runs(self) -> bool:
        """Whether there is anything to move."""
        return bool(self.lines)

    def tell(self, lines: tuple[str, ...], place: Rect, px: int) -> None:
        """These lines in this place; where they run already, they run on."""
        self.pos, self.size = (place.x, place.y), (place.width, place.height)
        if (lines, px) == (self.lines, self._px):
            return
        self.lines, self._px, self._began_s = lines, px, -1.0
        pictures = [self._picture(each) for each in self._pieces(BETWEEN.join(lines))] if lines else []
        for belt in (self._on_page, self._over_page):
            self._wide = belt.lay(pictures, place.y + place.height / 2)
        self._settle(place.right)

    def move(self, now_s: float) -> None:
        """Where they are at this time, of any clock that runs evenly. The page itself is told by `settle`."""
        if self._began_s < 0:
            self._began_s = now_s
        gone = (now_s - self._began_s) * EMS_S * self._px % (self._wide + self.width)
        self._x = round(self.x + self.width - gone)

    def settle(self) -> None:
        """The whole page is drawn next: the lines stand on it where they are."""
        self._settle(self._x)

    def stand(self) -> None:
        """Stand still where the first line begins."""
        self._settle(round(self.x + self._px))

    def paint(self, shift: tuple[int, int]) -> None:
        """Draw the lines, and nothing else, on a page that stands so far aside."""
        self._shift.x, self._shift.y = shift
        self._over_page.at.x = self._x
        for matrix in ("projection_mat", "modelview_mat"):
            self._alone[matrix] = Window.render_context[matrix]
        self._alone.draw()

    def _settle(self, x: float) -> None:
        self._x = x
        if self._on_page.at.x != x:
            self._on_page.at.x = x

    def _picture(self, text: str) -> Texture:
        label = core_label(text, font_name=self.kit.regular, font_size=self._px, strip=False)
        label.refresh()
        label.texture.mag_filter = label.texture.min_filter = "nearest"  # it stands on whole pixels, and costs less so
        return label.texture

    def _pieces(self, text: str) -> Iterator[str]:
        """The text in pieces that make pictures of bearable width, broken between words."""
        most = max(20, int(MOST_WIDE_PX / self._px * 1.5))
        while len(text) > most:
            at = text.rfind(" ", 0, most) + 1 or most
            yield text[:at]
            text = text[at:]
        yield text
