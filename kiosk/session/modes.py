"""The ways of showing a page that a visitor may switch on, and when a page is left alone. Pure.

A mode ends with the visit: the next visitor finds the kiosk as everybody does.
"""

from __future__ import annotations

from enum import StrEnum

from assets.regional import SPOKEN


class Mode(StrEnum):
    """In the order of the buttons; each has the action "mode:" + its value."""

    LARGE = "large"  # larger text
    CONTRAST = "contrast"  # white and yellow on black
    LOW = "low"  # everything to touch where it is reached sitting
    VOICE = "voice"  # usable without seeing: a finger hears, a second touch chooses


#: Who reads by ear, or with a glass, needs more time for a page that goes by itself.
SLOWER = 3.0


def toggled(on: frozenset[Mode], name: str, offered: tuple[Mode, ...]) -> frozenset[Mode]:
    """The modes after one was touched; what the kiosk does not offer is not switched on."""
    mode = next((each for each in offered if each == name), None)
    return on if mode is None else on ^ {mode}


def modes_in(lang: str, modes: tuple[Mode, ...]) -> tuple[Mode, ...]:
    """Those of the modes there are in a language: not every language has a voice."""
    return modes if lang in SPOKEN else tuple(each for each in modes if each is not Mode.VOICE)
