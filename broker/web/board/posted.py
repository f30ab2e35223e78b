"""What the office has put up for its screens, read from the folder of bundles: its notices and its procedures."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from broker.client.bundle import BundleError, OpenBundle
from broker.client.procedure_list import open_list
from broker.contract.procedures import BUNDLE, ProcedureList
from broker.web.board.notices import Pictures
from broker.web.board.watched import Watched

log = logging.getLogger("motcua.web")


@dataclass(frozen=True)
class Posted:
    """Keys of the notices that are up, and the published procedures, if any."""

    pictures: tuple[str, ...] = ()
    listed: ProcedureList | None = None


class Shelf:
    """The two bundles. `published`: whether procedures are shown at all."""

    def __init__(self, folder: Path, *, published: bool = True) -> None:
        self.pictures = Pictures(folder)
        self._file = Watched(folder / f"{BUNDLE}.zip") if published else None
        self._listed: ProcedureList | None = None

    def look(self) -> Posted:
        """What lies there now; a bundle is read again when it has changed."""
        self.pictures.look()
        if self._file is not None and self._file.changed():
            self._listed = self._read(self._file.path) if self._file.there else None
        return Posted(self.pictures.keys, self._listed)

    def _read(self, file: Path) -> ProcedureList | None:
        """A list that cannot be read is said in the log, and the one before stays."""
        try:
            return open_list(OpenBundle(file))
        except BundleError as error:
            log.warning("%s", error)
            return self._listed
