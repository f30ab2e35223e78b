"""Bundles at a device: fetched over HTTP when one is announced, kept, and there after a restart without a network.

A kept bundle is `<digest>.zip` in a folder of its own: its name says what it must be, so a half-written or spoilt
file is never taken for one. What is being fetched is `<digest>.part`; a line that was cut goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from broker.contract.status import Bundle

BLOCK = 1 << 20
#: Seconds to connect, and for the next bytes to come.
CONNECT_S, READ_S = 5.0, 15.0
#: Waits after a fetch that failed, growing from the first to the second.
RETRY_S = (2.0, 60.0)

log = logging.getLogger(__name__)


class BundleError(Exception):
    """A bundle that cannot be had or opened; the sentence says which and why."""


class OpenBundle:
    """A kept bundle. Its digest was proven when it was opened."""

    def __init__(self, file: Path) -> None:
        self.file, self.digest = file, file.stem

    def names(self) -> tuple[str, ...]:
        """The files in it, by their paths."""
        with self._open() as packed:
            return tuple(packed.namelist())

    def read(self, name: str) -> bytes:
        """One of its files. Raises BundleError."""
        with self._open() as packed:
            try:
                return packed.read(name)
            except (KeyError, zipfile.BadZipFile, OSError) as error:
                raise BundleError(f"bundle {self.file}: {name} cannot be read: {error}") from error

    def _open(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self.file)
        except (zipfile.BadZipFile, OSError) as error:
            raise BundleError(f"bundle {self.file} cannot be opened: {error}") from error


def kept(folder: Path) -> OpenBundle | None:
    """The newest bundle in the folder that is whole; None if there is none."""
    files = sorted(folder.glob("*.zip"), key=lambda each: each.stat().st_mtime_ns, reverse=True)
    return next((OpenBundle(each) for each in files if _digest(each) == each.stem), None)


def fetch(bundle: Bundle, host: str, folder: Path) -> OpenBundle:
    """Have a bundle, from the folder if it is there. All others are then forgotten. Raises BundleError."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{bundle.digest}.zip"
    if not (target.exists() and _digest(target) == bundle.digest):
        part = folder / f"{bundle.digest}.part"
        _download(bundle, host, part)
        _prove(bundle, part)
        part.replace(target)
        _sync(folder)
    for other in folder.iterdir():
        if other != target and other.suffix in (".zip", ".part"):
            other.unlink(missing_ok=True)
    return OpenBundle(target)


def _download(bundle: Bundle, host: str, part: Path) -> None:
    import httpx  # here: a device that has what it needs never pays for it

    there = part.stat().st_size if part.exists() else 0
    if there >= bundle.size:
        part.unlink()
        there = 0
    url = f"http://{f'[{host}]' if ':' in host else host}:{bundle.port}{bundle.path}"
    headers = {"Range": f"bytes={there}-"} if there else {}
    try:
        with httpx.stream("GET", url, headers=headers, timeout=httpx.Timeout(READ_S, connect=CONNECT_S)) as answer:
            if answer.status_code not in (200, 206):
                raise BundleError(f"bundle {bundle.name}: {url} answers {answer.status_code}")
            _write(bundle, answer.iter_bytes(BLOCK), part, append=answer.status_code == 206)
    except (httpx.HTTPError, OSError) as error:
        raise BundleError(f"bundle {bundle.name}: {url}: {error or type(error).__name__}") from error


def _write(bundle: Bundle, blocks: Iterator[bytes], part: Path, *, append: bool) -> None:
    """What comes in, on disk before it counts. Never more than was announced: a disk has an end."""
    with part.open("ab" if append else "wb") as out:
        for block in blocks:
            out.write(block)
            if out.tell() > bundle.size:
                raise BundleError(f"bundle {bundle.name}: more than the {bundle.size} bytes announced")
        out.flush()
        os.fsync(out.fileno())


def _prove(bundle: Bundle, part: Path) -> None:
    if _digest(part) != bundle.digest:
        part.unlink(missing_ok=True)
        raise BundleError(f"bundle {bundle.name}: what came is not what was announced")


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Keeper:
    """Keeps the newest of one bundle, in a thread of its own. `on_bundle` is called from that thread.

    First with what was kept from before, if anything was; then with each new one. While a fetch fails it is tried
    again, and the old one stays.
    """

    def __init__(self, name: str, host: str, folder: Path, on_bundle: Callable[[OpenBundle], None]) -> None:
        self.name, self._host, self._folder, self._on_bundle = name, host, folder / name, on_bundle
        self._wanted: Bundle | None = None
        self._have = ""
        self._news = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name=f"bundle-{name}", daemon=True)

    def start(self) -> None:
        """Begin with what was kept."""
        self._thread.start()

    def announced(self, bundle: Bundle) -> None:
        """A bundle is announced; from any thread."""
        if bundle.name == self.name:
            self._wanted = bundle
            self._news.set()

    def close(self, timeout_s: float = 1.0) -> None:
        """End; a fetch that is under way goes on next time."""
        self._ended = True
        self._news.set()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        self._begin()
        wait_s: float | None = None
        while not self._ended:
            self._news.wait(wait_s)
            self._news.clear()
            wanted = self._wanted
            if self._ended or wanted is None or wanted.digest == self._have or self._fetched(wanted):
                wait_s = None
            else:
                wait_s = min(RETRY_S[1], (wait_s or RETRY_S[0] / 2) * 2)

    def _begin(self) -> None:
        try:
            found = kept(self._folder)
        except OSError as error:
            log.warning("bundle %s: what was kept cannot be read: %s", self.name, error)
            return
        if found is not None:
            self._hand_over(found)

    def _fetched(self, wanted: Bundle) -> bool:
        try:
            self._hand_over(fetch(wanted, self._host, self._folder))
        except (BundleError, OSError) as error:
            log.warning("%s; tried again", error)
            return False
        return True

    def _hand_over(self, bundle: OpenBundle) -> None:
        self._have = bundle.digest
        self._on_bundle(bundle)
