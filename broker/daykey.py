"""The key of the day: by it kiosks know a person again without knowing who it is. It dies when the day closes.

32 random bytes, made at the opening where the office gives one number a person. They stand in memory and in one
file of a memory file system, so that an engine started again on the same day has the same key; on no disk, in no
journal, snapshot or log. (A memory file system may be swapped: a broker's machine has no swap, or an encrypted one.)
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from broker.core.state import State

log = logging.getLogger("motcua.daykey")

FILE = "day-key"
LENGTH = 32
MOUNTS = Path("/proc/self/mountinfo")


class DayKeyError(Exception):
    """The key cannot be kept as it must be."""


def file_system(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system a folder is on: that of the longest mount point above it, the last one if mounted over.

    Source of the format: proc(5), /proc/pid/mountinfo.
    """
    here, found, longest = path.resolve(), "", -1
    for line in mounts.read_text().splitlines():
        before, _, after = line.partition(" - ")
        point = Path(before.split()[4].encode().decode("unicode_escape"))
        if here.is_relative_to(point) and len(point.parts) >= longest:
            found, longest = after.split()[0], len(point.parts)
    return found


def _random() -> bytes:
    return secrets.token_bytes(LENGTH)


@dataclass
class DayKeys:
    """The one key that there is at a time. `name`: of its file. `any_file_system`: for tests alone.

    `_known`: what is wanted has been seen to. Files are looked at until then alone: after each command they would cost
    more than all that the command tells.
    """

    run_dir: Path
    name: str = FILE
    any_file_system: bool = False
    make: Callable[[], bytes] = _random
    _known: bool = False
    _day: str | None = None
    _key: bytearray = field(default_factory=bytearray, repr=False)

    def follow(self, state: State) -> None:
        """Have the key of the open day, or none. What goes wrong with it is logged and keeps no office shut."""
        wanted = state.day if state.office is not None and state.office.rules.one_per_person else None
        if self._known and wanted == self._day:
            return
        self._known = False
        try:
            self._have(wanted)
            self._known = True
        except (DayKeyError, OSError) as error:
            log.error("no key of the day: %s", error)

    def _have(self, day: str | None) -> None:
        if day is not None and self._take_up(day):
            return
        self._destroy()
        if day is not None:
            self._begin(day)

    def hex(self, day: str | None) -> str | None:
        """The key of a day for a kiosk; None if there is none."""
        return bytes(self._key).hex() if day is not None and day == self._day else None

    @property
    def _file(self) -> Path:
        return self.run_dir / self.name

    def _take_up(self, day: str) -> bool:
        """The key of this day that an earlier life of the engine has left."""
        try:
            head, _, key = self._file.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return False
        if head != day.encode() or len(key) != LENGTH:
            return False
        self._day, self._key = day, bytearray(key)
        return True

    def _begin(self, day: str) -> None:
        self.run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        kind = file_system(self.run_dir)
        if kind not in ("tmpfs", "ramfs") and not self.any_file_system:
            raise DayKeyError(f"{self.run_dir} lies on {kind or 'a file system unknown here'}, not in memory (tmpfs)")
        key = bytearray(self.make())
        handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(day.encode() + b"\n" + key)
        self._day, self._key = day, key

    def _destroy(self) -> None:
        """Overwrite, then forget: in memory and in the file."""
        self._key[:] = bytes(len(self._key))
        self._day, self._key = None, bytearray()
        with suppress(FileNotFoundError):
            with self._file.open("r+b") as file:
                file.write(bytes(self._file.stat().st_size))
            self._file.unlink()
