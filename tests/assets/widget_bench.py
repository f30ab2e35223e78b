"""A page of two buttons to press, for tests of the widgets."""

from typing import Any

from assets.look.theme import Look, Screen, hand_look
from assets.look.touch import TouchLock
from tests.kivy_tools import Stage


class Bench:
    """A page of two buttons, what they released, and a time that only the test moves."""

    def __init__(self, stage: Stage) -> None:
        from assets.look import widgets as w

        self.now_ms = 0.0
        self.look: Look = hand_look(Screen(1080, 1920, 15.6))
        self.kit = w.Kit(self.look, TouchLock(lambda: self.now_ms))
        self.released: list[str] = []
        self.first, self.second = self.button("first"), self.button("second")
        self.page = w.Ground(self.kit, w.gap(), self.first, self.second, w.gap(), spacing=60)
        stage.show(self.page)

    def button(self, name: str) -> Any:
        from assets.look import widgets as w

        made = w.TextButton(self.kit, name, kind="plain")
        made.bind(on_release=lambda _: self.released.append(name))
        return made
