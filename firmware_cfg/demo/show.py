"""The demonstration at a screen: windows of a kiosk, a lobby and two counters, and what to press."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import assets
from firmware_cfg.demo.cast import MINUTE_MS, SEVEN_MS
from firmware_cfg.demo.clock import DemoClock
from firmware_cfg.demo.desk import has_loudspeaker, screen_px, spots
from firmware_cfg.demo.stage import DATE, Stage
from firmware_cfg.processes import ProcessError, Program

COUNTERS = ("1", "3")
WORDS = """
Một Cửa is running: a kiosk (left), a lobby (right) and counters 1 and 3 (below it), each in a window of its own.
Counter 1 serves Chứng thực (certification), counter 3 Hộ tịch and Lao động, xã hội (births, allowances).

  1  Press MỞ QUẦY (F1) at counter 1 to open it, and once more, now MỜI TIẾP: the next citizen will be called there.
  2  Touch Chứng thực on the kiosk, then a service, then LẤY SỐ. The paper: {paper}/cut-0001.png
  3  The lobby shows the number and says it aloud{sound}.
  4  At the counter: BẮT ĐẦU (F3) when the citizen has come, MỜI TIẾP (F1) for the next, MỜI LẠI (F2) to call again.
     A key tells what it does when it is held for a second.
  5  The waits:  {python} -m broker report --db {database} --from {date} --to {date}

Close a window or press Ctrl-C to end.
"""


def show(out: Path) -> int:
    """Open the windows, say what to press, and wait until one is closed. 1 if a program ended by an error."""
    clock = DemoClock.starting(SEVEN_MS + 60 * MINUTE_MS, 1.0)  # a Monday at eight, whatever day it is outside
    office = assets.find("offices/commune.toml")
    desk = spots(*screen_px(), COUNTERS)
    with Stage(out / "run", office, clock, COUNTERS, desk, "default" if has_loudspeaker() else None) as stage:
        print(_words(stage), flush=True)
        ended = _first_to_end(stage.programs)
    print(f"{ended.name} has ended; so does the demonstration.")
    if ended.process.returncode:
        raise ProcessError(f"{ended.name} ended with {ended.process.returncode}: {ended.last_words()}")
    return 0


def _words(stage: Stage) -> str:
    sound = "" if stage.loudspeaker else f" (no sound card here: into {stage.sound})"
    python = Path(sys.executable)
    if python.is_relative_to(Path.cwd()):
        python = python.relative_to(Path.cwd())
    return WORDS.format(paper=stage.paper, sound=sound, python=python, database=stage.database, date=DATE)


def _first_to_end(programs: dict[str, Program]) -> Program:
    """Wait until somebody closes a window."""
    while True:
        for program in programs.values():
            if not program.alive:
                return program
        time.sleep(0.5)
