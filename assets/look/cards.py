"""Cards with a fixed make-up that more than one page shows."""

from typing import Any

from assets.look.boxes import Row
from assets.look.fields import field_look
from assets.look.kit import Kit
from assets.look.pictograms import Tile
from assets.look.pressing import Card
from assets.look.text import FitText
from assets.look.theme import Role


class FieldCard(Card):
    """A field to choose: its mark, how it stands, its name, and everyday words for it if given.

    A " · " in `state` becomes a line break. When it is `faded` or disabled, `state` should say why; all words
    stay readable.
    """

    def __init__(self, kit: Kit, *, pictogram: str, name: str, state: str, everyday: str = "", **more: Any) -> None:
        settings: dict[str, Any] = {"orientation": "vertical", "spacing": kit.gap * 0.3} | more
        super().__init__(kit, **settings)
        note_px = kit.font_px(Role.NOTE)
        tile_px = kit.look.line_px(Role.NOTE, lines=2)
        self.state = FitText(kit, "", note_px, least=round(note_px * 0.7), align="right")
        self.name = FitText(kit, name, least=round(kit.font_px(Role.BODY) * 0.75), bold=True, valign="bottom")
        self.everyday = FitText(kit, everyday, round(note_px * 0.85), least=round(note_px * 0.65))
        self.everyday.size_hint_y, self.everyday.height = None, kit.look.line_px(Role.NOTE) * 0.9
        tile = Tile(kit, pictogram, tile_px, field_look(pictogram).deep)
        self.add_widget(Row(kit, tile, self.state, size_hint_y=None, height=tile_px))
        self.add_widget(self.name)
        if everyday:
            self.add_widget(self.everyday)
        self.bind(disabled=self._fade, faded=self._fade, pressed=self._fade)
        self._fade()
        self.tell(state)

    def tell(self, state: str) -> None:
        """How the field stands now; nothing is drawn again when it is the same."""
        self.state.text = state.replace(" · ", "\n")

    def _fade(self, *_: object) -> None:
        second = "ink_off" if self.faint and not self.pressed else "ink_soft"
        self.name.dye(self.text_colour())
        self.everyday.dye(second)
        self.state.dye(second)
