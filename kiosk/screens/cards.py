"""The pages of cards: fields of the office and the other duties, services of a field."""

from __future__ import annotations

from typing import Any

from assets.look import widgets as w
from assets.look.cards import FieldCard
from kiosk.screens.bench import Bench, Screen, hint, room
from kiosk.session.views import Card, Home, Services

#: No card grows higher than so many fingers, however few there are.
FIELD_FINGERS, SERVICE_FINGERS = 3.6, 2.2
COLUMNS = 2


class HomeScreen(Screen):
    """One card a field, two in a row."""

    @staticmethod
    def frame(content: Any) -> object:
        cards = tuple((card.action, card.name, card.pictogram, card.everyday) for card in content.cards)
        return cards, tuple(each.action for each in content.duties)

    def build(self, content: Home) -> None:
        bench, kit = self.bench, self.bench.kit
        title = w.Text(kit, bench.words("home.title"), w.Role.TITLE, bold=True)
        self.add(w.Column(kit, title, hint(kit, bench.words("home.hint")), hug=True, spacing=0))
        self._cards = {card.action: self._card(card) for card in content.cards}
        made = list(self._cards.values())
        for at in range(0, len(made), COLUMNS):
            row = w.Row(kit, *made[at : at + COLUMNS], spacing=kit.gap * 1.2)
            row.size_hint_max_y = kit.look.touch_px * FIELD_FINGERS
            self.add(row)
        self.add(room(), *self._duties(content))

    def _duties(self, content: Home) -> list[Any]:
        """What else can be done here, as buttons, two in a row."""
        kit = self.bench.kit
        made = [
            self.bench.button(each.action, self.bench.say(each.name), pictogram=each.pictogram, kind="plain")
            for each in content.duties
        ]
        return [
            w.Row(kit, *made[at : at + COLUMNS], hug=True, spacing=kit.gap * 1.2) for at in range(0, len(made), COLUMNS)
        ]

    def tell(self, content: Home) -> None:
        for card in content.cards:
            widget = self._cards[card.action]
            widget.faded = card.off is not None
            widget.tell(state(self.bench, card))

    def _card(self, card: Card) -> FieldCard:
        made: FieldCard = self.bench.acts(
            FieldCard(self.bench.kit, pictogram=card.pictogram, name=card.name, everyday=card.everyday, state=""),
            card.action,
        )
        return made


class ServiceCard(w.Card):
    """A service by its name, and how it stands."""

    def __init__(self, kit: w.Kit, name: str) -> None:
        super().__init__(kit, spacing=kit.gap * 2, padding=(kit.gap * 2, kit.gap))
        self.size_hint_max_y = kit.look.touch_px * SERVICE_FINGERS
        body_px = kit.font_px(w.Role.BODY)
        self.name = w.FitText(kit, name, round(body_px * 1.1), least=round(body_px * 0.75), bold=True)
        self.state = w.FitText(
            kit, "", round(body_px * 0.8), least=round(body_px * 0.48), align="right", size_hint_x=0.45
        )
        self.add_widget(self.name)
        self.add_widget(self.state)
        self.bind(faded=self._fade, pressed=self._fade)
        self._fade()

    def tell(self, words: str) -> None:
        """How it stands now."""
        self.state.text = words.replace(" · ", "\n")

    def _fade(self, *_: object) -> None:
        self.name.dye(self.text_colour())
        self.state.dye("ink_off" if self.faint and not self.pressed else "ink_soft")


class ServicesScreen(Screen):
    """The services of a field, one below the other."""

    @staticmethod
    def frame(content: Any) -> object:
        return content.field, tuple((card.action, card.name) for card in content.cards)

    def build(self, content: Services) -> None:
        bench, kit = self.bench, self.bench.kit
        self.add(w.Text(kit, bench.words("service.title", field=content.field), w.Role.TITLE, bold=True))
        self._cards = {card.action: bench.acts(ServiceCard(kit, card.name), card.action) for card in content.cards}
        self.add(*self._cards.values(), room())

    def tell(self, content: Services) -> None:
        for card in content.cards:
            widget = self._cards[card.action]
            widget.faded = card.off is not None
            widget.tell(state(self.bench, card))


def state(bench: Bench, card: Card) -> str:
    """How a field or service stands, on two lines at most; " · " is where the second begins.

    Who is told when calling begins need not hear as well that nobody calls yet.
    """
    if card.off is not None:
        return bench.say(card.off)
    if card.note is not None and (card.wait is None or card.wait.key != "wait.open_at"):
        count = card.wait.params.get("count") if card.wait else None
        waiting = bench.words("count.people", count=count) + " · " if count else ""
        return waiting + bench.say(card.note)
    return bench.say(card.wait) if card.wait else ""
