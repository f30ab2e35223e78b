"""The pages of the staff corner: pure data. None of them names a visitor; the last number is all that is told."""

from __future__ import annotations

from kiosk.session.enquiry import DIGITS, ERASE, GO
from kiosk.session.views import Content, Part, Say

OPEN, LEAVE, BACK = "staff:open", "staff:leave", "staff:back"
#: Keys of the PIN: a telephone's, without what stands beside its nought.
PIN_ROWS = (*DIGITS[:-1], "0")


class PinPad(Content, frozen=True, kw_only=True):
    """Who is there? `typed`: so many digits; `wrong`: it was another PIN; `locked_s`: nothing is taken for so long."""

    typed: int = 0
    wrong: bool = False
    checking: bool = False
    locked_s: int = 0

    @property
    def actions(self) -> tuple[str, ...]:
        if self.locked_s or self.checking:
            return (LEAVE,)
        return (*(f"key:{key}" for row in PIN_ROWS for key in row), ERASE, GO, LEAVE)


class Item(Part, frozen=True, kw_only=True):
    """Something to do. `main`: it is meant to be pressed in the end."""

    action: str
    name: Say
    pictogram: str
    chosen: bool | None = None


class Menu(Content, frozen=True, kw_only=True):
    """Things to do. `note`: what became of the last of them; `facts` stand above."""

    title: Say
    items: tuple[Item, ...]
    note: Say | None = None
    facts: tuple[Say, ...] = ()
    top: bool = False

    @property
    def leave(self) -> str:
        """The way out: of the corner, or back to its first page."""
        return LEAVE if self.top else BACK

    @property
    def actions(self) -> tuple[str, ...]:
        return (*(item.action for item in self.items), self.leave)


class Wipe(Content, frozen=True, kw_only=True):
    """The whole page is a grid to be wiped with a finger: every field that the glass feels changes its colour."""

    @property
    def actions(self) -> tuple[str, ...]:
        return (BACK,)
