"""The demonstration at a screen: windows of a kiosk, a lobby and two counters, and what to press."""

from __future__ import annotations

import time
from pathlib import Path

import assets
from firmware_cfg.demo.cast import MINUTE_MS, SEVEN_MS
from firmware_cfg.demo.clock import DemoClock
from firmware_cfg.demo.stage import DATE, Stage

WORDS = """
Một Cửa is running: a kiosk, a lobby and counters 1 and 3, each in a window of its own.

  1  Touch a field on the kiosk, then "Lấy số". The paper appears in {paper}.
  2  Press MỜI TIẾP (F1) at counter 1 or 3: once to open the counter, once more to call.
     The lobby shows the number and says it aloud (recorded in {sound}).
  3  BẮT ĐẦU (F3) when the citizen has come, MỜI TIẾP for the next, MỜI LẠI (F2) to call again.
  4  The waits:  python -m broker report --db {database} --from {date} --to {date}

Close a window or press Ctrl-C to end.
"""


def show(out: Path) -> int:
    """Open the windows, say what to press, and wait until one is closed."""
    clock = DemoClock.starting(SEVEN_MS + 60 * MINUTE_MS, 1.0)  # a Monday at eight, whatever day it is outside
    office = assets.find("offices/commune.toml")
    with Stage(out / "run", office, clock, ("1", "3"), windows=True) as stage:
        print(WORDS.format(paper=stage.paper, sound=stage.sound, database=stage.database, date=DATE), flush=True)
        try:
            while all(program.alive for program in stage.programs.values()):
                time.sleep(0.5)
        except KeyboardInterrupt:
            print()
    return 0
