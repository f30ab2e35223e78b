"""The spotlight: up to three calls as large as the screen allows, or what the hall should know instead."""

from __future__ import annotations

from dataclasses import replace

from kivy.clock import Clock, ClockEvent
from kivy.uix.widget import Widget

from assets.look.kit import Kit
from broker.hall.abridged import shorter
from broker.hall.scene import Cell, Spotlight
from broker.hall.tongue import BESIDE
from display.lobby.cells import MARK_GAP, CellPlaces, cell_places, cell_rects, marks_wide, with_subtitle
from display.lobby.layout import Scale
from display.windows.ink import HINTING, MEASURED_PX, Figure, Snug, measured
from display.windows.plate import Part, Plate, Rule, Sign
from display.windows.rect import Rect

#: A new call changes its ground so often, at this pace: seen from the side of the eye, slower than what can harm.
FLASHES, FLASH_S = 6, 0.4
SUBTITLE_PX = 40
#: Calls that come back into the spotlight do not flash again; so many are remembered.
REMEMBERED = 100
#: Languages of a screen at most.
LANGUAGES = 2
#: A sentence with more letters than this is broken at its comma.
ONE_LINE_LETTERS = 24


class SpotlightPart(Part):
    """The cells side by side, the spoken words under them."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._cells: dict[str, CellPart] = {}
        self._spare: list[CellPart] = []  # a widget that is thrown away keeps its pictures for a long time
        self._notice = NoticePart(kit)
        self._subtitle = Snug(kit, colour="ink", align="center", lines=2)
        self.add_widget(self._subtitle)
        self._lit: dict[str, None] = {}  # calls that have drawn attention once, the newest last

    def show(self, spotlight: Spotlight, place: Rect, scale: Scale) -> None:
        """Draw it; a call that was there already is only moved."""
        unit, inside = scale.unit, self.lie(place)
        self._keep({cell.key for cell in spotlight.cells})
        calls, line = with_subtitle(inside, unit, upright=scale.upright)
        said = "" if spotlight.alarm else spotlight.subtitle
        self._subtitle.tell(said, line.inset(12 * unit, 0), SUBTITLE_PX * unit, 18 * unit)
        self._show_notice(spotlight, calls if said or spotlight.cells else inside, unit)
        count = len(spotlight.cells)
        where = cell_rects(calls, count, unit, upright=scale.upright)
        for cell, each in zip(spotlight.cells, where, strict=False):
            self._cell(cell).show(cell, each, scale, alone=count == 1)

    def rest(self) -> None:
        """No more flashes."""
        for cell in self._cells.values():
            cell.rest()

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
            if cell.key not in self._lit:
                self._lit[cell.key] = None
                part.call_attention()
            for old in list(self._lit)[:-REMEMBERED]:
                del self._lit[old]
        return self._cells[cell.key]


class NoticePart(Plate):
    """What the hall should know, in the place of the calls: the first sentence large, what follows below it.

    A second language has a paragraph of its own.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._paragraphs = [(Snug(kit, bold=True, align="center", lines=2), Snug(kit, align="center", lines=3))
                            for _ in range(LANGUAGES)]  # fmt: skip
        for first, rest in self._paragraphs:
            self.add_widget(first)
            self.add_widget(rest)

    def show(self, text: str, place: Rect, unit: float, *, alarm: bool) -> None:
        """Draw it."""
        self.dye("alarm" if alarm else "surface")
        told = text.split("\n")
        inside = self.lie(place).inset(50 * unit, 24 * unit)
        most = min((150 if alarm else 130) * unit, inside.height * 0.3)
        where = inside.rows(len(told), 30 * unit)
        for n, (first, rest) in enumerate(self._paragraphs):
            first.dye("on_alarm" if alarm else "accent")
            rest.dye("on_alarm" if alarm else "ink")
            self._tell(told[n] if n < len(told) else "", (first, rest), where[min(n, len(told) - 1)], most)

    def _tell(self, text: str, parts: tuple[Snug, Snug], place: Rect, most: float) -> None:
        """Both sentences in the middle of the place, close to each other."""
        head, dot, tail = text.partition(". ")
        spare = max(0.0, place.height - most * (6.0 if tail else 3.0))
        upper, lower = place.inset(0, spare / 2).cut_top((place.height - spare) * (0.56 if tail else 1.0))
        parts[0].tell(_at_comma(head + dot.strip()), upper, most, most / 6)
        parts[1].tell(tail, lower, most * 0.62, most / 8)


