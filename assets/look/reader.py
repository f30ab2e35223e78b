"""The page by ear: reads it out, says what a finger is on, and presses what the finger chooses."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Line
from kivy.uix.widget import Widget

from assets.look import widgets as w
from assets.look.spots import Spot, spots, words_of
from assets.spoken.exploring import Choose, Explorer, Hear, Meaning
from assets.spoken.reading import aloud
from assets.spoken.voice import Voice

#: After something was chosen on a page that stays: what is new on it is said once it stands there.
CHANGES_S = 0.4
#: While something is read the visitor is there: so often the session is told.
LISTENING_S = 5.0


class Reader(Widget):
    """Lies over the page while the spoken mode is on and takes all touches. `awake` tells that somebody listens."""

    def __init__(self, kit: w.Kit, voice: Voice, lang: str, awake: Callable[[], None]) -> None:
        super().__init__()
        self._voice, self.lang, self._awake = voice, lang, awake
        self._explorer, self._heard = Explorer(), set[str]()
        self.reachable: Callable[[], Any] = lambda: None
        self.numbers: tuple[str, ...] = ()
        with self.canvas:
            Color(*kit.colour("accent"))
            self._ring = Line(width=max(2, kit.gap / 4))
        self._listening = Clock.schedule_interval(self._still_there, LISTENING_S)

    def leave(self) -> None:
        """The mode is off."""
        self._listening.cancel()
        self._voice.hush()

    def read(self, root: Any, *before: str) -> None:
        """Read all of a page: what it tells, then what can be chosen."""
        self._explorer.forget()
        self._ring.rounded_rectangle = 0, 0, 1, 1, 0
        found = spots(root)
        told = [each.words for each in found if not each.pressable]
        self.say(*before, *told, *(each.words for each in found if each.pressable))

    def say(self, *words: str) -> None:
        """Say this now."""
        said = ". ".join(each for each in words if each)
        self._voice.say(aloud(said, self.lang, self.numbers), self.lang)

    # --- fingers ---------------------------------------------------------------------------------------

    def on_touch_down(self, touch: Any) -> bool:
        if not touch.is_mouse_scrolling:
            self._awake()
            touch.grab(self)
            self._do(self._explorer.down(self._at(touch), _now_ms()))
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch.grab_current is self:
            self._do(self._explorer.move(self._at(touch), _now_ms()))
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is self:
            touch.ungrab(self)
            self._do(self._explorer.up(_now_ms()))
        return True

    def _at(self, touch: Any) -> Any:
        """The widget under a finger; of several the smallest."""
        under = [spot for spot in spots(self.reachable()) if spot.holds(*touch.pos)]
        return min(under, key=lambda spot: spot.box[2] * spot.box[3]).widget if under else None

    def _do(self, meaning: Meaning | None) -> None:
        if meaning is None:
            return
        spot = next((each for each in spots(self.reachable()) if each.widget is meaning.place), None)
        if spot is None:
            self._explorer.forget()
        elif isinstance(meaning, Hear):
            self._hear(spot)
        elif isinstance(meaning, Choose):
            self._choose(spot)

    def _hear(self, spot: Spot) -> None:
        x, y, width, height = spot.box
        self._ring.rounded_rectangle = x, y, width, height, min(12, width / 2, height / 2)
        self.say(spot.words)

    def _choose(self, spot: Spot) -> None:
        if not spot.pressable:
            self.say(spot.words)
            return
        self._heard = {each.words for each in spots(self.reachable())}
        page = self.reachable()
        spot.widget.dispatch("on_release")
        Clock.schedule_once(lambda _s: self._tell_changes(page, spot), CHANGES_S)

    def _tell_changes(self, page: Any, chosen: Spot) -> None:
        """A page that stays says what has become of it; a new one has been read out already."""
        if self.parent is None or self.reachable() is not page or chosen.widget.get_root_window() is None:
            return
        changed = [each.words for each in spots(page) if each.words not in self._heard]
        if changed:
            self.say(*changed)

    def _still_there(self, _seconds: float) -> None:
        if self._voice.busy:
            self._awake()


def heard(widget: Any, voice: Voice, lang: str) -> None:
    """Say one thing to press, for who holds a finger on it outside the spoken mode."""
    voice.say(aloud(words_of(widget), lang), lang)


def _now_ms() -> float:
    return time.monotonic() * 1000
