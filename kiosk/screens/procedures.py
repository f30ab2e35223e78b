"""The pages on which a procedure is looked for: its field, or typing."""

from __future__ import annotations

from typing import Any

from assets.look import widgets as w
from kiosk.screens.bench import Bench, Screen
from kiosk.screens.keyboard import Key, Keyboard
from kiosk.screens.message import middle
from kiosk.session.procedure_views import Fields, Item, Procedures, Shelf, Typing

#: In fingers: the line that is typed into, the least height of a procedure's card, and the most.
LINE_FINGERS, ITEM_FINGERS, MOST_FINGERS = 1.15, 1.2, 2.2
#: The least of a field's card; and what must be left for what was found, or it gets a page of its own.
FIELD_FINGERS, FOUND_FINGERS = (2.6, 1.2), 2.5
#: The width of the button to all that was found.
GO_FINGERS = 1.9
#: Keys in a row at most: more would be a row too long to look over.
MOST_IN_ROW, DIGITS_IN_ROW = 9, 3
#: A cursor: where the next letter goes.
CURSOR = "|"

#: For larger words rather several leaves: the least of a field's card, and the least height of a procedure's, in
#: heights of letters.
LARGE_FIELD_LETTERS, LARGE_ITEM_LETTERS = (11.0, 2.8), 3.4


class FieldsScreen(Screen):
    """A line to type into, and the fields."""

    def build(self, content: Fields) -> None:
        bench, kit = self.bench, self.bench.kit
        line = bench.acts(SearchLine(bench, ""), "find:type")
        if bench.low:
            self.add(line)
        else:
            self.add(w.Text(kit, bench.words("proc.title"), w.Role.TITLE, bold=True), line)
            self.add(w.Text(kit, bench.words("proc.fields"), bold=True))
        cards = [bench.acts(FieldRow(bench, each), each.action) for each in content.fields]
        touch_px = kit.look.touch_px
        least_px = (touch_px * FIELD_FINGERS[0], touch_px * FIELD_FINGERS[1])
        if bench.large and not bench.low:
            body_px, (wide, high) = kit.font_px(w.Role.BODY), LARGE_FIELD_LETTERS
            least_px = max(least_px[0], body_px * wide), max(least_px[1], body_px * high)
        self.add(bench.shelf(cards, least_px=least_px, most_px=touch_px * MOST_FINGERS, aspect=3.2))


class FieldRow(w.Card):
    """A field by its name, and how many procedures it has."""

    def __init__(self, bench: Bench, field: Shelf) -> None:
        kit = bench.kit
        super().__init__(kit, orientation="vertical", padding=(kit.gap * 1.5, kit.gap), spacing=0)
        body_px, note_px = kit.font_px(w.Role.BODY), kit.font_px(w.Role.NOTE)
        self.add_widget(
            w.FitText(kit, field.name, round(body_px * 0.85), least=round(body_px * 0.45), bold=True, size_hint_y=2)
        )
        count = bench.words("proc.count", count=field.count)
        self.add_widget(w.FitText(kit, count, round(note_px * 0.9), least=round(note_px * 0.6), colour="ink_soft"))


class ListScreen(Screen):
    """The procedures of one field, or all that was found."""

    def build(self, content: Procedures) -> None:
        kit = self.bench.kit
        high_px = kit.look.line_px(w.Role.TITLE)
        title = w.FitText(kit, content.title, w.Role.TITLE, least=w.Role.NOTE, bold=True, size_hint_y=None)
        title.height = high_px
        self.add(title, shelf(self.bench, content.items, with_field=False))


