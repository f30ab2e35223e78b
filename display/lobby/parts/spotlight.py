"""The spotlight: up to three calls as large as the screen allows, or what the hall should know instead."""

from __future__ import annotations

from dataclasses import replace

from kivy.clock import Clock, ClockEvent
from kivy.uix.widget import Widget

from assets.look.kit import Kit
from display.lobby.layout import Rect
from display.lobby.parts.ink import HINTING, MEASURED_PX, Figure, Snug, measured
from display.lobby.parts.plate import Part, Plate, Rule, Sign
from display.lobby.scene import Cell, Spotlight

#: A new call changes its ground so often, at this pace: seen from the side of the eye, slower than what can harm.
FLASHES, FLASH_S = 6, 0.4
SUBTITLE_PX = 58


class SpotlightPart(Part):
    """The cells side by side, the spoken words under them."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._cells: dict[str, CellPart] = {}
        self._spare: list[CellPart] = []  # a widget that is thrown away keeps its pictures for a long time
        self._notice = NoticePart(kit)
        self._subtitle = Snug(kit, colour="ink", align="center")

    def show(self, spotlight: Spotlight, place: Rect, unit: float) -> None:
        """Draw it; a call that was there already is only moved."""
        inside = self.lie(place)
        self._keep({cell.key for cell in spotlight.cells})
        self._show_notice(spotlight, inside, unit)
        if spotlight.subtitle and not spotlight.alarm:
            inside, line = inside.cut_top(inside.height - SUBTITLE_PX * unit)
            self._subtitle.tell(spotlight.subtitle, line, 42 * unit, 20 * unit)
        _have(self, self._subtitle, bool(spotlight.subtitle and not spotlight.alarm))
        count = len(spotlight.cells)
        for cell, where in zip(spotlight.cells, inside.columns(max(1, count), 14 * unit), strict=False):
            self._cell(cell).show(cell, where, unit, alone=count == 1)

    def _show_notice(self, spotlight: Spotlight, place: Rect, unit: float) -> None:
        text = spotlight.alarm or spotlight.calm
        _have(self, self._notice, bool(text))
        if text:
            self._notice.show(text, place, unit, alarm=bool(spotlight.alarm))

    def _keep(self, keys: set[str]) -> None:
        for gone in self._cells.keys() - keys:
            part = self._cells.pop(gone)
            part.rest()
            self.remove_widget(part)
            self._spare.append(part)

    def _cell(self, cell: Cell) -> CellPart:
        if cell.key not in self._cells:
            self._cells[cell.key] = part = self._spare.pop() if self._spare else CellPart(self.kit)
            self.add_widget(part)
            part.call_attention()
        return self._cells[cell.key]


class NoticePart(Plate):
    """A sentence in the place of the calls."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._words = Snug(kit, bold=True, align="center", lines=3)
        self.add_widget(self._words)

    def show(self, text: str, place: Rect, unit: float, *, alarm: bool) -> None:
        """Draw it."""
        self.dye("alarm" if alarm else "surface")
        self._words.dye("on_alarm" if alarm else "ink_soft")
        sentences = text.replace(". ", ".\n")
        most = 126 if alarm else 84
        self._words.tell(sentences, self.lie(place).inset(60 * unit, 24 * unit), most * unit, 30 * unit)


