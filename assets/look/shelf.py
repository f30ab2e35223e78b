"""Things to press side by side and below each other; those that do not fit stand on further leaves."""

import math
from collections.abc import Sequence
from typing import Any

from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from assets.look.alike import Alike, alike
from assets.look.boxes import Row
from assets.look.grid import Grid, grid
from assets.look.kit import Kit
from assets.look.pressing import TextButton
from assets.look.text import FitText
from assets.look.theme import Role

#: The width of "1 / 3" between the buttons that turn, as a share of one of them.
WHERE = 0.5


class Shelf(FloatLayout):
    """`least_px`: the smallest a card may be, width and height; `most_px`: the highest it should grow; `aspect`: see
    `grid`.

    What cards of a leaf have to say of the same rank (`alike`, if they have it) is of one size.

    `turning` are the words of the buttons that turn a leaf, back and forth. `on_turn` tells that one was turned.
    """

    def __init__(
        self,
        kit: Kit,
        cards: Sequence[Widget],
        *,
        least_px: tuple[float, float],
        most_px: float,
        aspect: float,
        turning: tuple[str, str],
        **more: Any,
    ) -> None:
        self.register_event_type("on_turn")
        super().__init__(**more)
        self.kit, self._cards = kit, list(cards)
        self._least_px, self._most_px, self._aspect, self._turning = least_px, most_px, aspect, turning
        self._leaf, self._grid = 0, Grid(1, 1, 1)
        self._shown: Sequence[Widget] = ()
        self._alike: list[Alike] = []
        turners_px = kit.look.touch_px + kit.gap * 1.2 if len(self._cards) > 1 else 0
        self.size_hint_min_y = least_px[1] + turners_px
        self.bind(pos=self._arrange, size=self._arrange)

    def on_turn(self) -> None:
        """Bind to this."""

    @property
    def leaves(self) -> int:
        """How many leaves there are, at the present size."""
        return self._grid.leaves

    def turn(self, to: int) -> None:
        """Show another leaf."""
        self._leaf = to
        self._arrange()
        self.dispatch("on_turn")

    def turn_to(self, card: Widget) -> None:
        """Show the leaf with a card of this shelf."""
        if card in self._cards:
            self.turn(self._cards.index(card) // self._grid.cells)

    def _arrange(self, *_: object) -> None:
        gap = self.kit.gap * 1.2
        turner_px = self.kit.look.touch_px
        self._grid = grid(
            len(self._cards), (self.width, self.height), self._least_px, gap, aspect=self._aspect, turner_px=turner_px
        )
        self._leaf = min(self._leaf, self._grid.leaves - 1)
        self.clear_widgets()
        turners_px = turner_px + gap if self._grid.leaves > 1 else 0
        self._lay_out(gap, self.height - turners_px)
        if turners_px:
            self.add_widget(self._turners(turner_px))

    def _lay_out(self, gap: float, high_px: float) -> None:
        columns, rows = self._grid.columns, self._grid.rows
        # Before it has been given its place there may be less than no room.
        wide_px = max(1.0, (self.width - (columns - 1) * gap) / columns)
        card_px = max(1.0, min(self._most_px, (high_px - (rows - 1) * gap) / rows))
        first = self._leaf * self._grid.cells
        shown = self._cards[first : first + self._grid.cells]
        for at, card in enumerate(shown):
            row, column = divmod(at, columns)
            card.size_hint = None, None
            card.size = wide_px, card_px
            card.pos = self.x + column * (wide_px + gap), self.y + self.height - (row + 1) * card_px - row * gap
            self.add_widget(card)
        self._make_alike(shown)

    def _make_alike(self, shown: Sequence[Widget]) -> None:
        if shown != self._shown:
            for each in self._alike:
                each.leave()
            self._shown, self._alike = shown, alike(shown)

    def _turners(self, high_px: float) -> Row:
        back, forth = (
            self._turner(words, sign, step)
            for words, sign, step in zip(self._turning, ("back", "forward"), (-1, 1), strict=True)
        )
        where = FitText(
            self.kit, f"{self._leaf + 1} / {self._grid.leaves}", align="center", bold=True, least=Role.NOTE,
            size_hint_x=WHERE,
        )  # fmt: skip
        row = Row(self.kit, back, where, forth, size_hint=(None, None), size=(self.width, high_px), pos=self.pos)
        row.spacing = self.kit.gap * 1.2
        return row

    def _turner(self, words: str, sign: str, step: int) -> TextButton:
        button = self._turner_of(words, sign, Role.NOTE)
        room_px = (self.width - 2 * self.kit.gap * 1.2) / (2 + WHERE)
        over = button.needs_px / max(1.0, room_px)
        if 1 < over < 2:  # more than that it is only before it has been given its place
            button = self._turner_of(words, sign, math.floor(self.kit.font_px(Role.NOTE) / over))
        to = self._leaf + step
        button.disabled = not 0 <= to < self._grid.leaves
        button.bind(on_release=lambda *_: self.turn(to))
        return button

    def _turner_of(self, words: str, sign: str, font: Role | int) -> TextButton:
        return TextButton(self.kit, words, kind="plain", pictogram=sign, font=font, height=self.kit.look.touch_px)


def least_height(kit: Kit, lines: float) -> float:
    """Enough for so many lines of body text at their smallest, and never lower than a finger needs."""
    return max(kit.look.touch_px, math.ceil(kit.look.line_px(Role.NOTE) * lines + 2 * kit.gap))
