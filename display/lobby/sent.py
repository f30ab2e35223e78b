"""The recordings that the office has sent to all its screens: the bundle "recordings", laid out as a folder."""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from assets.voice.errors import WordingError
from broker.client.bundle import BundleError, Keeper, OpenBundle
from display.voice.recordings import SENTENCES, Recordings

_log = logging.getLogger(__name__)
BUNDLE: Final = "recordings"
#: What belongs there: a language, and in it a recording or the sentences; no path leads out of the folder.
_OURS: Final = re.compile(rf"[a-z]{{2,3}}/(?:[^/\\\0]+\.wav|{re.escape(SENTENCES)})")


def keeper(host: str, state_dir: Path, recordings: Recordings) -> Keeper:
    """Keeps the newest bundle, and has `recordings` speak by it from then on. Start and close it."""

    def came(bundle: OpenBundle) -> None:
        try:
            place = lay_out(bundle, state_dir / BUNDLE)
            recordings.load(place)
            _forget_all_but(place)
        except (BundleError, WordingError, OSError) as error:
            _log.error("recordings that were sent cannot be used: %s", error)
        else:
            _log.info("recordings: bundle %s", bundle.digest[:12])

    return Keeper(BUNDLE, host, state_dir / "bundles", came)


def lay_out(bundle: OpenBundle, folder: Path) -> Path:
    """The bundle's files in a folder of their own, named by its digest.

    Raises BundleError or OSError.
    """
    place = folder / bundle.digest[:24]
    folder.mkdir(parents=True, exist_ok=True)
    if not place.is_dir():
        part = Path(tempfile.mkdtemp(prefix=".part-", dir=folder))
        for name in filter(_OURS.fullmatch, bundle.names()):
            (part / name).parent.mkdir(exist_ok=True)
            (part / name).write_bytes(bundle.read(name))
        part.replace(place)
    return place


def _forget_all_but(place: Path) -> None:
    for other in place.parent.iterdir():
        if other != place:
            shutil.rmtree(other, ignore_errors=True)
