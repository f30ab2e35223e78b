"""The pages that only tell: starting, closed, out of paper, out of service, not offered, cancelled."""

from __future__ import annotations

from typing import Any

from assets.look import widgets as w
from kiosk.screens.bench import Screen, hint, room
from kiosk.views import Sorry, Starting

#: Pictures of the views by the name of their drawing.
SIGNS = {"closed": "calendar", "paper": "printer"}
#: Things that are out of order, as against closed or not offered.
ALARMS = frozenset({"printer", "paper"})
SIGN_FINGERS = 3.0


class StartingScreen(Screen):
    """The engine has not been heard yet."""

    @staticmethod
    def frame(_content: Any) -> object:
        return None

    def build(self, _content: Starting) -> None:
        kit = self.bench.kit
        self._text = middle(kit, "", w.Role.TITLE, bold=True)
        self.add(room(1), sign(kit, "clock", "surface"), self._text, room(1))

    def tell(self, content: Starting) -> None:
        self._text.text = self.bench.words("out.starting", seconds=content.left_s)


class SorryScreen(Screen):
    """Something is not to be had, and where to go instead."""

    def build(self, content: Sorry) -> None:
        bench, kit = self.bench, self.bench.kit
        ground = "notice" if content.pictogram in ALARMS else "surface"
        self.add(room(1), sign(kit, SIGNS.get(content.pictogram, content.pictogram), ground))
        if content.title:
            self.add(hint(kit, content.title, align="center"))
        self.add(middle(kit, bench.say(content.text), w.Role.TITLE, bold=True))
        if content.more is not None:
            self.add(middle(kit, bench.say(content.more)))
        self.add(room(1))
        if content.done:
            words = bench.words("idleout.finish")
            self.add(bench.button("done", words, pictogram="tick", font=w.Role.TITLE, height=bench.large_px))


def sign(kit: w.Kit, pictogram: str, ground: str) -> Any:
    """A large drawing on a round ground, in the middle of its line."""
    side_px = round(kit.look.touch_px * SIGN_FINGERS)
    colour = "on_notice" if ground == "notice" else "action"
    picture = w.Pictogram(kit, pictogram, round(side_px * 0.6), colour, pos_hint={"center_y": 0.5})
    around = {"size_hint": (None, None), "size": (side_px, side_px), "orientation": "horizontal"}
    panel = w.Panel(kit, picture, fill=ground, padding=round(side_px * 0.2), **around)
    return w.Row(kit, w.gap(), panel, w.gap(), size_hint_y=None, height=side_px, spacing=0)


def middle(kit: w.Kit, words: str, role: w.Role = w.Role.BODY, **more: Any) -> w.Text:
    """Words in the middle of the page."""
    return w.Text(kit, words, role, align="center", **more)
