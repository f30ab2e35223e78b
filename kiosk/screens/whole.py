"""The whole screen: shows a view, and of it only what is new."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.uix.floatlayout import FloatLayout

from assets.look import widgets as w
from kiosk.screens.bench import Bench, Screen
from kiosk.screens.cards import HomeScreen, ServicesScreen
from kiosk.screens.confirm import ClassesScreen, ConfirmScreen
from kiosk.screens.frame import Banners, Foot, Head, MoreTime
from kiosk.screens.message import SorryScreen, StartingScreen
from kiosk.screens.ticket import AgainScreen, BusyScreen, TakeScreen
from kiosk.session.views import Again, Busy, Confirm, Content, Home, Services, Sorry, Starting, Take, View

SCREENS: dict[type[Content], type[Screen]] = {
    Starting: StartingScreen,
    Home: HomeScreen,
    Services: ServicesScreen,
    Confirm: ConfirmScreen,
    Busy: BusyScreen,
    Take: TakeScreen,
    Again: AgainScreen,
    Sorry: SorryScreen,
}


class Whole(FloatLayout):
    """`touched` gets the action of what a finger let go of."""

    def __init__(self, kit: w.Kit, touched: Callable[[str], None]) -> None:
        super().__init__()
        self._kit, self._touched = kit, touched
        self.head, self._banners, self._foot = Head(kit), Banners(kit), Foot(kit)
        self._pages = w.Pages()
        self._key: object = None
        self._more_time: MoreTime | None = None
        self._bench: Bench | None = None
        self.add_widget(w.Ground(kit, self.head, self._banners, self._pages, self._foot))

    @property
    def page(self) -> Any:
        """The page between head and foot."""
        return self._pages.shown

    def show(self, view: View) -> None:
        """Draw what is new."""
        if self._bench is None or self._bench.lang != view.lang:
            self._bench = Bench(self._kit, view.lang, self._touched)
        self.head.office(view.office)
        self._banners.show(self._bench, view)
        self._foot.show(self._bench, view.nav)
        self._show_page(self._bench, view.content)
        self._ask_for_time(self._bench, view.warn_left_s)

    def carrying(self, action: str) -> Any:
        """The widget that carries an action and can be reached by a finger; None if there is none."""
        on_top = self if self._more_time is None else self._more_time
        return next((each for each in on_top.walk() if getattr(each, "action", None) == action), None)

    def _show_page(self, bench: Bench, content: Content) -> None:
        kind = SCREENS[type(content)]
        if isinstance(content, Confirm) and content.choosing:
            kind = ClassesScreen
        key = kind, bench, kind.frame(content)
        if key == self._key:
            self.page.tell(content)
        else:
            self._key = key
            self._pages.show(kind(bench, content))

    def _ask_for_time(self, bench: Bench, left_s: int | None) -> None:
        if left_s is None:
            if self._more_time is not None:
                self.remove_widget(self._more_time)
                self._more_time = None
            return
        if self._more_time is None:
            self._more_time = MoreTime(bench)
            self.add_widget(self._more_time)
        self._more_time.tell(left_s)
