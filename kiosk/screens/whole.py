"""The whole screen: shows a view, and of it only what is new."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from kivy.uix.floatlayout import FloatLayout

from assets.look import reach
from assets.look import widgets as w
from assets.look.reach import Strip
from assets.look.reader import Reader, heard
from assets.look.theme import Look
from assets.spoken.reading import aloud
from assets.spoken.voice import Hushed, Voice
from kiosk.screens.bench import Bench, Screen
from kiosk.screens.cards import HomeScreen, ServicesScreen
from kiosk.screens.confirm import ClassesScreen, ConfirmScreen
from kiosk.screens.dress import Dress
from kiosk.screens.enquiry import EntryScreen, ReplyScreen
from kiosk.screens.fitting import SCALES, Fitter, fitted
from kiosk.screens.frame import Above, Head, MoreTime
from kiosk.screens.looks import Looks
from kiosk.screens.message import SorryScreen, StartingScreen
from kiosk.screens.procedure import ProcedureScreen
from kiosk.screens.procedures import FieldsScreen, ListScreen, TypingScreen
from kiosk.screens.rehearsal import Rehearsal
from kiosk.screens.sizes import Sizes
from kiosk.screens.staff import MenuScreen, PinScreen, WipeScreen
from kiosk.screens.ticket import AgainScreen, BusyScreen, TakeScreen
from kiosk.screens.ways import PickScreen, WaysScreen
from kiosk.session.enquiry import Entry, Reply
from kiosk.session.modes import Mode
from kiosk.session.procedure_views import Fields, Procedures, Shown, Typing
from kiosk.session.staff_views import OPEN, Menu, PinPad, Wipe
from kiosk.session.views import Again, Busy, Confirm, Content, Home, Say, Services, Sorry, Starting, Take, View
from kiosk.session.ways import Pick, Ways
from kiosk.staff.corners import Corners
from kiosk.texts import text

#: Where the lower edge of a standing kiosk's screen usually is.
USUAL_MOUNTING_MM = 750.0
#: Content -> page. A feature with pages of its own adds its rows.
SCREENS: dict[type[Content], type[Screen]] = {
    Starting: StartingScreen,
    Home: HomeScreen,
    Services: ServicesScreen,
    Confirm: ConfirmScreen,
    Busy: BusyScreen,
    Take: TakeScreen,
    Again: AgainScreen,
    Sorry: SorryScreen,
    Entry: EntryScreen,
    Reply: ReplyScreen,
    Ways: WaysScreen,
    Pick: PickScreen,
    Fields: FieldsScreen,
    Typing: TypingScreen,
    Procedures: ListScreen,
    Shown: ProcedureScreen,
    PinPad: PinScreen,
    Menu: MenuScreen,
    Wipe: WipeScreen,
}


class Whole(FloatLayout):
    """`touched` gets the action of what a finger let go of; "awake" when it was on nothing.

    `mounting_mm`: how high over the floor the screen's lower edge hangs. `voice`: None where nobody can speak. `sizes`:
    how large the words of pages were, where that is remembered longer than this window stands.
    """

    def __init__(
        self,
        kit: w.Kit,
        touched: Callable[[str], None],
        mounting_mm: float = USUAL_MOUNTING_MM,
        voice: Voice | None = None,
        sizes: Sizes | None = None,
    ) -> None:
        super().__init__()
        self._voice: Voice = voice or Hushed()
        if voice is not None:
            kit.hold = self._held
        self._looks, self._touched = Looks(kit, mounting_mm), touched
        self._reader: Reader | None = None
        self._lang = ""
        self._dress = Dress(kit, kit, reach.whole(kit.look.screen))
        self._strip = reach.whole(kit.look.screen)
        self._dressed: object = None
        self._clock = ""
        self._key: object = None
        self._more_time: MoreTime | None = None
        self._bench: Bench | None = None
        self.sizes = sizes or Sizes()
        self._fitter = Fitter(self.sizes)
        self._rehearsal = Rehearsal(self._looks, self._fitter)
        self._view: View | None = None
        self._poster, self._shift_px = "", (0, 0)
        self._corners = Corners(kit.look.screen.width_px, kit.look.touch_px)
        self.add_widget(self._dress)

    @property
    def page(self) -> Any:
        """The page between head and foot."""
        return self._dress.pages.shown

    @property
    def head(self) -> Head:
        """Office and time."""
        return self._dress.head

    @property
    def can_lower(self) -> bool:
        """Whether the screen hangs so that a lower page is of use."""
        return self._looks.can_lower

    @property
    def speaks(self) -> bool:
        """Whether there is a voice."""
        return not isinstance(self._voice, Hushed)

    @property
    def within_reach(self) -> Any:
        """What can be reached by a finger: the question that lies over the page, or everything."""
        return self if self._more_time is None else self._more_time

    @property
    def look(self) -> Look:
        """Colours and sizes of the present dress."""
        return self._dress.kit.look

    @property
    def strip(self) -> Strip:
        """Where everything stands that can be touched."""
        return self._strip

    def clock(self, words: str) -> None:
        """The time, for the head of this and of every later dress."""
        self._clock = words
        self.head.clock(words)

    def poster(self, name: str) -> None:
        """Show a notice beside a page at rest; "" takes it away."""
        if name != self._poster:
            self._poster = name
            if self._view is not None:
                self.show(self._view)

    def shift(self, right_px: int, up_px: int) -> None:
        """Move everything a little: what stands for years must not burn in."""
        self._shift_px = right_px, up_px
        self._dress.pos = right_px, self._strip.bottom_px + up_px

    def show(self, view: View) -> None:
        """Draw what is new."""
        self._view = view
        if not view.dimmed:
            self._rehearsal.interrupt()
        bench = self._dress_up(view)
        self._dress.middle.show(self._poster if view.dimmed else "")
        self.head.office(view.office)
        self._dress.show(view, self._touched)
        page, asking = self.page, self._more_time
        self._show_page(bench, view.content)
        self._ask_for_time(bench, view.warn_left_s)
        self._speak(view, new=self.page is not page, asked=self._more_time is not None and asking is None)

    def rehearse(self) -> bool:
        """While the first page rests, build one that may come next, to know its size; False when none is left."""
        return self._view is not None and self._view.dimmed and self._rehearsal.step(self._view)

    def carrying(self, action: str) -> Any:
        """The widget that carries an action and can be reached by a finger; None if there is none."""
        reached = self.within_reach.walk(restrict=True)
        return next((each for each in reached if getattr(each, "action", None) == action), None)

    def _speak(self, view: View, *, new: bool, asked: bool) -> None:
        """Read out a page that is new; a warning is said in every mode."""
        self._lang = view.lang
        entered = self._read_along(view)
        if self._reader is not None and (new or asked or entered):
            hint = [text(Say("spoken.hint"), view.lang)] if entered else []
            self._reader.read(self._more_time or self.page, *hint)
        elif asked and self._more_time is not None:
            said = (Say("idleout.title"), Say("idleout.body", {"seconds": view.warn_left_s or 0}))
            self._voice.say(aloud(". ".join(text(each, view.lang) for each in said), view.lang), view.lang)

    def _read_along(self, view: View) -> bool:
        """The reader comes and goes with its mode, and lies over everything; True when it has just come."""
        on = Mode.VOICE in view.modes_on
        came = on and self._reader is None
        if self._reader is not None:
            self.remove_widget(self._reader)
        if self._reader is not None and (not on or self._reader.lang != view.lang):
            self._reader.leave()
            self._reader = None
        if not on:
            return False
        if self._reader is None:
            self._reader = Reader(self._dress.kit, self._voice, view.lang, lambda: self._touched("awake"))
            self._reader.reachable = lambda: self._more_time or self._dress
        number = getattr(view.content, "number", "")
        self._reader.numbers = (number,) if number else ()
        self.add_widget(self._reader)
        return came

    def _held(self, widget: Any) -> None:
        """A finger rests on something: say it, outside the spoken mode too."""
        if self._reader is None:
            heard(widget, self._voice, self._lang)

    def on_touch_down(self, touch: Any) -> bool:
        """A finger on nothing is a sign of life all the same."""
        tops_px = self.look.screen.height_px, self._strip.top_px
        self._corners.down(touch.uid, touch.x, touch.y, tops_px, time.monotonic())
        if not super().on_touch_down(touch):
            self._touched("awake")
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Whoever held both upper corners wants the staff corner."""
        if touch.grab_current is None and self._corners.up(touch.uid, time.monotonic()):
            self._touched(OPEN)
        return bool(super().on_touch_up(touch))

    def _dress_up(self, view: View) -> Bench:
        """Head, foot and page are made anew for another look or language."""
        kit, strip = self._looks.kit(view), self._looks.strip(view)
        if self._dressed != (kit, strip):
            self._dressed, self._key, self._bench, self._strip = (kit, strip), None, None, strip
            self.clear_widgets()
            self._more_time = None
            self._dress = Dress(kit, self._looks.around(view), strip)
            if strip.bottom_px:
                self.add_widget(w.Ground(kit, fill="band", size_hint=(1, None), height=strip.bottom_px))
            if self._dress.lowered:
                self.add_widget(Above(self._dress.around, self._dress.head, strip))
            self.add_widget(self._dress)
            self.shift(*self._shift_px)
            self.head.clock(self._clock)
        if self._bench is None or self._bench.lang != view.lang:
            self._bench = Bench(kit, view.lang, self._touched)
        return self._bench

    def _show_page(self, bench: Bench, content: Content) -> None:
        kind = SCREENS[type(content)]
        if isinstance(content, Confirm) and content.choosing:
            kind = ClassesScreen
        bench.page_px = size = self._dress.page_px()
        key = kind, bench, kind.frame(content), size
        if key == self._key:
            self.page.tell(content)
        else:
            self._key = key
            self._dress.pages.show(self._fitter.page(kind, content, bench, size))

    def _ask_for_time(self, bench: Bench, left_s: int | None) -> None:
        if left_s is None:
            if self._more_time is not None:
                self.remove_widget(self._more_time)
                self._more_time = None
            return
        if self._more_time is None:
            size = self.look.screen.width_px, self._dress.height
            scales = (each for each in SCALES if each <= 1)
            self._more_time = fitted(MoreTime, (bench.scaled(each) for each in scales), size)
            self._more_time.size_hint, self._more_time.y = (1, None), self._dress.y
            self.add_widget(self._more_time)
        self._more_time.tell(left_s)
