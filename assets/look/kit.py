"""What every widget is made with: the look of the screen and the window's one touch lock."""

import time
from collections.abc import Callable
from dataclasses import replace

from assets.files import find
from assets.look.colour import Rgba, rgba
from assets.look.theme import Look, Role
from assets.look.touch import TouchLock


class Kit:
    """Give one kit to all widgets of a window; the lock only works when they share it.

    `hold` is told what a finger rests on; None: nothing is said of it.
    """

    def __init__(self, look: Look, lock: TouchLock | None = None, hold: Callable[[object], None] | None = None) -> None:
        self.look, self.hold = look, hold
        self.lock = lock or TouchLock(lambda: time.monotonic() * 1000)
        self.regular = str(find("fonts/NotoSans-Regular.ttf"))
        self.bold = str(find("fonts/NotoSans-Bold.ttf"))

    def scaled(self, times: float) -> "Kit":
        """The same for words so many times as large."""
        return Kit(replace(self.look, body_px=round(self.look.body_px * times)), self.lock, self.hold)

    def colour(self, name: str, alpha: float = 1.0) -> Rgba:
        """A colour by its meaning ("ink") or, for a field's own, as "#RRGGBB"."""
        return rgba(name if name.startswith("#") else getattr(self.look.palette, name), alpha)

    def font_px(self, size: Role | int) -> int:
        return self.look.font_px(size) if isinstance(size, Role) else size

    @property
    def gap(self) -> int:
        return self.look.gap_px
