"""One size for what stands side by side: names of different lengths look like names of different rank otherwise."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

#: One that would have all others drawn smaller than so much of their size is left to itself.
LEAST_SHARE = 0.86


def shared_px(own_px: Sequence[float]) -> float:
    """The size for all, from what each could have by itself: the smallest, or without the one that is much too long."""
    smallest = [*sorted(own_px)[:2], math.inf, math.inf]
    return smallest[1] if smallest[0] < smallest[1] * LEAST_SHARE < math.inf else smallest[0]


class Alike:
    """Keeps texts that fit their boxes (`FitText`) at one size, whatever is written on them later."""

    def __init__(self, texts: Iterable[Any]) -> None:
        self._texts = list(texts)
        for each in self._texts:
            each.bind(own_px=self._settle, text=self._settle, parent=self._settle)
        self._settle()

    def leave(self) -> None:
        """Let them go; until another takes them they stay as they are."""
        for each in self._texts:
            each.unbind(own_px=self._settle, text=self._settle, parent=self._settle)

    def _settle(self, *_: object) -> None:
        limit = shared_px([each.own_px for each in self._texts if each.text and each.parent is not None])
        for each in self._texts:
            each.limit(limit)


def alike(cards: Sequence[Any]) -> list[Alike]:
    """A group for each rank of text that these cards have, in their order of `alike`."""
    return [Alike(rank) for rank in zip(*(getattr(card, "alike", ()) for card in cards), strict=False)]
