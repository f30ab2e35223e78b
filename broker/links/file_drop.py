"""The one-stop system by a folder into which its software drops files: `dossiers*.csv|json`, `bookings*.csv|json`.

Of several files with dossiers the newest that has a code says how far it is. The bookings of a day are those of the
newest file named for that day (`bookings-2026-11-23.csv`), else of the newest without a day in its name.
A file that is broken or still being written is left where it is, named once, and what it held when it was last whole
stays in force. Files of other names are none of ours; a file that is taken away takes its rows with it.
"""

from __future__ import annotations

import asyncio
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broker.contract.lookup import DossierStatus
from broker.links import records, tables
from broker.links.errors import SilentError, UnreadableError
from broker.links.records import BOOKING_HEADS, DOSSIER_HEADS, Booked
from broker.links.system import Fault

_NAME = re.compile(r"(dossiers|bookings)[^/]*\.(csv|json)", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: The folder is looked at so often at most, however many ask.
LOOK_S = 1.0
#: So many rows of a file are named when they are wrong.
NAMED = 20

log = logging.getLogger(__name__)


@dataclass
class _File:
    """A file as last seen, and what it held when it was last whole."""

    stamp: tuple[int, int]
    changed_ns: int
    dossiers: dict[str, DossierStatus] | None = None
    bookings: list[Booked] | None = None
    faults: tuple[Fault, ...] = ()


class FileDrop:
    """`settle_s`: a file that was written to within so many seconds is not whole yet. `timeout_s`: a large file or a
    slow disk may take longer; whoever asks meanwhile hears silence. `clock`: Unix seconds.
    """

    def __init__(
        self, folder: Path, *, settle_s: float = 2.0, timeout_s: float = 2.0, clock: Callable[[], float] = time.time
    ) -> None:
        self._folder, self._settle_s, self._timeout_s, self._clock = folder, settle_s, timeout_s, clock
        self.name = str(folder)
        self._files: dict[str, _File] = {}
        self._lock = threading.Lock()
        self._looked_s = float("-inf")

    async def dossier(self, code: str) -> DossierStatus | None:
        """How far a dossier is, by the newest file that has it."""
        try:
            async with asyncio.timeout(self._timeout_s):
                files = await asyncio.to_thread(self._look)
        except TimeoutError as error:
            raise SilentError(f"folder {self._folder}: not read within {self._timeout_s:g} s") from error
        known = [each.dossiers for each in files if each.dossiers is not None]
        if not known:
            raise SilentError(f"folder {self._folder}: no whole file of dossiers")
        return next((each[code] for each in known if code in each), None)

    async def bookings(self, date: str) -> Sequence[Booked] | None:
        """The list of a day; None if no file is there for it."""
        await asyncio.to_thread(self._look)
        with self._lock:
            named = [(name, each) for name, each in self._newest() if each.bookings is not None]
        of_day = next((each for name, each in named if date in _DAY.findall(name)), None)
        general = next((each for name, each in named if not _DAY.search(name)), None)
        found = of_day or general
        return None if found is None else [each for each in found.bookings or () if each.date == date]

    def faults(self) -> tuple[Fault, ...]:
        """Files and rows that were left aside."""
        with self._lock:
            return tuple(fault for _, each in sorted(self._files.items()) for fault in each.faults)

    def _look(self) -> list[_File]:
        """Take in what has changed in the folder; the files, newest first."""
        with self._lock:
            if time.monotonic() - self._looked_s >= LOOK_S:
                self._take_in()
                self._looked_s = time.monotonic()
            return [each for _, each in self._newest()]

    def _take_in(self) -> None:
        try:
            found = {path.name: path for path in self._folder.iterdir() if _NAME.fullmatch(path.name)}
        except OSError as error:
            raise SilentError(f"folder {self._folder}: {error.strerror}") from error
        for gone in self._files.keys() - found.keys():
            del self._files[gone]
        for name, path in found.items():
            self._take(name, path)

    def _take(self, name: str, path: Path) -> None:
        try:
            seen = path.stat()
        except OSError:
            return  # taken away this very moment
        stamp = (seen.st_size, seen.st_mtime_ns)
        kept = self._files.get(name)
        if (kept is not None and kept.stamp == stamp) or 0 <= self._clock() - seen.st_mtime < self._settle_s:
            return
        kept = self._files.setdefault(name, _File(stamp, seen.st_mtime_ns))
        try:
            self._read(path, kept)
            kept.changed_ns = seen.st_mtime_ns
        except UnreadableError as error:
            kept.faults = (Fault(name, str(error)),)
        kept.stamp = stamp
        for fault in kept.faults:
            log.warning("%s/%s", self._folder, fault)

    def _read(self, path: Path, into: _File) -> None:
        holds_dossiers = path.name.lower().startswith("dossiers")
        table = tables.read(path, DOSSIER_HEADS if holds_dossiers else BOOKING_HEADS)
        wrong = list(table.crooked)
        if holds_dossiers:
            into.dossiers = {each.code: each for each in _each(table, records.dossier, wrong)}
        elif table.crooked:  # a booking that is not in the list is cancelled: half a list is none
            raise UnreadableError(table.crooked[0])
        else:
            into.bookings = list(_each(table, records.booking, wrong))
        more = [f"and {len(wrong) - NAMED} more"] if len(wrong) > NAMED else []
        into.faults = tuple(Fault(path.name, each) for each in [*wrong[:NAMED], *more])

    def _newest(self) -> list[tuple[str, _File]]:
        return sorted(self._files.items(), key=lambda each: (each[1].changed_ns, each[0]), reverse=True)


def _each(table: tables.Table, make: Callable[[Mapping[str, Any]], Any], wrong: list[str]) -> Iterator[Any]:
    """Every row that can be read; the others are named by where they stand, never by what they hold."""
    for where, row in table.rows:
        try:
            yield make(row)
        except UnreadableError as error:
            wrong.append(f"{where}: {error}")