class CellPart(Plate):
    """One call: the number, and the counter it is to go to."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._come = Snug(kit, bold=True, colour="ink_soft")
        self._to = Snug(kit, bold=True, colour="ink_soft")
        self._field = FieldLabel(kit)
        self._number = Figure(kit, colour="accent", align="left")
        self._mark = Snug(kit, colour="ink")
        self._counter = Figure(kit, colour="ink", align="left")
        self._desk = Snug(kit, bold=True, lines=3)
        self._rule = Rule(kit)
        self._soft, self._strong = (self._come, self._to, self._field), (self._mark, self._counter, self._desk)
        for part in (*self._soft, *self._strong, self._number, self._rule):
            self.add_widget(part)
        self._left = 0
        self._flashing: ClockEvent | None = None

    # --- attention ---

    def call_attention(self) -> None:
        """Change grounds a few times, then rest: nothing moves on a quiet board."""
        self._left = FLASHES
        self._flashing = Clock.schedule_interval(self._flash, FLASH_S)
        self._flash(0)

    def rest(self) -> None:
        """No more flashes."""
        if self._flashing is not None:
            self._flashing.cancel()
        self._flashing = None
        self._paint(lit=False)

    def _flash(self, _seconds: float) -> bool:
        self._left -= 1
        self._paint(lit=self._left % 2 == 1)
        return self._left > 0

    def _paint(self, *, lit: bool) -> None:
        self.dye("accent" if lit else "surface")
        for part in self._soft:
            part.dye("on_accent" if lit else "ink_soft")
        for part in self._strong:
            part.dye("on_accent" if lit else "ink")
        self._number.dye("on_accent" if lit else "accent")

    # --- where everything stands ---

    def show(self, cell: Cell, place: Rect, unit: float, *, alone: bool) -> None:
        """Draw it: number beside counter where there is room for one call, number over counter for more.

        On a 43 inch screen one call can be read from 10 m, three from 5.8 m (EN 301 549 5.1.4).
        """
        place = self.lie(place)
        if alone:
            self._side_by_side(cell, place.inset(36 * unit, 20 * unit), unit)
        else:
            self._stacked(cell, place.inset(18 * unit, 17 * unit), unit)

    def _side_by_side(self, cell: Cell, inside: Rect, unit: float) -> None:
        gap = 44 * unit
        left, right = inside.cut_left(inside.width * (0.58 if cell.desk else 0.7))
        self._rule.lie(Rect(right.x, inside.y, 3 * unit, inside.height))
        right = Rect(right.x + gap, right.y, right.width - gap, right.height)
        (heads, number), (head, counter) = left.cut_top(62 * unit), right.cut_top(62 * unit)
        px = self._tell_number(cell, number, unit)
        come, field = heads.cut_left(_wide(self._come, cell.come, 48 * unit) + 40 * unit)
        self._come.tell(cell.come, come, 48 * unit, 20 * unit)
        self._field.tell(cell, field, 42 * unit)
        self._to.tell(cell.to if cell.counter else "", head, 48 * unit, 20 * unit)
        self._tell_counter(cell, counter, px, unit)

    def _stacked(self, cell: Cell, inside: Rect, unit: float) -> None:
        gap = 14 * unit
        number, lower = inside.cut_top((inside.height - gap) / 2)
        _, lower = lower.cut_top(gap)
        px = self._tell_number(replace(cell, mark=""), number, unit)
        self._rule.lie(Rect(inside.x, lower.top + gap / 2, inside.width, 2 * unit))
        heads, counter = lower.cut_left(inside.width * (0.35 if cell.desk else 0.52))
        *again, field, to = heads.rows(3 if cell.again else 2)
        self._come.tell(cell.come if again else "", (again or [heads])[0], 40 * unit, 18 * unit)
        self._field.tell(replace(cell, field=f"{cell.field} {cell.mark}".strip()), field, 36 * unit)
        self._to.tell(cell.to if cell.counter else "", to, 46 * unit, 18 * unit)
        self._tell_counter(cell, counter, px, unit)

    def _tell_number(self, cell: Cell, place: Rect, unit: float) -> float:
        """Number and marks in one line; the size of the number in pixels."""
        marks = 84 * unit * len(cell.mark)
        self._number.tell(cell.number, Rect(place.x, place.y, place.width - marks, place.height))
        right = self._number.ink_right + 28 * unit
        self._mark.tell(cell.mark, Rect(right, place.y, marks, place.height), 72 * unit, 20 * unit)
        return self._number.font_px

    def _tell_counter(self, cell: Cell, place: Rect, px: float, unit: float) -> None:
        self._counter.tell(cell.counter, place, px)
        self._desk.tell(cell.desk, place, 130 * unit, 24 * unit)


class FieldLabel(Widget):
    """The field of a number, with its pictogram; or that the number is only for training."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(size_hint=(None, None))
        self._name, self._sign = Snug(kit, lines=2), Sign(kit, "ink_soft")
        self.add_widget(self._name)
        self.add_widget(self._sign)

    def dye(self, colour: str) -> None:
        """Another colour for both."""
        self._name.dye(colour)
        self._sign.dye(colour)

    def tell(self, cell: Cell, place: Rect, px: float) -> None:
        """Show the field of this call."""
        self.pos, self.size = (place.x, place.y), (place.width, place.height)
        side = round(px * 1.1) if cell.pictogram else 0
        self._sign.tell(cell.pictogram, Rect(place.x, place.y + (place.height - side) / 2, side, side))
        self._name.tell(cell.field, place.cut_left(side * 1.35)[1], px, px / 2.4)


def _wide(words: Snug, text: str, px: float) -> float:
    return measured(words.font_name, text) / MEASURED_PX * HINTING * px


def _have(parent: Widget, child: Widget, there: bool) -> None:
    if there and child.parent is None:
        parent.add_widget(child)
    elif not there and child.parent is not None:
        parent.remove_widget(child)
