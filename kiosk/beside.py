"""Who works beside the machine, elsewhere and later, as the machine knows them."""

from __future__ import annotations

from typing import Protocol

from kiosk.paper.checklist import Checklist
from kiosk.paper.ticket import Slip


class Shop(Protocol):
    """Where slips are printed; each is answered by a `PrintResult`."""

    def order(self, request_id: str, slip: Slip | Checklist) -> None:
        """Have it printed."""

    def look(self) -> None:
        """See at once how the printer is."""


class LookUp(Protocol):
    """The one-stop system by way of the web service; answered by a `DossierSaid`."""

    def ask(self, code: str) -> None:
        """How far is this dossier?"""
