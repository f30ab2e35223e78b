"""The page before a number is taken: what is known of the wait, the papers, the copies, the class of visitors."""

from __future__ import annotations

from typing import Any

import msgspec

from assets.look import widgets as w
from assets.look.fields import field_look
from kiosk.screens.bench import Screen, hint, room
from kiosk.session.views import ClassChoice, Confirm

FACT_SIGNS = {"wait.open_at": "clock"}


class ConfirmScreen(Screen):
    """One service and the button that takes a number for it."""

    @staticmethod
    def frame(content: Any) -> object:
        shown = None if content.quantity is None else 0
        return msgspec.structs.replace(content, facts=tuple(fact.key for fact in content.facts), quantity=shown)

    def build(self, content: Confirm) -> None:
        self._facts: list[w.Text] = []
        self.add(self._head(content))
        if content.facts:
            self.add(self._wait(content))
        if content.warning is not None:
            self.add(notice(self.bench.kit, "warning", self.bench.say(content.warning)))
        if content.papers:
            self.add(self._papers(content.papers))
        self.add(room())
        if content.quantity is not None:
            self.add(self._copies())
        if content.classes:
            self.add(self._class(content.chosen))
        words = self.bench.words("confirm.print")
        self.add(self.bench.button("take", words, pictogram="ticket", font=w.Role.DISPLAY, height=self.bench.large_px))

    def tell(self, content: Confirm) -> None:
        for widget, fact in zip(self._facts, content.facts, strict=True):
            widget.text = self.bench.say(fact)
        if content.quantity is not None:
            self._quantity.text = str(content.quantity)

    def _head(self, content: Confirm) -> Any:
        kit = self.bench.kit
        side_px = kit.look.touch_px
        tile = w.Tile(kit, content.pictogram or "book", side_px, field_look(content.pictogram).deep)
        name = w.Text(kit, content.service, w.Role.TITLE, bold=True)
        words = w.Column(kit, name, hug=True, spacing=0, pos_hint={"top": 1})
        if content.field != content.service:
            words.add_widget(hint(kit, content.field))
        tile.pos_hint = {"top": 1}
        return w.Row(kit, tile, words, spacing=kit.gap * 1.5, hug=True)

    def _wait(self, content: Confirm) -> Any:
        kit = self.bench.kit
        panel = w.Panel(kit, hug=True, spacing=kit.gap * 0.7)
        for fact in content.facts:
            words = w.Text(kit, self.bench.say(fact), bold=True, pos_hint={"center_y": 0.5})
            self._facts.append(words)
            panel.add_widget(signed(kit, FACT_SIGNS.get(fact.key, "people"), words))
        return panel

    def _papers(self, papers: tuple[str, ...]) -> Any:
        kit = self.bench.kit
        panel = w.Panel(kit, hug=True, spacing=kit.gap * 0.5)
        panel.add_widget(hint(kit, self.bench.words("confirm.papers")))
        for paper in papers:
            panel.add_widget(signed(kit, "tick", w.Text(kit, paper, pos_hint={"center_y": 0.5}), share=0.7))
        return panel

    def _copies(self) -> Any:
        kit, side_px = self.bench.kit, round(self.bench.kit.look.touch_px * 1.15)
        self._quantity = w.FitText(kit, "", w.Role.TITLE, bold=True, align="center", size_hint_x=0.5)
        row = w.Row(kit, size_hint_y=None, height=side_px, spacing=kit.gap * 1.2)
        row.add_widget(w.FitText(kit, self.bench.words("confirm.qty"), size_hint_x=1.3))
        row.add_widget(self._step("quantity:-1", side_px, pictogram="minus"))
        row.add_widget(self._quantity)
        row.add_widget(self._step("quantity:+1", side_px, pictogram="plus"))
        row.add_widget(self._step("quantity:+10", round(side_px * 1.2), "+10"))
        return row

    def _step(self, action: str, wide_px: int, words: str = "", pictogram: str = "") -> Any:
        button = self.bench.button(action, words, kind="plain", pictogram=pictogram, size_hint=(None, 1))
        button.width = wide_px  # set last: a button centres its sign when its width changes
        return button

    def _class(self, chosen: ClassChoice | None) -> Any:
        words = chosen.name if chosen else self.bench.words("prio.toggle")
        return self.bench.acts(tick_card(self.bench.kit, words, chosen=chosen is not None), "priority")


class ClassesScreen(Screen):
    """The classes of visitors to choose from."""

    def build(self, content: Confirm) -> None:
        bench, kit = self.bench, self.bench.kit
        self.add(w.Text(kit, bench.words("prio.title"), w.Role.TITLE, bold=True))
        for each in content.classes:
            card = tick_card(kit, each.name, each.evidence, chosen=each.chosen)
            self.add(bench.acts(card, each.action))
        self.add(hint(kit, bench.words("prio.note")), room())


def tick_card(kit: w.Kit, words: str, more: str = "", *, chosen: bool) -> w.Card:
    """A card with a box that is ticked or not; the session ticks it, not the finger."""
    sign = w.Pictogram(
        kit, "box_ticked" if chosen else "box", round(kit.font_px(w.Role.BODY) * 1.2), pos_hint={"center_y": 0.5}
    )
    text = w.Text(kit, words, bold=chosen)
    column = w.Column(kit, text, hug=True, spacing=0, pos_hint={"center_y": 0.5})
    if more:
        column.add_widget(hint(kit, more))
    card = w.Card(kit, sign, column, size_hint_y=None, spacing=kit.gap * 1.5, padding=(kit.gap * 1.5, kit.gap))

    def grow(*_: object) -> None:
        card.height = max(kit.look.touch_px * 1.25, column.height + 3 * kit.gap)

    column.bind(height=grow)
    grow()
    return card


def signed(kit: w.Kit, pictogram: str, words: w.Text, share: float = 1.1, colour: str = "action") -> Any:
    """A sign before some words."""
    sign = w.Pictogram(kit, pictogram, round(kit.font_px(w.Role.BODY) * share), colour, pos_hint={"center_y": 0.5})
    return w.Row(kit, sign, words, hug=True, spacing=kit.gap * 1.2)


def notice(kit: w.Kit, pictogram: str, words: str) -> Any:
    """Something the visitor should know, on a ground of its own."""
    text = w.Text(kit, words, colour="on_notice", pos_hint={"center_y": 0.5})
    return w.Panel(kit, signed(kit, pictogram, text, colour="on_notice"), fill="notice", hug=True)
