"""The pages around the paper: it is being printed, it is there, is another one wanted."""

from __future__ import annotations

import math
from typing import Any

from assets.look import widgets as w
from kiosk.screens.bench import Screen, hint, room
from kiosk.screens.message import middle, sign
from kiosk.session.views import Again, Busy, Take

#: A number over the largest words that may stand beside it.
LARGEST = 1.25
#: Height of the button that ends it all, in fingers, where there is little room.
LOW_DONE_FINGERS, LEAFING_DONE_FINGERS = 1.3, 1.1


class BusyScreen(Screen):
    """Nothing to touch; the number as soon as there is one."""

    MOST_GROWN = 1.25

    def build(self, content: Busy) -> None:
        kit = self.bench.kit
        if not self.bench.leafing:
            self.add(room(0.3), sign(kit, "printer", trouble=content.trouble))
        if content.number:
            self.add(number(kit, content.number))
        self.add(middle(kit, self.bench.say(content.text), w.Role.TITLE, bold=True), room(0.3))


class TakeScreen(Screen):
    """The paper is there: take it, sit, listen."""

    MOST_GROWN = 1.25
    ROOMY_TO = 0.8  # it goes by itself: nobody would turn leaves

    @staticmethod
    def frame(content: Any) -> object:
        # the late word of a printer is no news to a visitor
        return content.number, content.field, content.service, content.notes, content.more

    def build(self, content: Take) -> None:
        bench, kit = self.bench, self.bench.kit
        crowded = bench.low or bench.large or bench.leafing
        words = middle(kit, bench.words("print.take"), w.Role.TITLE if crowded else w.Role.DISPLAY, bold=True)
        notes = [middle(kit, bench.say(note), bold=True) for note in content.notes]
        rest = notes if crowded and notes else self._rest(content, notes)
        fingers = LEAFING_DONE_FINGERS if bench.leafing else LOW_DONE_FINGERS
        high_px = round(kit.look.touch_px * fingers) if crowded else bench.large_px
        done = bench.button("done", bench.words("idleout.finish"), pictogram="tick", font=w.Role.TITLE, height=high_px)
        more = bench.button("more", bench.words("print.more"), kind="plain", pictogram="plus") if content.more else None
        acts = [each for each in (more, done) if each is not None]
        told = [words, number(kit, content.number), *rest]
        self.add_beside(told if bench.leafing else [room(0.2), *told, room(0.2)], acts)

    def _rest(self, content: Take, notes: list[Any]) -> list[Any]:
        """What it is for, what is to be known of it, where the paper is, and what comes next."""
        bench, kit = self.bench, self.bench.kit
        if bench.leafing:  # what it is for stands on the paper
            return [middle(kit, bench.words("print.sit"))]
        spare = content.field != content.service and not (bench.low or bench.large)
        field = [hint(kit, content.field, align="center")] if spare else []
        below = [] if bench.low or bench.large or notes else [sign(kit, "down")]
        return [middle(kit, content.service, bold=True), *field, *notes, *below, middle(kit, bench.words("print.sit"))]


class AgainScreen(Screen):
    """Somebody touched once more: a slip, or another number?"""

    MOST_GROWN = 1.25
    ROOMY_TO = 0.85

    def build(self, content: Again) -> None:
        bench, kit = self.bench, self.bench.kit
        words = bench.words("print.again", number=content.number)
        drawn = [] if bench.leafing else [sign(kit, "ticket")]
        about = [room(1), *drawn, middle(kit, words, w.Role.TITLE, bold=True), room(1)]
        more = {"font": w.Role.TITLE, "height": bench.large_px}
        yes = bench.button("again:yes", bench.words("print.again_yes"), kind="plain", pictogram="plus", **more)
        self.add_beside(about, [yes, bench.button("again:no", bench.words("print.again_no"), pictogram="tick", **more)])


def number(kit: w.Kit, words: str) -> Any:
    """A ticket's number, as large as it can stand, and always the largest thing on its page."""
    least_px = round(kit.font_px(w.Role.DISPLAY) * LARGEST)
    text = w.FitText(
        kit, words, max(least_px, kit.font_px(w.Role.NUMBER)), least=least_px, bold=True, colour="on_action",
        align="center", line_height=1,
    )  # fmt: skip
    panel = w.Panel(kit, text, fill="action", padding=(kit.gap, 0), size_hint_y=4)
    panel.size_hint_min_y = math.ceil(least_px * w.LINE_SHARE) + 1
    panel.size_hint_max_y = kit.look.line_px(w.Role.NUMBER)
    return panel
