"""Things to read below each other; what does not fit stands on further leaves. Nothing has to be dragged."""

from collections.abc import Sequence
from typing import Any

from kivy.uix.layout import Layout
from kivy.uix.widget import Widget

from assets.look.grid import Grid
from assets.look.kit import Kit
from assets.look.shelf import Shelf

#: Boxes give their children a size, which gives them a height, which moves their neighbours.
ROUNDS = 5


class Leaves(Shelf):
    """`blocks` are boxes as high as their words; one whose `leads` is True stays on the leaf of the block after it.

    A block that is higher than a leaf has a leaf of its own and reaches out of it: give blocks of some lines each.
    """

    def __init__(self, kit: Kit, blocks: Sequence[Widget], *, turning: tuple[str, str], spacing: float, **more: Any):
        self._spacing = spacing
        self._packed: list[list[Widget]] = []
        super().__init__(kit, blocks, least_px=(0, 0), most_px=0, aspect=1, turning=turning, **more)

    @property
    def fits(self) -> bool:
        """Whether no block is higher than a leaf."""
        turners_px = self.kit.look.touch_px + self.kit.gap * 1.2 if len(self._packed) > 1 else 0
        return all(
            sum(block.height + self._spacing for block in leaf) - self._spacing <= self.height - turners_px + 1
            for leaf in self._packed
        )

    def _arrange(self, *_: object) -> None:
        if self.width < 1 or self.height < 1:
            return
        for block in self._cards:
            block.size_hint, block.pos_hint = (None, None), {}  # a leaf puts them in place, whatever they wished for
            block.width = self.width
            _settle(block)
        turner_px = self.kit.look.touch_px
        turners_px = turner_px + self.kit.gap * 1.2
        self._packed = self._pack(self.height)
        if len(self._packed) > 1:
            self._packed = self._pack(self.height - turners_px)
        self._grid = Grid(1, 1, max(1, len(self._packed)))
        self._leaf = min(self._leaf, self._grid.leaves - 1)
        self.clear_widgets()
        self._stand(self._packed[self._leaf] if self._packed else [])
        if self._grid.leaves > 1:
            turners = self._turners(turner_px)
            self.add_widget(turners)
            _settle(turners)  # who asks now whether there is room shall not see it half made

    def _stand(self, blocks: list[Widget]) -> None:
        top = self.y + self.height
        for block in blocks:
            block.pos = self.x, top - block.height
            self.add_widget(block)
            top -= block.height + self._spacing

    def _pack(self, high_px: float) -> list[list[Widget]]:
        """Blocks leaf by leaf; those that lead go over together with what they lead to."""
        leaves: list[list[Widget]] = []
        left = 0.0
        for group in self._groups():
            needed = sum(block.height + self._spacing for block in group)
            if not leaves or needed - self._spacing > left:
                leaves.append([])
                left = high_px
            leaves[-1] += group
            left -= needed
        return leaves

    def _groups(self) -> list[list[Widget]]:
        groups: list[list[Widget]] = []
        leading = False
        for block in self._cards:
            if not leading:
                groups.append([])
            groups[-1].append(block)
            leading = bool(getattr(block, "leads", False))
        return groups


def _settle(block: Widget) -> None:
    """Let a block that stands nowhere yet find its height."""
    for _ in range(ROUNDS):
        for each in list(block.walk(restrict=True)):
            if isinstance(each, Layout):
                each.do_layout()