class CellPart(Plate):
    """One call: the number, and the counter it is to go to."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._come = Snug(kit, bold=True, colour="ink_soft")
        self._to = Snug(kit, bold=True, colour="ink_soft", lines=2)
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

    def show(self, cell: Cell, place: Rect, scale: Scale, *, alone: bool) -> None:
        """Draw it: number beside counter where there is room for one call, number over counter for more."""
        unit, place = scale.unit, self.lie(place)
        where = cell_places(
            place, unit, alone=alone, upright=scale.upright, desk=bool(cell.desk),
            number_em=scale.widest.ticket_em, marks=len(cell.mark),
        )  # fmt: skip
        self._rule.lie(where.rule)
        if where.stacked:
            self._tell_heads(cell, where, scale)
        else:
            self._tell_line(cell, where, scale)
        px = self._tell_number(replace(cell, mark="") if where.stacked else cell, where.number, unit)
        self._counter.tell(cell.counter, where.counter, px)
        self._desk.tell_one(shorter(cell.desk), where.counter, 130 * unit, (scale.least_px,))

    def _tell_line(self, cell: Cell, where: CellPlaces, scale: Scale) -> None:
        """The words above their figures."""
        unit, said = scale.unit, _beside(cell.come, cell.come_too)
        come, field = where.heads.cut_left(_wide(self._come, said, 46 * unit) + 40 * unit)
        self._come.tell(said, come, 46 * unit, 20 * unit)
        self._field.tell(cell, field, 42 * unit, scale)
        self._to.tell(_beside(cell.to, cell.to_too) if cell.counter else "", where.to, 46 * unit, 18 * unit)

    def _tell_heads(self, cell: Cell, where: CellPlaces, scale: Scale) -> None:
        """The words one below the other beside the counter."""
        unit = scale.unit
        rows = where.heads.inset(0, 2 * unit).rows(1 + cell.again + bool(cell.counter))
        again, field, to = rows[: int(cell.again)], rows[int(cell.again)], rows[-1]
        come = (_beside(cell.come, cell.come_too), cell.come) if again else ("",)
        self._come.tell_one(come, (again or [where.heads])[0], 40 * unit, (scale.least_px,))
        self._field.tell(cell, field, 40 * unit, scale, mark=cell.mark)
        said = "\n".join(filter(None, (cell.to, cell.to_too))) if cell.counter else ""
        self._to.tell_one((said, said.partition("\n")[0]), to, 46 * unit, (scale.least_px,))

    def _tell_number(self, cell: Cell, place: Rect, unit: float) -> float:
        """Number and marks in one line; the size of the number in pixels."""
        marks = marks_wide(len(cell.mark), unit)
        self._number.tell(cell.number, Rect(place.x, place.y, place.width - marks, place.height))
        right = self._number.ink_right + MARK_GAP * unit
        beside = Rect(right, place.y, max(0.0, marks - MARK_GAP * unit), place.height)
        self._mark.tell(cell.mark, beside, 72 * unit, 20 * unit)
        return self._number.font_px


class FieldLabel(Widget):
    """The field of a number, with its pictogram; or that the number is only for training."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(size_hint=(None, None))
        self._name, self._sign = Snug(kit, lines=3), Sign(kit, "ink_soft")
        self.add_widget(self._name)
        self.add_widget(self._sign)

    def dye(self, colour: str) -> None:
        """Another colour for both."""
        self._name.dye(colour)
        self._sign.dye(colour)

    def tell(self, cell: Cell, place: Rect, px: float, scale: Scale, mark: str = "") -> None:
        """Show the field of this call, and the mark of its number where that has no room of its own."""
        self.pos, self.size = (place.x, place.y), (place.width, place.height)
        said = [f"{name} {mark}".strip() for name in shorter(cell.field)]
        side = round(px * 1.1) if cell.pictogram else 0
        beside = place.cut_left(side * 1.35)[1]
        if not self._name.can(said[-1], beside, min(px, scale.least_px)):  # too narrow for both
            side, beside = 0, place
        sign = Rect(place.x, place.y + (place.height - side) / 2, side, side)
        self._sign.tell(cell.pictogram if side else "", sign)
        self._name.tell_one(said, beside, px, (scale.good_px, scale.least_px))


def _at_comma(sentence: str) -> str:
    """A long sentence of two parts falls into lines between them."""
    return sentence.replace(", ", ",\n", 1) if len(sentence) > ONE_LINE_LETTERS else sentence


def _beside(said: str, too: str) -> str:
    return BESIDE.join(filter(None, (said, too)))


def _wide(words: Snug, text: str, px: float) -> float:
    return measured(words.font_name, text) / MEASURED_PX * HINTING * px


def _have(parent: Widget, child: Widget, there: bool) -> None:
    if there and child.parent is None:
        parent.add_widget(child)
    elif not there and child.parent is not None:
        parent.remove_widget(child)
