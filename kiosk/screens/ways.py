"""Pages that tell one thing and offer a few ways on, and pages to pick a field or a service for some purpose."""

from __future__ import annotations

from typing import Any

from assets.look import widgets as w
from assets.look.cards import FieldCard
from kiosk.screens.bench import Screen, hint, room
from kiosk.screens.cards import ServiceCard, field_shelf, service_shelf, state
from kiosk.screens.confirm import notice, signed
from kiosk.screens.message import middle, sign
from kiosk.screens.ticket import number
from kiosk.session.views import Card
from kiosk.session.ways import Pick, Way, Ways

#: Facts by the sign before them.
FACT_SIGNS = {"late.next": "clock"}
MAIN_FINGERS, WAY_FINGERS = 1.5, 1.25


class WaysScreen(Screen):
    """What it is about, what is known, and the ways on; the one that most will want last, where the thumb is."""

    MOST_GROWN = 1.25
    FLOOR = 0.6  # what is told here should be seen at once

    def build(self, content: Ways) -> None:
        about, ways = self._about(content), self._ways(content)
        kit = self.bench.kit
        told = [room(1), *about, room(1)]
        if self.bench.leafing:
            told = [self.bench.leaves([_whole(kit, each) for each in about])]
        if not self.bench.lying:
            self.add(*told, *ways)
            return
        left = w.Column(kit, *told, spacing=self.spacing, size_hint_x=1.1)
        right = w.Column(kit, room(1), *ways, room(1), spacing=self.spacing)
        self.add(w.Row(kit, left, right, spacing=self.spacing * 2))

    def _about(self, content: Ways) -> list[Any]:
        kit, bench = self.bench.kit, self.bench
        about: list[Any] = []
        if content.number:
            about += [number(kit, content.number), *self._what(content)]
        elif content.name and not bench.leafing:
            about += [self._head(content)]
        elif not bench.low and not bench.leafing:
            about += [sign(kit, content.pictogram, trouble=content.pictogram == "warning")]
        if content.title is not None:
            about.append(middle(kit, bench.say(content.title), w.Role.TITLE, bold=True))
        if content.text is not None:
            late = content.pictogram == "clock"
            words = bench.say(content.text)
            if bench.leafing and late:
                about.append(w.Panel(kit, w.Text(kit, words, colour="on_notice"), fill="notice", hug=True))
            else:
                about.append(notice(kit, "clock", words) if late else middle(kit, words))
        if content.facts:
            about.append(self._facts(content))
        return about

    def _what(self, content: Ways) -> list[Any]:
        kit = self.bench.kit
        spare = content.field != content.name and not self.bench.low
        field = [hint(kit, content.field, align="center")] if spare else []
        return [middle(kit, content.name, bold=True), *field]

    def _head(self, content: Ways) -> Any:
        """The service by its name, with no picture: what is told stands below."""
        kit = self.bench.kit
        words = w.Column(kit, w.Text(kit, content.name, w.Role.BODY, bold=True, align="center"), hug=True, spacing=0)
        if content.field != content.name:
            words.add_widget(hint(kit, content.field, align="center"))
        return words

    def _facts(self, content: Ways) -> Any:
        kit = self.bench.kit
        panel = w.Panel(kit, hug=True, spacing=kit.gap * 0.7)
        for fact in content.facts:
            words = w.Text(kit, self.bench.say(fact), bold=True, pos_hint={"center_y": 0.5})
            panel.add_widget(signed(kit, FACT_SIGNS.get(fact.key, "people"), words))
        return panel

    def _ways(self, content: Ways) -> list[Any]:
        """What most will want stands last, where the thumb is, and is the only one in the colour of doing."""
        return self.two_by_two([self._way(each) for each in sorted(content.ways, key=lambda each: each.main)])

    def _way(self, way: Way) -> Any:
        fingers = MAIN_FINGERS if way.main and not self.bench.leafing else WAY_FINGERS
        return self.bench.button(
            way.action,
            self.bench.say(way.name),
            kind="action" if way.main else "plain",
            pictogram=way.pictogram,
            font=self._font(way),
            shrinks=self.bench.leafing or self.bench.low,
            size_hint_y=None,
            height=self.bench.kit.look.touch_px * fingers,
        )

    def _font(self, way: Way) -> int:
        if self.bench.leafing:
            return self.bench.kit.font_px(w.Role.BODY)
        return self.bench.unscaled(w.Role.TITLE if way.main and not self.bench.low else w.Role.BODY)


def _whole(kit: w.Kit, block: Any) -> Any:
    """A block for a leaf: as high as what it holds, or as it must be at least."""
    if block.size_hint_y is not None:
        block.size_hint_y, block.height = None, block.size_hint_min_y
    return w.Column(kit, block, hug=True)


class PickScreen(Screen):
    """Fields as cards, services as a list."""

    @staticmethod
    def frame(content: Any) -> object:
        cards = tuple((card.action, card.name, card.pictogram) for card in content.cards)
        return content.title, content.fields, cards

    def build(self, content: Pick) -> None:
        bench, kit = self.bench, self.bench.kit
        role = w.Role.BODY if bench.large and bench.low else w.Role.TITLE
        self.add(w.Text(kit, bench.say(content.title), role, bold=True))
        make = self._field if content.fields else self._service
        self._cards = {card.action: bench.acts(make(card), card.action) for card in content.cards}
        cards = list(self._cards.values())
        self.add((field_shelf if content.fields else service_shelf)(bench, cards))

    def tell(self, content: Pick) -> None:
        for card in content.cards:
            self._cards[card.action].tell(state(self.bench, card))

    def _field(self, card: Card) -> Any:
        return FieldCard(self.bench.kit, pictogram=card.pictogram, name=card.name, everyday=card.everyday, state="")

    def _service(self, card: Card) -> Any:
        return ServiceCard(self.bench.kit, card.name)
