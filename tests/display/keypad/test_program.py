"""The keypads' program and a simulated line as processes, on a real mosquitto with a real engine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from display.__main__ import main
from tests.display.counter_tools import until
from tests.engines import EngineThread

pytestmark = pytest.mark.flow
ROOT = Path(__file__).parents[3]
PROGRAM = [sys.executable, "-m", "display", "keypad"]


class Line:
    """A simulated line of keypads, played over its standard input."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [*PROGRAM, "simulate", "--pads", "32", "--line", f"pty:{path}", "--baud", "115200", "--damage", "0.02",
             "--signs", "32"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=ROOT,
        )  # fmt: skip

    def play(self, line: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def end(self) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(10)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    line = Line(tmp_path / "line")
    assert line.play("status 1")["text"] == "----"
    yield line
    assert line.end() == 0


@pytest.fixture
def program(engine: EngineThread, line: Line, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    counters = [each.id for each in engine.office.counters][:2]
    ready, pads = tmp_path / "ready", ",".join(f"{at}={counter}" for at, counter in enumerate(counters, 1))
    signs = f"34={counters[1]}"
    process = subprocess.Popen(
        [*PROGRAM, "--line", f"serial:{tmp_path / 'line'}?baud=115200", "--pads", pads, "--signs", signs,
         "--broker", engine.url, "--site", engine.office.site, "--hands", "quick", "--ready-file", str(ready)],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    until(ready.exists, 20)
    yield process
    process.terminate()
    out, _ = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "Quầy" in out


def test_keys_open_and_pause_their_counters_and_digits_follow(line: Line, program: subprocess.Popen[str]) -> None:
    assert line.play("wait 1 text:OFF 20")["ok"]
    assert line.play("wait 2 text:OFF 20")["ok"]
    assert line.play("wait 34 text:OFF")["ok"]
    assert line.play("press 2 next")["ok"]
    assert line.play("wait 2 text:n0")["ok"]
    assert line.play("press 2 pause")["ok"]
    assert line.play("wait 2 text:PAUS")["ok"]
    assert line.play("wait 34 text:PAUS")["ok"]
    assert line.play("status 33")["text"] == "----", "a sign that nobody has set up"
    assert line.play("status 1")["text"] == "OFF"
    assert psutil.Process(program.pid).memory_info().rss <= 60e6


def test_the_simulator_says_what_it_cannot_do(line: Line) -> None:
    for wrong, named in (
        ("press 40 next", "1 to 32"), ("press 3 jump", "'jump'"), ("dance", "'dance'"), ("sleep long", "'long'"),
        ("press 3 next twice", "'long'"), ("twin 70", "1 to 32"), ("chatter", "which pad"),
        ("wait 3 lamp:on", "text:A025"), ("unplug", "which pad"),
    ):  # fmt: skip
        said = line.play(wrong)
        assert not said["ok"]
        assert named in said["error"]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (["--pads", "1=1"], "missing"),
        (["simulate", "--line", "usb:3"], "pty:/path"),
        (["simulate", "--line", "tcp:0", "--pads", "40"], "1 to 32"),
        (["simulate", "--line", "tcp:0", "--play", "/no/such/file"], "/no/such/file"),
    ],
)
def test_it_says_why_it_cannot_begin(given: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keypad", *given]) == 2
    assert named in capsys.readouterr().err
