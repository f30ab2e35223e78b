"""The office's notices: pictures from a folder, made ready for a screen. A broken one is named and left out.

Nothing of a picture is believed: its real format is found out, its size is looked at before it is unpacked, and what
the screen gets is plain pixels of its own size.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assets.look.turns import shown_now

if TYPE_CHECKING:
    from PIL import Image  # imported where it is used: a screen without notices does without it

_log = logging.getLogger(__name__)
#: Formats an office has; others may have surprises.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
#: A picture with more pixels would take more memory than a small computer has: about a poster of 60 cm at 300 dpi.
MOST_PIXELS = 50_000_000
#: A file larger than this is no picture for a screen.
MOST_BYTES = 40_000_000
MOST_NOTICES = 50
#: How often the folder is looked at.
LOOK_MS = 10_000
_HEAD = "P6\n{} {}\n255\n"


class NoticesError(Exception):
    """A notice that cannot be shown; the sentence names it."""


@dataclass(frozen=True)
class Picture:
    """Pixels as they are drawn: rows from the top, three bytes each."""

    width: int
    height: int
    pixels: bytes

    @classmethod
    def read(cls, path: str | Path) -> Picture:
        """A prepared picture (PPM). Raises NoticesError when it is none."""
        try:
            kind, size, depth, pixels = Path(path).read_bytes().split(b"\n", 3)
            width, height = map(int, size.split())
        except (OSError, ValueError) as error:
            raise NoticesError(f"notice {path}: cannot be read again: {error}") from error
        if (kind, depth) != (b"P6", b"255") or len(pixels) != 3 * width * height:
            raise NoticesError(f"notice {path}: is no prepared picture")
        return cls(width, height, pixels)

    def write(self, path: Path) -> None:
        """Write it whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(_HEAD.format(self.width, self.height).encode() + self.pixels)
        Path(file.name).replace(path)


def prepared(path: Path, width: int, height: int) -> Picture:
    """A picture of a file, as large as fits into so many pixels, upright as its camera held it.

    Raises NoticesError, naming the file, for everything that is no picture or too much of one.
    """
    from PIL import Image

    try:
        if path.stat().st_size > MOST_BYTES:
            raise NoticesError(f"notice {path.name}: more than {MOST_BYTES // 1_000_000} MB")
        with Image.open(path, formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise NoticesError(f"notice {path.name}: {found.width}x{found.height} pixels are too many")
            found.draft("RGB", (width, height))  # a JPEG is unpacked at about the size that is needed
            return _fitted(found, width, height)
    except NoticesError:
        raise
    except Exception as error:  # decoders of pictures raise whatever they like
        raise NoticesError(f"notice {path.name}: {error or type(error).__name__}") from error


def _fitted(found: Image.Image, width: int, height: int) -> Picture:
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(found)
    seen = Image.new("RGBA", upright.size, "white")
    seen.alpha_composite(upright.convert("RGBA"))
    fitted = ImageOps.contain(seen.convert("RGB"), (width, height), Image.Resampling.LANCZOS)
    return Picture(fitted.width, fitted.height, fitted.tobytes())


@dataclass
class Notices:
    """The notices of a folder, made ready in a thread of their own. `ready` has the prepared files, in name order.

    `look` may be called as often as one likes: it begins only when the folder has changed.
    """

    folder: Path
    cache: Path
    size: tuple[int, int]
    ready: tuple[str, ...] = ()
    _seen: tuple[tuple[str, int, int], ...] | None = None
    _work: threading.Thread | None = field(default=None, repr=False)

    def look(self) -> None:
        """Look at the folder, and make ready what is new."""
        if self._work is not None and self._work.is_alive():
            return
        seen = tuple(self._listed())
        if seen != self._seen:
            self._seen = seen
            self._work = threading.Thread(target=self._prepare, args=(seen,), name="notices", daemon=True)
            self._work.start()

    def wait(self, seconds: float) -> None:
        """Until what was begun is done."""
        if self._work is not None:
            self._work.join(seconds)

    def _listed(self) -> Iterator[tuple[str, int, int]]:
        try:
            with os.scandir(self.folder) as entries:
                files = sorted((each for each in entries if _is_file(each)), key=lambda each: each.name)
        except OSError as error:
            if self._seen is None:
                _log.warning("notices %s: %s", self.folder, error.strerror)
            return
        for each in files[:MOST_NOTICES]:
            about = each.stat()
            yield each.name, about.st_mtime_ns, about.st_size

    def _prepare(self, seen: tuple[tuple[str, int, int], ...]) -> None:
        made = [path for each in seen if (path := self._one(each)) is not None]
        for old in set(self.cache.glob("*.ppm")) - set(made):
            old.unlink(missing_ok=True)
        self.ready = tuple(map(str, made))

    def _one(self, each: tuple[str, int, int]) -> Path | None:
        name, changed_ns, size = each
        mark = hashlib.sha256(f"{self.folder}/{name}/{changed_ns}/{size}/{self.size}".encode()).hexdigest()[:24]
        path = self.cache / f"{mark}.ppm"
        try:
            if not path.exists():
                prepared(self.folder / name, *self.size).write(path)
        except (NoticesError, OSError) as error:
            _log.warning("%s; it is left out", error)
            return None
        return path


def _is_file(entry: os.DirEntry[str]) -> bool:
    return entry.is_file() and not entry.name.startswith(".")


@dataclass
class Posters:
    """Which notice the screen shows. `after_ms` of calm the first, `each_ms` each; the folder is looked at by times.

    `between`: the page that they stand in the place of comes back between two.
    """

    notices: Notices
    after_ms: int
    each_ms: int
    between: bool = True
    _looked_ms: int | None = None

    def at(self, calm_ms: int, real_ms: int) -> str:
        """The prepared file of the notice that is on now; empty for the board."""
        return shown_now(
            self.ready(real_ms), calm_ms, after_ms=self.after_ms, each_ms=self.each_ms, between=self.between
        )

    def ready(self, real_ms: int) -> tuple[str, ...]:
        """All prepared files, for who shows something else among them."""
        if self._looked_ms is None or real_ms - self._looked_ms >= LOOK_MS:
            self._looked_ms = real_ms
            self.notices.look()
        return self.notices.ready
