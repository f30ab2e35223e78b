"""What stands around every page: head, banners, and the question whether more time is needed."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.anchorlayout import AnchorLayout

from assets.look import widgets as w
from assets.look.reach import Strip
from kiosk.screens.bench import Bench
from kiosk.screens.message import middle
from kiosk.session.views import View

#: A lower screen has one line of head.
LOW_SCREEN_MM = 160.0


class Head(w.Band):
    """The office's name and what time it is."""

    def __init__(self, kit: w.Kit) -> None:
        look = kit.look
        self._low = look.screen.mm(look.screen.height_px) < LOW_SCREEN_MM
        high_px = look.line_px(w.Role.NOTE, lines=1 if self._low else 2) + (2 if self._low else 3) * kit.gap
        super().__init__(kit, size_hint_y=None, height=high_px)
        self._office = w.FitText(
            kit, "", w.Role.NOTE, least=round(kit.font_px(w.Role.NOTE) * 0.75), colour="on_band", size_hint_x=1
        )
        self._clock = w.Line(kit, "", w.Role.NOTE, colour="gold", align="right", size_hint_y=1)
        self.add_widget(self._office)
        self.add_widget(self._clock)

    def office(self, names: tuple[str, ...]) -> None:
        """Authority and name."""
        self._office.text = names[-1] if self._low and names else "\n".join(names)

    def clock(self, words: str) -> None:
        """Time and day, on two lines."""
        self._clock.text = words.replace("\n", ", ") if self._low else words


class Above(w.Column):
    """What is above a lowered page: office and time, and nothing to touch."""

    def __init__(self, kit: w.Kit, head: Head, strip: Strip) -> None:
        screen_px = kit.look.screen.height_px
        super().__init__(kit, size_hint=(1, None), height=screen_px - strip.top_px, y=strip.top_px, spacing=0)
        sign = w.Pictogram(kit, "down", round(min(self.height * 0.4, kit.look.touch_px * 2)), "action")
        around = w.Row(kit, w.gap(), sign, w.gap(), size_hint_y=None, height=sign.height)
        self.add_widget(head)
        self.add_widget(w.Ground(kit, w.gap(), around, w.gap()))


class Banners(w.Column):
    """What is true of every page: training, cut off, lunch."""

    def __init__(self, kit: w.Kit) -> None:
        super().__init__(kit, hug=True, spacing=0, height=0)
        self._shown: tuple[str, ...] = ()

    def show(self, bench: Bench, view: View) -> None:
        """Drawn anew only when they are others."""
        words = tuple(bench.say(each) for each in view.banners)
        if words != self._shown:
            self._shown = words
            self.clear_widgets()
            for text, banner in zip(words, view.banners, strict=True):
                self.add_widget(self._banner(text, alarm=banner.key == "train.banner"))

    def _banner(self, words: str, *, alarm: bool) -> Any:
        kit, ground = self.kit, "alarm" if alarm else "notice"
        text = w.Text(kit, words, w.Role.NOTE, bold=True, colour=f"on_{ground}", align="center")
        padding = (kit.look.margin_px, kit.gap)
        return w.Ground(kit, text, fill=ground, hug=True, padding=padding)


class MoreTime(AnchorLayout):
    """Lies over the page; nothing below it can be touched."""

    def __init__(self, bench: Bench, height: float, y: float) -> None:
        kit = bench.kit
        super().__init__(padding=kit.look.margin_px * 2, size_hint=(1, None), height=height, y=y)
        self._bench = bench
        with self.canvas.before:
            Color(*kit.colour("band", 0.8))
            self._shade = Rectangle()
        self.bind(pos=self._place, size=self._place)
        self._left = middle(kit, "")
        more = {"font": w.Role.TITLE, "height": bench.large_px}
        self.add_widget(
            w.Panel(
                kit,
                middle(kit, bench.words("idleout.title"), w.Role.TITLE, bold=True),
                self._left,
                bench.button("time:more", bench.words("idleout.more"), pictogram="clock", **more),
                bench.button("time:end", bench.words("idleout.finish"), kind="plain", pictogram="cross", **more),
                hug=True, padding=kit.look.margin_px, spacing=kit.gap * 2,
            )
        )  # fmt: skip

    def tell(self, left_s: int) -> None:
        """Seconds that are left."""
        self._left.text = self._bench.words("idleout.body", seconds=left_s)

    def on_touch_down(self, touch: Any) -> bool:
        """A finger beside the buttons is a sign of life as well."""
        if not super().on_touch_down(touch):
            self._bench.awake()
        return True

    def _place(self, *_: object) -> None:
        self._shade.pos, self._shade.size = self.pos, self.size
