"""What the kiosk does beside giving numbers, in the order of the first page's buttons. Pure."""

from __future__ import annotations

from collections.abc import Collection

from kiosk.session.views import Duty, say

#: A session's `duties` names those of them that can be done here and now.
DUTIES = (
    Duty(action="look:procedures", name=say("look.proc"), pictogram="search"),
    Duty(action="look:dossier", name=say("look.file"), pictogram="result"),
    Duty(action="look:booking", name=say("appt.button"), pictogram="calendar"),
    Duty(action="help", name=say("help.button"), pictogram="help"),
)


def duties(available: Collection[str]) -> tuple[Duty, ...]:
    """The buttons of those that are available."""
    return tuple(each for each in DUTIES if each.action in available)
