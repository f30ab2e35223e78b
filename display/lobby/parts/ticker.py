"""The lines that run through the foot: drawn once, then only moved."""

from __future__ import annotations

from collections.abc import Iterator

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Canvas, Color, PopMatrix, PushMatrix, Rectangle, Translate
from kivy.uix.widget import Widget

from assets.look.kit import Kit
from display.lobby.rect import Rect

#: Font sizes a second: a word of six letters can be read three times while it passes.
EMS_S = 3.0
#: Between two lines.
BETWEEN = "     ◆     "
#: Graphic chips take pictures up to 4,096 pixels wide.
MOST_WIDE_PX = 2_048


class TickerPart(Widget):
    """Lines one after another, from right to left. `move` says where they are at a time; nothing moves by itself."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(size_hint=(None, None))
        self.kit = kit
        self.lines: tuple[str, ...] = ()
        self._px, self._wide, self._began_s = 0, 0.0, -1.0
        self._strip = Canvas()
        with self.canvas:
            Color(*kit.colour("on_band"))
            PushMatrix()
            self._at = Translate(0, 0)
        self.canvas.add(self._strip)
        with self.canvas:
            PopMatrix()

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
        self._draw(BETWEEN.join(lines))

    def move(self, now_s: float) -> None:
        """Where they are at this time, of any clock that runs evenly."""
        if self._began_s < 0:
            self._began_s = now_s
        gone = (now_s - self._began_s) * EMS_S * self._px % (self._wide + self.width)
        self._at.x = round(self.x + self.width - gone)

    def stand(self) -> None:
        """Stand still where the first line begins."""
        self._at.x = round(self.x + self._px)

    def _draw(self, text: str) -> None:
        self._strip.clear()
        self._wide = 0.0
        pieces = list(self._pieces(text)) if text else []
        with self._strip:
            for piece in pieces:
                label = CoreLabel(text=piece, font_name=self.kit.regular, font_size=self._px, strip=False)
                label.refresh()
                wide, high = label.texture.size
                Rectangle(texture=label.texture, size=(wide, high), pos=(self._wide, self.y + (self.height - high) / 2))
                self._wide += wide

    def _pieces(self, text: str) -> Iterator[str]:
        """The text in pieces that make pictures of bearable width, broken between words."""
        most = max(20, int(MOST_WIDE_PX / self._px * 1.5))
        while len(text) > most:
            at = text.rfind(" ", 0, most) + 1 or most
            yield text[:at]
            text = text[at:]
        yield text
