"""The notices that the office's managers have put up for all screens: the bundle "notices", laid out as a folder."""

from __future__ import annotations

import logging
from pathlib import Path, PurePosixPath

from assets.whole_files import write_whole
from broker.client.bundle import BundleError, Keeper, OpenBundle

_log = logging.getLogger(__name__)
BUNDLE = "notices"


def keeper(host: str, state_dir: Path, folder: Path) -> Keeper:
    """Keeps the newest bundle, and lays its files out in `folder`, where `Notices` looks. Start and close it."""

    def came(bundle: OpenBundle) -> None:
        try:
            lay_out(bundle, folder)
        except (BundleError, OSError) as error:
            _log.error("%s", error)
        else:
            _log.info("notices: bundle %s", bundle.digest[:12])

    return Keeper(BUNDLE, host, state_dir / "bundles", came)


def lay_out(bundle: OpenBundle, folder: Path) -> None:
    """The files of the bundle and no others. Their places in it are not believed: each gets a name of our own.

    Raises BundleError or OSError; then the folder keeps what it had.
    """
    files = [name for name in sorted(bundle.names()) if not name.endswith("/")]
    content = {f"{n:03}-{PurePosixPath(name).name}": bundle.read(name) for n, name in enumerate(files)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in content.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)
    for other in folder.iterdir():
        if other.name not in content:
            other.unlink(missing_ok=True)
