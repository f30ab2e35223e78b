"""How the window looks and where its page stands, by the modes that are on."""

from __future__ import annotations

from assets.look import reach
from assets.look import widgets as w
from assets.look.theme import CONTRAST, DAY, HALL, LARGER, hand_look
from kiosk.session.modes import Mode
from kiosk.session.views import View


class Looks:
    """One kit for each look, made when it is first asked for; all share the window's one touch lock.

    `mounting_mm`: how high over the floor the screen's lower edge hangs.
    """

    def __init__(self, kit: w.Kit, mounting_mm: float) -> None:
        self._screen, self._lock, self._hold = kit.look.screen, kit.lock, kit.hold
        self._reach = reach.in_reach(self._screen, mounting_mm)
        self._kits: dict[tuple[bool, bool, bool], w.Kit] = {(False, False, False): kit}

    def kit(self, view: View) -> w.Kit:
        """Colours and sizes for a view; a page at rest is dark."""
        return self._made(view, large=Mode.LARGE in view.modes_on)

    def around(self, view: View) -> w.Kit:
        """The same for head and foot, whose words stay as they are: the page needs the room."""
        return self._made(view, large=False)

    def _made(self, view: View, *, large: bool) -> w.Kit:
        contrast = Mode.CONTRAST in view.modes_on
        rests = view.dimmed and not contrast
        key = large, contrast, rests
        if key not in self._kits:
            palette = CONTRAST if contrast else HALL if rests else DAY
            look = hand_look(self._screen, larger=LARGER if large else 1.0, palette=palette)
            self._kits[key] = w.Kit(look, self._lock, self._hold)
        return self._kits[key]

    def strip(self, view: View) -> reach.Strip:
        """Where everything stands that can be touched."""
        lowered = Mode.LOW in view.modes_on and self._reach is not None
        return self._reach if lowered and self._reach else reach.whole(self._screen)

    @property
    def can_lower(self) -> bool:
        """Whether the screen hangs so that a lower page is of use."""
        return self._reach is not None
