"""The two lists at the bottom: what was just called, and who waits for what."""

from __future__ import annotations

from assets.look.kit import Kit
from display.lobby.layout import RECENT_COLUMNS, RECENT_ROWS, WAITING_COLUMNS, WAITING_ROWS, Rect
from display.lobby.parts.ink import Figure, Snug
from display.lobby.parts.plate import Dots, Part, Plate, Sign
from display.lobby.scene import Recent, RecentCall, Waiting, WaitingRow

TITLE_PX = 46


def slots(area: Rect, rows: int, columns: int, gap: float) -> list[Rect]:
    """Places of a list's lines: down the first column, then down the next."""
    return [row for column in area.columns(columns, gap) for row in column.rows(rows)]


class RecentPart(Plate):
    """ "Vừa gọi": number and counter."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._title = Snug(kit, bold=True, colour="gold")
        self.add_widget(self._title)
        self._lines = [RecentLine(kit) for _ in range(RECENT_ROWS * RECENT_COLUMNS)]
        for line in self._lines:
            self.add_widget(line)

    def show(self, recent: Recent, place: Rect, unit: float) -> None:
        """Draw it."""
        head, rest = self.lie(place).inset(24 * unit, 12 * unit).cut_top(TITLE_PX * unit)
        self._title.tell(recent.title, head, 32 * unit, 20 * unit)
        where = slots(rest, RECENT_ROWS, RECENT_COLUMNS, 24 * unit)
        calls = [*recent.calls, *[RecentCall("", "", "")] * len(where)]
        for call, line, each in zip(calls, self._lines, where, strict=False):
            line.show(call, each, unit)


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

    def show(self, call: RecentCall, place: Rect, unit: float) -> None:
        """Draw it."""
        number, rest = self.lie(place).cut_left(place.width * 0.5)
        arrow, counter = rest.cut_left(52 * unit)
        self._number.tell(call.number, number, 44 * unit)
        self._arrow.tell("→" if call.number else "", arrow, 34 * unit, 16 * unit)
        self._counter.tell(call.counter, counter, 44 * unit)
        self._desk.tell(call.desk, counter, 30 * unit, 14 * unit)


class WaitingPart(Plate):
    """ "Đang chờ": field, people, minutes."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._title = Snug(kit, bold=True, colour="gold")
        self._abouts = [Snug(kit, colour="gold", align="right") for _ in range(WAITING_COLUMNS)]
        self._lines = [WaitingLine(kit) for _ in range(WAITING_ROWS * WAITING_COLUMNS)]
        self._dots = Dots(kit)
        for part in (self._title, *self._abouts, *self._lines, self._dots):
            self.add_widget(part)

    def show(self, waiting: Waiting, place: Rect, unit: float) -> None:
        """Draw it."""
        head, rest = self.lie(place).inset(24 * unit, 12 * unit).cut_top(TITLE_PX * unit)
        self._title.tell(waiting.title, head.cut_left(head.width * 0.3)[0], 32 * unit, 20 * unit)
        beside = Rect(head.x + 170 * unit, head.y + head.height / 2 - 5 * unit, 100 * unit, 10 * unit)
        self._dots.show(waiting.page, waiting.pages, beside, unit)
        columns = -(-len(waiting.rows) // WAITING_ROWS)
        for n, (about, column) in enumerate(zip(self._abouts, head.columns(WAITING_COLUMNS, 40 * unit), strict=True)):
            about.tell(waiting.wait if n < columns else "", column.cut_left(column.width / 2)[1], 26 * unit, 16 * unit)
        where = slots(rest, WAITING_ROWS, WAITING_COLUMNS, 40 * unit)
        rows = [*waiting.rows, *[WaitingRow("", "", "", "")] * len(where)]
        for row, line, each in zip(rows, self._lines, where, strict=False):
            line.show(row, each, unit)


class WaitingLine(Part):
    """Hộ tịch   12 người   10–25 phút"""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._field = Snug(kit)
        self._people = Snug(kit, bold=True, align="right")
        self._wait = Snug(kit, align="right")
        self._sign = Sign(kit)
        for part in (self._field, self._people, self._wait, self._sign):
            self.add_widget(part)

    def show(self, row: WaitingRow, place: Rect, unit: float) -> None:
        """Draw it."""
        place = self.lie(place)
        side = round(38 * unit)
        self._sign.tell(row.pictogram, Rect(place.x, place.y + (place.height - side) / 2, side, side))
        _, words = place.cut_left(side + 14 * unit if row.pictogram else 0)
        name, rest = words.cut_left(words.width - 332 * unit)
        people, wait = rest.cut_left(136 * unit)
        self._field.tell(row.field, name, 33 * unit, 16 * unit)
        self._people.tell(row.people, people, 33 * unit, 16 * unit)
        self._wait.tell(row.wait, wait, 33 * unit, 16 * unit)
