"""Which part of a standing screen a seated hand reaches. Pure.

EN 301 549 clause 8.3 and ADA 308 give side reach; the house takes the narrower band that a forward reach over a
kiosk's foot leaves.
"""

from dataclasses import dataclass

from assets.look.theme import Screen

#: Above the floor.
REACH_MM = (800.0, 1100.0)
#: With less height a page cannot be shown: a screen of 10 inches lying is as high. A narrow one needs more.
LEAST_MM, NARROW_MM, LEAST_NARROW_MM = 130.0, 200.0, 190.0


@dataclass(frozen=True)
class Strip:
    """A part of the screen over its whole width: pixels from the lower edge."""

    bottom_px: int
    height_px: int

    @property
    def top_px(self) -> int:
        return self.bottom_px + self.height_px


def whole(screen: Screen) -> Strip:
    """All of it."""
    return Strip(0, screen.height_px)


def in_reach(screen: Screen, mounting_mm: float) -> Strip | None:
    """What of a screen, whose lower edge hangs `mounting_mm` over the floor, is in reach.

    None when that is not enough for a page, or when all of it is: then nothing can or need be lowered.
    """
    high_mm = screen.mm(screen.height_px)
    bottom_mm = max(0.0, REACH_MM[0] - mounting_mm)
    top_mm = min(high_mm, REACH_MM[1] - mounting_mm)
    least_mm = LEAST_MM if screen.mm(screen.width_px) >= NARROW_MM else LEAST_NARROW_MM
    if top_mm - bottom_mm < least_mm or (bottom_mm <= 0 and top_mm >= high_mm):
        return None
    bottom_px = screen.px(bottom_mm)
    return Strip(bottom_px, int(top_mm * screen.px_per_mm) - bottom_px)
