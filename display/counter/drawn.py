"""What a counter's window is drawn of: keys that move pins, lamps, the waves of the buzzer."""
# mypy: allow-subclassing-any

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, SmoothEllipse, SmoothRoundedRectangle
from kivy.graphics import Line as Stroke
from kivy.input.motionevent import MotionEvent
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from assets.look.theme import Role
from assets.look.widgets import FitText, Kit, Line, Row, gap
from broker.contract.commands import Key

LIT, UNLIT = "#FFC53D", "#B9B3A4"
#: A drawn key has no spring: the two ends of a quick tap may reach us in one frame, as a spark that no debounce passes.
LEAST_DOWN_S = 0.1
#: Moves the pin of a key: down or up.
Drive = Callable[[Key, bool], None]


class Lamp(Widget):
    """A round lamp, lit or not."""

    def __init__(self, kit: Kit, side_px: float, **more: Any) -> None:
        super().__init__(size_hint=(None, None), size=(side_px, side_px), **more)
        self._kit = kit
        with self.canvas:
            self._glow = Color(*kit.colour(LIT, 0.0))
            self._halo = SmoothEllipse()
            self._ring = Color(*kit.colour("line"))
            self._edge = SmoothEllipse()
            self._fill = Color(*kit.colour(UNLIT))
            self._bulb = SmoothEllipse()
        self.bind(pos=self._place, size=self._place)
        self.on = False

    def shine(self, on: bool) -> None:
        """On or off."""
        if on != self.on:
            self.on = on
            self._fill.rgba = self._kit.colour(LIT if on else UNLIT)
            self._glow.rgba = self._kit.colour(LIT, 0.45 if on else 0.0)
            self._ring.rgba = self._kit.colour("#8A5B00" if on else "line")

    def _place(self, *_: object) -> None:
        for shape, share in ((self._halo, 1.0), (self._edge, 0.72), (self._bulb, 0.56)):
            side = self.width * share
            shape.pos = self.x + (self.width - side) / 2, self.y + (self.height - side) / 2
            shape.size = side, side


class Waves(Widget):
    """The buzzer: sound waves while it sounds, a dot while it is silent."""

    def __init__(self, kit: Kit, side_px: float, **more: Any) -> None:
        super().__init__(size_hint=(None, None), size=(side_px, side_px), **more)
        self._kit = kit
        with self.canvas:
            Color(*kit.colour("gold"))
            self._dot = SmoothEllipse()
            self._colour = Color(*kit.colour("gold", 0.25))
            self._arcs = [Stroke(width=max(1.1, side_px / 18), cap="none") for _ in range(2)]
        self.bind(pos=self._place, size=self._place)

    def sound(self, on: bool) -> None:
        """On or off."""
        self._colour.a = 1.0 if on else 0.25

    def _place(self, *_: object) -> None:
        x, y, side = self.x + self.width * 0.15, self.center_y, self.width
        self._dot.pos, self._dot.size = (x - side * 0.1, y - side * 0.1), (side * 0.2, side * 0.2)
        for arc, share in zip(self._arcs, (0.34, 0.6), strict=True):
            arc.circle = (x, y, side * share, 45, 135)


class PinKey(BoxLayout):
    """A key of the counter: down while a finger or its F key is on it, and long enough to be one."""

    def __init__(self, kit: Kit, key: Key, drive: Drive, f_name: str, held: str) -> None:
        super().__init__(orientation="vertical", padding=kit.gap * 0.8, spacing=0)
        self.key, self._drive, self._kit, self._down = key, drive, kit, False
        self._down_s = 0.0
        self._strong = key == "next"
        ink, soft = ("on_action", "on_action") if self._strong else ("ink", "ink_soft")
        note_px = round(kit.font_px(Role.NOTE) * 0.92)
        self.lamp = Lamp(kit, kit.font_px(Role.BODY) * 1.15, pos_hint={"center_y": 0.5})
        self.label = FitText(kit, "", round(kit.font_px(Role.BODY) * 1.1), bold=True, colour=ink, align="center")
        head = Row(kit, self.lamp, gap(), Line(kit, f_name, note_px, colour=soft), size_hint_y=None)
        head.height = self.lamp.height
        self.hold = FitText(kit, held, note_px, least=8, colour=soft, align="center", size_hint_y=0.5)
        with self.canvas.before:
            self._edge_colour, self._edge = Color(), SmoothRoundedRectangle(radius=[kit.look.radius_px])
            self._fill_colour, self._fill = Color(), SmoothRoundedRectangle(radius=[kit.look.radius_px - 1])
        for part in (head, self.label, self.hold):
            self.add_widget(part)
        self.bind(pos=self._paint, size=self._paint)
        self._paint()

    def level(self, down: bool) -> None:
        """Down, or up again."""
        Clock.unschedule(self._rise)
        if not down:
            self._rise()
        elif not self._down:
            self._down_s = time.monotonic()
            self._move(True)

    def _rise(self, _s: float = 0) -> None:
        """Now, or when it was down long enough: the clock of frames comes a little early."""
        left_s = self._down_s + LEAST_DOWN_S - time.monotonic()
        if left_s > 0:
            Clock.schedule_once(self._rise, left_s)
        else:
            self._move(False)

    def _move(self, down: bool) -> None:
        if down != self._down:
            self._down = down
            self._paint()
            self._drive(self.key, down)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if not self.collide_point(*touch.pos) or touch.is_mouse_scrolling:
            return False
        touch.grab(self)
        self.level(True)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self.level(False)
        return True

    def _paint(self, *_: object) -> None:
        palette, depth = self._kit.look.palette, 0 if self._down else 3
        up, down = (palette.action, palette.action_pressed) if self._strong else (palette.surface, palette.pressed)
        self._fill_colour.rgba = self._kit.colour(down if self._down else up)
        self._edge_colour.rgba = self._kit.colour(palette.action_pressed if self._strong else palette.line)
        self._edge.pos, self._edge.size = self.pos, self.size
        self._fill.pos = (self.x + 1, self.y + 1 + depth)
        self._fill.size = (max(0, self.width - 2), max(0, self.height - 2 - depth))
