"""The pages of whoever asks by a code: scan or type it, and what is said to it."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Ellipse, Rectangle
from kivy.uix.widget import Widget

from assets.look import widgets as w
from kiosk.screens.bench import Bench, Screen, room
from kiosk.screens.confirm import notice
from kiosk.screens.keyboard import Key, Keyboard, signs
from kiosk.session import enquiry as e
from kiosk.session.enquiry import Entry, Reply, Step

#: Ground and text of a panel, by how good the news is.
TONES = {"good": ("surface", "action"), "plain": ("surface", "ink"), "notice": ("notice", "on_notice")}
#: No keyboard grows higher than so many fingers, and none is lower than so many rows of keys.
KEYS_FINGERS, LEAST_ROWS = 9.0, 3
#: Above and below many keys, in gaps; the height of what is typed over them, in fingers.
KEYS_MARGIN, KEYS_FIELD = 1.1, 0.75
#: How small a long code may become, in fingers: 3 mm.
LEAST_TYPED = 0.15
#: A screen whose shorter side has less fingers is small: ten inches.
SMALL_FINGERS = 8.0
#: Signs over the height of body text, dots of the track over that of a note; the button over a finger.
SIGN_TIMES, DOT_TIMES, ACT_FINGERS = 2.2, 1.6, 1.3


class EntryScreen(Screen):
    """What to scan, what has been typed, and the keys."""

    SPACING = 0.9

    @staticmethod
    def frame(content: Any) -> object:
        return content.title, content.hint, content.letters, content.wrong

    def build(self, content: Entry) -> None:
        kit = self.bench.kit
        field, keyboard = self._field(), Keyboard(self.bench, _keys(self.bench, content))
        keyboard.size_hint_min_y = LEAST_ROWS * kit.look.touch_px + (LEAST_ROWS - 1) * kit.gap * 1.2
        if content.letters and small(kit) and content.wrong is None:
            self._for_keys(field)
            self.add(field, keyboard)
        elif lying(kit):
            words, below = (self._few_words(content), []) if small(kit) else ([*self._words(content), room()], [room()])
            left = w.Column(kit, *words, field, *below, spacing=kit.gap)
            keyboard.size_hint_x = 1.45
            self.add(w.Row(kit, left, keyboard, spacing=kit.gap * 2))
        else:
            keyboard.size_hint_max_y = kit.look.touch_px * KEYS_FINGERS
            words = self._few_words(content) if small(kit) else [*self._words(content), room(0.3)]
            self.add(*words, field, keyboard)

    def _field(self) -> Any:
        """What has been typed."""
        kit = self.bench.kit
        least_px = round(kit.look.touch_px * LEAST_TYPED)  # whatever is typed stands in one piece
        self._typed = w.FitText(kit, "", w.Role.TITLE, least=least_px, bold=True, align="center")
        high_px = kit.look.line_px(w.Role.TITLE) + kit.gap
        return w.Panel(kit, self._typed, size_hint_y=None, height=high_px, padding=(kit.gap, kit.gap * 0.5))

    def _for_keys(self, field: Any) -> None:
        """Letters need all the room of a small page. What to type was read before their key was touched."""
        kit = self.bench.kit
        self.padding = (kit.look.margin_px, kit.gap * KEYS_MARGIN)
        field.height = min(field.height, kit.look.touch_px * KEYS_FIELD)

    def tell(self, content: Entry) -> None:
        self._typed.text = content.typed or self.bench.say(content.empty)
        self._typed.dye("ink" if content.typed else "ink_soft")

    def _words(self, content: Entry) -> list[Any]:
        bench, kit = self.bench, self.bench.kit
        title = w.Text(kit, bench.say(content.title), w.Role.TITLE, bold=True)
        if content.wrong is not None:
            return [title, notice(kit, "warning", bench.say(content.wrong))]
        sign = w.Pictogram(kit, content.pictogram, sign_px(kit), "action", pos_hint={"center_y": 0.5})
        words = w.Text(kit, bench.say(content.hint), bold=True, pos_hint={"center_y": 0.5})
        row = w.Row(kit, sign, words, hug=True, spacing=kit.gap * 2)
        return [title, w.Panel(kit, row, hug=True, padding=(kit.gap * 1.5, kit.gap * 0.8))]

    def _few_words(self, content: Entry) -> list[Any]:
        """The same where there is little room: as large as it lets them be."""
        bench, kit = self.bench, self.bench.kit
        fill, ink = ("surface", "ink") if content.wrong is None else ("notice", "on_notice")
        role = w.Role.BODY if bench.large else w.Role.TITLE
        high_px = kit.look.line_px(role)
        title = w.FitText(kit, bench.say(content.title), role, bold=True, size_hint_y=None, height=high_px)
        words = w.FitText(kit, bench.say(content.wrong or content.hint), bold=True, colour=ink)
        panel = w.Panel(
            kit, words, fill=fill, padding=(kit.gap * 1.5, kit.gap * 0.5), size_hint_y=1 if lying(kit) else 0.6,
            size_hint_min_y=kit.look.line_px(w.Role.NOTE, lines=2) + kit.gap,
        )  # fmt: skip
        return [title, panel]


def lying(kit: w.Kit) -> bool:
    """Whether the screen is wider than high."""
    return kit.look.screen.width_px > kit.look.screen.height_px


def small(kit: w.Kit) -> bool:
    """Whether the screen is so small that a page must do with what is needed."""
    screen = kit.look.screen
    return min(screen.width_px, screen.height_px) < SMALL_FINGERS * kit.look.touch_px


def sign_px(kit: w.Kit) -> int:
    """How large a sign stands beside its words."""
    return round(kit.font_px(w.Role.BODY) * SIGN_TIMES)


def _keys(bench: Bench, content: Entry) -> list[list[Key]]:
    """Digits as on a telephone, letters in the order everybody knows, and the keys for the others and for "no"."""
    action, words = (e.TO_DIGITS, "code.digits") if content.letters else (e.TO_LETTERS, "code.letters")
    others = [Key(action, bench.words(words)), Key(e.ERASE, bench.words("code.erase"))]
    return [*signs(content.rows), [*others, Key(e.GO, bench.say(content.go), main=True)]]


class ReplyScreen(Screen):
    """The code, how far it is, and the one thing that can be done."""

    MOST_GROWN = 1.25
    SPACING = 1.0

    def build(self, content: Reply) -> None:
        lies, is_small = lying(self.bench.kit), small(self.bench.kit)
        track = [Track(self.bench, content.way)] if content.way and not is_small else []
        if self.bench.leafing:
            self.add(self.bench.leaves([self._code(content.code), self._news(content)]))
        else:
            self.add(room(1), self._code(content.code), *track, self._news(content), room(1))
        buttons = self._buttons(content)
        if lies and len(buttons) == 2:
            kit = self.bench.kit
            for each in buttons:
                each.size_hint_y = 1
            high_px = round(kit.look.touch_px * ACT_FINGERS)
            buttons = [w.Row(kit, *buttons, spacing=kit.gap * 2, size_hint_y=None, height=high_px)]
        self.add(*buttons)

    def _buttons(self, content: Reply) -> list[Any]:
        bench, high_px = self.bench, round(self.bench.kit.look.touch_px * ACT_FINGERS)
        buttons = []
        if content.act is not None:
            action, words, pictogram = content.act
            button = bench.button(
                action, bench.say(words), pictogram=pictogram, font=bench.unscaled(w.Role.TITLE), height=high_px,
                shrinks=bench.leafing or bench.low,
            )  # fmt: skip
            buttons.append(button)
        if e.CHANGE in content.actions:
            buttons.append(bench.button(e.CHANGE, bench.words("code.change"), kind="plain", pictogram="scan"))
        return buttons

    def _code(self, code: str) -> Any:
        kit = self.bench.kit
        high_px = kit.look.line_px(w.Role.TITLE)
        return w.FitText(
            kit, code, w.Role.TITLE, least=kit.look.least_px, bold=True, align="center", size_hint_y=None,
            height=high_px, pos_hint={"center_y": 0.5},
        )  # fmt: skip

    def _news(self, content: Reply) -> Any:
        """A sign over the words, or before them where there is no height to spare."""
        kit = self.bench.kit
        ground, ink = TONES[content.tone]
        beside, side_px = small(kit), sign_px(kit)
        drawn = w.Pictogram(kit, content.pictogram, side_px, "action" if ground == "surface" else ink)
        drawn.pos_hint = {"center_y": 0.5}
        role = w.Role.BODY if self.bench.leafing else w.Role.TITLE
        words = w.Text(kit, self.bench.say(content.text), role, bold=True, colour=ink)
        words.halign, words.pos_hint = "left" if beside else "center", {"center_y": 0.5}
        if self.bench.leafing:
            parts = [words]
        elif beside:
            parts = [w.Row(kit, drawn, words, hug=True, spacing=kit.gap * 3)]
        else:
            parts = [w.Row(kit, w.gap(), drawn, w.gap(), size_hint_y=None, height=side_px, spacing=0), words]
        return w.Panel(kit, *parts, fill=ground, hug=True, padding=kit.gap * 1.5, spacing=kit.gap)


class Track(w.Row):
    """The stations of a dossier: behind it a tick, where it is a full ring, ahead of it an empty one."""

    def __init__(self, bench: Bench, way: tuple[Step, ...]) -> None:
        kit = bench.kit
        super().__init__(kit, hug=True, spacing=0, pos_hint={"center_y": 0.5})
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
        side_px = round(kit.font_px(w.Role.NOTE) * DOT_TIMES)
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
        side, x, y = self._side_px, self.x + self.width / 2, self.y + self.height / 2
        for _, road, left in self._roads:
            road.pos = (self.x if left else x, y - self._road_px / 2)
            road.size = (self.width / 2, self._road_px)
        for shape, share in ((self._disc, 1.0), (self._hole, 0.8), (self._core, 0.5)):
            if shape is not None:
                shape.pos, shape.size = (x - side * share / 2, y - side * share / 2), (side * share, side * share)
        if self._tick is not None:
            self._tick.center = x, y
