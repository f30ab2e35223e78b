"""What stands around every page: head, banners, and the question whether more time is needed."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.anchorlayout import AnchorLayout

from assets.look import widgets as w
from assets.look.reach import Strip
from assets.look.theme import LINE_HEIGHT, LINE_SHARE, SHAPED_LINE_SHARE
from assets.scripts import shaped
from kiosk.screens.bench import Bench
from kiosk.screens.message import middle
from kiosk.session.views import View

#: A lower screen has one line of head.
LOW_SCREEN_MM = 160.0
#: The office's name is rather drawn so small, over a note, than broken. On a narrow screen the clock is no larger.
NAME_SHARE = 0.77
#: Banners that can be read side by side on a small screen.
MOST_BESIDE = 2


class Head(w.Band):
    """The office's name and what time it is."""

    def __init__(self, kit: w.Kit) -> None:
        look = kit.look
        self._low = look.screen.mm(look.screen.height_px) < LOW_SCREEN_MM
        narrow = look.screen.mm(look.screen.width_px) < LOW_SCREEN_MM
        high_px = look.line_px(w.Role.NOTE, lines=1 if self._low else 2) + (2 if self._low else 3) * kit.gap
        super().__init__(kit, size_hint_y=None, height=high_px)
        note_px = kit.font_px(w.Role.NOTE)
        self._clock_px = round(note_px * (NAME_SHARE if narrow else 1))
        self._office = w.FitText(
            kit, "", w.Role.NOTE, least=round(note_px * 0.5), unbroken=round(note_px * NAME_SHARE), colour="on_band"
        )
        self._clock = w.Line(kit, "", self._clock_px, colour="gold", align="right", size_hint_y=1)
        self.add_widget(self._office)
        self.add_widget(self._clock)

    def office(self, names: tuple[str, ...]) -> None:
        """Authority and name."""
        self._office.text = names[-1] if self._low and names else "\n".join(names)

    def clock(self, words: str) -> None:
        """Time and day, on two lines. The lines of Khmer are higher: it stands in the same head a little smaller."""
        share = LINE_SHARE * LINE_HEIGHT / SHAPED_LINE_SHARE if shaped(words) else 1.0
        self._clock.font_size = int(self._clock_px * share)
        self._clock.text = words.replace("\n", ", ") if self._low else words


class Above(w.Column):
    """What is beside a lowered page: office and time, and nothing to touch. Over the page, or where there is room."""

    def __init__(self, kit: w.Kit, head: Head, strip: Strip) -> None:
        screen_px = kit.look.screen.height_px
        over_px = screen_px - strip.top_px
        height, y = (over_px, strip.top_px) if over_px >= strip.bottom_px else (strip.bottom_px, 0)
        super().__init__(kit, size_hint=(1, None), height=height, y=y, spacing=0)
        if height < head.height:
            return
        self.add_widget(head)
        ground = w.Ground(kit)
        side_px = round(min((height - head.height) * 0.5, kit.look.touch_px * 2))
        if y and side_px > head.height * 0.5:
            sign = w.Pictogram(kit, "down", side_px, "action")
            for each in (w.gap(), w.Row(kit, w.gap(), sign, w.gap(), size_hint_y=None, height=side_px), w.gap()):
                ground.add_widget(each)
        self.add_widget(ground)


class Banners(w.Column):
    """What is true of every page: training, cut off, lunch. Below each other; on a small screen the first ones, side by
    side: more could not be read, and what is left out stands again when they go.
    """

    def __init__(self, kit: w.Kit) -> None:
        super().__init__(kit, hug=True, spacing=0, height=0)
        self._shown: tuple[str, ...] = ()
        screen = kit.look.screen
        self._small = screen.mm(min(screen.width_px, screen.height_px)) < LOW_SCREEN_MM

    def show(self, bench: Bench, view: View) -> None:
        """Drawn anew only when they are others."""
        banners = view.banners[: MOST_BESIDE if self._small else None]
        words = tuple(bench.say(each) for each in banners)
        if words != self._shown:
            self._shown = words
            self.clear_widgets()
            made = [
                self._banner(text, alarm=banner.key == "train.banner")
                for text, banner in zip(words, banners, strict=True)
            ]
            for each in made if not self._small else [w.Row(self.kit, *made, spacing=0, hug=True)] if made else []:
                self.add_widget(each)

    def _banner(self, words: str, *, alarm: bool) -> Any:
        kit, ground = self.kit, "alarm" if alarm else "notice"
        more: dict[str, Any] = {"colour": f"on_{ground}", "align": "center", "bold": True}
        if self._small:
            note_px = kit.font_px(w.Role.NOTE)
            fit = w.FitText(kit, words, round(note_px * 0.9), least=round(note_px * 0.5), line_height=1, **more)
            padding = (kit.gap * 0.5, 0)
            size: dict[str, Any] = {"size_hint": (fit.line_px(), None), "height": round(note_px * 2.8)}
            return w.Ground(kit, fit, fill=ground, padding=padding, **size)  # as much room as it has to say
        text = w.Text(kit, words, w.Role.NOTE, **more)
        padding = (kit.look.margin_px, kit.gap)
        return w.Ground(kit, text, fill=ground, hug=True, padding=padding)


class MoreTime(AnchorLayout):
    """Lies over the page; nothing below it can be touched."""

    def __init__(self, bench: Bench) -> None:
        kit = bench.kit
        super().__init__(padding=kit.look.margin_px * (1 if bench.low else 2))
        self._bench = bench
        with self.canvas.before:
            Color(*kit.colour("band", 0.8))
            self._shade = Rectangle()
        self.bind(pos=self._place, size=self._place)
        self._left = middle(kit, "")
        more = {"font": w.Role.TITLE, "height": bench.large_px}
        going_on = bench.button("time:more", bench.words("idleout.more"), pictogram="clock", **more)
        end = bench.button("time:end", bench.words("idleout.finish"), kind="plain", pictogram="cross", **more)
        title = middle(kit, bench.words("idleout.title"), w.Role.TITLE, bold=True)
        spacing = kit.gap * (1.2 if bench.low else 2)
        panel = w.Panel(kit, title, self._left, going_on, end, hug=True, padding=kit.look.margin_px, spacing=spacing)
        self.add_widget(panel)

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
