"""Keys to type with: every key is as large as a finger needs, on any screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from kivy.uix.floatlayout import FloatLayout

from assets.look import widgets as w
from kiosk.screens.bench import Bench

#: No key grows higher or wider than so many fingers.
HIGH_FINGERS, WIDE_FINGERS = 1.9, 3.6


#: Signs that are no word by themselves, by their names for the ear.
SPOKEN_SIGNS = {".": "sign.dot", "-": "sign.dash", "/": "sign.slash"}


class Key(NamedTuple):
    """What a key does and how it is marked; a mark of several letters is set smaller. `main`: what is done at last."""

    action: str
    mark: str
    main: bool = False


def signs(rows: Sequence[str]) -> list[list[Key]]:
    """Rows of keys for single signs: "123" -> key:1 key:2 key:3."""
    return [[Key(f"key:{sign}", sign) for sign in row] for row in rows]


class Keyboard(FloatLayout):
    """The rows as they are given where there is room for them; else as many keys in a row as find room."""

    def __init__(self, bench: Bench, rows: Sequence[Sequence[Key]], **more: Any) -> None:
        super().__init__(**more)
        self._bench = bench
        # The window's lock rests half a second after each touch: nobody could type.
        self._kit = w.Kit(bench.kit.look, bench.kit.lock.for_typing())
        self._rows = [[self._key(key) for key in row] for row in rows]
        self._wordy = [any(len(key.mark) > 1 for key in row) for row in rows]
        keys = [key for row in self._rows for key in row]
        touch_px = bench.kit.look.touch_px
        self._shelf = bench.shelf(keys, least_px=(touch_px, touch_px), most_px=touch_px * HIGH_FINGERS, aspect=1.3)
        self.bind(pos=self._arrange, size=self._arrange)

    def _key(self, key: Key) -> Any:
        kit = self._kit
        card = w.Card(kit, kind="action" if key.main else "plain", padding=kit.gap * 0.4)
        font = w.Role.TITLE if len(key.mark) == 1 else w.Role.BODY
        words = w.FitText(
            kit, key.mark, font, least=round(kit.font_px(w.Role.NOTE) * 0.6), bold=True, align="center", line_height=1,
            colour=card.text_colour(),
        )  # fmt: skip
        card.add_widget(words)
        card.bind(pressed=lambda *_: words.dye(card.text_colour()))
        if key.mark in SPOKEN_SIGNS:
            card.spoken = self._bench.words(SPOKEN_SIGNS[key.mark])
        return self._bench.acts(card, key.action)

    def _arrange(self, *_: object) -> None:
        gap, touch_px = self._kit.gap * 1.2, self._kit.look.touch_px
        longest, count = max(map(len, self._rows)), len(self._rows)
        wide_px = min((self.width - (longest - 1) * gap) / longest, touch_px * WIDE_FINGERS)
        high_px = min((self.height - (count - 1) * gap) / count, touch_px * HIGH_FINGERS)
        self.clear_widgets()
        self._shelf.clear_widgets()
        if min(wide_px, high_px) < touch_px - 0.5:
            self._shelf.pos, self._shelf.size = self.pos, self.size
            self._shelf.property("size").dispatch(self._shelf)
            self.add_widget(self._shelf)
            return
        whole_px = longest * (wide_px + gap) - gap
        for nth, (row, wordy) in enumerate(zip(self._rows, self._wordy, strict=True)):
            # Keys with words share the whole row: they need the room.
            key_px = (whole_px + gap) / len(row) - gap if wordy else wide_px
            self._lay(row, self.y + self.height - (nth + 1) * high_px - nth * gap, (key_px, high_px), gap)

    def _lay(self, row: list[Any], y: float, size: tuple[float, float], gap: float) -> None:
        """One row, in the middle. `center_x` and `top` may still be those of an earlier size here."""
        x = self.x + self.width / 2 - (len(row) * (size[0] + gap) - gap) / 2
        for nth, key in enumerate(row):
            key.size_hint, key.size, key.pos = (None, None), size, (x + nth * (size[0] + gap), y)
            self.add_widget(key)
