"""The pages of the staff corner: the PIN, things to do, and a grid to wipe."""

from __future__ import annotations

import math
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from assets.look import widgets as w
from kiosk.screens.bench import Bench, Screen, room
from kiosk.screens.keyboard import Key, Keyboard
from kiosk.screens.message import middle, sign
from kiosk.session.enquiry import ERASE, GO
from kiosk.session.staff_views import Item, Menu, PinPad, Wipe

#: The keys of the PIN: as on a telephone, on a low page in two rows. A key is at most so many fingers high.
PAD, LOW_PAD = ("123", "456", "789", "E0G"), ("123456", "7890EG")
KEY_FINGERS = 1.5
#: On a low page the way out stands beside the title, so wide.
LEAVE_FINGERS = 3.2
#: What there is to do: at least so many fingers wide and high, at most so high.
LEAST_FINGERS, LOW_LEAST_FINGERS, MOST_FINGERS = (3.4, 1.15), (2.4, 1.05), 2.0
#: Fields of the grid are about as large as the tip of a finger.
FIELD_MM = 12.0
DOT = "•"


class PinScreen(Screen):
    """So many dots, and the keys."""

    SPACING = 1.0

    @staticmethod
    def frame(content: Any) -> object:
        return bool(content.locked_s), content.checking

    def build(self, content: PinPad) -> None:
        bench, kit = self.bench, self.bench.kit
        self._dots = w.FitText(kit, "", w.Role.TITLE, bold=True, align="center", least=w.Role.NOTE)
        high_px = kit.look.line_px(w.Role.TITLE) + kit.gap
        field = w.Panel(kit, self._dots, size_hint_y=None, height=high_px, padding=(kit.gap, kit.gap * 0.5))
        self._words = middle(kit, "", w.Role.BODY if bench.low else w.Role.TITLE, bold=True)
        leave = bench.button("staff:leave", bench.words("staff.leave"), kind="plain", pictogram="cross")
        keys = [] if content.locked_s or content.checking else [self._pad(LOW_PAD if self._flat() else PAD)]
        typed = [] if content.locked_s else [field]
        if bench.low and bench.lying:
            field.pos_hint = {"center_y": 0.5}
            self.add(beside(bench, self._words, leave, *typed), *(keys or [room(1)]))
        elif bench.low:
            self.add(beside(bench, self._words, leave), *typed, *(keys or [room(1)]))
        else:
            self.add_beside([room(1), sign(kit, "lock"), self._words, *typed, room(1)], [*keys, leave])

    def _flat(self) -> bool:
        """Whether the keys stand in two rows: a low page has no room for four, and a narrow one none for long ones."""
        kit, longest = self.bench.kit, max(map(len, LOW_PAD))
        row_px = longest * (kit.look.touch_px + kit.gap * 1.2) - kit.gap * 1.2
        return self.bench.low and row_px <= self.bench.page_px[0] - 2 * kit.look.margin_px

    def _pad(self, rows: tuple[str, ...]) -> Any:
        bench, kit = self.bench, self.bench.kit
        others = {"E": Key(ERASE, bench.words("code.erase")), "G": Key(GO, bench.words("staff.ok"), main=True)}
        keys = [[others.get(sign) or Key(f"key:{sign}", sign) for sign in row] for row in rows]
        pad = Keyboard(bench, keys, size_hint_y=len(rows))
        gaps_px = (len(rows) - 1) * kit.gap * 1.2
        pad.size_hint_min_y = len(rows) * kit.look.touch_px + gaps_px
        pad.size_hint_max_y = len(rows) * kit.look.touch_px * KEY_FINGERS + gaps_px
        return pad

    def tell(self, content: PinPad) -> None:
        self._dots.text = DOT * content.typed
        self._dots.spoken = str(content.typed)  # how many, and nothing of what
        self._words.text = self._said(content)

    def _said(self, content: PinPad) -> str:
        words = self.bench.words
        if content.locked_s:
            return words("staff.locked", time=f"{content.locked_s // 60}:{content.locked_s % 60:02d}")
        if content.checking:
            return words("staff.checking")
        return words("staff.pin_wrong" if content.wrong else "staff.pin")


class MenuScreen(Screen):
    """What is known, what can be done, and the way out."""

    SPACING = 1.0

    @staticmethod
    def frame(content: Any) -> object:
        return content.title, content.items, content.note, len(content.facts), content.top

    def build(self, content: Menu) -> None:
        bench, kit = self.bench, self.bench.kit
        key, way = ("staff.leave", "cross") if content.top else ("staff.back", "back")
        leave = bench.button(content.leave, bench.words(key), kind="plain", pictogram=way)
        self._facts = [w.Text(kit, "", w.Role.BODY) for _ in content.facts]
        if bench.low:
            self._low_head(content, leave)
        else:
            self._head(content)
        cards = [bench.acts(ItemCard(bench, item), item.action) for item in content.items]
        touch_px = kit.look.touch_px
        fingers = LOW_LEAST_FINGERS if bench.low else LEAST_FINGERS
        least_px = (touch_px * fingers[0], touch_px * fingers[1])
        most_px = touch_px * MOST_FINGERS
        self.add(bench.shelf(cards, least_px=least_px, most_px=most_px, aspect=3.2) if cards else room(1))
        if not bench.low:
            self.add(leave)

    def _head(self, content: Menu) -> None:
        kit, bench = self.bench.kit, self.bench
        self.add(w.Text(kit, bench.say(content.title), w.Role.TITLE, bold=True))
        if self._facts:
            self.add(w.Panel(kit, *self._facts, hug=True, spacing=kit.gap * 0.5))
        if content.note is not None:
            self.add(_note(kit, bench.say(content.note)))

    def _low_head(self, content: Menu, leave: Any) -> None:
        """Title, or what there is to say instead, and the way out in one row; many facts below."""
        kit, bench = self.bench.kit, self.bench
        said = bench.say(content.note or content.title)
        title = w.FitText(kit, said, w.Role.BODY, least=round(kit.font_px(w.Role.BODY) * 0.5), bold=True)
        few = bench.lying and len(self._facts) < 2
        self.add(beside(bench, title, leave, *(self._facts if few else ())))
        if few or not self._facts:
            return
        if not bench.lying:
            self.add(w.Panel(kit, *self._facts, hug=True, spacing=kit.gap * 0.5))
            return
        half = (len(self._facts) + 1) // 2
        panels = [w.Panel(kit, *part, hug=True, spacing=0) for part in (self._facts[:half], self._facts[half:])]
        self.add(w.Row(kit, *panels, hug=True))

    def tell(self, content: Menu) -> None:
        for line, fact in zip(self._facts, content.facts, strict=True):
            line.text = self.bench.say(fact)


