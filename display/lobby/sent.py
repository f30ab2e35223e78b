"""The recordings that the office sends to all its screens, for a voice that speaks meanwhile."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from assets.voice.errors import WordingError
from broker.client.bundle import BundleError, Keeper, OpenBundle
from broker.client.recordings import BUNDLE, lay_out
from display.voice.recordings import Recordings

_log = logging.getLogger(__name__)


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


def _forget_all_but(place: Path) -> None:
    for other in place.parent.iterdir():
        if other != place:
            shutil.rmtree(other, ignore_errors=True)
