"""What stands around every page: head, banners, foot, and the question whether more time is needed."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.anchorlayout import AnchorLayout

from assets.look import widgets as w
from kiosk.screens.bench import Bench
from kiosk.screens.message import middle
from kiosk.session.views import View

#: action -> (text, pictogram)
NAV = {"back": ("nav.back", "back"), "home": ("nav.home", "home"), "lang": ("nav.lang", "globe")}


class Head(w.Band):
    """The office's name and what time it is."""

    def __init__(self, kit: w.Kit) -> None:
        look = kit.look
        super().__init__(kit, size_hint_y=None, height=look.line_px(w.Role.NOTE, lines=2) + 4 * kit.gap)
        self._office = w.FitText(
            kit, "", w.Role.NOTE, least=round(kit.font_px(w.Role.NOTE) * 0.75), colour="on_band", size_hint_x=1
        )
        self._clock = w.Line(kit, "", w.Role.NOTE, colour="gold", align="right", size_hint_y=1)
        self.add_widget(self._office)
        self.add_widget(self._clock)

    def office(self, names: tuple[str, ...]) -> None:
        """Authority and name."""
        self._office.text = "\n".join(names)

    def clock(self, words: str) -> None:
        """Time and day, on two lines."""
        self._clock.text = words


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


class Foot(w.Band):
    """Where to go from here; empty on pages that lead nowhere."""

    def __init__(self, kit: w.Kit) -> None:
        look = kit.look
        padding = (look.margin_px, kit.gap * 2, look.margin_px, kit.gap * 1.6)
        high_px = round(look.touch_px * 1.1) + padding[1] + padding[3]
        super().__init__(kit, saw="above", padding=padding, size_hint_y=None, height=high_px)
        self._shown: object = None

    def show(self, bench: Bench, nav: tuple[str, ...]) -> None:
        """Drawn anew only when it is another."""
        if (bench.lang, nav) == self._shown:
            return
        self._shown = bench.lang, nav
        self.clear_widgets()
        for action in nav:
            key, pictogram = NAV[action]
            font = w.Role.NOTE if len(nav) > 1 else w.Role.BODY
            more = {"kind": "band", "pictogram": pictogram, "font": font, "size_hint_y": 1}
            self.add_widget(bench.button(action, bench.words(key), **more))


class MoreTime(AnchorLayout):
    """Lies over the page; nothing below it can be touched."""

    def __init__(self, bench: Bench) -> None:
        kit = bench.kit
        super().__init__(padding=kit.look.margin_px * 2)
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
        super().on_touch_down(touch)
        return True

    def _place(self, *_: object) -> None:
        self._shade.pos, self._shade.size = self.pos, self.size
