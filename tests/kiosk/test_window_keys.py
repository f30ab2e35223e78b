"""A scanner that types into the real window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.session.messages import Input, Scanned
from tests.kivy_tools import Stage

pytestmark = pytest.mark.edge


class Keyboard:
    """What the window's keys make."""

    def __init__(self) -> None:
        from kiosk.scanning.window_keys import WindowKeys

        self.told: list[Input] = []
        self.keys = WindowKeys(self.told.append)


@pytest.fixture
def keyboard(stage: Stage) -> Iterator[Keyboard]:
    made = Keyboard()
    yield made
    made.keys.close()


def test_what_it_types_is_a_scan(keyboard: Keyboard) -> None:
    from kiosk.scanning.window_keys import type_keys

    type_keys("2026-11-23.A-025")
    assert keyboard.told == [Scanned(text="2026-11-23.A-025")]


def test_a_field_that_has_the_focus_gets_the_keys_as_well(stage: Stage, keyboard: Keyboard) -> None:
    heard: list[str] = []

    def listen(_window: Any, text: str) -> None:
        heard.append(text)

    stage.window.bind(on_textinput=listen)
    try:
        for letter in "khai sinh":
            stage.window.dispatch("on_textinput", letter)
    finally:
        stage.window.unbind(on_textinput=listen)
    assert "".join(heard) == "khai sinh"
    assert keyboard.told == []


def test_a_line_without_its_enter_is_forgotten(stage: Stage, keyboard: Keyboard) -> None:
    for letter in "2026-11-23":
        stage.window.dispatch("on_textinput", letter)
    collector = keyboard.keys._wedge._collector
    assert collector.pending
    stage.until(lambda: not collector.pending)
    assert keyboard.told == []