def beside(bench: Bench, words: Any, leave: Any, *more: Any) -> Any:
    """On a low page: what it is about and the way out in one row."""
    kit = bench.kit
    words.pos_hint = {"center_y": 0.5}
    words.halign = "left"
    leave.size_hint_x, leave.width = None, round(kit.look.touch_px * LEAVE_FINGERS)
    leave.pos_hint = {"center_y": 0.5}
    return w.Row(kit, words, *more, leave, size_hint_y=None, height=leave.height, spacing=kit.gap * 2)


def _note(kit: w.Kit, words: str) -> Any:
    text = w.Text(kit, words, bold=True, colour="on_notice")
    return w.Panel(kit, text, fill="notice", hug=True, padding=(kit.gap * 1.5, kit.gap))


class ItemCard(w.Card):
    """One thing to do: its sign and its words, as large as it has room for. What is chosen carries a tick."""

    def __init__(self, bench: Bench, item: Item) -> None:
        kit = bench.kit
        super().__init__(kit, padding=(kit.gap * 1.5, kit.gap * 0.6), spacing=kit.gap * 1.5)
        body_px, colour = kit.font_px(w.Role.BODY), self.text_colour()
        drawn = {None: item.pictogram, True: "box_ticked", False: "box"}[item.chosen]
        self._sign = w.Pictogram(kit, drawn, round(body_px * 1.4), "action", pos_hint={"center_y": 0.5})
        words = bench.say(item.name)
        self.label = w.FitText(kit, words, body_px, least=round(body_px * 0.5), bold=True, colour=colour, line_height=1)
        self.alike = (self.label,)
        self.spoken = words if item.chosen is None else bench.ticked(words, chosen=item.chosen)
        self.add_widget(self._sign)
        self.add_widget(self.label)
        self.bind(pressed=lambda *_: self.label.dye(self.text_colour()))


class WipeScreen(Screen):
    """Black before it was wiped, white after: dead dots and deaf places are seen on one or the other."""

    SPACING = 1.0

    def build(self, content: Wipe) -> None:
        bench, kit = self.bench, self.bench.kit
        self._words = w.Text(kit, bench.words("staff.wipe_hint"), bold=True, align="center")
        self.grid = WipeGrid(kit, self._wiped)
        back = bench.button(content.actions[0], bench.words("staff.back"), kind="plain", pictogram="back")
        self.add(self._words, self.grid, back)

    def _wiped(self, left: int) -> None:
        """The corner stays open while somebody wipes."""
        self.bench.awake()
        if not left:
            self._words.text = self.bench.words("staff.wipe_done")


class WipeGrid(Widget):
    """Fields that turn white under a finger. `wiped` is told how many are left."""

    def __init__(self, kit: w.Kit, wiped: Any) -> None:
        super().__init__()
        self._field_px, self._tell = kit.look.screen.px(FIELD_MM), wiped
        self._fields: dict[tuple[int, int], tuple[Any, Any]] = {}
        self._white: set[tuple[int, int]] = set()
        self._shape = (0, 0)
        self.bind(pos=self._lay, size=self._lay)

    @property
    def left(self) -> int:
        """Fields that were not touched yet."""
        return len(self._fields) - len(self._white)

    def on_touch_down(self, touch: Any) -> bool:
        return self._wipe(touch)

    def on_touch_move(self, touch: Any) -> bool:
        return self._wipe(touch)

    def _wipe(self, touch: Any) -> bool:
        at = self._at(touch.x, touch.y)
        if at is None:
            return False
        if at not in self._white:
            self._white.add(at)
            self._fields[at][0].rgba = (1, 1, 1, 1)
            self._tell(self.left)
        return True

    def _at(self, x: float, y: float) -> tuple[int, int] | None:
        if not self._fields or not self.collide_point(x, y):
            return None
        across, down = self._shape
        nth = min(across - 1, int((x - self.x) / self.width * across))
        return nth, min(down - 1, int((y - self.y) / self.height * down))

    def _lay(self, *_: object) -> None:
        shape = max(1, math.floor(self.width / self._field_px)), max(1, math.floor(self.height / self._field_px))
        if shape != self._shape:
            self._make(shape)
        wide, high = self.width / shape[0], self.height / shape[1]
        for (nth, row), (_, field) in self._fields.items():
            field.pos, field.size = (self.x + nth * wide + 1, self.y + row * high + 1), (wide - 2, high - 2)

    def _make(self, shape: tuple[int, int]) -> None:
        self._shape, self._white = shape, set()
        self._fields = {}
        self.canvas.clear()
        with self.canvas:
            for nth in range(shape[0]):
                for row in range(shape[1]):
                    self._fields[nth, row] = Color(0, 0, 0, 1), Rectangle()
