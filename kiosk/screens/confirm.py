"""The page before a number is taken: what is known of the wait, the papers, the copies, the class of visitors."""

from __future__ import annotations

from typing import Any

import msgspec

from assets.look import widgets as w
from assets.look.fields import field_look
from kiosk.screens.bench import Screen, hint, room
from kiosk.session.views import ClassChoice, Confirm, Extra

#: Papers named on a low page that cannot name all of them anyhow.
LOW_NAMED = 2
FACT_SIGNS = {"wait.open_at": "clock"}
#: The lines of body text that a class's card has room for in large-text mode.
CLASS_LINES = 2.2
#: And its least width, in fingers: each has a line of its own.
LARGE_CLASS_FINGERS = 5.5
#: Heights in fingers: the box to tick, with the button that takes a number beside it where the page is low.
TICK_FINGERS, LOW_FINGERS = 1.25, 1.3
#: The side of a box or cross beside words at most, in fingers: larger words need the room.
SIGN_FINGERS = 0.45


class ConfirmScreen(Screen):
    """One service and the button that takes a number for it."""

    MOST_GROWN = 1.25

    @staticmethod
    def frame(content: Any) -> object:
        shown = None if content.quantity is None else 0
        return msgspec.structs.replace(content, facts=tuple(fact.key for fact in content.facts), quantity=shown)

    def build(self, content: Confirm) -> None:
        self._facts: list[w.Text] = []
        about, act = self._about(content), self._act(content)
        kit, spacing = self.bench.kit, self.spacing
        if self.bench.lying and content.quantity is None:
            self.add(about.pop(0))
        told = [self.bench.leaves(about)] if self.bench.leafing else [*about, room()]
        if not self.bench.lying:
            self.add(*told, *act)
            return
        left = w.Column(kit, *told, spacing=spacing, size_hint_x=1.1)
        self.add(w.Row(kit, left, w.Column(kit, room(), *act, spacing=spacing), spacing=spacing))

    def tell(self, content: Confirm) -> None:
        for widget, fact in zip(self._facts, content.facts, strict=True):
            widget.text = self.bench.say(fact)
        if content.quantity is not None:
            self._quantity.text = str(content.quantity)

    def _about(self, content: Confirm) -> list[Any]:
        """What should be known before."""
        about = [self._head(content)]
        if content.facts:
            about.append(self._wait(content))
        if content.warning is not None:
            about.append(notice(self.bench.kit, "warning", self.bench.say(content.warning)))
        if content.papers and self.bench.leafing:
            about += self._papers_one_by_one(content.papers, content.more_papers)
        elif content.papers:
            about.append(self._papers(content.papers, content.more_papers))
        return about

    def _act(self, content: Confirm) -> list[Any]:
        """What can be touched; on a low page two things side by side."""
        crowded = bool(content.further) or not self.bench.lying
        low = self.bench.low and crowded
        copies = [*self.two_by_two(self._visit(content)), *([self._copies()] if content.quantity is not None else [])]
        classes = [self._class(content.chosen)] if content.classes else []
        take = self._take(low=self.bench.low)
        if not low:
            return [*copies, *classes, take]
        kit = self.bench.kit
        high_px = kit.look.touch_px * LOW_FINGERS
        for each in (*classes, take):
            each.size_hint_y = 1
        return [*copies, w.Row(kit, *classes, take, size_hint_y=None, height=high_px, spacing=kit.gap * 1.2)]

    def _take(self, *, low: bool) -> Any:
        font = w.Role.TITLE if low else w.Role.DISPLAY
        words, high_px = self.bench.words("confirm.print"), self.bench.large_px
        return self.bench.button("take", words, pictogram="ticket", font=font, height=high_px, shrinks=low)

    @property
    def _panel_px(self) -> list[float]:
        gap = self.bench.kit.gap
        return [gap * 1.2, gap * 0.5] if self.bench.low else [gap * 1.5, gap * 1.5]

    def _head(self, content: Confirm) -> Any:
        kit = self.bench.kit
        side_px = kit.look.line_px(w.Role.TITLE) + kit.look.line_px(w.Role.NOTE)
        tile = w.Tile(kit, content.pictogram or "book", side_px, field_look(content.pictogram).deep)
        if self.bench.leafing and self.bench.large and self.bench.low:
            return w.Column(kit, w.Text(kit, content.service, bold=True), hug=True)
        name = w.Text(kit, content.service, w.Role.TITLE, bold=True)
        words = w.Column(kit, name, hug=True, spacing=0, pos_hint={"top": 1})
        if content.field != content.service and not self.bench.leafing:
            words.add_widget(hint(kit, content.field))
        tile.pos_hint = {"top": 1}
        return w.Row(kit, tile, words, spacing=kit.gap * 1.5, hug=True)

    def _wait(self, content: Confirm) -> Any:
        kit = self.bench.kit
        panel = w.Panel(kit, hug=True, spacing=kit.gap * 0.7, padding=self._panel_px)
        for fact in content.facts:
            words = w.Text(kit, self.bench.say(fact), bold=True, pos_hint={"center_y": 0.5})
            self._facts.append(words)
            panel.add_widget(signed(kit, FACT_SIGNS.get(fact.key, "people"), words))
        return panel

    def _papers(self, papers: tuple[str, ...], more: int) -> Any:
        kit = self.bench.kit
        panel = w.Panel(kit, hug=True, spacing=kit.gap * (0.1 if self.bench.low else 0.5), padding=self._panel_px)
        panel.add_widget(hint(kit, self.bench.words("confirm.papers"), bold=True))
        named = papers[:LOW_NAMED] if self.bench.low and more else papers
        for paper in named:
            panel.add_widget(signed(kit, "tick", w.Text(kit, paper, pos_hint={"center_y": 0.5}), share=0.7))
        if more:
            panel.add_widget(hint(kit, self.bench.words("proc.more_papers", count=more + len(papers) - len(named))))
        return panel

    def _papers_one_by_one(self, papers: tuple[str, ...], more: int) -> list[Any]:
        """The same in pieces, for leaves."""
        kit = self.bench.kit
        title = w.Column(kit, hint(kit, self.bench.words("confirm.papers"), bold=True), hug=True)
        title.leads = True
        told = [signed(kit, "tick", w.Text(kit, paper, pos_hint={"center_y": 0.5}), share=0.7) for paper in papers]
        rest = [hint(kit, self.bench.words("proc.more_papers", count=more))] if more else []
        return [title, *told, *(w.Column(kit, each, hug=True) for each in rest)]

    def _copies(self) -> Any:
        """How many copies: the words beside the buttons, or above them where that is too narrow."""
        kit, side_px = self.bench.kit, round(self.bench.kit.look.touch_px * (1.0 if self.bench.low else 1.15))
        least = kit.look.least_px
        self._quantity = w.FitText(kit, "", w.Role.TITLE, least=least, bold=True, align="center", size_hint_x=0.6)
        steps = (
            self._step("quantity:-1", "qty.less", side_px, pictogram="minus"), self._quantity,
            self._step("quantity:+1", "qty.more", side_px, pictogram="plus"),
            self._step("quantity:+10", "qty.more10", round(side_px * 1.2), "+10"),
        )  # fmt: skip
        words, more = self.bench.words("confirm.qty"), {"spacing": kit.gap * 1.2}
        if self.bench.low and self.bench.lying:
            row = w.Row(kit, *steps, size_hint_y=None, height=side_px, **more)
            return w.Column(kit, hint(kit, words), row, hug=True, spacing=0)
        label = w.FitText(kit, words, least=least, size_hint_x=1.3, line_height=1)
        return w.Row(kit, label, *steps, size_hint_y=None, height=side_px, **more)

    def _step(self, action: str, spoken: str, wide_px: int, words: str = "", pictogram: str = "") -> Any:
        more = {
            "kind": "plain",
            "pictogram": pictogram,
            "size_hint": (None, 1),
            "font": self.bench.unscaled(w.Role.BODY),
        }
        button = self.bench.button(action, words, **more)
        button.spoken = self.bench.words(spoken)
        button.width = wide_px  # set last: a button centres its sign when its width changes
        return button

    def _visit(self, content: Confirm) -> list[Any]:
        """What else is to be done in the same visit: each can be taken off, and there may be more."""
        taken = [self._extra(each) for each in content.further]
        if not content.may_add:
            return taken
        words, font = self.bench.words("several.add"), self.bench.unscaled(w.Role.BODY)
        return [
            *taken,
            self.bench.button("further", words, kind="plain", pictogram="plus", font=font, shrinks=self.bench.low),
        ]

    def _extra(self, extra: Extra) -> Any:
        """One thing more; a finger takes it off."""
        kit = self.bench.kit
        words = w.FitText(
            kit, self.bench.words("several.also", service=extra.name), least=kit.look.least_px,
            bold=True, line_height=1,
        )  # fmt: skip
        side_px = round(min(kit.font_px(w.Role.BODY), kit.look.touch_px * SIGN_FINGERS))
        cross = w.Pictogram(kit, "cross", side_px, "action", pos_hint={"center_y": 0.5})
        padding = (kit.gap * 1.5, kit.gap * 0.5)
        more: dict[str, Any] = {"size_hint_y": None, "height": kit.look.touch_px, "padding": padding}
        return self.bench.acts(w.Card(kit, words, cross, **more), extra.action)

    def _class(self, chosen: ClassChoice | None) -> Any:
        words = chosen.name if chosen else self.bench.words("prio.toggle")
        card = TickCard(self.bench.kit, words, chosen=chosen is not None)
        fingers = 1.0 if self.bench.low else TICK_FINGERS
        card.size_hint_y, card.height = None, round(self.bench.kit.look.touch_px * fingers)
        card.spoken = self.bench.ticked(words, chosen=chosen is not None)
        return self.bench.acts(card, "priority")