class TypingScreen(Screen):
    """What is typed, what it may mean, and the keys. Without room for what was found the line leads to it."""

    @staticmethod
    def frame(content: Any) -> object:
        return content.digits

    def build(self, content: Typing) -> None:
        bench, kit = self.bench, self.bench.kit
        self._line, self._go = SearchLine(bench, content.typed), w.Column(kit, size_hint_x=None)
        self._found: Any = None
        high_px = kit.look.touch_px * LINE_FINGERS
        line = w.Row(kit, self._line, self._go, size_hint_y=None, height=high_px, spacing=kit.gap * 1.2)
        wide_px, page_px = (side - 2 * kit.look.margin_px for side in bench.page_px)
        if bench.lying and self._high_px(half := rows(bench, content, wide_px / 2 - kit.gap)) <= page_px:
            self._found = w.Column(kit)
            left = w.Column(kit, line, self._found, spacing=kit.gap * 1.5)
            self.add(w.Row(kit, left, Keyboard(bench, half), spacing=kit.gap * 2))
            return
        keys = rows(bench, content, wide_px)
        keyboard = Keyboard(bench, keys)
        left_px = page_px - high_px - self._high_px(keys) - 2 * self.spacing
        if left_px >= kit.look.touch_px * FOUND_FINGERS:
            self._found = w.Column(kit)
            keyboard.size_hint_y, keyboard.height = None, self._high_px(keys)
            self.add(line, self._found, keyboard)
        else:
            self.add(line, keyboard)

    def tell(self, content: Typing) -> None:
        self._line.tell(content.typed)
        beside = self._way(content)
        self._go.clear_widgets()
        self._go.width = self.bench.kit.look.touch_px * GO_FINGERS if beside else 0
        if beside:
            self._go.add_widget(beside)
        if self._found is not None:
            self._found.clear_widgets()
            self._found.add_widget(self._hits(content))

    def _way(self, content: Typing) -> Any:
        """To all that was found; that nothing was, where there is no room to say it below."""
        bench, kit = self.bench, self.bench.kit
        if content.items:
            words = bench.words("proc.see", count=len(content.items))
            more: dict[str, Any] = {"pictogram": "forward", "font": w.Role.NOTE, "shrinks": True, "size_hint_y": 1}
            return bench.button("find:results", words, **more)
        if self._found is not None or not content.typed.strip():
            return None
        least = round(kit.font_px(w.Role.NOTE) * 0.6)
        text = w.FitText(kit, bench.words("proc.nothing"), least=least, bold=True, colour="on_notice", align="center")
        return w.Panel(kit, text, fill="notice", padding=kit.gap)

    def _hits(self, content: Typing) -> Any:
        if content.items:
            return shelf(self.bench, content.items, with_field=True)
        if content.typed.strip():
            return middle(self.bench.kit, self.bench.words("proc.none"), bold=True, size_hint_y=1)
        return w.gap()

    def _high_px(self, keys: list[list[Key]]) -> float:
        """Height of so many rows of keys at their smallest."""
        kit = self.bench.kit
        return len(keys) * (kit.look.touch_px + kit.gap * 1.2)


class SearchLine(w.Card):
    """Looks like a line to write on: a lens, and what is written or an example."""

    def __init__(self, bench: Bench, typed: str) -> None:
        kit = bench.kit
        high_px = kit.look.touch_px * LINE_FINGERS
        super().__init__(kit, size_hint_y=None, height=high_px, padding=(kit.gap * 1.5, kit.gap * 0.8))
        self._prompt = bench.words("proc.search")
        body_px = kit.font_px(w.Role.BODY)
        sign = w.Pictogram(kit, "search", round(body_px * 1.1), "action", pos_hint={"center_y": 0.5})
        self._words = w.FitText(kit, "", round(body_px * 1.1), least=round(body_px * 0.45))
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
        name = w.FitText(kit, item.name, round(body_px * 0.9), least=round(body_px * 0.45), bold=True, size_hint_y=2.4)
        words = f"{item.field} · {item.code}" if self._with_field else item.code
        note = w.FitText(kit, words, round(note_px * 0.85), least=round(note_px * 0.5), colour="ink_soft")
        self.add_widget(name)
        self.add_widget(note)
        self.bind(pressed=lambda *_: name.dye(self.text_colour()))


def shelf(bench: Bench, found: tuple[Item, ...], *, with_field: bool) -> Any:
    """Procedures to choose, on as many leaves as they need."""
    touch_px = bench.kit.look.touch_px
    cards = [bench.acts(ItemCard(bench, each, with_field=with_field), each.action) for each in found]
    high_px = bench.kit.font_px(w.Role.BODY) * LARGE_ITEM_LETTERS if bench.large and not bench.low else 0
    least_px = (touch_px * 5, max(high_px, touch_px * ITEM_FINGERS))
    return bench.shelf(cards, least_px=least_px, most_px=touch_px * MOST_FINGERS, aspect=5)


def rows(bench: Bench, content: Typing, wide_px: float) -> list[list[Key]]:
    """The signs in rows as long as there is room for, and the keys with words below."""
    touch_px, gap_px = bench.kit.look.touch_px, bench.kit.gap * 1.2
    room = max(3, min(MOST_IN_ROW, int((wide_px + gap_px) // (touch_px + gap_px))))
    long = DIGITS_IN_ROW if content.digits else room
    parts = [content.keys[at : at + long] for at in range(0, len(content.keys), long)]
    other = "proc.letters" if content.digits else "proc.digits"
    wordy = [("other", other), ("space", "proc.space"), ("erase", "proc.erase")]
    return [
        *([Key(f"find:key:{key}", key.upper()) for key in part] for part in parts),
        [Key(f"find:key:{key}", bench.words(words)) for key, words in wordy],
    ]
