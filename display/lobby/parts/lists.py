"""The two lists at the bottom: what was just called, and who waits for what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assets.look.kit import Kit
from broker.hall.abridged import shorter
from broker.hall.scene import Recent, RecentCall, Waiting, WaitingRow
from display.lobby import layout
from display.lobby.layout import ARROW, LINE_GAP, WAITING_COLUMNS, Scale, recent_lines
from display.lobby.numbers import em
from display.lobby.reading import WAITING_PX
from display.windows.ink import Figure, Snug
from display.windows.plate import Dots, Part, Plate, Sign
from display.windows.rect import Rect

TITLE_PX = 38
#: What stands in an empty list.
NOTHING_PX = 40
#: Places for the people and the minutes of a field.
PEOPLE_PX, MINUTES_PX = 205, 260
#: After the name of a counter in "just called".
NAME_GAP = 14
_NOBODY = RecentCall("", "", "")


class RecentPart(Plate):
    """ "Vừa gọi": number and counter, in one row; on an upright screen in two."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._title = Snug(kit, bold=True, colour="gold", lines=2)
        self._nothing = Snug(kit, colour="ink_soft")
        self.add_widget(self._title)
        self.add_widget(self._nothing)
        self._lines: list[RecentLine] = []

    def show(self, recent: Recent, place: Rect, scale: Scale) -> None:
        """Draw it."""
        unit, place = scale.unit, self.lie(place)
        head, room = recent_lines(place, unit, upright=scale.upright)
        self._title.tell(_one_line(recent.title) if scale.upright else recent.title, head, TITLE_PX * unit, 16 * unit)
        self._nothing.tell(recent.nothing, room, NOTHING_PX * unit, 16 * unit)
        numbers, counters = [call.number for call in recent.calls], [call.counter for call in recent.calls]
        scale = replace(scale, widest=scale.widest.among(numbers, counters))
        where = self._where(recent.calls, room, scale)
        shown = [*recent.calls[: len(where)], *[_NOBODY] * max(len(where), len(self._lines))]
        for call, line, each in zip(shown, self._lines, [*where, *where[:1] * len(self._lines)], strict=False):
            line.show(call, each, scale)

    def _where(self, calls: Sequence[RecentCall], room: Rect, scale: Scale) -> list[Rect]:
        """As many side by side as have room; fewer where the name of a counter would not stand whole."""
        across, down = layout.recent_grid(room, scale)
        while len(self._lines) < across * down:
            self._lines.append(RecentLine(self.kit))
            self.add_widget(self._lines[-1])
        for fewer in range(across, 1, -1):
            where = room.grid(fewer, down)
            shown = zip(calls, self._lines, where, strict=False)
            if all(line.is_whole(call, each, scale) for call, line, each in shown):
                return where
        return room.grid(1, down)


class RecentLine(Part):
    """A-024 → 2"""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._number = Figure(kit, align="left")
        self._arrow = Snug(kit, colour="ink_soft", align="center")
        self._counter = Figure(kit, align="left", colour="gold")
        self._desk = Snug(kit, lines=2, colour="gold")
        for part in (self._number, self._arrow, self._counter, self._desk):
            self.add_widget(part)

    def show(self, call: RecentCall, place: Rect, scale: Scale) -> None:
        """Draw it; all numbers of the list are of one size, and stand on one line with their counters."""
        unit, place = scale.unit, self.lie(place)
        most_px = layout.recent_px(place, scale)
        number, _rest = place.cut_left(most_px * scale.widest.ticket_em)
        self._number.tell(call.number, number, most_px)
        right = self._number.ink_right if call.number else number.right
        arrow, counter = _after(right, place, unit)
        self._arrow.tell("→" if call.number else "", arrow, 40 * unit, 14 * unit)
        self._counter.tell(call.counter, counter, most_px)
        self._desk.tell_one(shorter(call.desk), _of_name(counter, unit), 40 * unit, (scale.least_px,))

    def is_whole(self, call: RecentCall, place: Rect, scale: Scale) -> bool:
        """Whether there is room for all of the name of a counter that has no number."""
        right = place.x + layout.recent_px(place, scale) * em(call.number)
        room = _of_name(_after(right, place, scale.unit)[1], scale.unit)
        return not call.desk or self._desk.can(call.desk, room, scale.least_px)


def _after(number_right: float, line: Rect, unit: float) -> tuple[Rect, Rect]:
    """Arrow and counter in what a number leaves of its line."""
    arrow = Rect(number_right, line.y, ARROW * unit, line.height)
    wide = max(1.0, line.right - arrow.right - LINE_GAP * unit)
    return arrow, Rect(arrow.right, line.y, wide, line.height)