class ClassesScreen(Screen):
    """The classes of visitors to choose from."""

    def build(self, content: Confirm) -> None:
        bench, kit = self.bench, self.bench.kit
        crowded = bench.large and bench.low
        self.add(w.Text(kit, bench.words("prio.title"), w.Role.BODY if crowded else w.Role.TITLE, bold=True))
        touch_px = kit.look.touch_px
        cards = [self._card(each) for each in content.classes]
        least_px = max(touch_px, kit.look.line_px(w.Role.BODY) * CLASS_LINES) if bench.large else touch_px
        most_px = max(touch_px * 2, least_px)
        wide_px = touch_px * (LARGE_CLASS_FINGERS if bench.large else 4)
        self.add(bench.shelf(cards, aspect=6.0, most_px=most_px, least_px=(wide_px, least_px)))
        if not crowded:
            self.add(hint(kit, bench.words("prio.note")))

    def _card(self, each: ClassChoice) -> Any:
        card = TickCard(self.bench.kit, each.name, each.evidence, chosen=each.chosen)
        card.spoken = self.bench.ticked(f"{each.name}. {each.evidence}", chosen=each.chosen)
        return self.bench.acts(card, each.action)


class TickCard(w.Card):
    """A box that is ticked or not, and words beside it; the session ticks it, not the finger."""

    def __init__(self, kit: w.Kit, words: str, more: str = "", *, chosen: bool) -> None:
        super().__init__(kit, spacing=kit.gap * 1.5, padding=(kit.gap * 1.5, kit.gap * 0.7))
        body_px = kit.font_px(w.Role.BODY)
        side_px = round(min(body_px * 1.2, kit.look.touch_px * SIGN_FINGERS))
        sign = w.Pictogram(kit, "box_ticked" if chosen else "box", side_px, pos_hint={"center_y": 0.5})
        name = w.FitText(kit, words, round(body_px * 1.1), least=kit.look.least_px, bold=chosen)
        column = w.Column(kit, name, spacing=0)
        self._inked: tuple[Any, ...] = (sign, name)
        if more:
            evidence = w.FitText(kit, more, round(body_px * 0.8), least=kit.look.least_px, size_hint_y=0.6)
            column.add_widget(evidence)
            self._inked = (sign, name, evidence)
        self.add_widget(sign)
        self.add_widget(column)
        self.bind(pressed=self._dye)

    def _dye(self, *_: object) -> None:
        for each in self._inked:
            each.dye(self.text_colour())


def signed(kit: w.Kit, pictogram: str, words: w.Text, share: float = 1.1, colour: str = "action") -> Any:
    """A sign before some words."""
    sign = w.Pictogram(kit, pictogram, round(kit.font_px(w.Role.BODY) * share), colour, pos_hint={"center_y": 0.5})
    return w.Row(kit, sign, words, hug=True, spacing=kit.gap * 1.2)


def notice(kit: w.Kit, pictogram: str, words: str) -> Any:
    """Something the visitor should know, on a ground of its own."""
    text = w.Text(kit, words, colour="on_notice", pos_hint={"center_y": 0.5})
    return w.Panel(kit, signed(kit, pictogram, text, colour="on_notice"), fill="notice", hug=True)
