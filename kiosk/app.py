"""The kiosk's window: shows the views of a machine that works elsewhere, and says what fingers let go of.

`assets.look.window.prepare` comes before the import of this module, which imports Kivy.
"""

from __future__ import annotations

import collections
import ctypes
import gc
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import glFinish

from assets import wording
from assets.look.app import LookApp
from assets.look.kit import Kit
from assets.look.notices import Posters
from assets.look.pictograms import forget_canvases
from assets.look.theme import Look, Screen, hand_look
from assets.look.touch import TouchLock
from assets.look.wander import Wander
from assets.spoken.voice import Voice
from kiosk.screens.sizes import Sizes
from kiosk.screens.whole import USUAL_MOUNTING_MM, Whole
from kiosk.session import hours
from kiosk.session.modes import Mode
from kiosk.session.views import View

#: The clock in the head is looked at so often.
CLOCK_S = 1.0
#: How far everything wanders, each way, while nobody is there.
SHIFT_MM = 0.7
#: So long after the last page change memory is given back: between visitors, not under a finger.
TIDY_S, TRIM_S = 2.0, 0.3
#: While nobody is there one page at most is rehearsed in so long, and memory is given back after so many: looking
#: through it and drawing cost more than the page.
REHEARSE_S, REHEARSED_PAGES = 10.0, 4

log = logging.getLogger(__name__)


