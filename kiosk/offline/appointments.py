"""The day's bookings as last heard, kept so that a kiosk that starts while cut off can still check people in.

What was given here stands beside the list: the engine may not have heard of it yet.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from broker.contract.lookup import booking_digest
from broker.contract.status import Bookings
from kiosk.offline.disk import JournalError
from kiosk.offline.journal import Journal
from kiosk.session.messages import BookingsChanged, Input

NAME = "bookings"
#: States of a request that gave nobody a number.
NOTHING = frozenset({"noted", "refused", "abandoned"})

log = logging.getLogger(__name__)
_decoder = msgspec.json.Decoder(Bookings)


class Appointments:
    """`tell` gets every list. Used in the machine's thread."""

    def __init__(self, journal: Journal, tell: Callable[[Input], None]) -> None:
        self._journal, self._tell = journal, tell
        self._kept: Bookings | None = None

    def load(self) -> None:
        """What was kept before the restart: any list that is heard is newer. A list that cannot be read is none."""
        try:
            kept = self._journal.kept(NAME)
            if kept is not None:
                self._take(msgspec.structs.replace(_decoder.decode(kept), epoch=0, revision=0))
        except (JournalError, msgspec.MsgspecError) as error:
            log.warning("the kept list of bookings is not used: %s", error)

    def heard(self, status: Bookings) -> None:
        """A list of the engine's; what an engine of before wrote does not undo it."""
        kept = self._kept
        if kept is not None and (status.epoch, status.revision) < (kept.epoch, kept.revision):
            return
        try:
            self._take(status)
            self._journal.keep(NAME, msgspec.json.encode(status))
        except JournalError as error:
            log.warning("the list of bookings is not kept: %s", error)

    def _take(self, status: Bookings) -> None:
        self._kept = status
        self._tell(BookingsChanged(bookings=status, given=self._given(status.date)))

    def _given(self, date: str | None) -> dict[str, str]:
        rows = self._journal.rows(date) if date is not None else []
        return {
            booking_digest(row.request.booking): row.issued.number
            for row in rows
            if row.request.booking and row.issued is not None and row.state not in NOTHING and row.paper != "void"
        }
