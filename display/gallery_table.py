"""What the gallery shows: one entry a picture. A room with windows adds a function that yields its shots."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

#: Modules with a function `shots() -> Iterator[Shot]`.
ROOMS = ("display.lobby.gallery", "display.lobby.gallery_calm", "display.sign.gallery", "display.tablet.gallery")


@dataclass(frozen=True)
class Shot:
    """A picture to take. `draw` makes the page at rest; it is called when the window has this `size`."""

    name: str
    group: str
    caption: str
    size: tuple[int, int]
    draw: Callable[[], Widget]


def shots() -> Iterator[Shot]:
    """All pictures, room by room."""
    for room in ROOMS:
        yield from importlib.import_module(room).shots()
