"""Cards with a fixed make-up that more than one page shows."""

from enum import StrEnum
from typing import Any

from assets.look.boxes import Column, Row
from assets.look.fields import field_look
from assets.look.kit import Kit
from assets.look.pictograms import Tile
from assets.look.pressing import Card
from assets.look.text import FitText
from assets.look.theme import Role

#: In fingers: a lower card has its mark beside its name, a narrower one everything below each other.
LOW_FINGERS, NARROW_FINGERS = 1.9, 2.8
#: A card both low and narrow has its name below its mark if it is at least so high: beside it is half the width.
HEAD_FINGERS = 1.35
#: The height of everyday words over that of the name.
EVERYDAY_SHARE = 0.62
#: How it stands may be smaller than its name: the next page says it again.
LEAST_SHARE = 0.85
#: So is one of fewer lines of body text.
LOW_LINES = 2.7


class Make(StrEnum):
    """How a field's card is made up."""

    ROOMY = "roomy"
    SMALL = "small"
    NARROW = "narrow"
    LOW = "low"


#: The height of the mark over that of the card.
MARK = {Make.ROOMY: 0.4, Make.SMALL: 0.34, Make.NARROW: 0.28, Make.LOW: 0.62}


class FieldCard(Card):
    """A field to choose: its mark, how it stands, its name, and everyday words for it where there is room.

    A " · " in `state` becomes a line break. When it is `faded` or disabled, `state` should say why; all words
    stay readable.
    """

    def __init__(self, kit: Kit, *, pictogram: str, name: str, state: str, everyday: str = "", **more: Any) -> None:
        settings: dict[str, Any] = {"orientation": "vertical", "spacing": kit.gap * 0.2} | more
        super().__init__(kit, **settings)
        body_px = kit.font_px(Role.BODY)
        # As large as the card has room for: who cannot read the name cannot choose.
        least = round(kit.look.least_px * LEAST_SHARE)
        self.state = FitText(kit, "", round(body_px * 0.86), least=least, line_height=1)
        self.name = FitText(kit, name, round(body_px * 1.22), least=kit.look.least_px, bold=True, line_height=1)
        worth_px = kit.look.screen.least_font_px
        self.everyday = FitText(kit, everyday, max(worth_px, round(body_px * 0.8)), least=worth_px, line_height=1)
        self.alike = self.name, self.state, self.everyday
        self._tile = Tile(kit, pictogram, kit.look.line_px(Role.BODY, lines=2), field_look(pictogram).deep)
        self._make: tuple[Make, bool] | None = None
        self.bind(size=self._make_up)
        self._make_up()
        self.bind(disabled=self._fade, faded=self._fade, pressed=self._fade)
        self._fade()
        self.spoken_before_state = f"{name}. {everyday}" if everyday else name
        self.tell(state)

    def tell(self, state: str) -> None:
        """How the field stands now; nothing is drawn again when it is the same."""
        self.state.text = state.replace(" · ", "\n")

    @property
    def spoken(self) -> str:
        """How it is read aloud: everyday words too, though a small card does not show them."""
        return ". ".join(part for part in (self.spoken_before_state, self.state.text.replace("\n", ", ")) if part)

    def _make_up(self, *_: object) -> None:
        make = self._make_for()
        side_px = max(1.0, min(self.kit.look.line_px(Role.BODY, lines=2), self.height * MARK[make], self.width * 0.3))
        everyday = make is Make.ROOMY and self._room_for_everyday(side_px)
        if (make, everyday) != self._make:
            self._make = make, everyday
            for each in (self.state, self.name, self.everyday, self._tile):
                if each.parent is not None:
                    each.parent.remove_widget(each)
            self.clear_widgets()
            lay = {Make.NARROW: self._narrow, Make.LOW: self._low}.get(make, self._roomy)
            lay()
            if everyday:
                self._stack(self.everyday, EVERYDAY_SHARE)
        self._tile.size = side_px, side_px

    def _make_for(self) -> Make:
        touch_px = self.kit.look.touch_px
        low_px = max(touch_px * LOW_FINGERS, self.kit.look.line_px(Role.BODY) * LOW_LINES)
        low, narrow = self.height < low_px, self.width < touch_px * NARROW_FINGERS
        if low and narrow and self.height >= touch_px * HEAD_FINGERS:
            return Make.SMALL
        return Make.LOW if low else Make.NARROW if narrow else Make.ROOMY

    def _room_for_everyday(self, head_px: float) -> bool:
        """Whether everyday words have room below mark and name at a size worth drawing; else the name has theirs."""
        if not self.everyday.text:
            return False
        left, top, right, bottom = self.padding
        below_px = self.height - top - bottom - head_px - 2 * self.spacing
        high_px = below_px * EVERYDAY_SHARE / (1 + EVERYDAY_SHARE)
        self.everyday.size = max(1.0, self.width - left - right), max(1.0, high_px)
        return self.everyday.fits

    def _roomy(self) -> None:
        """Mark and state above, the name below them."""
        self.state.halign, self.name.valign = "right", "bottom"
        head = Row(self.kit, self._tile, self.state, size_hint_y=None)
        self._tile.bind(height=head.setter("height"))
        self.add_widget(head)
        self._stack(self.name, 1.0)

    def _narrow(self) -> None:
        """Mark, name, state."""
        self.state.halign, self.name.valign = "left", "middle"
        self.add_widget(Row(self.kit, self._tile, size_hint_y=None, height=self._tile.height))
        self._tile.bind(height=self._tile.parent.setter("height"))
        self._stack(self.name, 1.0)
        self._stack(self.state, 0.9)

    def _low(self) -> None:
        """The mark, beside it name and state."""
        self.state.halign, self.name.valign = "left", "middle"
        self._tile.pos_hint = {"center_y": 0.5}
        self.name.size_hint_y, self.state.size_hint_y = 1.0, 0.9
        words = Column(self.kit, self.name, self.state, spacing=0)
        self.add_widget(Row(self.kit, self._tile, words))

    def _stack(self, words: FitText, share: float) -> None:
        words.size_hint_y = share
        self.add_widget(words)

    def _fade(self, *_: object) -> None:
        second = self.text_colour() if self.pressed or self.faint else "ink_soft"
        self.name.dye(self.text_colour())
        self.everyday.dye(second)
        self.state.dye(second)
