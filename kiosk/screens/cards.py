"""The pages of cards: fields of the office and the other duties, services of a field."""

from __future__ import annotations

import math
from typing import Any

from assets.look import widgets as w
from assets.look.alike import Alike
from assets.look.cards import FieldCard
from kiosk.screens.bench import Bench, Screen, hint
from kiosk.session.views import Card, Home, Services

#: No card grows higher than so many fingers, however few there are.
FIELD_FINGERS, SERVICE_FINGERS = 3.6, 2.2
#: A service's card of less width, in fingers and in heights of letters, says below its name how it stands.
NARROW_SERVICE_FINGERS, NARROW_LETTERS = 4.0, 11.5
LEAST_FIELD_FINGERS, LEAST_LOW_FINGERS = 1.4, 1.02
#: For larger words rather several leaves than small cards.
LEAST_LARGE_FINGERS = 1.6
#: Width and height of such a card in heights of letters.
LARGE_FIELD_LETTERS = 4.5, 3.4
#: On a lower page, in fingers, the cards need the room of the line about the scanner.
SCAN_FINGERS = 4.8
#: The lines that a service's card has room for in large-text mode.
LARGE_SERVICE_LINES = 2.0
#: On a low page, over the width of the cards; for larger words the duties need more.
LARGE_SIDE_SHARE = 0.55
#: The side of a duty's sign at most, in fingers: its words need the room.
DUTY_SIGN = 0.36
DUTY_FINGERS = 1.25
#: In less width the sign of a duty's button stands above its words.
DUTY_MM = 50.0
#: In less width, in heights of letters each, the duties in large-text mode stand two by two.
DUTY_LETTERS = 4.0


