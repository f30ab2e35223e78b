"""Things to press: one base that understands hands, and the cards and buttons made from it."""

import math
import time
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.properties import BooleanProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from assets.look.kit import Kit
from assets.look.pictograms import Pictogram
from assets.look.text import FitText, Text
from assets.look.theme import HOLD_S, LISTENED_S, SEEN_S, Role


class Touchable(BoxLayout):
    """Answers a finger: `pressed` at once, `on_release` when it lifts, wherever it has slid to by then.

    Nothing is released when it was disabled or taken off the window meanwhile, or when it was held so long that it
    was heard out: a slow hand is one thing, a hand that listens another.
    """

    pressed = BooleanProperty(False)
    _resting: Any = None
    _since_s = 0.0

    def __init__(self, kit: Kit, **more: Any) -> None:
        self.kit = kit
        self.register_event_type("on_release")
        super().__init__(**more)

    def on_release(self) -> None:
        """Bind to this."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if not self.collide_point(*touch.pos) or touch.is_mouse_scrolling:
            return False
        if not self.disabled and self.kit.lock.begin(touch.uid):
            touch.grab(self)
            self.pressed = True
            self._since_s = time.monotonic()
            if self.kit.hold is not None:
                self._resting = Clock.schedule_once(self._rests, HOLD_S)
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        return touch.grab_current is self

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        # Counted from the next frame: on a busy machine that may come later than SEEN_S, and would not show the press.
        Clock.schedule_once(lambda _seconds: Clock.schedule_once(self._let_go, SEEN_S))
        if self._resting is not None:
            self._resting.cancel()
        listened = self.kit.hold is not None and time.monotonic() - self._since_s >= LISTENED_S
        if self.disabled or listened or self.get_root_window() is None:
            self.kit.lock.cancel(touch.uid)
        elif self.kit.lock.end(touch.uid):
            self.dispatch("on_release")
        return True

    def _let_go(self, _seconds: float) -> None:
        self.pressed = False

    def _rests(self, _seconds: float) -> None:
        if self.kit.hold is not None:
            self.kit.hold(self)


# kind: (ground, ground under a finger, text and pictogram)
KINDS = {
    "action": ("action", "action_pressed", "on_action"),
    "plain": ("surface", "pressed", "ink"),
    "band": ("band", "action_pressed", "on_band"),
    "chosen": ("gold", "action_pressed", "band"),
}
# What text turns to under a finger.
UNDER_FINGER = {"action": "on_action", "plain": "on_pressed", "band": "on_action", "chosen": "on_action"}


class Card(Touchable):
    """A raised sheet to press, holding anything. Under a finger it sinks and changes its colour.

    `faded`: looks as if it were disabled, yet may be pressed to be told why.
    """

    faded = BooleanProperty(False)

    def __init__(self, kit: Kit, *children: Widget, kind: str = "plain", **more: Any) -> None:
        settings: dict[str, Any] = {"spacing": kit.gap, "padding": kit.gap} | more
        super().__init__(kit, **settings)
        self.kind = kind
        with self.canvas.before:
            self._edge_colour = Color()
            self._edge = SmoothRoundedRectangle(radius=[kit.look.radius_px])
            self._fill_colour = Color()
            self._fill = SmoothRoundedRectangle(radius=[kit.look.radius_px - kit.look.edge_px])
        self.bind(pos=self._place, size=self._place)
        self.bind(pressed=self._paint, disabled=self._paint, faded=self._paint)
        for child in children:
            self.add_widget(child)
        self._paint()

    @property
    def faint(self) -> bool:
        return bool(self.disabled or self.faded)

    def text_colour(self) -> str:
        if self.pressed:
            return UNDER_FINGER[self.kind]
        return "ink_off" if self.faint else KINDS[self.kind][2]

    @property
    def fill(self) -> str:
        """What its words stand on, by its meaning."""
        ground, under_finger, _text = KINDS[self.kind]
        return under_finger if self.pressed else "surface_off" if self.faint else ground

    def _paint(self, *_: object) -> None:
        self._fill_colour.rgba = self.kit.colour(self.fill)
        edge = "action_pressed" if self.kind == "action" and not self.faint else "line"
        self._edge_colour.rgba = self.kit.colour(edge)
        self._place()

    def _place(self, *_: object) -> None:
        edge = self.kit.look.edge_px
        depth = 0 if self.pressed or self.faint else edge * 2
        self._edge.pos, self._edge.size = self.pos, (max(0, self.width), max(0, self.height))
        self._fill.pos = (self.x + edge, self.y + edge + depth)
        self._fill.size = (max(0, self.width - 2 * edge), max(0, self.height - 2 * edge - depth))


#: The side of the sign of a button whose words shrink, in fingers.
SMALL_SIGN = 0.45


class TextButton(Card):
    """Words to press, with a pictogram before them or alone; never lower than a finger needs.

    It grows with its words unless a `height` or a `size_hint_y` is given; with `shrinks` the words become so small as
    its size wants. Not named Button: Kivy lays the style of its own Button over any class of that name.
    """

    def __init__(
        self,
        kit: Kit,
        text: str,
        *,
        kind: str = "action",
        pictogram: str = "",
        font: Role | int = Role.BODY,
        shrinks: bool = False,
        **more: Any,
    ) -> None:
        settings: dict[str, Any] = {"size_hint_y": None, "height": kit.look.touch_px} | more
        super().__init__(kit, kind=kind, **settings)
        self._may_grow = self.size_hint_y is None and "height" not in more
        colour, middle = self.text_colour(), {"center_y": 0.5}
        align = "left" if pictogram else "center"
        style: dict[str, Any] = {"bold": True, "colour": colour, "align": align, "pos_hint": middle}
        self.label: Text | FitText = (
            FitText(kit, text, font, least=kit.look.least_px, line_height=1, **style)
            if shrinks
            else Text(kit, text, font, **style)
        )
        self._before = Widget(size_hint=(None, None), size=(0, 0))
        self._sign: Pictogram | None = None
        if pictogram:
            self.spacing = kit.gap * 0.7 if text else 0
            most_px = kit.look.touch_px * SMALL_SIGN if shrinks else math.inf  # its words need the room
            side_px = round(min(kit.font_px(font) * 1.15, most_px))
            self._sign = Pictogram(kit, pictogram, side_px, colour, pos_hint=middle)
            self.add_widget(self._before)
            self.add_widget(self._sign)
        self.add_widget(self.label)
        self.label.bind(texture_size=self._grow)
        self.bind(width=self._centre, disabled=self._dye, faded=self._dye, pressed=self._dye)

    @property
    def needs_px(self) -> float:
        """The width that its words need to stand in one line."""
        sign_px = self._sign.width + 2 * self.spacing if self._sign else 0  # a spacing on either side of it
        return float(self.padding[0] + self.padding[2] + sign_px + self.label.line_px() + 1)

    def _grow(self, *_: object) -> None:
        if self._may_grow:
            self.height = max(self.kit.look.touch_px, self.label.texture_size[1] + _upright(self.padding))
        self._centre()

    def _centre(self, *_: object) -> None:
        """Pictogram and words stand in the middle together."""
        if self._sign:
            taken = self.padding[0] + self.padding[2] + self._sign.width + self.spacing + self.label.line_px()
            self._before.width = max(0, (self.width - taken) / 2 - self.spacing)

    def _dye(self, *_: object) -> None:
        self.label.dye(self.text_colour())
        if self._sign:
            self._sign.dye(self.text_colour())


def _upright(padding: list[float]) -> float:
    return padding[1] + padding[3]


class Choice(Card):
    """Something to tick: a box with a tick, and words. `chosen` tells."""

    chosen = BooleanProperty(False)

    def __init__(self, kit: Kit, text: str, *, chosen: bool = False, **more: Any) -> None:
        super().__init__(kit, **({"size_hint_y": None, "height": kit.look.touch_px} | more))
        box_px = round(kit.font_px(Role.BODY) * 1.1)
        self._box = Pictogram(kit, "box", box_px, "ink", pos_hint={"center_y": 0.5})
        self.label = Text(kit, text, pos_hint={"center_y": 0.5})
        self.label.bind(height=self._grow)
        self.add_widget(self._box)
        self.add_widget(self.label)
        self.bind(chosen=self._tick)
        self.chosen = chosen

    def on_release(self) -> None:
        self.chosen = not self.chosen

    def _tick(self, *_: object) -> None:
        self._box.name = "box_ticked" if self.chosen else "box"

    def _grow(self, *_: object) -> None:
        self.height = max(self.kit.look.touch_px, self.label.height + _upright(self.padding))
