"""The pages that only tell: starting, closed, out of paper, out of service, not offered, cancelled."""

from __future__ import annotations

from typing import Any

from assets.look import widgets as w
from kiosk.screens.bench import Screen, hint, room
from kiosk.session.views import Sorry, Starting

#: Pictures of the views by the name of their drawing.
SIGNS = {"closed": "calendar"}
#: Things that are out of order, as against closed or not offered.
ALARMS = frozenset({"printer", *(f"printer_{fault}" for fault in ("paper", "cover", "jam", "fault", "gone"))})
#: More letters on a low page are told in words of the body.
LONG = 70
#: Height of the button that ends it on a low page, in fingers.
LOW_DONE_FINGERS = 1.1


class StartingScreen(Screen):
    """The engine has not been heard yet."""

    MOST_GROWN = 1.25

    @staticmethod
    def frame(_content: Any) -> object:
        return None

    def build(self, _content: Starting) -> None:
        kit = self.bench.kit
        self._text = middle(kit, "", w.Role.TITLE, bold=True)
        self.add(room(1), sign(kit, "clock"), self._text, room(1))

    def tell(self, content: Starting) -> None:
        self._text.text = self.bench.words("out.starting", seconds=content.left_s)


class SorryScreen(Screen):
    """Something is not to be had, and where to go instead."""

    MOST_GROWN = 1.25

    def build(self, content: Sorry) -> None:
        bench, kit = self.bench, self.bench.kit
        drawing = SIGNS.get(content.pictogram, content.pictogram)
        alarm = content.pictogram in ALARMS
        told = self._told(content)
        if alarm or not bench.leafing:
            drawn = sign(kit, drawing, trouble=alarm, lines=4 if alarm and not bench.low else 2)
            told = [self._beside(drawn, told)] if bench.low and bench.lying else [drawn, *told]
        self.add(room(1), *told, room(1))
        if content.done:
            words, fingers = bench.words("idleout.finish"), LOW_DONE_FINGERS
            high_px = round(kit.look.touch_px * fingers) if bench.low else bench.large_px
            self.add(
                bench.button("done", words, pictogram="tick", font=w.Role.TITLE, height=high_px, shrinks=bench.low)
            )

    def _told(self, content: Sorry) -> list[Any]:
        bench, kit = self.bench, self.bench.kit
        title = [hint(kit, content.title, align="center")] if content.title else []
        role = w.Role.BODY if bench.low and len(bench.say(content.text)) > LONG else w.Role.TITLE
        more = [middle(kit, bench.say(content.more))] if content.more is not None else []
        return [*title, middle(kit, bench.say(content.text), role, bold=True), *more]

    def _beside(self, drawn: Any, told: list[Any]) -> Any:
        """On a low page the drawing stands before the words: above them it would take their height."""
        kit = self.bench.kit
        drawn.size_hint_x, drawn.width, drawn.pos_hint = None, drawn.height, {"center_y": 0.5}
        words = w.Column(kit, *told, hug=True, spacing=kit.gap, pos_hint={"center_y": 0.5})
        return w.Row(kit, drawn, words, hug=True, spacing=kit.gap * 2)


def sign(kit: w.Kit, pictogram: str, *, trouble: bool = False, lines: int = 2) -> Any:
    """A large drawing in the middle of its line, as high as so many lines of a title; on a yellow ground when
    something is out of order.

    Without trouble it has no ground: nobody should take it for something to press.
    """
    side_px = round(kit.look.line_px(w.Role.TITLE, lines=lines))
    inner_px = round(side_px * (0.6 if trouble else 0.85))
    drawn = w.Pictogram(kit, pictogram, inner_px, "on_notice" if trouble else "action")
    if trouble:
        around = {"size_hint": (None, None), "size": (side_px, side_px), "padding": (side_px - inner_px) / 2}
        drawn = w.Panel(kit, drawn, fill="notice", **around)
    drawn.pos_hint = {"center_y": 0.5}
    return w.Row(kit, w.gap(), drawn, w.gap(), size_hint_y=None, height=side_px, spacing=0)


def middle(kit: w.Kit, words: str, role: w.Role = w.Role.BODY, **more: Any) -> w.Text:
    """Words in the middle of the page."""
    return w.Text(kit, words, role, align="center", **more)
