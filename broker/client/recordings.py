"""The recordings that the office has sent to all its screens: the bundle "recordings", laid out as a folder."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Final

from broker.client.bundle import OpenBundle

BUNDLE: Final = "recordings"
#: The file with the sentences of a language that the speech program cannot speak.
SENTENCES: Final = "sentences.toml"
#: What belongs there: a language, and in it a recording or the sentences; no path leads out of the folder.
_OURS: Final = re.compile(rf"[a-z]{{2,3}}/(?:[^/\\\0]+\.wav|{re.escape(SENTENCES)})")


def lay_out(bundle: OpenBundle, folder: Path, name: str = "") -> Path:
    """The bundle's files in a folder of their own, by itself named by its digest.

    Raises BundleError or OSError.
    """
    place = folder / (name or bundle.digest[:24])
    folder.mkdir(parents=True, exist_ok=True)
    if not place.is_dir():
        part = Path(tempfile.mkdtemp(prefix=".part-", dir=folder))
        for entry in filter(_OURS.fullmatch, bundle.names()):
            (part / entry).parent.mkdir(exist_ok=True)
            (part / entry).write_bytes(bundle.read(entry))
        part.replace(place)
    return place
