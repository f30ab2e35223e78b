"""All counters: one tile each, its number or its state in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assets.look.kit import Kit
from broker.hall.abridged import shorter
from broker.hall.scene import Counters, CounterTile, Mood
from broker.hall.tongue import BESIDE
from display.lobby.layout import CHIP, LOW_EDGE, SIDES, Scale, low_sides, low_words, tall_from, tile_places
from display.windows.ink import ONE_LINE, Figure, Snug
from display.windows.plate import Dots, Part, Plate
from display.windows.rect import Rect

#: Of the height of a tall tile: a line of words where that is more than they need, and the font of its number at most.
TALL_LINE, MOST_FIGURE = 0.13, 0.9
#: Of the room of a state: the name of a counter that has no number.
NAME_SHARE = 0.46
#: Of a chip: the gap after it, in drawn pixels; and what stands on either side of the counter's number.
CHIP_GAP, CHIP_EDGE = 8, 0.06

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
        where = tile_places(place, counters.size, scale)
        scale = replace(scale, widest=scale.widest.among(tile.number for tile in counters.tiles))
        for tile, part, each in zip(counters.tiles, self._tiles, where, strict=False):
            if part.parent is None:
                self.add_widget(part)
            part.show(tile, each, scale)


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

    def show(self, tile: CounterTile, place: Rect, scale: Scale) -> None:
        """Draw it, unless it stands there just so."""
        if self._shown == (tile, place, scale):
            return
        self._shown = (tile, place, scale)
        self._paint(tile.mood)
        place = self.lie(place)
        if place.height >= tall_from(scale.unit, scale.capital):
            self._tall(tile, place.inset(SIDES / 2 * scale.unit, 7 * scale.unit), scale)
        else:
            self._low(tile, place, scale)

    def _paint(self, mood: Mood) -> None:
        ground, figures, words, chip, badge = COLOURS[mood]
        self.dye(ground)
        self._chip.dye(chip)
        self._badge.dye(badge)
        self._number.dye(figures)
        self._name.dye(words)
        self._words.dye(words)
        self._service.dye(words)

    def _tall(self, tile: CounterTile, inside: Rect, scale: Scale) -> None:
        """Name, number or state, and what is done here, one below the other."""
        unit, sizes, high = scale.unit, (scale.good_px, scale.least_px), inside.height
        line = max(40 * unit, scale.good_px * ONE_LINE, high * TALL_LINE)
        head, rest = inside.cut_top(max(min(46 * unit, high * 0.24), high * TALL_LINE, _line(scale.least_px)))
        middle, foot = rest.cut_top(rest.height - line)
        self._name.tell_one(shorter(tile.name), head, head.height / ONE_LINE, sizes)
        self._tell_badge("", head)
        figure, state = middle.cut_top(middle.height - line if tile.number else 0)
        most = min(MOST_FIGURE * high, inside.width / scale.widest.ticket_em)
        self._number.tell(tile.number, figure.inset(0, 3 * unit), most)
        said = _in_languages(tile.words) if tile.number else self._in_ways(tile, state, scale)
        self._words.tell_one(said, state, line / ONE_LINE * (1 if tile.number else 1.5), sizes)
        self._service.tell_one(shorter(tile.service), foot, line / ONE_LINE, sizes)

    def _low(self, tile: CounterTile, place: Rect, scale: Scale) -> None:
        """The counter's number on a chip, beside it the ticket's or the state; below both what is done here."""
        unit, words = scale.unit, low_words(scale.unit, scale.capital)
        inside = place.inset(low_sides(place, scale) / 2, 0).cut_top(LOW_EDGE * unit)[1]
        line, foot = inside.cut_top(inside.height - words + LOW_EDGE * unit)
        chip, rest = line.cut_left(CHIP * unit if tile.badge else 0)
        high = min(chip.height, 50 * unit)
        wide = chip.width - CHIP_GAP * unit
        self._tell_badge(tile.badge, Rect(chip.x, chip.y + (chip.height - high) / 2, wide, high))
        self._number.tell(tile.number, rest, (inside.width - CHIP * unit) / scale.widest.ticket_em)
        if tile.number:
            self._name.tell("", rest, 1, 1)
            self._words.tell("", rest, 1, 1)
            self._tell_foot(_about(tile), foot, scale)
        else:
            self._tell_rest(tile, rest, foot, scale)

    def _tell_rest(self, tile: CounterTile, rest: Rect, foot: Rect, scale: Scale) -> None:
        """A counter without a number: its state, below it what is done here; a state of many words has room for both.

        A counter that has only a name says it first.
        """
        states, foot = self._split(tile, Rect(rest.x, foot.y, rest.width, rest.top - foot.y), foot.x, scale)
        name, state = states.cut_top(0 if tile.badge else states.height * NAME_SHARE)
        self._name.tell_one(shorter("" if tile.badge else tile.name), name, 32 * scale.unit, (scale.least_px,))
        most = max(36 * scale.unit, 1.4 * scale.good_px)
        self._words.tell_one(self._in_ways(tile, state, scale), state, most, (scale.good_px, scale.least_px))
        self._tell_foot(shorter(tile.service if foot.height else ""), foot, scale)

    def _split(self, tile: CounterTile, room: Rect, left: float, scale: Scale) -> tuple[Rect, Rect]:
        """The room of a state, and that of a line below it, as large as both can be shown; none if there is none."""
        for px in (scale.good_px, scale.least_px):
            states, line = room.cut_top(room.height - _line(px))
            state = states.cut_top(0 if tile.badge else states.height * NAME_SHARE)[1]
            if self._words.can(_broken(tile.words), state, px) or self._words.can(tile.words, state, px, lines=1):
                return states, Rect(left, line.y, room.right - left, line.height)
        return room, Rect(left, room.y, room.right - left, 0)

    def _in_ways(self, tile: CounterTile, place: Rect, scale: Scale) -> list[str]:
        """A state in a line for each of its parts, in one line if it can be, and in the first language alone."""
        broken = [_broken(each) for each in _in_languages(tile.words)]
        in_one = self._words.can(tile.words, place, scale.good_px, lines=1)
        return [broken[0], *([tile.words] if in_one else []), broken[-1]]

    def _tell_foot(self, said: Iterable[str], foot: Rect, scale: Scale) -> None:
        self._service.tell_one(said, foot, foot.height / ONE_LINE, (scale.good_px, scale.least_px))

    def _tell_badge(self, badge: str, place: Rect) -> None:
        self._chip.opacity = 1 if badge else 0
        self._chip.lie(place)
        self._badge.tell(badge, place.inset(place.width * CHIP_EDGE, place.height * 0.18))


def _about(tile: CounterTile) -> Iterator[str]:
    """Name, state and field in one line, then with ever less of it: what stays longest is the field, or the name of a
    counter that has no number to be known by."""
    name = "" if tile.badge else tile.name
    for words in _in_languages(tile.words):
        yield _beside(name, words, tile.service)
    yield _beside(name, tile.service)
    yield from shorter(name or tile.service)


def _in_languages(words: str) -> list[str]:
    """A state in all languages of the screen, then in the first alone."""
    return list(dict.fromkeys([words, words.partition(BESIDE)[0]]))


def _line(px: float) -> float:
    """Height of a line of words of at least this size."""
    return math.ceil(px) * ONE_LINE + 1


def _broken(words: str) -> str:
    """A state of two parts in two lines: "Tạm nghỉ, / trở lại lúc 14:00"; a second language below."""
    return words.replace(", ", ",\n").replace(BESIDE, "\n")


def _beside(*parts: str) -> str:
    return BESIDE.join(filter(None, parts))
