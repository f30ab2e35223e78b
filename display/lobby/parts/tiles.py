"""All counters: one tile each, its number or its state in words."""

from __future__ import annotations

from assets.look.kit import Kit
from display.lobby.layout import ONE_ROW, Rect, per_page, tile_places
from display.lobby.parts.ink import Figure, Snug
from display.lobby.parts.plate import Dots, Part, Plate
from display.lobby.scene import Counters, CounterTile, Mood

#: (ground, figures, words, ground of the counter's number, the counter's number): the words say it too.
COLOURS = {
    Mood.CALLS: ("accent", "on_accent", "on_accent", "on_accent", "accent"),
    Mood.SERVES: ("surface", "ink", "ink_soft", "band", "ink_soft"),
    Mood.READY: ("surface", "action", "action", "band", "action"),
    Mood.AWAY: ("surface_off", "ink_off", "ink_off", "band", "ink_off"),
}


class CountersPart(Part):
    """The tiles of this page, and which page it is."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._tiles: list[TilePart] = []
        self._dots = Dots(kit)
        self.add_widget(self._dots)

    def show(self, counters: Counters, place: Rect, unit: float) -> None:
        """Draw it; tiles that say the same as before are not touched."""
        self.lie(place)
        # The dots stand in the gap below.
        self._dots.show(counters.page, counters.pages, Rect(place.x, place.y - 12 * unit, place.width, 0), unit)
        room = len(counters.tiles) if counters.pages == 1 else per_page(counters.total)
        while len(self._tiles) < len(counters.tiles):
            self._tiles.append(TilePart(self.kit))
        for spare in self._tiles[len(counters.tiles) :]:
            self.remove_widget(spare)
        where = tile_places(place, room, 12 * unit)
        for tile, part, each in zip(counters.tiles, self._tiles, where, strict=False):
            if part.parent is None:
                self.add_widget(part)
            part.show(tile, each, unit, tall=room <= ONE_ROW)


class TilePart(Plate):
    """One counter."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._shown: tuple[object, ...] = ()
        self._chip = Plate(kit, "band", radius=8)
        self._name = Snug(kit, bold=True, lines=2)
        self._badge = Figure(kit)
        self._number = Figure(kit, align="left")
        self._words = Snug(kit, lines=3)
        for part in (self._chip, self._name, self._badge, self._number, self._words):
            self.add_widget(part)

    def show(self, tile: CounterTile, place: Rect, unit: float, *, tall: bool) -> None:
        """Draw it, unless it stands there just so."""
        if self._shown == (tile, place, unit, tall):
            return
        self._shown = (tile, place, unit, tall)
        self._paint(tile.mood)
        inside = self.lie(place).inset(18 * unit, 9 * unit)
        if tall:
            self._tall(tile, inside, unit)
        else:
            self._flat(tile, inside, unit)

    def _paint(self, mood: Mood) -> None:
        ground, figures, words, chip, badge = COLOURS[mood]
        self.dye(ground)
        self._chip.dye(chip)
        self._badge.dye(badge)
        self._number.dye(figures)
        self._name.dye(words)
        self._words.dye(words)

    def _tall(self, tile: CounterTile, inside: Rect, unit: float) -> None:
        head, rest = inside.cut_top(50 * unit)
        self._name.tell(tile.name, head, 38 * unit, 20 * unit)
        self._name.opacity = 1
        self._tell_badge("", head)
        middle, foot = rest.cut_top(rest.height - 48 * unit if tile.number else 0)
        self._number.tell(tile.number, middle.inset(0, 5 * unit), 140 * unit)
        self._words.tell(_broken(tile), foot, (34 if tile.number else 44) * unit, 18 * unit)

    def _flat(self, tile: CounterTile, inside: Rect, unit: float) -> None:
        """A tile of half the height: the counter's number on a chip, beside it the ticket's or the state.

        A counter that has only a name says it before its state.
        """
        line, foot = inside.cut_top(inside.height * (0.6 if tile.number else 1))
        chip, rest = line.cut_left((72 if tile.badge else 0) * unit)
        high = min(chip.height, 52 * unit)
        self._tell_badge(tile.badge, Rect(chip.x, chip.y + (chip.height - high) / 2, chip.width - 14 * unit, high))
        self._number.tell(tile.number, rest, 64 * unit)
        name, words = "" if tile.badge else tile.name, _broken(tile)
        if tile.number:
            words, name = f"{name} · {words}" if name else words, ""
        else:
            over, foot = rest.cut_top(rest.height * 0.45 if name else 0)
            self._name.tell(name, over, 30 * unit, 15 * unit)
        self._words.tell(words, foot, (28 if tile.number else 34) * unit, 15 * unit)
        self._name.opacity = 1 if name else 0

    def _tell_badge(self, badge: str, place: Rect) -> None:
        self._chip.opacity = 1 if badge else 0
        self._chip.lie(place)
        self._badge.tell(badge, place.inset(place.width * 0.1, place.height * 0.18))


def _broken(tile: CounterTile) -> str:
    """A state of two parts in two lines: "Tạm nghỉ, / trở lại lúc 14:00"."""
    return tile.words if tile.number else tile.words.replace(", ", ",\n")