def _of_name(counter: Rect, unit: float) -> Rect:
    """The room of a name: words stand farther from what comes next than figures do."""
    return Rect(counter.x, counter.y, max(1.0, counter.width - NAME_GAP * unit), counter.height)


class WaitingPart(Plate):
    """ "Đang chờ": field, people, minutes."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._title = Snug(kit, bold=True, lines=2)
        self._about = Snug(kit, colour="gold", lines=2)
        self._lines: list[WaitingLine] = []
        self._dots = Dots(kit)
        for part in (self._title, self._about, self._dots):
            self.add_widget(part)

    def show(self, waiting: Waiting, place: Rect, scale: Scale) -> None:
        """Draw it: the title explains the figures by their look, bold people and golden minutes."""
        unit, inside = scale.unit, self.lie(place).inset(20 * scale.unit, 10 * scale.unit)
        show_heads = self._heads_above if scale.upright else self._heads_beside
        rest = show_heads(waiting, inside, unit)
        columns = 1 if scale.upright else WAITING_COLUMNS
        rows = layout.UPRIGHT_WAITING_ROWS if scale.upright else layout.WAITING_ROWS
        where = [row for column in rest.columns(columns, 44 * unit) for row in column.rows(rows)]
        while len(self._lines) < len(where):
            self._lines.append(WaitingLine(self.kit))
            self.add_widget(self._lines[-1])
        shown = [*waiting.rows, *[WaitingRow("", "", "", "")] * len(where)]
        for row, line, each in zip(shown, self._lines, where, strict=False):
            line.show(row, each, scale)

    def _heads_beside(self, waiting: Waiting, inside: Rect, unit: float) -> Rect:
        heads, rest = inside.cut_left(layout.RECENT_TITLE * unit)
        heads, _ = heads.cut_left(heads.width - 16 * unit)
        title, about = heads.cut_top(heads.height / 2)
        self._title.tell(waiting.title, title, TITLE_PX * unit, 13 * unit)
        self._about.tell(waiting.wait, about, TITLE_PX * 0.8 * unit, 13 * unit)
        below = Rect(rest.x, inside.y - 11 * unit, rest.width, 10 * unit)
        self._dots.show(waiting.page, waiting.pages, below, unit)
        return rest

    def _heads_above(self, waiting: Waiting, inside: Rect, unit: float) -> Rect:
        heads, rest = inside.cut_top(layout.UPRIGHT_TITLE * unit)
        title, about = heads.columns(2)
        self._title.tell(_one_line(waiting.title), title.cut_left(title.width * 0.7)[0], TITLE_PX * unit, 14 * unit)
        wide = MINUTES_PX * unit
        self._about.tell(_one_line(waiting.wait), Rect(about.right - wide, about.y, wide, about.height),
                         TITLE_PX * 0.85 * unit, 14 * unit)  # fmt: skip
        beside = Rect(inside.x + inside.width * 0.36, heads.y + heads.height / 2 - 5 * unit, 140 * unit, 10 * unit)
        self._dots.show(waiting.page, waiting.pages, beside, unit)
        return rest


class WaitingLine(Part):
    """Hộ tịch   12 người   10–25 phút"""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._field = Snug(kit, lines=2)
        self._people = Snug(kit, bold=True, align="right")
        self._wait = Snug(kit, colour="gold")
        self._sign = Sign(kit)
        for part in (self._field, self._people, self._wait, self._sign):
            self.add_widget(part)

    def show(self, row: WaitingRow, place: Rect, scale: Scale) -> None:
        """Draw it."""
        unit, place = scale.unit, self.lie(place)
        px = WAITING_PX * unit
        side = round(46 * unit)
        self._sign.tell(row.pictogram, Rect(place.x, place.y + (place.height - side) / 2, side, side))
        _, words = place.cut_left(side + 14 * unit if row.pictogram else 0)
        name, rest = words.cut_left(words.width - (PEOPLE_PX + MINUTES_PX + 26) * unit)
        people, wait = rest.cut_left(PEOPLE_PX * unit)
        wait = Rect(wait.right - MINUTES_PX * unit, wait.y, MINUTES_PX * unit, wait.height)
        self._field.tell_one(shorter(row.field), name, px, (scale.least_px,))
        self._people.tell(row.people, people, px, 16 * unit)
        self._wait.tell(row.wait, wait, px, 16 * unit)


def _one_line(title: str) -> str:
    return title.replace("\n", " · ")
