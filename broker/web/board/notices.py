"""The office's notices on the web board: the pictures of the bundle "notices", as they lie in it.

A picture is what its first bytes say, whatever its name; what no browser shows, or is too large for a page, is left
out.
"""

from __future__ import annotations

import hashlib
import logging
import zipfile
from dataclasses import dataclass
from pathlib import Path

from broker.web.board.watched import Watched

log = logging.getLogger("motcua.web")

BUNDLE = "notices.zip"
#: First bytes of what every browser shows.
KINDS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))
#: A cheap TV unpacks it in its own memory: larger files go to the windows, which make them smaller.
MOST_BYTES = 12_000_000
MOST_NOTICES = 50
#: Of a phone that scrolls to it: hundreds of them share the office's Wi-Fi. A larger one is fetched by who presses it.
UNASKED_BYTES = 1_000_000


@dataclass(frozen=True)
class Picture:
    """A notice: where it is in the bundle, what it is, and how many bytes."""

    key: str
    name: str
    kind: str
    size: int

    @property
    def unasked(self) -> bool:
        """Whether a phone fetches it without a press."""
        return self.size <= UNASKED_BYTES


class Pictures:
    """The notices of the folder of bundles. `look` reads the bundle again when it has changed."""

    def __init__(self, folder: Path) -> None:
        self._file = Watched(folder / BUNDLE)
        self._known: dict[str, Picture] = {}

    def look(self) -> None:
        """What lies there now. Without a bundle, or with a broken one, there are no notices."""
        if self._file.changed():
            self._known = {each.key: each for each in self._read()} if self._file.there else {}

    @property
    def up(self) -> tuple[Picture, ...]:
        """The notices that are up, in the order of their names."""
        return tuple(self._known.values())

    @property
    def keys(self) -> tuple[str, ...]:
        """Their keys, in the same order."""
        return tuple(self._known)

    def content(self, key: str) -> tuple[bytes, str] | None:
        """A notice and what it is; None for one that is not up."""
        picture = self._known.get(key)
        if picture is None:
            return None
        try:
            with zipfile.ZipFile(self._file.path) as packed:
                return packed.read(picture.name), picture.kind
        except (OSError, KeyError, zipfile.BadZipFile) as error:
            log.warning("notice %s of %s cannot be read: %s", picture.name, self._file.path, error)
            return None

    def _read(self) -> list[Picture]:
        try:
            with zipfile.ZipFile(self._file.path) as packed:
                entries = sorted(packed.infolist(), key=lambda each: each.filename)
                found = [self._picture(packed, each) for each in entries if not each.is_dir()]
        except (OSError, zipfile.BadZipFile) as error:
            log.warning("notices %s cannot be read: %s", self._file.path, error)
            return []
        return [each for each in found if each is not None][:MOST_NOTICES]

    def _picture(self, packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Picture | None:
        with packed.open(entry) as opened:
            kind = kind_of(opened.read(16))
        if not kind or entry.file_size > MOST_BYTES:
            log.warning(
                "notice %s: %s; the web board leaves it out", entry.filename, "too large" if kind else "no picture"
            )
            return None
        mark = hashlib.sha256(f"{self._file.stamp}/{entry.filename}/{entry.CRC}".encode()).hexdigest()
        return Picture(mark[:24], entry.filename, kind, entry.file_size)


def kind_of(first: bytes) -> str:
    """What a picture is, by its first bytes; "" for what browsers do not show."""
    if first[:4] == b"RIFF" and first[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in KINDS if first.startswith(mark)), "")
