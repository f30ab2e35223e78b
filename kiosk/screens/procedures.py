"""The pages on which a procedure is looked for: its field, or typing."""

from __future__ import annotations

from typing import Any

from assets.look import widgets as w
from kiosk.screens.bench import Bench, Screen
from kiosk.screens.keyboard import Key, Keyboard
from kiosk.screens.message import middle
from kiosk.session.procedures import Fields, Item, Procedures, Shelf, Typing

#: In fingers: the line that is typed into, the least height of a procedure's card, and the most.
LINE_FINGERS, ITEM_FINGERS, MOST_FINGERS = 1.15, 1.2, 2.2
FIELD_FINGERS = 1.2
#: Keys in a row at most: more would be a row too long to look over.
MOST_IN_ROW = 9
#: A cursor: where the next letter goes.
CURSOR = "|"


class FieldsScreen(Screen):
    """A line to type into, and the fields."""

    def build(self, content: Fields) -> None:
        bench, kit = self.bench, self.bench.kit
        self.add(w.Text(kit, bench.words("proc.title"), w.Role.TITLE, bold=True))
        self.add(bench.acts(SearchLine(bench, "", kit.look.touch_px * LINE_FINGERS), "find:type"))
        self.add(w.Text(kit, bench.words("proc.fields"), bold=True))
        cards = [bench.acts(FieldRow(bench, each), each.action) for each in content.fields]
        least_px = (kit.look.touch_px * 3.2, kit.look.touch_px * FIELD_FINGERS)
        self.add(bench.shelf(cards, least_px=least_px, most_px=kit.look.touch_px * MOST_FINGERS, aspect=3.2))


class FieldRow(w.Card):
    """A field by its name, and how many procedures it has."""

    def __init__(self, bench: Bench, field: Shelf) -> None:
        kit = bench.kit
        super().__init__(kit, orientation="vertical", padding=(kit.gap * 1.5, kit.gap), spacing=0)
        body_px, note_px = kit.font_px(w.Role.BODY), kit.font_px(w.Role.NOTE)
        self.add_widget(
            w.FitText(kit, field.name, round(body_px * 0.85), least=round(body_px * 0.5), bold=True, size_hint_y=2)
        )
        count = bench.words("proc.count", count=field.count)
        self.add_widget(w.FitText(kit, count, round(note_px * 0.9), least=round(note_px * 0.6), colour="ink_soft"))


class ListScreen(Screen):
    """The procedures of one field."""

    def build(self, content: Procedures) -> None:
        bench, kit = self.bench, self.bench.kit
        self.add(w.Text(kit, content.field, w.Role.TITLE, bold=True))
        self.add(items(bench, content.items, with_field=False))


class TypingScreen(Screen):
    """What is typed, what it may mean, and the keys."""

    @staticmethod
    def frame(content: Any) -> object:
        return content.digits

    def build(self, content: Typing) -> None:
        bench, kit = self.bench, self.bench.kit
        self._line = SearchLine(bench, content.typed, kit.look.touch_px * LINE_FINGERS)
        self._found = w.Column(kit)
        wide = kit.look.screen.width_px > kit.look.screen.height_px
        room_px = kit.look.screen.width_px * (0.5 if wide else 1.0) - 2 * kit.look.margin_px
        keys = Keyboard(bench, rows(bench, content, room_px))
        if wide:
            left = w.Column(kit, self._line, self._found, spacing=kit.gap * 1.5)
            self.add(w.Row(kit, left, keys, spacing=kit.gap * 2))
            return
        count = len(rows(bench, content, room_px))
        keys.size_hint_y, keys.height = None, count * (kit.look.touch_px + kit.gap * 1.2)
        self.add(self._line, self._found, keys)

    def tell(self, content: Typing) -> None:
        self._line.tell(content.typed)
        self._found.clear_widgets()
        if content.items:
            self._found.add_widget(items(self.bench, content.items, with_field=True))
        elif content.typed.strip():
            self._found.add_widget(middle(self.bench.kit, self.bench.words("proc.none"), bold=True, size_hint_y=1))
        else:
            self._found.add_widget(w.gap())


class SearchLine(w.Card):
    """Looks like a line to write on: a lens, and what is written or an example."""

    def __init__(self, bench: Bench, typed: str, high_px: float) -> None:
        kit = bench.kit
        super().__init__(kit, size_hint_y=None, height=high_px, padding=(kit.gap * 1.5, kit.gap * 0.8))
        self._prompt = bench.words("proc.search")
        body_px = kit.font_px(w.Role.BODY)
        sign = w.Pictogram(kit, "search", round(body_px * 1.1), "action", pos_hint={"center_y": 0.5})
        self._words = w.FitText(kit, "", round(body_px * 1.1), least=round(body_px * 0.55))
        self.add_widget(sign)
        self.add_widget(self._words)
        self.tell(typed)

    def tell(self, typed: str) -> None:
        """What is written now; nothing yet: an example."""
        self._words.bold = bool(typed)
        self._words.dye("ink" if typed else "ink_soft")
        self._words.text = f"{typed.upper()}{CURSOR}" if typed else self._prompt


class ItemCard(w.Card):
    """A procedure by its name. What stands on it is made when it is first shown: a list may be long."""

    def __init__(self, bench: Bench, item: Item, *, with_field: bool) -> None:
        kit = bench.kit
        super().__init__(kit, orientation="vertical", padding=(kit.gap * 1.5, kit.gap * 0.7), spacing=0)
        self._item, self._with_field = item, with_field
        self.bind(parent=self._write)

    def _write(self, *_: object) -> None:
        if self.children or self.parent is None:
            return
        kit, item = self.kit, self._item
        body_px, note_px = kit.font_px(w.Role.BODY), kit.font_px(w.Role.NOTE)
        name = w.FitText(kit, item.name, round(body_px * 0.9), least=round(body_px * 0.5), bold=True, size_hint_y=2.4)
        words = f"{item.field} · {item.code}" if self._with_field else item.code
        note = w.FitText(kit, words, round(note_px * 0.85), least=round(note_px * 0.55), colour="ink_soft")
        self.add_widget(name)
        self.add_widget(note)
        self.bind(pressed=lambda *_: name.dye(self.text_colour()))


def items(bench: Bench, found: tuple[Item, ...], *, with_field: bool) -> Any:
    """Procedures to choose, on as many leaves as they need."""
    kit = bench.kit
    cards = [bench.acts(ItemCard(bench, each, with_field=with_field), each.action) for each in found]
    wide_px = kit.look.touch_px * 6
    return bench.shelf(
        cards, least_px=(wide_px, kit.look.touch_px * ITEM_FINGERS), most_px=kit.look.touch_px * MOST_FINGERS, aspect=5
    )


def rows(bench: Bench, content: Typing, room_px: float) -> list[list[Key]]:
    """The signs in rows as long as there is room for, and the keys with words below."""
    touch_px, gap_px = bench.kit.look.touch_px, bench.kit.gap * 1.2
    long = max(3, min(MOST_IN_ROW, int((room_px + gap_px) // (touch_px + gap_px))))
    long = 3 if content.digits else long
    keys = content.keys
    parts = [keys[at : at + long] for at in range(0, len(keys), long)]
    other = "proc.letters" if content.digits else "proc.digits"
    wordy = [("other", other), ("space", "proc.space"), ("erase", "proc.erase")]
    return [
        *([Key(f"find:key:{key}", key.upper()) for key in part] for part in parts),
        [Key(f"find:key:{key}", bench.words(words)) for key, words in wordy],
    ]


