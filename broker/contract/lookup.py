"""What is looked up by a code: how far a dossier is, over HTTP, and a booking. Nothing of a person has a field here.

Between the broker's web service and the kiosks, `GET /dossiers/<code>`:
200 a `DossierStatus` · 400 no dossier code · 404 no such dossier · 503 the other system does not answer.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Literal

import msgspec

#: working: it is being handled · more: papers are missing · fee: something is to be paid · ready: the result is there
#: · closed: handed out, refused or withdrawn.
DossierStage = Literal["working", "more", "fee", "ready", "closed"]
DOSSIER_PATTERN = r"^(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.)?[A-Z][0-9]{2}(?:\.[0-9]{1,3}){0,3}-[0-9]{6}-[0-9]{4,6}$"
DossierCode = Annotated[str, msgspec.Meta(pattern=DOSSIER_PATTERN)]


class DossierStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How far a dossier is. `due`: the day the result was promised for; `overdue`: the other system calls it late.

    `counter`: number or name of the counter to go to, if the other system knows one.
    """

    code: DossierCode
    stage: DossierStage
    due: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None
    overdue: bool = False
    counter: Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z-]{0,8}$")] = ""

    @property
    def ready(self) -> bool:
        """Whether the result can be collected."""
        return self.stage == "ready"

    def late(self, today: str) -> bool:
        """Whether it should have been ready before `today`, "YYYY-MM-DD" of the office's time."""
        waits = self.stage == "working"
        return waits and (self.overdue or (self.due is not None and self.due < today))


def booking_digest(code: str) -> str:
    """How a booking's code stands in what is retained: whoever holds the code finds it, nobody can read it there."""
    return sha256(code.encode()).hexdigest()