class KioskApp(LookApp):
    """The window's program. It ends when it is closed or `leave` is called.

    `touched` gets the action of what a finger let go of; `now_ms` says office time once it is known; `voice` reads
    aloud; `posters` are the notices for a screen of this look, shown while the first page rests; `sizes` remembers how
    large the words of pages were.
    """

    def __init__(
        self,
        diagonal_in: float,
        touched: Callable[[str], None],
        now_ms: Callable[[], int | None],
        lock: TouchLock | None = None,
        *,
        mounting_mm: float = USUAL_MOUNTING_MM,
        voice: Voice | None = None,
        posters: Callable[[Look], Posters] | None = None,
        sizes: Sizes | None = None,
    ) -> None:
        gc.freeze()  # what is there by now stays: collecting pages need not look through it each time
        width, height = Window.size
        kit = kiosk_kit(width, height, diagonal_in, lock)
        self.whole = Whole(kit, self._touched, mounting_mm, voice, sizes)
        super().__init__(kit, self.whole, "Một Cửa")
        self._posters = posters(kit.look) if posters is not None else None
        self._wander, self._rests_s = Wander(kit.look.screen.px(SHIFT_MM)), 0.0
        self._rehearsed_s, self._untidied = 0.0, 0
        self.view: View | None = None
        self.touches = 0
        self.on_painted: Callable[[View | None], None] = lambda _view: None
        self._tell_touch, self._now_ms = touched, now_ms
        self._news: collections.deque[View] = collections.deque(maxlen=1)
        self._shots: list[tuple[Path, Callable[[], None]]] = []
        self._said_time = ""
        self._tidy = Clock.create_trigger(self._collect, TIDY_S)

    @property
    def modes(self) -> tuple[Mode, ...]:
        """What this window can do: lower its page where that is of use, read aloud where it has a voice."""
        able = {Mode.LOW: self.whole.can_lower, Mode.VOICE: self.whole.speaks}
        return tuple(mode for mode in Mode if able.get(mode, True))

    # --- from elsewhere: any thread ------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """A new view; the newest is drawn with the next frame."""
        self._news.append(view)
        Clock.schedule_once(self._show)

    def leave(self) -> None:
        """End; from a signal too."""
        Clock.schedule_once(lambda _s: self.stop())

    def soon(self, do: Callable[[], None]) -> None:
        """Do something in the window's own thread, and draw a frame after it."""
        Clock.schedule_once(lambda _s: self._do_and_draw(do))

    def _do_and_draw(self, do: Callable[[], None]) -> None:
        do()
        Window.canvas.ask_update()

    # --- the window's own thread ---------------------------------------------------------------------------

    def on_start(self) -> None:
        """The window stands."""
        Window.bind(on_flip=self._flip)
        Clock.schedule_interval(self._tell_time, CLOCK_S)
        Clock.schedule_interval(self._rest, CLOCK_S)

    def on_stop(self) -> None:
        """The window goes."""
        Window.unbind(on_flip=self._flip)
        self.whole.sizes.save()

    def _show(self, _seconds: float) -> None:
        if not self._news:
            return  # a newer one was drawn already
        view = self._news.pop()
        if self.view is None or view.page is not self.view.page:
            log.info("page %s", view.page)
            self._tidy.cancel()
            self._tidy()
        self.view = view
        self.whole.show(view)
        self._tell_time()
        Window.canvas.ask_update()

    def _touched(self, action: str) -> None:
        self.touches += 1
        self._tell_touch(action)

    def _tell_time(self, _seconds: float = 0) -> None:
        """The time stands in the head as soon as the office has told it."""
        now_ms = self._now_ms()
        if now_ms is None or self.view is None:
            return
        moment = hours.local(now_ms)
        words = f"{wording.time(moment)}\n{wording.day_of_week(moment.date(), self.view.lang)}"
        if words != self._said_time:
            self._said_time = words
            self.whole.clock(words)

    def _rest(self, _seconds: float) -> None:
        """While the first page rests the notices take turns, and everything wanders a little."""
        rests, now_s = self.view is not None and self.view.dimmed, time.monotonic()
        if not rests:
            self._rests_s = self._rehearsed_s = now_s
            self.whole.poster("")
            return
        self.whole.shift(*self._wander.at(now_s))
        if self._posters is not None:
            self.whole.poster(self._posters.at(round((now_s - self._rests_s) * 1000), round(now_s * 1000)))
        self._rehearse(now_s)

    def _rehearse(self, now_s: float) -> None:
        """Build one page that may be wanted next; never while a finger is down. A pointer that only hovers is none."""
        fingers = any(each.is_touch for each in EventLoop.touches)
        if fingers or now_s - self._rehearsed_s < REHEARSE_S:
            return
        self._rehearsed_s = now_s
        more = self.whole.rehearse()
        self._untidied += more
        if self._untidied and (not more or self._untidied == REHEARSED_PAGES):
            self._tidy()

    def _collect(self, _seconds: float) -> None:
        """Pages that went hold each other and their textures, some 10 MB each: collect them, draw, give back."""
        self._untidied = 0
        forget_canvases()
        gc.collect()
        self.whole.sizes.save()
        Window.canvas.ask_update()
        Clock.schedule_once(lambda _s: trim(), TRIM_S)

    # --- frames ----------------------------------------------------------------------------------------------------

    def shoot(self, path: Path, done: Callable[[], None]) -> None:
        """Write the next frame as a picture, and draw one for it."""
        self._shots.append((path, done))
        Window.canvas.ask_update()

    def _flip(self, window: Any) -> bool:
        """Flip here, to know when it could be seen; True: Kivy need not flip again."""
        for path, done in self._shots:
            path.parent.mkdir(parents=True, exist_ok=True)
            Path(window.screenshot(name=str(path))).replace(path)  # Kivy puts a number to the name
            done()
        self._shots.clear()
        window.flip()
        glFinish()  # else a software renderer queues frames and keeps memory for them
        self.on_painted(self.view)
        return True


def kiosk_kit(width: int, height: int, diagonal_in: float, lock: TouchLock | None = None) -> Kit:
    """The look of a kiosk whose screen is so large."""
    return Kit(hand_look(Screen(width, height, diagonal_in)), lock)


def trim() -> None:
    """Give freed memory back to the system, where the C library can."""
    malloc_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if malloc_trim is not None:
        malloc_trim(0)


class WindowFinger:
    """A finger on the real window: goes in where the touch panel's own events do."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app

    def find(self, action: str) -> tuple[float, float] | None:
        """Window coordinates, from the top left, of what carries an action; None if nothing does."""
        widget = self._app.whole.carrying(action)
        if widget is None or widget.disabled:
            return None
        x, y = widget.to_window(*widget.center)
        return x, Window.height - y

    def down(self, x: float, y: float) -> None:
        """The finger touches the glass."""
        Window.dispatch("on_mouse_down", x, y, "left", [])

    def up(self, x: float, y: float) -> None:
        """It slides a little, as fingers do, and lets go."""
        Window.dispatch("on_mouse_move", x + 1, y + 1, [])
        Window.dispatch("on_mouse_up", x + 1, y + 1, "left", [])
