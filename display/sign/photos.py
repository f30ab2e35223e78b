"""Clerks' photos from a folder: <clerk>.png, .jpg or .webp. One that cannot be shown is named and left out."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

from assets.look.notices import NoticesError, Picture, prepared

_log = logging.getLogger(__name__)
KINDS = (".png", ".jpg", ".jpeg", ".webp")


@dataclass
class Photos:
    """Photos made ready at most so large, in pixels. One at a time is kept: a clerk sits for hours."""

    folder: Path
    side_px: int
    _kept: tuple[Path, int, Picture | None] | None = field(default=None, repr=False)

    def of(self, clerk: str) -> Picture | None:
        """The clerk's photo; None where there is none to show. A changed file is read again."""
        for path in (self.folder / f"{clerk}{kind}" for kind in KINDS):
            try:
                changed_ns = path.stat().st_mtime_ns
            except OSError:
                continue
            return self._ready(path, changed_ns)
        return None

    def _ready(self, path: Path, changed_ns: int) -> Picture | None:
        if self._kept is None or self._kept[:2] != (path, changed_ns):
            self._kept = (path, changed_ns, self._read(path))
        return self._kept[2]

    def _read(self, path: Path) -> Picture | None:
        try:
            return prepared(path, self.side_px, self.side_px)
        except NoticesError as error:
            _log.warning("photo of a clerk: %s; it is left out", error)
            return None
