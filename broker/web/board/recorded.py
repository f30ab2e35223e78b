"""The recordings that the office has sent to all its screens, for the voice that speaks for browsers."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from broker.client.bundle import BundleError, OpenBundle
from broker.client.recordings import BUNDLE, lay_out
from broker.web.board.watched import Watched

log = logging.getLogger("motcua.web")


class Recorded:
    """The bundle of the folder of bundles, laid out anew when it has changed. What was laid out stays until the end of
    the process: a sentence may just be made of it.
    """

    def __init__(self, folder: Path) -> None:
        self._file = Watched(folder / f"{BUNDLE}.zip")
        self._kept = tempfile.TemporaryDirectory(prefix="motcua-recordings-")
        self._place: Path | None = None

    def folder(self) -> Path | None:
        """Where they lie; None without any. Those that cannot be read are said in the log, and the ones before stay."""
        if self._file.changed():
            self._place = self._laid_out() if self._file.stamp else None
        return self._place

    def _laid_out(self) -> Path | None:
        name = "-".join(map(str, self._file.stamp or ()))
        try:
            return lay_out(OpenBundle(self._file.path), Path(self._kept.name), name)
        except (BundleError, OSError) as error:
            log.warning("recordings that were sent cannot be used: %s", error)
            return self._place
