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
        # the late word of a printer is no news to a visitor
        return content.number, content.field, content.service, content.notes

    def build(self, content: Take) -> None:
        bench, kit = self.bench, self.bench.kit
        plate = number(kit, content.number)
        if not bench.low:  # the number goes before large words
            plate.size_hint_min_y = kit.look.line_px(w.Role.NUMBER) * 0.6
        role = w.Role.TITLE if bench.low and content.notes else w.Role.DISPLAY
        about = [middle(kit, bench.words("print.take"), role, bold=True), plate]
        notes = [middle(kit, bench.say(note), bold=True) for note in content.notes]
        about.extend(notes if bench.low and notes else self._more_about(content, notes))
        more = bench.button("more", bench.words("print.more"), kind="plain", pictogram="plus")
        words = bench.words("idleout.finish")
        done = bench.button("done", words, pictogram="tick", font=w.Role.TITLE, height=bench.large_px)
        self.add_beside([room(1), *about, room(1)], [more, done])


    def _more_about(self, content: Take, notes: list[Any]) -> list[Any]:
        """What it is for, what is to be known of it, where the paper is, and what comes next."""
        bench, kit = self.bench, self.bench.kit
        field = [hint(kit, content.field, align="center")] if content.field != content.service else []
        below = [] if bench.low or notes else [sign(kit, "down")]
        return [middle(kit, content.service, bold=True), *field, *notes, *below, middle(kit, bench.words("print.sit"))]


class AgainScreen(Screen):
    """Somebody touched once more: a slip, or another number?"""

    MOST_GROWN = 1.5

    def build(self, content: Again) -> None:
        bench, kit = self.bench, self.bench.kit
        words = bench.words("print.again", number=content.number)
        about = [room(1), sign(kit, "ticket"), middle(kit, words, w.Role.TITLE, bold=True), room(1)]
        more = {"font": w.Role.TITLE, "height": bench.large_px}
        yes = bench.button("again:yes", bench.words("print.again_yes"), kind="plain", pictogram="plus", **more)
        self.add_beside(about, [yes, bench.button("again:no", bench.words("print.again_no"), pictogram="tick", **more)])


def number(kit: w.Kit, words: str) -> Any:
    """A ticket's number, as large as it can stand."""
    text = w.FitText(
        kit, words, w.Role.NUMBER, least=w.Role.TITLE, bold=True, colour="on_action", align="center", line_height=1
    )
    panel = w.Panel(kit, text, fill="action", padding=kit.gap, size_hint_y=4)
    panel.size_hint_min_y = kit.look.line_px(w.Role.TITLE) + 2 * kit.gap
    panel.size_hint_max_y = kit.look.line_px(w.Role.NUMBER)
    return panel
