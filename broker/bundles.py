"""Big things for the devices (procedures, pictures of notices, recordings): packed into one file each, known by hash.

A bundle is a ZIP file `<name>.zip` in a folder beside the database. The web service serves it and announces its hash;
devices fetch it by `broker.client.bundle`. The same content gives the same bytes: nothing is fetched in vain.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from broker.place import default_database

#: Every file in a bundle bears this time: the first that ZIP knows.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_NAME = re.compile(r"^[a-z0-9][a-z0-9-]{0,39}$")
LARGEST = 512 << 20
BLOCK = 1 << 20


class BundleFault(ValueError):
    """Something that cannot be packed; the sentence names it."""


@dataclass(frozen=True)
class Packed:
    """A bundle as it lies there."""

    name: str
    file: Path
    digest: str
    size: int


def default_folder(database: Path | None = None) -> Path:
    """Where bundles lie unless somebody says otherwise: beside the database."""
    return (database or default_database()).parent / "bundles"


def pack_path(name: str, source: Path, folder: Path) -> Packed:
    """Pack a file, or all files below a folder by their paths in it. Raises BundleFault, OSError."""
    if source.is_file():
        return pack(name, {source.name: source.read_bytes()}, folder)
    if not source.is_dir():
        raise BundleFault(f"{source}: neither a file nor a folder")
    files = sorted(each for each in source.rglob("*") if each.is_file() and not each.name.startswith("."))
    size = sum(each.stat().st_size for each in files)
    if size > LARGEST:
        raise BundleFault(f"{source}: {size >> 20} MB; a bundle has {LARGEST >> 20} MB at most")
    return pack(name, {each.relative_to(source).as_posix(): each.read_bytes() for each in files}, folder)


def pack(name: str, files: Mapping[str, bytes], folder: Path) -> Packed:
    """Write the bundle `name`, all at once: whoever reads meanwhile has the old one or the new one."""
    if not _NAME.match(name):
        raise BundleFault(f"a bundle's name is short, in small letters, digits and hyphens, not {name!r}")
    if not files:
        raise BundleFault(f"bundle {name}: nothing to pack")
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{name}-", suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            _write(out, files)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).chmod(0o644)
        target = folder / f"{name}.zip"
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return _look(target)


def bundles(folder: Path) -> list[Packed]:
    """What lies there, by name; reads every file for its hash."""
    return [_look(file) for file in sorted(folder.glob("*.zip")) if _NAME.match(file.stem)]


def _write(out: object, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:  # type: ignore[call-overload]
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, files[path])


def _look(file: Path) -> Packed:
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            digest.update(block)
            size += len(block)
    return Packed(file.stem, file, digest.hexdigest(), size)


def add_bundle_arguments(parser: argparse.ArgumentParser) -> None:
    """`python -m broker bundle notices FOLDER`."""
    parser.add_argument("name", help="as devices ask for it: notices, recordings")
    parser.add_argument("source", type=Path, metavar="PATH", help="a file, or a folder with all below it")
    parser.add_argument("--db", type=Path, default=default_database(), help="the database; bundles lie beside it")
    parser.add_argument("--out", type=Path, metavar="DIR", help="another folder of bundles")
    parser.set_defaults(command=_run)


def _run(args: argparse.Namespace) -> int:
    try:
        packed = pack_path(args.name, args.source, args.out or default_folder(args.db))
    except (BundleFault, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    print(f"{packed.file}: {packed.size / 1000:.0f} kB, {packed.digest[:16]}")
    return 0
