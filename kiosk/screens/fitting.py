"""Makes a page as large as its place allows: large words where there are few, smaller ones before any is cut."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kivy.uix.label import Label
from kivy.uix.layout import Layout

from assets.look import widgets as w
from assets.look.leaves import Leaves
from kiosk.screens.bench import Bench, Screen
from kiosk.session.views import Content

#: Over the size of the look. What is smaller than the floor is for the worst case, and for pages that have nothing to
#: put on another leaf: better small than cut.
SCALES = (1.25, 1.125, 1.0, 0.95, 0.9, 0.85, 0.81, 0.77, 0.73, 0.69, 0.65, 0.6, 0.55, 0.5, 0.42)
#: Sizes at which a page leaves large-text mode its headroom.
ROOMY = (1.25, 1.125, 1.0, 0.9, 0.85, 0.8)
#: Below this, in large-text mode, what is told is put on leaves rather than drawn smaller.
LARGE_FLOOR = 0.9
#: Words grow over the size of the look only so far that large-text mode still has room for larger ones: LARGER times
#: the floor of that mode is so much more than everybody's.
HEADROOM = 1.2
#: Boxes give their children a size, which gives them a height, which moves their neighbours.
ROUNDS = 4
#: Pages of an office, in its languages and modes, are fewer.
MOST_REMEMBERED = 500
#: All figures of the face are equally wide.
_FIGURES = re.compile(r"\d")


class Fitter:
    """Makes pages that fit, and remembers for each how large its words were: a page that comes again, be it with other
    figures, is built once instead of once for each size that is tried.
    """

    def __init__(self) -> None:
        self._fitting: OrderedDict[object, Bench] = OrderedDict()

    def page(self, kind: type[Screen], content: Content, bench: Bench, size: tuple[float, float]) -> Any:
        """As `page_of`."""
        key = kind, bench.kit, bench.lang, size, _FIGURES.sub("0", repr(content))
        known = self._fitting.get(key)
        if known is not None:
            self._fitting.move_to_end(key)
            page = laid_out(kind(known, content), size)
            if has_room(page):
                return page
        page = page_of(kind, content, bench, size)
        self._fitting[key] = page.bench
        if len(self._fitting) > MOST_REMEMBERED:
            self._fitting.popitem(last=False)
        return page


def page_of(kind: type[Screen], content: Content, bench: Bench, size: tuple[float, float]) -> Any:
    """The page with the largest words that have room, and that leave large-text mode something to enlarge."""

    def make(scaled: Bench) -> Screen:
        return kind(scaled, content)

    most_grown = kind.MOST_GROWN
    if not bench.large:
        for times in (each for each in ROOMY if kind.ROOMY_TO <= each <= most_grown):
            if has_room(laid_out(make(bench.scaled(times * HEADROOM)), size)):
                return laid_out(make(bench.scaled(times)), size)
    floor, most = (LARGE_FLOOR, most_grown) if bench.large else (kind.FLOOR, 1.0)
    whole = (bench.scaled(each) for each in SCALES if floor <= each <= most)
    return fitted(make, [*whole, *(bench.scaled(each, leafing=True) for each in SCALES if each <= 1)], size)


def fitted(make: Callable[[Bench], Any], benches: Iterable[Bench], size: tuple[float, float]) -> Any:
    """The page of the first bench on which it has room; of the last if on none. Benches come largest first."""
    left = list(benches)
    page = laid_out(make(left[0]), size)
    if has_room(page):
        return page
    best = laid_out(make(left[-1]), size)
    least, most = 0, len(left) - 1  # it has no room on the first of these; it may on the second
    while most - least > 1:
        middle = (least + most) // 2
        page = laid_out(make(left[middle]), size)
        if has_room(page):
            best, most = page, middle
        else:
            least = middle
    return best


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
