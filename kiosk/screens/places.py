"""Gives everything on a page its place at once, and says what has no room in its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kivy.uix.label import Label
from kivy.uix.layout import Layout

from assets.look import widgets as w
from assets.look.leaves import Leaves

#: Boxes give their children a size, which gives them a height, which moves their neighbours.
ROUNDS = 4


def laid_out(page: Any, size: tuple[float, float]) -> Any:
    """The page with everything in its place."""
    lay_out(page, size)
    return page


def lay_out(page: Any, size: tuple[float, float]) -> None:
    """Give everything its place now; Kivy by itself would take several frames."""
    page.size_hint = None, None
    page.size = size
    for _ in range(ROUNDS):
        for each in list(page.walk(restrict=True)):
            if isinstance(each, Layout):
                each.do_layout()
    page.size_hint = 1, 1


def has_room(page: Any) -> bool:
    """Whether nothing is cut, pushed out, or broken inside a word."""
    return not any(True for _ in faults(page))


def faults(page: Any) -> Iterator[str]:
    """What is cut, pushed out, or broken inside a word."""
    for each in page.children:
        if each.y < page.y - 1 or each.top > page.top + 1:
            yield f"{type(each).__name__} reaches out"
    for each in page.walk(restrict=True):
        if isinstance(each, Leaves) and not each.fits:
            yield f"a block is higher than its leaf of {each.height:.0f} px"
        elif isinstance(each, w.Column | w.Row) and each.minimum_height > each.height + 1:
            yield f"{type(each).__name__} needs {each.minimum_height:.0f} px and has {each.height:.0f}"
        elif isinstance(each, Label) and each.text and not (getattr(each, "fits", True) and in_its_box(each)):
            yield f"{each.text!r} is cut at {each.font_size:.0f} px in {each.width:.0f}x{each.height:.0f} px"
        elif isinstance(each, w.TextButton) and each.label.text and each.label.height > each.height:
            yield f"{each.label.text!r} is higher than its button"


def in_its_box(label: Any) -> bool:
    """Whether a text is drawn within its place."""
    return bool(label.texture_size[0] <= label.width + 1 and label.texture_size[1] <= label.height + 1)
