"""The stage: engine, web service, printer, kiosk, lobby, counters, a rating tablet, each a process of its own."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import assets
from firmware_cfg.demo.cast import DATE
from firmware_cfg.demo.clock import DemoClock
from firmware_cfg.demo.desk import Spot
from firmware_cfg.demo.hand import Hand
from firmware_cfg.demo.service import Service
from firmware_cfg.processes import Program, start, start_mosquitto

SITE = "binh-minh"
#: Where visitors are asked how it was: most are served at this counter.
RATED = "1"


@dataclass
class Stage:
    """Everything that runs. With `desk`, the windows' places: for people at a screen; else offscreen and played.

    `loudspeaker`: an ALSA device; None: calls are recorded in a folder at the pace of a loudspeaker. `scanner`: what
    the kiosk scans with, as its settings name it.
    """

    folder: Path
    office: Path
    clock: DemoClock
    counters: tuple[str, ...]
    desk: dict[str, Spot] | None = None
    loudspeaker: str | None = None
    scanner: str = "keyboard"
    programs: dict[str, Program] = field(default_factory=dict)
    hands: dict[str, Hand] = field(default_factory=dict)
    service: Service = field(init=False)
    _exits: ExitStack = field(default_factory=ExitStack)

    @property
    def database(self) -> Path:
        """The engine's database."""
        return self.folder / "engine" / "motcua.db"

    @property
    def paper(self) -> Path:
        """Where the virtual printer lays its cuts."""
        return self.folder / "printer"

    @property
    def sound(self) -> Path:
        """Where the loudspeaker's record lies."""
        return self.folder / "sound"

    @property
    def kiosk_journal(self) -> Path:
        """The kiosk's own journal."""
        return next(iter((self.folder / "kiosk").glob("*.db")))

    @property
    def ratings(self) -> Path:
        """Where the engine counts the visitors' marks."""
        return self.database.with_name("ratings.db")

    @property
    def diary(self) -> Path:
        """What the visitors of a played morning did."""
        return self.folder / "visitors.jsonl"

    def __enter__(self) -> Self:
        with self._exits:
            self._start()
            self._exits = self._exits.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._exits.close()

    def stop(self, name: str) -> None:
        """End one program in order: it writes what it still has to write."""
        self.programs[name].stop()

    def _start(self) -> None:
        (self.folder / "engine").mkdir(parents=True)
        mosquitto, port = start_mosquitto(self.folder / "logs", own_group=True)
        self._exits.callback(mosquitto.stop)
        self.url = f"mqtt://127.0.0.1:{port}"
        printer = self._begin("printer", "kiosk.virtual_printer", "--listen", "127.0.0.1:0", "--out", str(self.paper),
                              "--speed", str(self.clock.speed))  # fmt: skip
        engine = self._engine()
        self.service = Service(self.folder, self.database, self.office, DATE, self._keep)
        self.service.publish(assets.find("procedures/commune.csv"))
        engine.wait_ready(60)
        printer.wait_ready(60)
        self.service.open(self.url)
        address = json.loads((self.folder / "logs" / "printer.ready").read_text())["tcp"]
        self._begin("kiosk", *self._kiosk(address), piped=self.desk is None)
        self._begin("lobby", *self._lobby(), piped=self.desk is None)
        for counter in self.counters:
            self._begin(f"counter-{counter}", *self._counter(counter), piped=self.desk is None)
        self._begin(f"tablet-{RATED}", *self._tablet(), piped=self.desk is None)
        for program in self.programs.values():
            program.wait_ready(120)
        if self.desk is None:
            self.hands = {name: Hand(each) for name, each in self.programs.items() if each.process.stdout}

    def _engine(self) -> Program:
        return self._begin(
            "engine", "broker", "run", "--db", str(self.database), "--office", str(self.office), "--broker", self.url,
            "--open-day", DATE, "--clock", self.clock.clock_argument(), "--speed", str(self.clock.speed),
        )  # fmt: skip

    def _kiosk(self, printer: str) -> tuple[str, ...]:
        played = ("--play", "-", "--hands", "quick", "--shots", str(self.folder), "--width", "1080", "--height", "1920")
        return ("kiosk", "run", "--name", "kiosk-1", *self._link(), "--printer", printer,
                "--web-port", str(self.service.devices), "--scanner", self.scanner, "--sound", self.loudspeaker or "",
                "--state-dir", str(self.folder / "kiosk"), *(self._page("kiosk") or played))  # fmt: skip

    def _lobby(self) -> tuple[str, ...]:
        played = ("--play", "-", "--shots", str(self.folder), "--width", "1920", "--height", "1080")
        sink = f"alsa:{self.loudspeaker}" if self.loudspeaker else f"paced:{self.sound}"
        return ("display", "lobby", "--name", "lobby1", "--zone", "hall", *self._link(), "--sink", sink,
                "--state-dir", str(self.folder / "lobby"), *(self._page("lobby") or played))  # fmt: skip

    def _counter(self, counter: str) -> tuple[str, ...]:
        more: tuple[str, ...] = ("--play", "-", "--hands", "quick")
        if self.desk is not None:
            spot = self.desk[f"counter-{counter}"]
            more = ("--window", "--at", spot.at, "--size", spot.size)
        return ("display", "counter", "--counter", counter, *self._link(), "--pins", "mock", *more)

    def _tablet(self) -> tuple[str, ...]:
        played = ("--play", "-", "--shots", str(self.folder), "--width", "1280", "--height", "800")
        return ("display", "tablet", "--counter", RATED, *self._link(), "--state-dir", str(self.folder / "tablet"),
                *(self._page("tablet") or played))  # fmt: skip

    def _page(self, name: str) -> tuple[str, ...]:
        """Where the page of a kiosk, lobby or tablet stands on the desk, and how large; nothing when it is played."""
        if self.desk is None:
            return ()
        spot = self.desk[name]
        return ("--at", spot.at, "--width", str(spot.width), "--height", str(spot.height))

    def _link(self) -> tuple[str, ...]:
        return ("--broker", self.url, "--site", SITE)

    def _begin(self, name: str, *arguments: str, piped: bool = False) -> Program:
        program = start(name, *arguments, folder=self.folder / "logs", piped=piped, own_group=True)
        self._keep(name, program)
        return program

    def _keep(self, name: str, program: Program) -> None:
        """It is part of the stage from now, and ends with it."""
        self.programs[name] = program
        self._exits.callback(program.stop)
