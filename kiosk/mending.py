"""After a crash, after a full disk: what was left open is brought to an end; a journal that failed is tried again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress

from broker.client.device import Device
from broker.contract.ids import DeviceId
from kiosk.floor import Floor
from kiosk.offline.adoption import asking
from kiosk.offline.disk import JournalError
from kiosk.offline.journal import Journal
from kiosk.offline.recovery import Here, fates, settle
from kiosk.offline.rows import Boot
from kiosk.session import messages as m
from kiosk.session.session import Session

#: How often a journal that failed is tried again.
PROBE_S = 2.0

log = logging.getLogger(__name__)


class Mending:
    """`tell` tells the session. `monotonic` gives seconds."""

    def __init__(
        self, name: DeviceId, journal: Journal, device: Device, session: Session, floor: Floor, boot: Boot,
        *, tell: Callable[[m.Input], None], monotonic: Callable[[], float],
    ) -> None:  # fmt: skip
        self._name, self._journal, self._device, self._session = name, journal, device, session
        self._floor, self._boot, self._tell, self._monotonic = floor, boot, tell, monotonic
        self._probe_at_s: float | None = None

    def recover(self, *, may_resume: bool) -> None:
        """Bring every request that was left open to an end, or go on with it."""
        try:
            self._settle(may_resume=may_resume)
        except JournalError as error:
            self.failed(m.Log(text="recovery"), error)

    def failed(self, effect: m.Effect, error: JournalError) -> None:
        """The journal did not take an effect."""
        log.error("nothing is issued: %s", error)
        self._probe_at_s = self._monotonic() + PROBE_S
        self._tell(m.NotStored(effect=effect, why=str(error)))

    def pump(self) -> None:
        """Try a journal that failed again, when it is time."""
        if self._probe_at_s is None or self._monotonic() < self._probe_at_s:
            return
        self._probe_at_s = self._monotonic() + PROBE_S
        with suppress(JournalError):
            self._journal.probe()
            self._probe_at_s = None
            self._tell(m.StorageBack())
            if self._floor.heard:
                self.recover(may_resume=False)

    def prune(self, day: str) -> None:
        """Forget days long over."""
        try:
            self._journal.prune(day)
        except JournalError as error:
            log.warning("old days are kept for now: %s", error)

    def _settle(self, *, may_resume: bool) -> None:
        job, boot, device = self._session.job, self._boot, self._device
        busy = job.request.request_id if job is not None and job.open else None
        rows = [row for row in self._journal.open_rows() if row.request.request_id != busy]
        here = Here(self._floor.day, device.now_ms(), device.speed, boot.boot_id, boot.boottime_s())
        for row, fate in fates(rows, here, may_resume=may_resume):
            log.warning("request %s was left %s, paper %s: %s", row.request.request_id, row.state, row.paper, fate)
            settle(self._journal, row, fate, asking(self._name, row.request))
            if fate == "resume":
                self._tell(m.Resume(request=row.request, issued=row.issued, tries=row.tries, asked=row.asked))
