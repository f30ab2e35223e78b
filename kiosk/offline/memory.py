"""What the kiosk knew when it was last heard to: so that it can go on from its own numbers when it is started again
while still cut off, after a grace time in which the engine may yet be heard.

In the same boot of the machine BOOTTIME says exactly how late it is. After a reboot only a wall clock that something
has set can say it, and only for the day that was open; such numbers are marked as of uncertain time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from broker.client.clock import boottime_s, time_is_proven, wall_ms
from broker.client.device import Device
from broker.contract.status import Beat, Catalogue, Queues
from kiosk.offline.disk import JournalError
from kiosk.offline.journal import Journal
from kiosk.session import hours

KEY = "floor"

log = logging.getLogger(__name__)


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """`boottime_s`: when `beat` was heard, in the boot `boot_id`."""

    boot_id: str
    boottime_s: float
    beat: Beat
    catalogue: Catalogue
    queues: Queues


class Recalled(msgspec.Struct, frozen=True):
    """What may be gone on from. `uncertain`: the machine has been started anew since."""

    catalogue: Catalogue
    queues: Queues
    uncertain: bool


_decoder: msgspec.json.Decoder[Floor] = msgspec.json.Decoder(Floor)


class Memory:
    """`wall`: the wall clock if something has set it, else None. It stands in the journal, written seldom."""

    def __init__(self, journal: Journal, device: Device, boot_id: str, wall: Callable[[], int | None]) -> None:
        self._journal, self._device, self._boot_id, self._wall = journal, device, boot_id, wall
        self._stored: object = None

    def keep(self, catalogue: Catalogue | None, queues: Queues | None, *, gone: bool = False) -> None:
        """Keep it, if office or day are others; `gone`: the engine is no longer heard, so this is the last of it."""
        heard = self._device.heard
        if catalogue is None or queues is None or heard is None or queues.day is None:
            return
        what = catalogue.digest, queues.day
        if what == self._stored and not gone:
            return
        beat, at_s = heard
        floor = Floor(boot_id=self._boot_id, boottime_s=at_s, beat=beat, catalogue=catalogue, queues=queues)
        try:
            self._journal.keep(KEY, msgspec.json.encode(floor))
            self._stored = what
        except JournalError as error:
            log.warning("what the office offers is not kept over a restart: %s", error)

    def recall(self) -> Recalled | None:
        """What can be gone on from, with the clock of the device set by it; None: nothing, or nobody knows the time."""
        floor = self._floor()
        if floor is None:
            return None
        if floor.boot_id == self._boot_id:
            self._device.recall(_first(floor.beat), floor.boottime_s)
            return _recalled(floor, uncertain=False)
        now = self._wall()
        if now is None or now < floor.beat.now or not _same_date(floor.queues.day or "", now):
            return None
        self._device.recall(msgspec.structs.replace(_first(floor.beat), now=now), boottime_s())
        return _recalled(floor, uncertain=True)

    def _floor(self) -> Floor | None:
        try:
            kept = self._journal.kept(KEY)
            return _decoder.decode(kept) if kept is not None else None
        except (JournalError, msgspec.MsgspecError) as error:
            log.warning("what was kept over the restart cannot be read: %s", error)
            return None


def _first(beat: Beat) -> Beat:
    """Any beat that is heard is newer, even of an engine that has begun anew."""
    return msgspec.structs.replace(beat, epoch=0, beat=0)


def _recalled(floor: Floor, *, uncertain: bool) -> Recalled:
    replace = msgspec.structs.replace
    return Recalled(replace(floor.catalogue, epoch=0), replace(floor.queues, epoch=0, revision=0), uncertain)


def _same_date(day: str, now: int) -> bool:
    return day.startswith(hours.local(now).date().isoformat())


def proven_wall() -> int | None:
    """The wall clock, where the network or a clock chip has set it."""
    return wall_ms() if time_is_proven() else None
