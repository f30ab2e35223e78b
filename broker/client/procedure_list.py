"""A screen's copy of the procedures that the office publishes: kept over restarts, renewed when another comes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import msgspec

from broker.client.bundle import BundleError, Keeper, OpenBundle
from broker.contract.procedures import BUNDLE, BUNDLE_FILE, ProcedureList, decode_procedures

log = logging.getLogger(__name__)


def open_list(bundle: OpenBundle) -> ProcedureList:
    """The list in a bundle. Raises BundleError where there is none that this version can read."""
    try:
        return decode_procedures(bundle.read(BUNDLE_FILE))
    except msgspec.MsgspecError as error:
        raise BundleError(f"bundle {bundle.file}: {BUNDLE_FILE} is no list of procedures: {error}") from error


def keeper(host: str, folder: Path, on_list: Callable[[ProcedureList], None]) -> Keeper:
    """Keeps the newest list in `folder`; `on_list` is called from its thread. A list that cannot be read is said in
    the log, and the one before stays on the screen.
    """

    def opened(bundle: OpenBundle) -> None:
        try:
            listed = open_list(bundle)
        except BundleError as error:
            log.error("%s", error)
            return
        log.info("procedures: %d, bundle %s", len(listed.procedures), bundle.digest[:12])
        on_list(listed)

    return Keeper(BUNDLE, host, folder, opened)
