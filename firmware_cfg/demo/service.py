"""The web service of the demonstration: published procedures, a one-stop system to practise with, pages, bundles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from firmware_cfg.demo.cast import BOOKED
from firmware_cfg.processes import Program, free_port, listening, run, start

#: How often the bookings are fetched, in real seconds: a hall that has just opened shall not wait for them.
BOOKINGS_EVERY_S = 2
CODE = re.compile(r"type the code (\S+)")


@dataclass
class Service:
    """Beside one engine. `begin` starts a program that ends with the stage. The ports are free ones of the loopback.

    `pages`, `devices`, `one_stop`: the ports of the pages, of what devices fetch and ask, and of the one-stop system.
    `published`: how many procedures there are, in words.
    """

    folder: Path
    database: Path
    office: Path
    date: str
    begin: Callable[[str, Program], None]
    pages: int = field(default_factory=free_port)
    devices: int = field(default_factory=free_port)
    one_stop: int = field(default_factory=free_port)
    published: str = "no procedures"

    def publish(self, procedures: Path) -> None:
        """Import the office's procedures. The engine need not run."""
        where = ("--office", str(self.office), "--db", str(self.database), "--checked", self.date)
        said = run("broker", "procedures", "import", str(procedures), *where)
        self.published = said.partition(" imported")[0]

    def open(self, broker: str) -> None:
        """Start both programs beside a running engine, and wait until they answer."""
        stand_in = self._start(
            "one-stop", "links", "stand-in", "--port", str(self.one_stop), "--date", self.date,
            "--services", ",".join(BOOKED),
        )  # fmt: skip
        stand_in.wait_for(lambda: listening(self.one_stop), "listen")
        web = self._start("web", "web", "--settings", str(self._settings(broker)))
        web.wait_for(lambda: listening(self.devices) and listening(self.pages), "listen", 60)

    @property
    def address(self) -> str:
        """What one types into a browser on this machine."""
        return f"http://127.0.0.1:{self.pages}/"

    def code(self, web: Program) -> str:
        """The first administrator's, as the service has said it; "" where there is one already."""
        found = CODE.search(web.log.read_text(errors="replace"))
        return found.group(1) if found else ""

    def _start(self, name: str, *arguments: str) -> Program:
        program = start(name, "broker", *arguments, folder=self.folder / "logs", ready=False, own_group=True)
        self.begin(name, program)
        return program

    def _settings(self, broker: str) -> Path:
        """The service's settings file. JSON's strings and numbers are TOML's."""
        tables = {
            "": {
                "db": str(self.database), "broker": broker, "port": self.pages,
                "bundles_host": "127.0.0.1", "bundles_port": self.devices,
            },
            "links": {
                "kind": "http", "url": f"http://127.0.0.1:{self.one_stop}", "bookings_every_s": BOOKINGS_EVERY_S,
            },
        }  # fmt: skip
        lines = []
        for name, table in tables.items():
            lines += [f"[{name}]"] if name else []
            lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]
        path = self.folder / "web.toml"
        path.write_text("\n".join(lines) + "\n")
        return path
