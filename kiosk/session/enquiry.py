"""Asking by a code: what a visitor types, and the pages for it. Pure. What a code means others know.

Who scans sees the answer at once; who types has large digits, and letters behind one key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.session.views import Content, Part, Say

LONGEST = 32
DIGITS = ("123", "456", "789", ".0-")
#: A code's dots and dashes stand beside its digits: each key in one place, and ten inches turn one leaf less.
LETTERS = ("ABCDEF", "GHIJKL", "MNOPQR", "STUVWX", "YZ")
#: Keys that are no sign, by their action.
ERASE, GO, TO_LETTERS, TO_DIGITS, CHANGE = "key:erase", "key:go", "key:letters", "key:digits", "key:change"
_SIGNS = frozenset("".join(DIGITS + LETTERS))

Answer = Literal["", "asking", "known", "none", "silent", "used"]


@dataclass(frozen=True)
class Enquiry:
    """What a visitor asks. `typed` so far; `letters`: their keys are shown; `wrong`: it was no code.

    `code` is what was asked for, at `asked_s`, and `answer` how it stands with it: "" while it is being typed.
    """

    typed: str = ""
    letters: bool = False
    wrong: bool = False
    code: str = ""
    asked_s: float = 0.0
    answer: Answer = ""


#: Nothing asked, nothing typed.
NOTHING = Enquiry()


def press(enquiry: Enquiry, key: str, *, one_letter: bool) -> Enquiry:
    """After a key. `one_letter`: in such codes digits follow a letter, so their keys come back by themselves."""
    action, letters = f"key:{key}", enquiry.letters
    if action == ERASE:
        return Enquiry(typed=enquiry.typed[:-1], letters=letters)
    if action == CHANGE:
        return Enquiry(typed=enquiry.code)
    if action in (TO_LETTERS, TO_DIGITS):
        return Enquiry(typed=enquiry.typed, letters=action == TO_LETTERS)
    if key not in _SIGNS:
        return enquiry
    return Enquiry(typed=(enquiry.typed + key)[:LONGEST], letters=letters and not one_letter)


class Entry(Content, frozen=True, kw_only=True):
    """Scan or type. `hint` says what, `empty` stands where nothing is typed yet; `wrong`: what was typed cannot be such
    a code, and how one looks.
    """

    title: Say
    hint: Say
    pictogram: str
    empty: Say = Say("code.or_type")
    typed: str = ""
    letters: bool = False
    wrong: Say | None = None
    go: Say = Say("code.go")

    @property
    def rows(self) -> tuple[str, ...]:
        """The keys that are shown now."""
        return LETTERS if self.letters else DIGITS

    @property
    def actions(self) -> tuple[str, ...]:
        keys = tuple(f"key:{key}" for row in self.rows for key in row)
        return (*keys, ERASE, TO_DIGITS if self.letters else TO_LETTERS, GO)


class Step(Part, frozen=True, kw_only=True):
    """One station of the way that something goes. `state`: behind us, here, or still to come."""

    name: Say
    state: Literal["done", "here", "ahead"]


class Reply(Content, frozen=True, kw_only=True):
    """What is said to a code. `tone`: good news, plain news, or something to act upon.

    `way`: how far it is. `act`: the one thing to press, its words and action; `change`: another code may be typed.
    """

    code: str
    text: Say
    pictogram: str
    tone: Literal["good", "plain", "notice"] = "plain"
    way: tuple[Step, ...] = ()
    act: tuple[str, Say, str] | None = None
    busy: bool = False
    change: bool = True

    @property
    def actions(self) -> tuple[str, ...]:
        if self.busy:
            return ()
        return (*((self.act[0],) if self.act else ()), *((CHANGE,) if self.change else ()))
