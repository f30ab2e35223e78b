"""What is asked of the one-stop system, whichever way it is reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from broker.contract.lookup import DossierStatus
from broker.links.errors import SilentError
from broker.links.records import Booked


class Fault(NamedTuple):
    """Something of the other system that was left aside: where it stands, and why it cannot be used."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


class OneStop(Protocol):
    """The system that knows dossiers and bookings."""

    name: str

    async def dossier(self, code: str, /) -> DossierStatus | None:
        """How far a dossier is; None if there is none of this code.

        Raises SilentError or UnreadableError: then nothing is known.
        """

    async def bookings(self, date: str, /) -> Sequence[Booked] | None:
        """All bookings of a day, "YYYY-MM-DD"; None if nothing is known of that day. Raises LinksError."""

    def faults(self) -> tuple[Fault, ...]:
        """What was left aside when it was last read."""


class Nowhere:
    """No other system is connected."""

    name = "nothing"

    async def dossier(self, _code: str, /) -> DossierStatus | None:
        """Nobody to ask."""
        raise SilentError('no one-stop system is connected: [links] kind = "none"')

    async def bookings(self, _date: str, /) -> Sequence[Booked] | None:
        """Nobody to ask."""
        return None

    def faults(self) -> tuple[Fault, ...]:
        """None."""
        return ()
