"""The head: whose office, and the time. Below it the training banner, when there is one."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle

from assets.look.kit import Kit
from assets.look.pictograms import saw_texture
from display.lobby.layout import Rect
from display.lobby.parts.ink import Figure, Snug
from display.lobby.parts.plate import Plate
from display.lobby.scene import Head


class HeadPart(Plate):
    """Authority over office on the left, clock and date on the right, a saw line below as on the bronze drums."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "band", radius=0)
        self._authority = Snug(kit, colour="gold")
        self._office = Snug(kit, bold=True, colour="on_band")
        self._date = Snug(kit, colour="on_band", align="right")
        self._clock = Figure(kit, colour="on_band", align="right")
        for part in (self._authority, self._office, self._date, self._clock):
            self.add_widget(part)
        with self.canvas.after:
            Color(*kit.colour("gold"))
            self._saw = Rectangle()

    def show(self, head: Head, place: Rect, unit: float) -> None:
        """Draw it."""
        self._draw_saw(self.lie(place), max(6, round(8 * unit)))
        inside = Rect(place.x + 28 * unit, place.y + 11 * unit, place.width - 56 * unit, place.height - 13 * unit)
        names, time = inside.cut_left(inside.width - 520 * unit)
        upper, lower = names.cut_top(names.height * 0.42)
        self._authority.tell(head.authority, upper, 28 * unit, 16 * unit)
        self._office.tell(head.office, lower, 42 * unit, 20 * unit)
        date, clock = time.cut_left(340 * unit)
        self._date.tell(head.date, date, 32 * unit, 18 * unit)
        self._clock.tell(head.clock, clock.inset(0, 8 * unit), 62 * unit)

    def _draw_saw(self, place: Rect, tooth: int) -> None:
        self._saw.texture = saw_texture(tooth)
        self._saw.pos, self._saw.size = (place.x, place.y), (place.width, tooth)
        teeth = place.width / tooth
        self._saw.tex_coords = (0, 0, teeth, 0, teeth, 1, 0, 1)


class BannerPart(Plate):
    """One line on a light ground that nobody can overlook."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "notice", radius=0)
        self._words = Snug(kit, bold=True, colour="on_notice", align="center")
        self.add_widget(self._words)

    def show(self, text: str, place: Rect, unit: float) -> None:
        """Draw it; without a text it takes no room."""
        self._words.tell(text, self.lie(place).inset(24 * unit, 0), 40 * unit, 20 * unit)


class FootPart(Plate):
    """One sentence below everything."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "band", radius=0)
        self._words = Snug(kit, colour="on_band", align="center")
        self.add_widget(self._words)

    def show(self, text: str, place: Rect, unit: float) -> None:
        """Draw it."""
        self._words.tell(text, self.lie(place).inset(24 * unit, 2 * unit), 40 * unit, 22 * unit)
