"""What every page is made with: the look, the visitor's language, and where touches go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from assets.look import widgets as w
from broker.contract.ids import Lang
from kiosk.session.views import Content, Param, Say
from kiosk.texts import text


class Bench:
    """For pages of one language. `touched` gets the action of whatever a finger let go of."""

    def __init__(self, kit: w.Kit, lang: Lang, touched: Callable[[str], None]) -> None:
        self.kit, self.lang, self._touched = kit, lang, touched

    def say(self, what: Say) -> str:
        """A text of the view."""
        return text(what, self.lang)

    def words(self, key: str, **params: Param) -> str:
        """A text of the page itself."""
        return text(Say(key, params), self.lang)

    def acts(self, widget: Any, action: str) -> Any:
        """Let a widget carry an action."""
        widget.action = action
        widget.bind(on_release=lambda *_: self._touched(action))
        return widget

    def button(self, action: str, words: str, **more: Any) -> w.TextButton:
        """A button that carries an action."""
        button: w.TextButton = self.acts(w.TextButton(self.kit, words, **more), action)
        return button

    @property
    def large_px(self) -> int:
        """Height of the one button a page is about."""
        return round(self.kit.look.touch_px * 1.7)


class Screen(w.Column):
    """A page between head and foot. `build` makes it, `tell` puts in what may change while it stands."""

    #: How far what it holds stands apart, in gaps.
    SPACING: ClassVar[float] = 1.6

    def __init__(self, bench: Bench, content: Content) -> None:
        kit = bench.kit
        super().__init__(kit, padding=kit.look.margin_px, spacing=kit.gap * self.SPACING)
        self.bench = bench
        self.build(content)
        self.tell(content)

    def add(self, *widgets: Any) -> None:
        """Below what is there."""
        for widget in widgets:
            self.add_widget(widget)

    @staticmethod
    def frame(content: Any) -> object:
        """What of a content makes a page of its own: with an equal frame `tell` is enough."""
        return content

    def build(self, content: Any) -> None:
        """Make all widgets."""
        raise NotImplementedError

    def tell(self, content: Any) -> None:
        """Put in what may change; at first nothing may."""


def room(share: float = 0.01) -> Any:
    """Takes whatever height is left over, and next to none when there is none."""
    empty = w.gap()
    empty.size_hint_y = share
    return empty


def hint(kit: w.Kit, words: str, **more: Any) -> w.Text:
    """Words of the second rank."""
    return w.Text(kit, words, w.Role.NOTE, **({"colour": "ink_soft"} | more))
