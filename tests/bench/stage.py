"""Processes of a benchmark: mosquitto, the floor, engines, the asking process. All end when the stage does."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Self

from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import start, start_mosquitto
from tests.bench.hall import Site


class Stage:
    """One mosquitto in a folder of its own, and whoever joins it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._exits = ExitStack()

    def __enter__(self) -> Self:
        mosquitto, self.port = start_mosquitto(self.folder)
        self._exits.callback(mosquitto.stop)
        self.url = f"mqtt://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._exits.close()

    def floor(self) -> None:
        """The floor's answering process."""
        database = str(self.folder / "floor.db")
        program = start("floor", "tests.bench.floor", "--broker", self.url, "--db", database, folder=self.folder)
        self._exits.callback(program.stop)
        program.wait_ready()

    def site(self, name: str) -> Site:
        """An engine of this name, not started yet."""
        site = Site(name, self.folder, self.url)
        self._exits.callback(site.stop)
        return site

    def asker(self, site: str, *, floor: bool = False) -> Hand:
        """The asking process of a site; `floor`: it asks the floor as well."""
        arguments = ("--broker", self.url, "--site", site, *(("--floor",) if floor else ()))
        program = start(f"asker-{site}", "tests.bench.asker", *arguments, folder=self.folder, piped=True)
        self._exits.callback(program.stop)
        program.wait_ready()
        return Hand(program)
