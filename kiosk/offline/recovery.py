"""What to do about requests that a crash, a power cut or a full disk left open. `fates` decides and is pure.

Nobody is left with a number and no paper without the engine knowing, and nothing is printed for a visitor who
has gone: a number that is known not to be on paper is printed if its visitor may still be standing there, else
voided; a number that may be on paper is left alone, for silence proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from broker.contract.commands import ReportPrintFailed, RequestTicket
from broker.contract.ids import InstantMs
from kiosk.offline.adoption import adoption
from kiosk.offline.journal import Journal
from kiosk.offline.rows import Row

#: How long a visitor is taken to stand before a kiosk that went dark, in real seconds.
STANDS_S = 60.0

#: forget: its day is over · abandon: ask, and void what comes · void: known to be on no paper · silent: may be.
Fate = Literal["resume", "abandon", "void", "silent", "forget"]


class Here(msgspec.Struct, frozen=True):
    """Where and when the kiosk finds itself. `speed`: office seconds a real second."""

    day: str | None
    now: InstantMs
    speed: float
    boot_id: str
    boottime_s: float


def fates(rows: Sequence[Row], here: Here, *, may_resume: bool) -> list[tuple[Row, Fate]]:
    """What becomes of each open request, oldest first. At most the newest is resumed."""
    return [(row, _fate(row, here, may_resume=may_resume and row is rows[-1])) for row in rows]


def _fate(row: Row, here: Here, *, may_resume: bool) -> Fate:
    if row.day != here.day:
        return "forget"
    if row.paper == "printing":
        return "silent"
    if may_resume and 0 <= _age_s(row, here) < STANDS_S:  # a clock that was put back says nothing
        return "resume"
    return "abandon" if row.issued is None else "void"


def _age_s(row: Row, here: Here) -> float:
    """Real seconds since the touch; after a reboot by engine time, for want of better."""
    if row.boot_id == here.boot_id:
        return here.boottime_s - row.boottime_s
    return (here.now - row.request.taken) / 1000 / here.speed


def settle(journal: Journal, row: Row, fate: Fate, ask: RequestTicket) -> None:
    """Write down what becomes of an open request, with what the engine must be told. Raises JournalError.

    `ask`: the same request again, by which the engine says which number it gave, if any.
    """
    name = row.request.request_id
    if fate == "forget":
        journal.refused(name, "its day was over")
    elif fate == "silent":
        offline = row.issued is not None and row.issued.offline
        journal.paper(name, "silent", adoption(row.issued) if offline and row.issued else None)
    elif fate == "void" and row.issued is not None and not row.issued.offline:
        reason = "the kiosk went dark before printing"
        journal.paper(name, "void", ReportPrintFailed(ticket=row.issued.ticket, reason=reason, final=True))
    elif fate in ("void", "abandon"):
        _drop(journal, row, ask)


def _drop(journal: Journal, row: Row, ask: RequestTicket) -> None:
    """A number of our own that is on no paper is nobody's; one that the engine may have given is voided."""
    journal.paper(row.request.request_id, "void", None)
    if row.asked:
        journal.abandon(row.request.request_id, ask, "the kiosk went dark")
