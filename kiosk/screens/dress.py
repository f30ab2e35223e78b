"""Head, banners, page and foot in one look."""

from __future__ import annotations

from collections.abc import Callable

from assets.look import widgets as w
from assets.look.reach import Strip
from kiosk.screens.bench import Bench
from kiosk.screens.foot import Foot
from kiosk.screens.frame import Banners, Head
from kiosk.screens.notices import Middle
from kiosk.screens.places import lay_out
from kiosk.session.views import View


class Dress(w.Ground):
    """Head, banners, page and foot in one look, on the part of the screen that it stands on."""

    def __init__(self, kit: w.Kit, around: w.Kit, strip: Strip) -> None:
        self.around = around
        self.head, self.banners, self.foot = Head(around), Banners(around), Foot(around)
        self.middle = Middle(kit)
        self.pages = self.middle.pages
        self.lowered = strip.height_px < kit.look.screen.height_px
        beyond_px = round(kit.gap), 0 if self.lowered else round(kit.gap)  # all of it wanders: no edge is bare
        super().__init__(kit, size_hint=(1, None), height=strip.height_px, y=strip.bottom_px, beyond_px=beyond_px)
        if not self.lowered:
            self.add_widget(self.head)
        for part in (self.banners, self.middle, self.foot):
            self.add_widget(part)

    def show(self, view: View, touched: Callable[[str], None]) -> None:
        """What stands around the page of a view."""
        around = Bench(self.around, view.lang, touched)
        self.banners.show(around, view)
        self.foot.show(around, view)

    def page_px(self) -> tuple[float, float]:
        """How large a page can be between head and foot."""
        lay_out(self.banners, (self.kit.look.screen.width_px, self.banners.height))
        self.banners.size_hint = 1, None
        self.banners.height = self.banners.minimum_height
        around = self.banners.height + self.foot.height + (0 if self.lowered else self.head.height)
        return self.middle.page_px(self.kit.look.screen.width_px, self.height - around)
