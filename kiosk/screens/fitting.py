"""Makes a page as large as its place allows: large words where there are few, smaller ones before any is cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from typing import Any

from assets.look.theme import Look
from kiosk.screens.bench import Bench, Screen
from kiosk.screens.places import has_room, laid_out
from kiosk.screens.sizes import Halves, Largest, Size, Sizes, digest
from kiosk.session.views import Again, Busy, Confirm, Content, Home, Services, Sorry, Starting, Take

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
#: As near to the largest a hint saves nothing.
NEAR = 2
#: What these show is the office's own: their sizes are kept from day to day, though only under digests.
OF_THE_OFFICE = frozenset({Starting, Home, Services, Confirm, Busy, Take, Again, Sorry})
#: All figures of the face are equally wide.
_FIGURE, _NUMBER = re.compile(r"\d"), re.compile(r"\d+")

#: What is searched one page at a time: each pause comes after a page that was built.
Search = Generator[None, None, Any]


class Fitter:
    """Makes pages that fit, and remembers for each how large its words were: a page that comes again is built once
    instead of once for each size that is tried. What is only told to a page while it stands needs no other size.
    """

    def __init__(self, sizes: Sizes | None = None) -> None:
        self.sizes = sizes or Sizes()
        self._proven: set[str] = set()

    def page(self, kind: type[Screen], content: Content, bench: Bench, size: tuple[float, float]) -> Any:
        """The page with the largest words that have room, and that leave large-text mode something to enlarge."""
        asked = Asked(kind, content, bench, size)
        for known in filter(None, dict.fromkeys(map(self.sizes.get, (asked.same, asked.frame)))):
            page = asked.page(known)
            if has_room(page):
                return page
            asked.short.append(known)
        hint = next(filter(None, map(self.sizes.get, (asked.frame, asked.other_place, asked.other_words))), None)
        found, page = finished(searched(asked, hint))
        self._remember(asked, found, (asked.same, asked.other_place, asked.other_words))
        if self.sizes.get(asked.frame) is None:
            self._remember(asked, found, (asked.frame,))
        return page

    def prove(self, kind: type[Screen], content: Content, bench: Bench, size: tuple[float, float]) -> Search:
        """Search all sizes for a page that may be wanted, once: what was remembered may have been of longer words."""
        asked = Asked(kind, content, bench, size)
        if asked.frame not in self._proven:
            found, _page = yield from searched(asked, None)
            self._proven.add(asked.frame)
            self._remember(asked, found, (asked.same, asked.frame, asked.other_place, asked.other_words))

    def _remember(self, asked: Asked, found: Size, keys: Iterable[str]) -> None:
        for key in keys:
            self.sizes.put(key, found, keep=type(asked.content) in OF_THE_OFFICE)


class Asked:
    """A page that is wanted, and under what its size is remembered. Colours do not matter for it.

    `short`: sizes at which it is known to have no room.
    """

    def __init__(self, kind: type[Screen], content: Content, bench: Bench, size: tuple[float, float]) -> None:
        self.kind, self.content, self.bench, self.size = kind, content, bench, size
        self.short: list[Size] = []
        look = kind.__module__, kind.__qualname__, sizes_of(bench.kit.look)
        frame = _NUMBER.sub("0", repr(kind.frame(content)))
        self.same = digest("same", look, bench.lang, size, _FIGURE.sub("0", repr(content)))
        self.frame = digest("frame", look, bench.lang, size, frame)
        self.other_place = digest("place", look, bench.lang, frame)
        self.other_words = digest("words", look)

    def page(self, size: Size, times: float = 1.0) -> Any:
        """The page with words of this size, or so many times as large."""
        bench = self.bench.scaled(size.times * times, leafing=size.leafing)
        return laid_out(self.kind(bench, self.content), self.size)


def sizes_of(look: Look) -> tuple[object, ...]:
    """All of a look but its colours."""
    return look.screen, look.body_px, sorted(look.scale.items()), look.gap_px, look.touch_px, look.larger


def choices(kind: type[Screen], *, large: bool) -> list[tuple[float, list[Size]]]:
    """What may be chosen, in the order of choice, and how much larger words there must have room as well."""
    roomy = [] if large else [Size(each) for each in ROOMY if kind.ROOMY_TO <= each <= kind.MOST_GROWN]
    floor, most = (LARGE_FLOOR, kind.MOST_GROWN) if large else (kind.FLOOR, 1.0)
    whole = [Size(each) for each in SCALES if floor <= each <= most]
    leafing = [Size(each, leafing=True) for each in SCALES if each <= 1]
    return [(headroom, some) for headroom, some in ((HEADROOM, roomy), (1.0, whole), (1.0, leafing)) if some]


def searched(asked: Asked, hint: Size | None) -> Search:
    """The size that is right for a page, and the page; its smallest, with leaves, if it has no room at all."""
    groups = choices(asked.kind, large=asked.bench.large)
    hinted = next((nth for nth, (_headroom, group) in enumerate(groups) if hint in group), -1)

    for nth, (headroom, group) in enumerate(groups):
        begin = len(group) - 1 if nth < hinted else group.index(hint) if nth == hinted and hint is not None else 0
        short = [at for at, size in enumerate(group) if size in asked.short and headroom == 1]
        makes = [partial(asked.page, size, headroom) for size in group]
        known, last = begin > NEAR or begin in short, nth == len(groups) - 1
        way = Halves(len(group)) if last and not known else Largest(len(group), begin if known else 0)
        at, page = yield from tried(makes, way, short)
        if at is not None or last:
            size = group[-1 if at is None else at]
            return size, page if page is not None and headroom == 1 else asked.page(size)


def tried(makes: Sequence[Callable[[], Any]], way: Largest | Halves, short: Sequence[int] = ()) -> Search:
    """The number of the first page that has room, or None, and this page, or the last if it was made. Pages come
    largest first; those that are `short` of room need not be made, but for the last.
    """
    page = None
    while not way.over:
        at = way.at
        if at in short and at < len(makes) - 1:
            way.answer(room=False)
            continue
        made = makes[at]()
        room = has_room(made)
        if room or at == len(makes) - 1:
            page = made
        way.answer(room=room)
        yield
    return way.found, page


def fitted(make: Callable[[Bench], Any], benches: Iterable[Bench], size: tuple[float, float]) -> Any:
    """The page of the first bench on which it has room; of the last if on none. Benches come largest first."""
    makes = [partial(lambda bench: laid_out(make(bench), size), each) for each in benches]
    _at, page = finished(tried(makes, Largest(len(makes))))
    return page


def finished(search: Search) -> Any:
    """What a search found, without a pause."""
    while True:
        try:
            next(search)
        except StopIteration as over:
            return over.value
