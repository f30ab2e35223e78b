"""What must never be wrong on a lobby page: nothing cut, nothing on something else, no word too small to be read."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from display.lobby.layout import Scale
from display.windows.rect import Rect
from tests.kivy_tools import cut_texts

#: Words that one may walk up to are drawn so large, however deep the hall is.
DRAWN_PX = 34


def figures(page: Any) -> list[Any]:
    from display.windows.ink import Figure

    return [widget for widget in page.walk(restrict=True) if isinstance(widget, Figure) and widget.text]


def snugs(page: Any) -> list[Any]:
    from display.windows.ink import Snug

    return [widget for widget in page.walk(restrict=True) if isinstance(widget, Snug) and widget.text]


def faults(page: Any) -> list[str]:
    """Words cut or too large for their place, figures that reach out of theirs, and what stands on something else."""
    too_wide = [each.text for each in figures(page) if each._ink.size[0] > each.width + 1]
    too_high = [each.text for each in figures(page) if each._ink.size[1] > each.height + 1]
    unfit = [each.text for each in snugs(page) if not each.fits]
    return [*cut_texts(page), *unfit, *too_wide, *too_high, *overlaps(page)]


def overlaps(page: Any) -> list[str]:
    """Pairs of words or figures whose ink stands on each other."""
    boxes = [(each.text, _ink_of_words(each)) for each in snugs(page)]
    boxes += [(each.text, Rect(*each._ink.pos, *each._ink.size)) for each in figures(page)]
    return [f"{a!r} on {b!r}" for (a, one), (b, other) in combinations(boxes, 2) if not _apart(one, other)]


def _apart(one: Rect, other: Rect) -> bool:
    return one.right <= other.x or other.right <= one.x or one.top <= other.y or other.top <= one.y


def _ink_of_words(label: Any) -> Rect:
    """The drawn words without the room that a line keeps for accents and tails: about a sixth above and below."""
    wide, high = label.texture_size
    spare = {"left": 0, "right": label.width - wide}.get(label.halign, (label.width - wide) / 2)
    return Rect(label.x + spare, label.y + (label.height - high) / 2, wide, high).inset(1, high / 6)


def too_small(page: Any, scale: Scale) -> list[str]:
    """Words of counters, of the fields of calls and of waiting that are smaller than words of a list may be."""
    from display.lobby.parts.lists import WaitingLine
    from display.lobby.parts.spotlight import FieldLabel
    from display.lobby.parts.tiles import TilePart

    found = []
    for part in page.walk(restrict=True):
        least = scale.least_px if isinstance(part, TilePart) else min(scale.least_px, DRAWN_PX * scale.unit)
        words = snugs(part) if isinstance(part, TilePart | FieldLabel | WaitingLine) else []
        found += [f"{each.text!r} at {each.font_size} px" for each in words if each.font_size < int(least)]
    return found
