"""The pages of whoever asks by a code: scan or type it, and what is said to it."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Ellipse, Rectangle
from kivy.uix.widget import Widget

from assets.look import widgets as w
from kiosk.screens.bench import Bench, Screen, room
from kiosk.screens.confirm import notice
from kiosk.screens.keyboard import Key, Keyboard, signs
from kiosk.screens.message import middle
from kiosk.session import enquiry as e
from kiosk.session.enquiry import Entry, Reply, Step

#: Ground and text of a panel, by how good the news is.
TONES = {"good": ("surface", "action"), "plain": ("surface", "ink"), "notice": ("notice", "on_notice")}
FIELD_FINGERS, KEYS_FINGERS, SCAN_FINGERS, DOT_FINGERS = 1.25, 9.0, 1.5, 0.6


class EntryScreen(Screen):
    """What to scan, what has been typed, and the keys."""

    @staticmethod
    def frame(content: Any) -> object:
        return content.title, content.letters, content.wrong

    def build(self, content: Entry) -> None:
        bench, kit = self.bench, self.bench.kit
        self._typed = w.FitText(kit, "", w.Role.TITLE, least=w.Role.NOTE, bold=True, align="center")
        high_px = round(kit.look.touch_px * FIELD_FINGERS)
        field = w.Panel(kit, self._typed, size_hint_y=None, height=high_px, padding=(kit.gap, kit.gap * 0.5))
        keyboard = Keyboard(bench, _keys(bench, content))
        if kit.look.screen.width_px > kit.look.screen.height_px:
            left = w.Column(kit, *self._words(content), room(), field, room(), spacing=kit.gap * 1.2)
            self.add(w.Row(kit, left, keyboard, spacing=kit.gap * 2))
        else:
            keyboard.size_hint_max_y = kit.look.touch_px * KEYS_FINGERS
            self.add(*self._words(content), room(0.3), field, keyboard)

    def tell(self, content: Entry) -> None:
        self._typed.text = content.typed or self.bench.words("code.or_type")
        self._typed.dye("ink" if content.typed else "ink_soft")

    def _words(self, content: Entry) -> list[Any]:
        bench, kit = self.bench, self.bench.kit
        title = w.Text(kit, bench.say(content.title), w.Role.TITLE, bold=True)
        if content.wrong is not None:
            return [title, notice(kit, "warning", bench.say(content.wrong))]
        sign = w.Pictogram(kit, content.pictogram, round(kit.look.touch_px * SCAN_FINGERS), "action")
        sign.pos_hint = {"center_y": 0.5}
        words = w.Text(kit, bench.say(content.hint), bold=True, pos_hint={"center_y": 0.5})
        return [title, w.Panel(kit, w.Row(kit, sign, words, hug=True, spacing=kit.gap * 2), hug=True)]


def _keys(bench: Bench, content: Entry) -> list[list[Key]]:
    """Digits as on a telephone, letters in the order everybody knows, and the keys for the others and for "no"."""
    action, words = (e.TO_DIGITS, "code.digits") if content.letters else (e.TO_LETTERS, "code.letters")
    others = [Key(action, bench.words(words)), Key(e.ERASE, bench.words("code.erase"))]
    return [*signs(content.rows), [*others, Key(e.GO, bench.say(content.go), main=True)]]


class ReplyScreen(Screen):
    """The code, how far it is, and the one thing that can be done."""

    MOST_GROWN = 1.4

    def build(self, content: Reply) -> None:
        bench, kit = self.bench, self.bench.kit
        self.add(room(1), self._code(content.code))
        if content.way:
            self.add(Track(bench, content.way))
        self.add(self._news(content))
        if content.more is not None:
            self.add(middle(kit, bench.say(content.more)))
        self.add(room(1))
        if content.act is not None:
            action, words, pictogram = content.act
            self.add(
                bench.button(action, bench.say(words), pictogram=pictogram, font=w.Role.TITLE, height=bench.large_px)
            )
        if e.CHANGE in content.actions:
            self.add(bench.button(e.CHANGE, bench.words("code.change"), kind="plain", pictogram="scan"))

    def _code(self, code: str) -> Any:
        kit = self.bench.kit
        high_px = kit.look.line_px(w.Role.TITLE)
        return w.FitText(
            kit, code, w.Role.TITLE, least=w.Role.NOTE, bold=True, align="center", size_hint_y=None, height=high_px
        )

    def _news(self, content: Reply) -> Any:
        kit = self.bench.kit
        ground, ink = TONES[content.tone]
        side_px = round(kit.look.touch_px * 1.6)
        drawn = w.Pictogram(kit, content.pictogram, side_px, "action" if ground == "surface" else ink)
        signed_row = w.Row(kit, w.gap(), drawn, w.gap(), size_hint_y=None, height=side_px, spacing=0)
        words = middle(kit, self.bench.say(content.text), w.Role.TITLE, bold=True, colour=ink)
        return w.Panel(kit, signed_row, words, fill=ground, hug=True, padding=kit.gap * 2.5, spacing=kit.gap * 1.5)


class Track(w.Row):
    """The stations of a dossier: behind it a tick, where it is a full ring, ahead of it an empty one."""

    def __init__(self, bench: Bench, way: tuple[Step, ...]) -> None:
        kit = bench.kit
        super().__init__(kit, hug=True, spacing=0)
        for nth, step in enumerate(way):
            words = w.Text(
                kit, bench.say(step.name), w.Role.NOTE, align="center", bold=step.state == "here",
                colour="ink" if step.state != "ahead" else "ink_soft",
            )  # fmt: skip
            before = None if nth == 0 else way[nth - 1].state
            dot = Station(kit, step.state, before, last=nth == len(way) - 1)
            self.add_widget(w.Column(kit, dot, words, hug=True, spacing=kit.gap * 0.6, pos_hint={"top": 1}))


class Station(Widget):
    """One station and its half of the road on both sides."""

    def __init__(self, kit: w.Kit, state: str, before: str | None, *, last: bool) -> None:
        side_px = round(kit.look.touch_px * DOT_FINGERS)
        super().__init__(size_hint_y=None, height=side_px)
        self._side_px, self._road_px = side_px, max(3, round(side_px * 0.12))
        self._tick = w.Pictogram(kit, "tick", round(side_px * 0.6), "on_action") if state == "done" else None
        with self.canvas:
            self._roads = [
                (Color(*kit.colour("action" if passed else "line")), Rectangle(), left)
                for there, passed, left in (
                    (before is not None, state != "ahead", True), (not last, state == "done", False),
                )
                if there
            ]  # fmt: skip
            Color(*kit.colour("line" if state == "ahead" else "action"))
            self._disc = Ellipse()
            Color(*kit.colour("ground"))
            self._hole = Ellipse() if state != "done" else None
            Color(*kit.colour("action"))
            self._core = Ellipse() if state == "here" else None
        if self._tick is not None:
            self.add_widget(self._tick)
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        side, x, y = self._side_px, self.center_x, self.center_y
        for _, road, left in self._roads:
            road.pos = (self.x if left else x, y - self._road_px / 2)
            road.size = (self.width / 2, self._road_px)
        for shape, share in ((self._disc, 1.0), (self._hole, 0.8), (self._core, 0.5)):
            if shape is not None:
                shape.pos, shape.size = (x - side * share / 2, y - side * share / 2), (side * share, side * share)
        if self._tick is not None:
            self._tick.center = x, y
