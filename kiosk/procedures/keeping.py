"""The kiosk's copy of the procedures: kept over restarts, renewed when another list is announced."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import msgspec

from broker.client.bundle import BundleError, Keeper, OpenBundle
from broker.contract.procedures import BUNDLE, BUNDLE_FILE, decode_procedures
from kiosk.procedures.library import Library

log = logging.getLogger(__name__)


def open_library(bundle: OpenBundle) -> Library:
    """The list in a bundle. Raises BundleError where there is none that this version can read."""
    try:
        return Library.of(decode_procedures(bundle.read(BUNDLE_FILE)))
    except msgspec.MsgspecError as error:
        raise BundleError(f"bundle {bundle.file}: {BUNDLE_FILE} is no list of procedures: {error}") from error


def keeper(host: str, folder: Path, on_library: Callable[[Library], None]) -> Keeper:
    """Keeps the newest list in `folder`; `on_library` is called from its thread. A list that cannot be read is said
    in the log, and the one before stays on the screen.
    """

    def opened(bundle: OpenBundle) -> None:
        try:
            library = open_library(bundle)
        except BundleError as error:
            log.error("%s", error)
            return
        log.info("procedures: %d, bundle %s", len(library.procedures), bundle.digest[:12])
        on_library(library)

    return Keeper(BUNDLE, host, folder, opened)
