"""The kiosk's copy of the procedures, made ready to be searched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from broker.client import procedure_list
from broker.client.bundle import Keeper, OpenBundle
from kiosk.procedures.library import Library


def open_library(bundle: OpenBundle) -> Library:
    """The list in a bundle. Raises BundleError where there is none that this version can read."""
    return Library.of(procedure_list.open_list(bundle))


def keeper(host: str, folder: Path, on_library: Callable[[Library], None]) -> Keeper:
    """Keeps the newest list in `folder`; `on_library` is called from its thread, with each that can be read."""
    return procedure_list.keeper(host, folder, lambda listed: on_library(Library.of(listed)))
