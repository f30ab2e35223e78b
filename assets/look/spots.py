"""What of a page can be heard: everything to press and every text beside it, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kivy.uix.label import Label

from assets.look.pressing import Touchable


@dataclass(frozen=True)
class Spot:
    """A widget and its words. `pressable`: it can be chosen."""

    widget: Any
    words: str
    pressable: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x, y, width, height in the window."""
        x, y = self.widget.to_window(self.widget.x, self.widget.y)
        return x, y, self.widget.width, self.widget.height

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the window lies on it."""
        left, bottom, width, height = self.box
        return left <= x <= left + width and bottom <= y <= bottom + height


def spots(root: Any) -> list[Spot]:
    """From top to bottom, what stands side by side from left to right."""
    found = list(_spots(root))
    return sorted(found, key=lambda spot: (-round(spot.box[1] + spot.box[3]), spot.box[0]))


def words_of(widget: Any) -> str:
    """What is said of a thing to press: its own words for the ear, or all that is written on it."""
    given: str = getattr(widget, "spoken", "")
    return given or ". ".join(each.text for each in _labels(widget))


def _spots(widget: Any) -> Iterator[Spot]:
    if isinstance(widget, Touchable):
        yield Spot(widget, words_of(widget), not widget.disabled)
        return
    if isinstance(widget, Label) and widget.text:
        yield Spot(widget, getattr(widget, "spoken", "") or widget.text, False)
    for child in reversed(widget.children):
        yield from _spots(child)


def _labels(widget: Any) -> Iterator[Any]:
    for each in widget.walk(restrict=True):
        if isinstance(each, Label) and each.text:
            yield each
