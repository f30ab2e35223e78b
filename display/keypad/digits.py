"""What stands in LED digits: on a keypad what a clerk must know without looking at a screen, on a sign what visitors
must. Pure.

Seven segments show figures, a dash and few letters, so texts are short and the same in every language.
"""

from __future__ import annotations

from display.counter.view import View

OFFLINE = "----"
#: In front of the count of people who wait: no ticket's number begins so.
WAITING = "n"
SHUT, PAUSED = "OFF", "PAUS"


def digits(view: View) -> str:
    """The number that is called or served; else how many wait."""
    status = view.status
    if not view.online or status is None:
        return OFFLINE
    if status.number:
        return status.number.replace("-", "")
    if status.state == "shut":
        return SHUT
    return PAUSED if status.state == "paused" else f"{WAITING}{status.waiting}"


def sign_digits(view: View) -> str:
    """Over the counter: the number alone; how many wait is nothing that a single counter could say of them."""
    shown = digits(view)
    return "" if shown.startswith(WAITING) else shown
