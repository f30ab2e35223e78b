"""What a clerk can do, in the order of the page, and the keyboard's key for each. Pure.

Keys are named by their place on the keyboard (`KeyboardEvent.code`), so that Telex and VNI typing do not change them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Deed:
    """One thing to do. `text`: its key in the catalogue; `key`: its letter; `asks`: a dialog comes first."""

    act: str
    text: str
    key: str
    asks: bool = False


#: Always in the same place, whatever can be done now.
MAIN: tuple[Deed, ...] = (
    Deed("next", "keys.next", "T"),
    Deed("recall", "keys.recall", "L"),
    Deed("start", "keys.start", "B"),
    Deed("finish", "keys.finish", "K", asks=True),
    Deed("no_show", "keys.no_show", "V"),
    Deed("pause", "keys.pause", "N", asks=True),
)
MORE: tuple[Deed, ...] = (
    Deed("undo", "more.undo", "Z"),
    Deed("hold", "more.hold", "G", asks=True),
    Deed("transfer", "more.transfer", "C", asks=True),
    Deed("send_back", "more.send_back", "Q", asks=True),
    Deed("add_service", "more.add_service", "E", asks=True),
    Deed("note", "clerk.note", "I", asks=True),
    Deed("confirm_priority", "e.prio_confirm", "U"),
    Deed("withdraw_priority", "e.prio_withdraw", "Y"),
    Deed("mark_time", "more.mark_time", "D", asks=True),
    Deed("open", "more.open", "O"),
    Deed("shut", "more.close", "X"),
)
#: Goes to the list, where Enter calls the number that is chosen.
LIST_KEY = "M"
SMALL_KEY = "W"
#: "?" opens it as well, as on most pages with keys.
HELP_KEY = "H"
#: Of the number in the list that was reached by arrows: put it among those who wait.
RETURN_KEY = "R"
#: Take the counter over, or work beside its keys.
TAKE_KEY = "A"
OTHER_KEY = "F"
NOTIFY_KEY = "P"
#: Say that somebody has seen to the trouble that stands first.
SETTLE_KEY = "S"
#: Held together; works while one types, and where the other keys are switched off.
EMERGENCY = "Ctrl + Alt + K"
DEEDS: dict[str, Deed] = {each.act: each for each in (*MAIN, *MORE)}
