"""The whole kiosk program, touched through its window: engine, mosquitto and printer are real programs."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from assets import find
from broker.client.clock import boottime_s
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import Program, free_port, start, start_mosquitto, until
from tests.offices import SEVEN

pytestmark = pytest.mark.flow

EIGHT = SEVEN + 3_600_000
OVER = "wait page:ticket|void|out.service|not_offered 20"


class Office:
    """One kiosk and what it needs."""

    def __init__(
        self, folder: Path, exits: ExitStack, *, office: Path | None = None, more: tuple[str, ...] = (),
        engine_more: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self.folder, self.exits, self.more = folder, exits, more
        mosquitto, port = start_mosquitto(folder / "logs")
        exits.callback(mosquitto.stop)
        self.url = f"mqtt://127.0.0.1:{port}"
        control = free_port()
        self.control = control
        self.printer = self._begin(
            "printer", "kiosk.virtual_printer", "--listen", "127.0.0.1:0", "--control", f"127.0.0.1:{control}",
            "--out", str(folder / "cuts"), "--speed", "20",
        )  # fmt: skip
        self.engine = self._begin(
            "engine", "broker", "run", "--db", str(folder / "engine.db"), "--broker", self.url,
            "--office", str(office or find("offices/commune.toml")), "--open-day", "2026-11-23",
            "--clock", f"{EIGHT}@{boottime_s()}", *engine_more,
        )  # fmt: skip
        for program in (self.printer, self.engine):
            program.wait_ready()
        self.kiosk = self._begin("kiosk", *self.command(), piped=True).wait_ready(60)
        self.hand = Hand(self.kiosk)

    def command(self) -> tuple[str, ...]:
        tcp = json.loads((self.folder / "logs" / "printer.ready").read_text())["tcp"]
        return (
            "kiosk", "run", "--name", "kiosk-1", "--site", "binh-minh", "--broker", self.url, "--printer", tcp,
            "--state-dir", str(self.folder / "kiosk"), "--width", "540", "--height", "960", "--hands", "quick",
            "--play", "-", "--shots", str(self.folder), *self.more,
        )  # fmt: skip

    def do(self, line: str) -> dict[str, Any]:
        return self.hand.do(line)

    def page(self, line: str) -> str:
        answer = self.hand.do(line)
        assert answer["ok"], answer
        page: str = answer["page"]
        return page

    def knob(self, line: str) -> None:
        """Turn a knob of the printer."""
        with socket.create_connection(("127.0.0.1", self.control), timeout=5) as control:
            control.sendall(line.encode() + b"\n")
            control.recv(200)

    def _begin(self, name: str, *arguments: str, piped: bool = False) -> Program:
        program = start(name, *arguments, folder=self.folder / "logs", piped=piped)
        self.exits.callback(program.stop)
        return program


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.delenv("DISPLAY", raising=False)
    with ExitStack() as exits:
        yield Office(tmp_path, exits)


def test_a_visit_in_vietnamese_and_one_in_english(office: Office) -> None:
    assert office.page("touch field:certify") == "services"
    assert office.page("touch service:certify-copy") == "confirm"
    assert office.page("touch priority") == "classes"
    assert office.page("touch class:elder") == "confirm"
    office.page("touch take")
    first = office.do(OVER)
    assert (first["page"], first["number"], first["lang"]) == ("ticket", "C-001", "vi")
    assert office.page("wait page:home 10") == "home"

    assert office.do("touch lang")["lang"] == "en"
    assert office.page("touch field:land") == "services"
    assert office.page("touch back") == "home"
    assert office.page("touch field:collect") == "confirm"
    office.page("touch take")
    second = office.do(OVER)
    assert (second["page"], second["number"], second["lang"]) == ("ticket", "T-001", "en")
    assert office.do("wait page:home 10")["lang"] == "vi"
    assert len(list((office.folder / "cuts").glob("cut-*.png"))) == 2
    assert Path(office.do("shot first")["file"]).read_bytes().startswith(b"\x89PNG")


def test_an_impatient_finger_gets_one_number(office: Office) -> None:
    office.page("touch field:collect")
    taps = [office.do(line) for line in ("touch take", "tap take", "tap take")]
    assert [tap["ok"] for tap in taps] == [True, False, False]
    assert office.do(OVER)["number"] == "T-001"
    office.page("wait page:home 10")
    assert [number for (number,) in journal(office.folder)] == ["T-001"]


def test_no_paper_is_said_before_anybody_touches_and_passes(office: Office) -> None:
    office.knob("paper out")
    assert office.page("wait page:out.paper 20") == "out.paper"
    assert office.do("touch field:land")["ok"] is False
    office.knob("paper in")
    assert office.page("wait page:home 20") == "home"


def test_without_its_engine_it_goes_on_from_its_own_numbers(office: Office) -> None:
    office.engine.kill()
    office.do("sleep 4")
    office.page("touch field:collect")
    office.page("touch take")
    answer = office.do(OVER)
    assert (answer["page"], answer["number"]) == ("ticket", "T-801")


def test_an_ordered_end_finishes_the_slip_in_hand(office: Office) -> None:
    office.page("touch field:collect")
    office.page("touch take")
    assert office.kiosk.stop() == 0
    [(number, paper)] = journal(office.folder, "number, paper")
    assert (number, paper) == ("T-001", "proven")
    assert [path.suffix for path in (office.folder / "kiosk").glob("*.db")] == [".db"]


def test_a_slip_is_shown_to_a_scanner_that_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with ExitStack() as exits:
        office = Office(tmp_path, exits, more=("--scanner", "keyboard"))
        for way in ("touch field:land", "touch service:land-split", "touch take"):
            office.page(way)
        assert office.do(OVER)["number"] == "A-001"
        assert office.do("scan https://example.invalid/x")["ok"]
        office.page("wait page:home 10")
        office.do("scan 2026-11-23.A-001")
        office.page("wait page:mine 10")
        until(lambda: "mine:give_up" in office.do("status")["actions"], 10, "what can be done with the number")
        assert office.page("touch mine:give_up") == "give_up"
        office.page("touch mine:give_up_yes")
        assert office.page("wait page:errand.over 10") == "errand.over"


def journal(folder: Path, columns: str = "number") -> list[tuple[Any, ...]]:
    """What the kiosk noted."""
    [file] = (folder / "kiosk").glob("*.db")
    with sqlite3.connect(file) as db:
        return db.execute(f"SELECT {columns} FROM request ORDER BY taken").fetchall()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--printer", "parrot:x"), "parrot"),
        (("--scanner", "parrot:x"), "parrot"),
        (("--scanner", "serial:/dev/x?baud=fast"), "fast"),
        (("--broker", "http://x"), "http://x"),
        (("--accent", "west"), "accent"),
        (("--lang", "fr"), "'fr'"),
        (("--play", "/nowhere/lines.txt"), "/nowhere/lines.txt"),
        (("--name", "Kiosk One"), "Kiosk One"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_a_sentence(tmp_path: Path, more: tuple[str, ...], said: str) -> None:
    right = ("--name", "k1", "--broker", "mqtt://127.0.0.1:9", "--site", "test", "--printer", "tcp://127.0.0.1:9")
    command = [sys.executable, "-m", "kiosk", "run", *right, "--state-dir", str(tmp_path), *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr.count("Traceback")) == (2, 0)
    assert said in done.stderr


@pytest.mark.parametrize("paper", ["80", "58"])
def test_a_sample_ticket_is_drawn(tmp_path: Path, paper: str) -> None:
    from PIL import Image

    command = [sys.executable, "-m", "kiosk", "print-sample", "--out", str(tmp_path / "t.png"), "--paper", paper]
    subprocess.run(command, check=True, timeout=60)
    assert Image.open(tmp_path / "t.png").width == {"80": 576, "58": 384}[paper]
