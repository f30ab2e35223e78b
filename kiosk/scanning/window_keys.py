"""The window's keys, handed to the wedge. Import it after `assets.look.window.prepare`: it imports Kivy.

Nothing is swallowed: what a person types still reaches whatever has the focus.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.scanning.noise import Noise
from kiosk.scanning.wedge import Wedge
from kiosk.session.messages import Input, ScannerChanged

ENTER = frozenset({13, 271})
#: A line without its Enter is forgotten after so long.
REST_S = 0.5
#: So often it is looked whether a keyboard gone mad is still.
LOOK_S = 1.0


class WindowKeys:
    """`tell` gets what a scanner typed."""

    def __init__(self, tell: Callable[[Input], None], now_ms: Callable[[], float] | None = None) -> None:
        self._wedge, self._tell, self._noise, self._there = Wedge(), tell, Noise(), True
        self._now_ms = now_ms or (lambda: time.monotonic() * 1000)
        self._rest = Clock.create_trigger(lambda _s: self._wedge.forget(), REST_S)
        Window.bind(on_textinput=self._text, on_key_down=self._down)
        self._looking = Clock.schedule_interval(lambda _s: self._look(), LOOK_S)

    def close(self) -> None:
        """Listen no more."""
        self._looking.cancel()
        Window.unbind(on_textinput=self._text, on_key_down=self._down)

    def _text(self, _window: object, text: str) -> bool:
        self._wedge.key(text, self._now_ms())
        self._noise.heard(self._now_ms() / 1000, 0)
        self._rest.cancel()
        self._rest()
        return False

    def _down(self, _window: object, key: int, *_more: object) -> bool:
        if key in ENTER:
            made = self._wedge.enter(self._now_ms())
            self._noise.heard(self._now_ms() / 1000, len(made))
            self._look()
            for each in made if self._there else ():
                self._tell(each)
        return False

    def _look(self) -> None:
        """A keyboard that types without end is not listened to until it is still."""
        self._noise.passes(self._now_ms() / 1000)
        if self._there is self._noise.mad:
            self._there = not self._noise.mad
            reason = "" if self._there else "the scanner that types types without end"
            self._tell(ScannerChanged(there=self._there, reason=reason, noisy=not self._there))


def type_keys(text: str) -> None:
    """Type a line as a keyboard scanner does, through the window's own events."""
    for letter in text:
        Window.dispatch("on_key_down", ord(letter), 0, letter, [])
        Window.dispatch("on_textinput", letter)
        Window.dispatch("on_key_up", ord(letter), 0)
    Window.dispatch("on_key_down", 13, 40, "\r", [])
    Window.dispatch("on_key_up", 13, 40)
