"""The head: whose office, and the time. Below it the training banner, when there is one."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle

from assets.look.kit import Kit
from assets.look.pictograms import saw_texture
from broker.hall.scene import Foot, Head
from display.lobby.layout import Scale
from display.lobby.parts.ticker import TickerPart
from display.lobby.reading import WORDS_PX
from display.windows.ink import Figure, Snug
from display.windows.plate import Plate
from display.windows.rect import Rect

#: The bands reach so far beyond the screen: a page that wanders has no bare edge.
BLEED = 16


class HeadPart(Plate):
    """Authority over office on the left, clock and date on the right, a saw line below as on the bronze drums."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "band", radius=0, bleed=(BLEED, 0))
        self._authority = Snug(kit, colour="gold")
        self._office = Snug(kit, bold=True, colour="on_band")
        self._date = Snug(kit, colour="on_band", align="right")
        self._clock = Figure(kit, colour="on_band", align="right")
        for part in (self._authority, self._office, self._date, self._clock):
            self.add_widget(part)
        with self.canvas.after:
            Color(*kit.colour("gold"))
            self._saw = Rectangle()

    def show(self, head: Head, place: Rect, scale: Scale) -> None:
        """Draw it."""
        unit = scale.unit
        self._draw_saw(self.lie(place), max(6, round(8 * unit)))
        inside = Rect(place.x + 28 * unit, place.y + 11 * unit, place.width - 56 * unit, place.height - 13 * unit)
        if scale.upright:
            self._show_upright(head, inside, unit)
            return
        names, time = inside.cut_left(inside.width - 560 * unit)
        upper, lower = names.cut_top(names.height * 0.42)
        self._authority.tell(head.authority, upper, 28 * unit, 16 * unit)
        self._office.tell(head.office, lower, 42 * unit, 20 * unit)
        date, clock = time.cut_left(350 * unit)
        self._date.tell(head.date, date, 32 * unit, 18 * unit)
        self._clock.tell(head.clock, clock.inset(0, 8 * unit), 76 * unit)

    def _show_upright(self, head: Head, inside: Rect, unit: float) -> None:
        """Names need the whole width: the time stands above them."""
        upper, names = inside.cut_top(inside.height * 0.56)
        authority, time = upper.cut_left(inside.width * 0.42)
        date, clock = time.cut_left(time.width - 230 * unit)
        self._authority.tell(head.authority, authority, 27 * unit, 14 * unit)
        self._date.tell(head.date, date, 30 * unit, 16 * unit)
        self._clock.tell(head.clock, clock.inset(0, 8 * unit), 80 * unit)
        self._office.tell(head.office, names, 42 * unit, 20 * unit)

    def _draw_saw(self, place: Rect, tooth: int) -> None:
        self._saw.texture = saw_texture(tooth)
        wide = place.width + 2 * BLEED
        self._saw.pos, self._saw.size = (place.x - BLEED, place.y), (wide, tooth)
        teeth = wide / tooth
        self._saw.tex_coords = (0, 0, teeth, 0, teeth, 1, 0, 1)


class BannerPart(Plate):
    """One line on a light ground that nobody can overlook."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "notice", radius=0)
        self._words = Snug(kit, bold=True, colour="on_notice", align="center")
        self.add_widget(self._words)

    def show(self, text: str, place: Rect, scale: Scale) -> None:
        """Draw it; without a text it takes no room."""
        unit = scale.unit
        self._words.tell(text, self.lie(place).inset(24 * unit, 0), 40 * unit, 18 * unit)


class FootPart(Plate):
    """One sentence below everything, or the lines that run through there."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "band", radius=0, bleed=(0, BLEED))
        self._words = Snug(kit, colour="on_band", align="center")
        self.ticker = TickerPart(kit)
        self.add_widget(self._words)
        self.add_widget(self.ticker)

    def show(self, foot: Foot, place: Rect, scale: Scale) -> None:
        """Draw it."""
        unit, place = scale.unit, self.lie(place)
        self._words.tell(foot.text, place.inset(24 * unit, 2 * unit), WORDS_PX * unit, 20 * unit)
        self.ticker.tell(foot.running, place, round(WORDS_PX * unit))
