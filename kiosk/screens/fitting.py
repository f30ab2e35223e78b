"""Makes a page as large as its place allows: large words where there are few, smaller ones before any is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kivy.uix.label import Label
from kivy.uix.layout import Layout

from assets.look import widgets as w
from kiosk.screens.bench import Bench, Screen

#: Over the size of the look. Less than the least would be too small for the eye in large-text mode.
SCALES = (1.5, 1.25, 1.1, 1.0, 0.88, 0.77)
#: Boxes give their children a size, which gives them a height, which moves their neighbours.
ROUNDS = 4


def fitted(make: Callable[[Bench], Screen], benches: Iterable[Bench], size: tuple[float, float]) -> Screen:
    """The page of the first bench on which it has room; of the last if on none. Benches come largest first."""
    page: Screen | None = None
    for bench in benches:
        page = make(bench)
        lay_out(page, size)
        if has_room(page):
            break
    if page is None:
        raise ValueError("no bench to make a page on")
    return page


def lay_out(page: Any, size: tuple[float, float]) -> None:
    """Give everything its place now; Kivy by itself would take several frames."""
    page.size_hint = None, None
    page.size = size
    for _ in range(ROUNDS):
        for each in list(page.walk()):
            if isinstance(each, Layout):
                each.do_layout()
    page.size_hint = 1, 1


def has_room(page: Any) -> bool:
    """Whether nothing is cut, pushed out, or broken inside a word."""
    return not any(True for _ in faults(page))


def faults(page: Any) -> Iterator[str]:
    """What is cut, pushed out, or broken inside a word."""
    for each in page.walk():
        if isinstance(each, w.Column | w.Row) and each.minimum_height > each.height + 1:
            yield f"{type(each).__name__} needs {each.minimum_height:.0f} px and has {each.height:.0f}"
        elif isinstance(each, Label) and each.text and not (getattr(each, "fits", True) and in_its_box(each)):
            yield f"{each.text!r} is cut at {each.font_size:.0f} px in {each.width:.0f}x{each.height:.0f} px"


def in_its_box(label: Any) -> bool:
    """Whether a text is drawn within its place."""
    return bool(label.texture_size[0] <= label.width + 1 and label.texture_size[1] <= label.height + 1)
