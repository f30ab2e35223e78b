"""What every page is made with: the look, the visitor's language, and where touches go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from assets.look import widgets as w
from assets.look.leaves import Leaves
from broker.contract.ids import Lang
from kiosk.session.views import Content, Param, Say
from kiosk.texts import text

#: A page of less height is low.
LOW_MM = 175.0
#: A page of less width, in fingers, has its leaves above what can be touched.
LEAF_FINGERS = 9.0


class Bench:
    """For pages of one language. `touched` gets the action of whatever a finger let go of."""

    def __init__(
        self, kit: w.Kit, lang: Lang, touched: Callable[[str], None], page_px: tuple[float, float] | None = None
    ) -> None:
        self.kit, self.lang, self._touched = kit, lang, touched
        screen = kit.look.screen
        self.page_px = page_px or (screen.width_px, screen.height_px)
        self._times = 1.0
        self.leafing = False

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

    def awake(self) -> None:
        """A finger was here, on nothing in particular."""
        self._touched("awake")

    def shelf(self, cards: list[Any], **more: Any) -> w.Shelf:
        """Things to press, on as many leaves as they need."""
        turning = self.words("leaf.back"), self.words("leaf.next")
        shelf = w.Shelf(self.kit, cards, turning=turning, **more)
        shelf.bind(on_turn=lambda *_: self.awake())
        return shelf

    def leaves(self, blocks: list[Any]) -> Leaves:
        """Things to read, on as many leaves as they need."""
        turning = self.words("leaf.back"), self.words("leaf.next")
        leaves = Leaves(self.kit, blocks, turning=turning, spacing=self.kit.gap * 0.8)
        leaves.bind(on_turn=lambda *_: self.awake())
        return leaves

    def button(self, action: str, words: str, **more: Any) -> w.TextButton:
        """A button that carries an action."""
        button: w.TextButton = self.acts(w.TextButton(self.kit, words, **more), action)
        return button

    def scaled(self, times: float, *, leafing: bool = False) -> Bench:
        """A bench whose words are so many times as large; fingers and gaps stay as they are. `leafing`: what is told
        stands on leaves to be turned, because all of it has no room at once.
        """
        if times == 1 and not leafing:
            return self
        made = Bench(self.kit.scaled(times), self.lang, self._touched, self.page_px)
        made._times, made.leafing = times, leafing
        return made

    @property
    def large(self) -> bool:
        """Whether it is for large-text mode."""
        return self.kit.look.larger > 1

    def unscaled(self, role: w.Role) -> int:
        """The size of a font for what stands in a box that does not grow with its words: never over that of the look,
        and where the page is so full that it has leaves, that of everybody's look.
        """
        over = self._times * self.kit.look.larger if self.leafing else self._times
        return round(self.kit.font_px(role) / max(1.0, over))

    @property
    def low(self) -> bool:
        """Whether the page is so low that things have to stand side by side."""
        return self.kit.look.screen.mm(self.page_px[1]) < LOW_MM

    @property
    def lying(self) -> bool:
        """Whether the page is clearly wider than high; leaves want more width than half a narrow one."""
        narrow = self.leafing and self.page_px[0] < self.kit.look.touch_px * LEAF_FINGERS
        return self.page_px[0] > self.page_px[1] * 1.1 and not narrow

    @property
    def large_px(self) -> int:
        """Height of the one button a page is about."""
        words_px = self.kit.look.line_px(w.Role.DISPLAY) + self.kit.gap
        return round(self.kit.look.touch_px * 1.3) if self.low else max(round(self.kit.look.touch_px * 1.7), words_px)

    def ticked(self, words: str, *, chosen: bool) -> str:
        """How a box to tick is read aloud."""
        return f"{words}. {self.words('tick.on' if chosen else 'tick.off')}"


class Screen(w.Column):
    """A page between head and foot. `build` makes it, `tell` puts in what may change while it stands."""

    #: How far what it holds stands apart, in gaps.
    SPACING: ClassVar[float] = 1.6
    #: How much larger than the look's its words may be, where there is room: a factor of `fitting.SCALES`.
    MOST_GROWN: ClassVar[float] = 1.0
    #: How much smaller rather than to leave large-text mode no room: over 1 for those that have leaves in it.
    ROOMY_TO: ClassVar[float] = 1.01
    #: How much smaller before what is told goes on leaves instead; in large-text mode that comes sooner.
    FLOOR: ClassVar[float] = 0.77

    def __init__(self, bench: Bench, content: Content) -> None:
        kit = bench.kit
        margin_px = kit.look.margin_px
        padding = (margin_px, kit.gap * 1.2 if bench.low else margin_px)
        super().__init__(kit, padding=padding, spacing=kit.gap * max(1.05, self.SPACING * (0.7 if bench.low else 1)))
        self.bench = bench
        self.build(content)
        self.tell(content)

    def add(self, *widgets: Any) -> None:
        """Below what is there."""
        for widget in widgets:
            self.add_widget(widget)

    def add_beside(self, about: list[Any], act: list[Any]) -> None:
        """What is told and what can be touched: below each other, on a lying page side by side."""
        if not self.bench.lying:
            self.add(*about, *act)
            return
        kit, spacing = self.bench.kit, self.spacing
        right = w.Column(kit, room(1), *act, room(1), spacing=spacing)
        self.add(w.Row(kit, w.Column(kit, *about, spacing=spacing, size_hint_x=1.1), right, spacing=spacing * 2))

    def two_by_two(self, made: list[Any]) -> list[Any]:
        """On a low page two things to touch side by side, where there are more than one."""
        kit = self.bench.kit
        if not self.bench.low or len(made) < 2:
            return made
        pairs = [made[at : at + 2] for at in range(0, len(made), 2)]
        high_px = max(each.height for each in made)
        for each in made:
            each.size_hint_y = 1
        return [w.Row(kit, *pair, size_hint_y=None, height=high_px, spacing=kit.gap * 1.2) for pair in pairs]

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
