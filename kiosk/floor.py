"""What is known of the office: as heard last, or, where the kiosk was started while cut off, as known before that."""

from __future__ import annotations

import logging
from collections.abc import Callable

from broker.client.device import Device
from broker.contract.office import Office
from broker.contract.status import Catalogue, Queues, ServiceQueue
from kiosk.offline.memory import Memory
from kiosk.session.messages import FloorChanged

log = logging.getLogger(__name__)


class Floor:
    """`grace_s`: how long a kiosk that has just been started waits for the engine before it goes on by itself.

    `heard`: the engine has been heard since the start, with everything there is to know. `uncertain`: how late it is
    is not known for sure.
    """

    def __init__(self, device: Device, memory: Memory, monotonic: Callable[[], float], grace_s: float) -> None:
        self._device, self._memory, self._monotonic = device, memory, monotonic
        self._catalogue: Catalogue | None = None
        self.queues: Queues | None = None
        self.heard = self.uncertain = self._recalled = False
        self._recall_at_s: float | None = monotonic() + grace_s

    @property
    def office(self) -> Office | None:
        """The office in force."""
        return self._catalogue.office if self._catalogue else None

    @property
    def day(self) -> str:
        """The open day; "" if there is none."""
        return (self.queues.day if self.queues else None) or ""

    def queue(self, service: str) -> ServiceQueue | None:
        """How it stands with a service."""
        return self.queues.services.get(service) if self.queues else None

    def both(self) -> tuple[Office | None, Queues | None]:
        """The office and its queues."""
        return self.office, self.queues

    def take(self, status: Catalogue | Queues) -> str | None:
        """A new status; the day, if that is another or the first. What an engine of before wrote undoes nothing of the
        present's.
        """
        if isinstance(status, Catalogue) and not _older(status, self._catalogue):
            self._catalogue = status
        elif isinstance(status, Queues) and not _older(status, self.queues):
            before, self.queues = self.queues, status
            return status.day if before is None or status.day != before.day else None
        return None

    def online(self, online: bool) -> None:
        """The beat came, or stayed away."""
        if online:
            self._recalled = self.uncertain = False
        else:
            self._memory.keep(self._catalogue, self.queues, gone=True)

    def first(self) -> bool:
        """Whether with what is known now everything is heard for the first time."""
        if self._device.online:
            self._memory.keep(self._catalogue, self.queues)
        new = not self.heard and self._device.online and self.office is not None and self.queues is not None
        self.heard = self.heard or new
        return new

    def said(self) -> FloorChanged:
        """As the session is told."""
        online = self._device.online
        return FloorChanged(office=self.office, queues=self.queues, online=online, recalled=self._recalled)

    def recall(self) -> bool:
        """Started while cut off, and nobody was heard for the grace time: whether there is something to go on from."""
        if self._recall_at_s is None or self._monotonic() < self._recall_at_s:
            return False
        self._recall_at_s = None
        known = None if self.heard else self._memory.recall()
        if known is None:
            return False
        log.warning("cut off since the start: going on from what was known before it")
        self._catalogue, self.queues = self._catalogue or known.catalogue, self.queues or known.queues
        self._recalled, self.uncertain = True, known.uncertain
        return True


def _older(status: Catalogue | Queues, kept: Catalogue | Queues | None) -> bool:
    """Whether a status was written before the one we have."""
    if kept is None or status.epoch != kept.epoch:
        return kept is not None and status.epoch < kept.epoch
    return isinstance(status, Queues) and isinstance(kept, Queues) and status.revision < kept.revision
