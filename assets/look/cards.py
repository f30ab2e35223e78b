"""Cards with a fixed make-up that more than one page shows."""

from typing import Any

from assets.look.boxes import Row
from assets.look.fields import field_look
from assets.look.kit import Kit
from assets.look.pictograms import Tile
from assets.look.pressing import Card
from assets.look.text import FitText
from assets.look.theme import Role

#: Of a card's height, at most.
HEAD_SHARE, EVERYDAY_SHARE = 0.4, 0.2


class FieldCard(Card):
    """A field to choose: its mark, how it stands, its name, and everyday words for it if given.

    A " · " in `state` becomes a line break. When it is `faded` or disabled, `state` should say why; all words
    stay readable.
    """

    def __init__(self, kit: Kit, *, pictogram: str, name: str, state: str, everyday: str = "", **more: Any) -> None:
        settings: dict[str, Any] = {"orientation": "vertical", "spacing": kit.gap * 0.2} | more
        super().__init__(kit, **settings)
        body_px = self._body_px = kit.font_px(Role.BODY)
        # As large as the card has room for: who cannot read the name cannot choose.
        self.state = FitText(kit, "", round(body_px * 0.86), least=round(body_px * 0.48), align="right")
        self.name = FitText(
            kit, name, round(body_px * 1.22), least=round(body_px * 0.75), bold=True, valign="bottom", size_hint_y=1
        )
        self.everyday = FitText(kit, everyday, round(body_px * 0.74), least=round(body_px * 0.44), size_hint_y=None)
        self._tile = Tile(kit, pictogram, kit.look.line_px(Role.BODY, lines=2), field_look(pictogram).deep)
        self._head = Row(kit, self._tile, self.state, size_hint_y=None)
        self.add_widget(self._head)
        self.add_widget(self.name)
        if everyday:
            self.add_widget(self.everyday)
        self.bind(height=self._share_out)
        self._share_out()
        self.bind(disabled=self._fade, faded=self._fade, pressed=self._fade)
        self._fade()
        self.tell(state)

    def tell(self, state: str) -> None:
        """How the field stands now; nothing is drawn again when it is the same."""
        self.state.text = state.replace(" · ", "\n")

    def _share_out(self, *_: object) -> None:
        """A low card has a low head and small everyday words; the name gets what is left."""
        head_px = min(self.kit.look.line_px(Role.BODY, lines=2), self.height * HEAD_SHARE)
        self._head.height, self._tile.size = head_px, (head_px, head_px)
        self.everyday.height = min(self._body_px * 1.15, self.height * EVERYDAY_SHARE)

    def _fade(self, *_: object) -> None:
        second = "ink_off" if self.faint and not self.pressed else "ink_soft"
        self.name.dye(self.text_colour())
        self.everyday.dye(second)
        self.state.dye(second)
