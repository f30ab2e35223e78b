"""The pages around the paper: it is being printed, it is there, is another one wanted."""

from __future__ import annotations

from typing import Any

from assets.look import widgets as w
from kiosk.screens.bench import Screen, hint, room
from kiosk.screens.message import middle, sign
from kiosk.session.views import Again, Busy, Take


class BusyScreen(Screen):
    """Nothing to touch; the number as soon as there is one."""

    MOST_GROWN = 1.5

    def build(self, content: Busy) -> None:
        kit = self.bench.kit
        self.add(room(1), sign(kit, "printer", trouble=content.trouble))
        if content.number:
            self.add(number(kit, content.number))
        self.add(middle(kit, self.bench.say(content.text), w.Role.TITLE, bold=True), room(1))


class TakeScreen(Screen):
    """The paper is there: take it, sit, listen."""

    MOST_GROWN = 1.5

    @staticmethod
    def frame(content: Any) -> object:
        return content.number, content.field, content.service  # the late word of a printer is no news to a visitor

    def build(self, content: Take) -> None:
        bench, kit = self.bench, self.bench.kit
        self.add(room(1), middle(kit, bench.words("print.take"), w.Role.DISPLAY, bold=True))
        self.add(number(kit, content.number))
        self.add(middle(kit, content.service, bold=True))
        if content.field != content.service:
            self.add(hint(kit, content.field, align="center"))
        self.add(sign(kit, "down"), middle(kit, bench.words("print.sit")), room(1))
        self.add(bench.button("more", bench.words("print.more"), kind="plain", pictogram="plus"))
        words = bench.words("idleout.finish")
        self.add(bench.button("done", words, pictogram="tick", font=w.Role.TITLE, height=bench.large_px))


class AgainScreen(Screen):
    """Somebody touched once more: a slip, or another number?"""

    MOST_GROWN = 1.5

    def build(self, content: Again) -> None:
        bench, kit = self.bench, self.bench.kit
        words = bench.words("print.again", number=content.number)
        self.add(room(1), sign(kit, "ticket"), middle(kit, words, w.Role.TITLE, bold=True), room(1))
        more = {"font": w.Role.TITLE, "height": bench.large_px}
        self.add(bench.button("again:yes", bench.words("print.again_yes"), kind="plain", pictogram="plus", **more))
        self.add(bench.button("again:no", bench.words("print.again_no"), pictogram="tick", **more))


def number(kit: w.Kit, words: str) -> Any:
    """A ticket's number, as large as it can stand."""
    line_px = kit.look.line_px(w.Role.NUMBER)
    text = w.FitText(
        kit, words, w.Role.NUMBER, least=w.Role.DISPLAY, bold=True, colour="on_action", align="center", line_height=1
    )
    return w.Panel(kit, text, fill="action", padding=kit.gap, size_hint_y=None, height=line_px)
