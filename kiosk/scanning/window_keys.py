"""The window's keys, handed to the wedge. Import it after `assets.look.window.prepare`: it imports Kivy.

Nothing is swallowed: what a person types still reaches whatever has the focus.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.scanning.wedge import Wedge
from kiosk.session.messages import Input

ENTER = frozenset({13, 271})
#: A line without its Enter is forgotten after so long.
REST_S = 0.5


class WindowKeys:
    """`tell` gets what a scanner typed."""

    def __init__(self, tell: Callable[[Input], None], now_ms: Callable[[], float] | None = None) -> None:
        self._wedge, self._tell = Wedge(), tell
        self._now_ms = now_ms or (lambda: time.monotonic() * 1000)
        self._rest = Clock.create_trigger(lambda _s: self._wedge.forget(), REST_S)
        Window.bind(on_textinput=self._text, on_key_down=self._down)

    def close(self) -> None:
        """Listen no more."""
        Window.unbind(on_textinput=self._text, on_key_down=self._down)

    def _text(self, _window: object, text: str) -> bool:
        self._wedge.key(text, self._now_ms())
        self._rest.cancel()
        self._rest()
        return False

    def _down(self, _window: object, key: int, *_more: object) -> bool:
        if key in ENTER:
            for each in self._wedge.enter(self._now_ms()):
                self._tell(each)
        return False


def type_keys(text: str) -> None:
    """Type a line as a keyboard scanner does, through the window's own events."""
    for letter in text:
        Window.dispatch("on_key_down", ord(letter), 0, letter, [])
        Window.dispatch("on_textinput", letter)
        Window.dispatch("on_key_up", ord(letter), 0)
    Window.dispatch("on_key_down", 13, 40, "\r", [])
    Window.dispatch("on_key_up", 13, 40)
