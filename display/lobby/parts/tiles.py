"""All counters: one tile each, its number or its state in words."""

from __future__ import annotations

from assets.look.kit import Kit
from broker.hall.scene import Counters, CounterTile, Mood
from broker.hall.tongue import BESIDE
from display.lobby.layout import CHIP, LOW_TILE, TALL, TILE_EDGE, Scale, tile_places
from display.windows.ink import Figure, Snug
from display.windows.plate import Dots, Part, Plate
from display.windows.rect import Rect

#: Letters that stand in one line of a low tile and can still be read.
ABOUT_LETTERS = 44

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

    def show(self, counters: Counters, place: Rect, scale: Scale) -> None:
        """Draw it; tiles that say the same as before are not touched."""
        unit = scale.unit
        self.lie(place)
        # The dots stand in the gap below.
        self._dots.show(counters.page, counters.pages, Rect(place.x, place.y - 12 * unit, place.width, 0), unit)
        while len(self._tiles) < len(counters.tiles):
            self._tiles.append(TilePart(self.kit))
        for spare in self._tiles[len(counters.tiles) :]:
            self.remove_widget(spare)
        where = tile_places(place, counters.size, unit, scale.capital)
        for tile, part, each in zip(counters.tiles, self._tiles, where, strict=False):
            if part.parent is None:
                self.add_widget(part)
            part.show(tile, each, unit)


class TilePart(Plate):
    """One counter."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._shown: tuple[object, ...] = ()
        self._chip = Plate(kit, "band", radius=8)
        self._name = Snug(kit, bold=True, lines=2)
        self._badge = Figure(kit)
        self._number = Figure(kit, align="left")
        self._words = Snug(kit, lines=4)
        self._service = Snug(kit)
        for part in (self._chip, self._name, self._badge, self._number, self._words, self._service):
            self.add_widget(part)

    def show(self, tile: CounterTile, place: Rect, unit: float) -> None:
        """Draw it, unless it stands there just so."""
        if self._shown == (tile, place, unit):
            return
        self._shown = (tile, place, unit)
        self._paint(tile.mood)
        place = self.lie(place)
        if place.height >= TALL * unit:
            self._tall(tile, place.inset(TILE_EDGE / 2 * unit, 7 * unit), unit)
        else:
            self._low(tile, place.inset(TILE_EDGE / 2 * unit, 5 * unit), unit)

    def _paint(self, mood: Mood) -> None:
        ground, figures, words, chip, badge = COLOURS[mood]
        self.dye(ground)
        self._chip.dye(chip)
        self._badge.dye(badge)
        self._number.dye(figures)
        self._name.dye(words)
        self._words.dye(words)
        self._service.dye(words)

    def _tall(self, tile: CounterTile, inside: Rect, unit: float) -> None:
        """Name, number or state, and what is done here, one below the other."""
        head, rest = inside.cut_top(min(46 * unit, inside.height * 0.24))
        middle, foot = rest.cut_top(rest.height - 38 * unit)
        self._name.tell(tile.name, head, 36 * unit, 18 * unit)
        self._tell_badge("", head)
        if tile.number:
            figure, state = middle.cut_top(middle.height - 38 * unit)
            self._number.tell(tile.number, figure.inset(0, 3 * unit), 190 * unit)
            self._words.tell(tile.words, state, 30 * unit, 13 * unit)
        else:
            self._number.tell("", middle)
            self._words.tell(_broken(tile), middle, 42 * unit, 16 * unit)
        self._service.tell(tile.service, foot, 28 * unit, 12 * unit)

    def _low(self, tile: CounterTile, inside: Rect, unit: float) -> None:
        """The counter's number on a chip, beside it the ticket's or the state; below both what is done here.

        A counter that has only a name says it before its state.
        """
        line, foot = inside.cut_top(inside.height - (LOW_TILE - 10) * unit)
        chip, rest = line.cut_left(CHIP * unit if tile.badge else 0)
        high = min(chip.height, 50 * unit)
        self._tell_badge(tile.badge, Rect(chip.x, chip.y + (chip.height - high) / 2, chip.width - 10 * unit, high))
        name = "" if tile.badge else tile.name
        self._name.tell("" if tile.number else name, rest.cut_top(rest.height * 0.5)[0], 30 * unit, 13 * unit)
        self._number.tell(tile.number, rest)
        below = rest.cut_top(rest.height * 0.5)[1] if name else rest
        self._words.tell("" if tile.number else _broken(tile), below, 34 * unit, 13 * unit)
        self._service.tell(_about(tile, name) if tile.number else tile.service, foot, 26 * unit, 11 * unit)

    def _tell_badge(self, badge: str, place: Rect) -> None:
        self._chip.opacity = 1 if badge else 0
        self._chip.lie(place)
        self._badge.tell(badge, place.inset(place.width * 0.1, place.height * 0.18))


def _about(tile: CounterTile, name: str) -> str:
    """Name, state and field in one line; where that is too long the state is said in the first language only."""
    words = BESIDE.join(filter(None, (name, tile.words, tile.service)))
    if len(words) <= ABOUT_LETTERS:
        return words
    return BESIDE.join(filter(None, (name, tile.words.partition(BESIDE)[0], tile.service)))


def _broken(tile: CounterTile) -> str:
    """A state of two parts in two lines: "Tạm nghỉ, / trở lại lúc 14:00"; a second language below."""
    return tile.words.replace(", ", ",\n").replace(BESIDE, "\n")