class HomeScreen(Screen):
    """One card a field, two in a row."""

    @staticmethod
    def frame(content: Any) -> object:
        cards = tuple((card.action, card.name, card.pictogram, card.everyday) for card in content.cards)
        return cards, tuple(each.action for each in content.duties), content.scans

    def build(self, content: Home) -> None:
        bench, kit = self.bench, self.bench.kit
        self._cards = {card.action: self._card(card) for card in content.cards}
        touch_px = kit.look.touch_px
        shelf = field_shelf(bench, list(self._cards.values()))
        room_for_it = bench.page_px[1] >= touch_px * SCAN_FINGERS
        scan = [self._scan()] if content.scans and room_for_it else []
        if not bench.lying:
            self.add(self._title(), shelf, *self._duties(content), *scan)
            return
        side = w.Column(kit, self._title(), *self._duties(content), spacing=self.spacing, size_hint_x=0.42)
        if bench.large and bench.low:
            side.size_hint_x, side.spacing = LARGE_SIDE_SHARE, kit.gap
        if bench.low and content.duties:  # two side by side
            side.size_hint_min_x = 2 * touch_px + kit.gap * 1.2
        left = w.Column(kit, shelf, *scan, spacing=kit.gap * 0.5) if scan else shelf
        self.add(w.Row(kit, left, side, spacing=self.spacing))

    def _scan(self) -> Any:
        """What the scanner is for, for whoever comes back with a slip: one quiet line."""
        kit, high_px = self.bench.kit, self.bench.unscaled(w.Role.NOTE) * w.LINE_SHARE
        more: dict[str, Any] = {"least": kit.look.least_px, "colour": "ink_soft", "line_height": 1}
        words = w.FitText(kit, self.bench.words("home.scan"), w.Role.NOTE, **more)
        sign = w.Pictogram(kit, "scan", round(high_px * 0.8), "ink_soft", pos_hint={"center_y": 0.5})
        return w.Row(kit, sign, words, size_hint_y=None, height=math.ceil(high_px))

    def _title(self) -> Any:
        bench, kit = self.bench, self.bench.kit
        role = w.Role.BODY if bench.large and bench.low else w.Role.TITLE
        title = w.Text(kit, bench.words("home.title"), role, bold=True)
        if bench.low:
            return title
        return w.Column(kit, title, hint(kit, bench.words("home.hint")), hug=True, spacing=0)

    def _duties(self, content: Home) -> list[Any]:
        """What else can be done here: buttons side by side, on a lying screen two by two or below each other."""
        kit, lying = self.bench.kit, self.bench.lying
        count = len(content.duties)
        two = self.bench.large and self.bench.page_px[0] < count * kit.font_px(w.Role.BODY) * DUTY_LETTERS
        columns = count if not lying and not two else 2 if self.bench.low or two else 1
        width_mm = kit.look.screen.mm(self.bench.page_px[0]) * (0.3 if lying else 1.0)
        narrow = width_mm / max(1, columns) < DUTY_MM
        made = [
            self.bench.acts(DutyButton(kit, self.bench.say(each.name), each.pictogram, narrow=narrow), each.action)
            for each in content.duties
        ]
        self._alike = Alike(each.label for each in made)
        high_px = kit.look.touch_px * DUTY_FINGERS
        size: dict[str, Any] = {"size_hint_y": None, "height": high_px}
        if lying:
            size = {"size_hint_y": 1, "size_hint_max_y": high_px * 1.3, "size_hint_min_y": kit.look.touch_px}
        return [
            w.Row(kit, *made[at : at + columns], spacing=kit.gap * 1.2, **size) for at in range(0, count, columns or 1)
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


def field_shelf(bench: Bench, cards: list[Any]) -> Any:
    """Fields side by side; in large-text mode rather on several leaves than in small words."""
    touch_px = bench.kit.look.touch_px
    least_px = (touch_px * 1.8, touch_px * (LEAST_LOW_FINGERS if bench.low else LEAST_FIELD_FINGERS))
    most_px, aspect = touch_px * FIELD_FINGERS, 1.6
    if bench.large:
        body_px, (wide, high) = bench.kit.font_px(w.Role.BODY), LARGE_FIELD_LETTERS
        least_px = max(touch_px * 2.05, body_px * wide), max(touch_px * LEAST_LARGE_FINGERS, body_px * high)
        most_px, aspect = most_px * 1.5, 1.2
    return bench.shelf(cards, aspect=aspect, most_px=most_px, least_px=least_px)


def service_shelf(bench: Bench, cards: list[Any]) -> Any:
    """Services below each other; in large-text mode rather on several leaves than in small words."""
    touch_px, line_px = bench.kit.look.touch_px, bench.kit.look.line_px(w.Role.BODY)
    least_px, most_px = (touch_px * 2.8, touch_px * 1.1), touch_px * SERVICE_FINGERS
    if bench.large:
        high_px = line_px * LARGE_SERVICE_LINES
        wide_px = max(touch_px * 4.2, bench.kit.font_px(w.Role.BODY) * NARROW_LETTERS)
        least_px, most_px = (wide_px, high_px), max(most_px, high_px * 1.4)
        if bench.lying:  # name and state below each other
            most_px = high_px * 1.9
            least_px = touch_px * 4.2, (most_px if bench.low else high_px) * 0.8
    return bench.shelf(cards, aspect=5.0, most_px=most_px, least_px=least_px)


class DutyButton(w.Card):
    """A sign and its words, as large as there is room for; the sign stands above them where it is narrow."""

    def __init__(self, kit: w.Kit, words: str, pictogram: str, *, narrow: bool) -> None:
        way = {"orientation": "vertical" if narrow else "horizontal"}
        padding = kit.gap * (0.6 if narrow else 1), kit.gap * (0.4 if narrow else 0.8)
        super().__init__(kit, spacing=kit.gap * (0.3 if narrow else 1), padding=padding, **way)
        body_px = kit.font_px(w.Role.BODY)
        side_px = round(min(body_px * (0.95 if narrow else 1.1), kit.look.touch_px * DUTY_SIGN))
        middle = {"center_x": 0.5} if narrow else {"center_y": 0.5}
        self._sign = w.Pictogram(kit, pictogram, side_px, "action", pos_hint=middle)
        align = "center" if narrow else "left"
        more: dict[str, Any] = {"least": round(body_px * 0.4), "bold": True, "align": align, "line_height": 1}
        self.label = w.FitText(kit, words, round(body_px * 0.85), **more)
        self.add_widget(self._sign)
        self.add_widget(self.label)
        self.bind(pressed=self._dye)

    def _dye(self, *_: object) -> None:
        self._sign.dye(self.text_colour() if self.pressed else "action")
        self.label.dye(self.text_colour())


class ServiceCard(w.Card):
    """A service by its name, and how it stands: beside it, or below it where that is too narrow."""

    def __init__(self, kit: w.Kit, name: str) -> None:
        super().__init__(kit, spacing=kit.gap, padding=(kit.gap * 1.5, kit.gap * 0.7))
        body_px = kit.font_px(w.Role.BODY)
        self.name = w.FitText(kit, name, round(body_px * 1.1), least=kit.look.least_px, bold=True)
        self.state = w.FitText(kit, "", round(body_px * 0.8), least=round(kit.look.least_px * 0.85))
        self.alike = self.name, self.state
        self.add_widget(self.name)
        self.add_widget(self.state)
        self.bind(faded=self._fade, pressed=self._fade, width=self._turn)
        self._fade()
        self._turn()

    def tell(self, words: str) -> None:
        """How it stands now."""
        self.state.text = words.replace(" · ", "\n")

    def _turn(self, *_: object) -> None:
        narrow_px = max(self.kit.look.touch_px * NARROW_SERVICE_FINGERS, self.kit.font_px(w.Role.BODY) * NARROW_LETTERS)
        narrow = self.width < narrow_px
        self.orientation = "vertical" if narrow else "horizontal"
        self.state.size_hint = (1, 0.7) if narrow else (0.45, 1)
        self.state.halign = "left" if narrow else "right"

    def _fade(self, *_: object) -> None:
        self.name.dye(self.text_colour())
        self.state.dye(self.text_colour() if self.pressed or self.faint else "ink_soft")


class ServicesScreen(Screen):
    """The services of a field, one below the other."""

    @staticmethod
    def frame(content: Any) -> object:
        return content.field, tuple((card.action, card.name) for card in content.cards)

    def build(self, content: Services) -> None:
        bench, kit = self.bench, self.bench.kit
        role = w.Role.BODY if bench.large and bench.low else w.Role.TITLE
        self.add(w.Text(kit, bench.words("service.title", field=content.field), role, bold=True))
        self._cards = {card.action: bench.acts(ServiceCard(kit, card.name), card.action) for card in content.cards}
        self.add(service_shelf(bench, list(self._cards.values())))

    def tell(self, content: Services) -> None:
        for card in content.cards:
            widget = self._cards[card.action]
            widget.faded = card.off is not None
            widget.tell(state(self.bench, card))


def state(bench: Bench, card: Card) -> str:
    """How a field or service stands, on two lines at most; " · " is where the second begins."""
    if card.off is not None:
        return bench.say(card.off)
    if card.note is not None:
        count = card.wait.params.get("count") if card.wait else None
        waiting = bench.words("count.people", count=count) + " · " if count else ""
        return waiting + bench.say(card.note)
    return bench.say(card.wait) if card.wait else ""
