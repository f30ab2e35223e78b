"""The demonstration at a screen: windows of a kiosk, a lobby, two counters and a tablet, what to press and scan."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import assets
from firmware_cfg.demo.cast import DATE, DOSSIER_READY, DOSSIER_WORKING, MINUTE_MS, SEVEN_MS, TYPED, booking_of
from firmware_cfg.demo.clock import DemoClock
from firmware_cfg.demo.desk import has_loudspeaker, screen_px, spots
from firmware_cfg.demo.scanner import TerminalScanner
from firmware_cfg.demo.stage import Stage
from firmware_cfg.processes import ProcessError, Program

COUNTERS = ("1", "3")
#: A Monday at eight, whatever day it is outside.
EIGHT_MS = SEVEN_MS + 60 * MINUTE_MS
WORDS = """
Một Cửa is running: a kiosk (left), a lobby (right), a rating tablet beside it, and below them counters 1 and 3, each
in a window of its own. Counter 1 serves Chứng thực (certification), counter 3 Hộ tịch and Lao động, xã hội (births,
allowances); both hand out results (Nhận kết quả).

  1  Press MỞ QUẦY (F1) at counter 1 to open it, and once more, now MỜI TIẾP: the next citizen will be called there.
  2  Touch Chứng thực on the kiosk, then a service, then LẤY SỐ. The paper: {paper}/cut-0001.png
  3  The lobby shows the number and says it aloud{sound}.
  4  At the counter: BẮT ĐẦU (F3) when the citizen has come, F3 again when the service has ended: the tablet asks how
     it was. MỜI TIẾP (F1) for the next, MỜI LẠI (F2) to call again. A key tells what it does when it is held.

The kiosk's scanner reads what you type or paste HERE, in this terminal, with Enter behind it:

     {ready:22}  a dossier whose result is there: one touch to a number
     {working:22}  one that is still worked on
     {booking:22}  a booking of today
     {ticket:22}  the ticket of step 2, while it waits: give it up, or move it to something else

  5  The kiosk knows {procedures}: touch "Tra cứu thủ tục" and type, for example, {typed}.
  6  The pages: {address}  counters, guide desk, figures, accounts.
     First open {address}first{code}
     It makes your account, which makes all others.
  7  The waits:
     {python} -m broker report --db {database} --from {date} --to {date}

Close a window or press Ctrl-C to end.
"""


def show(out: Path) -> int:
    """Open the windows, say what to press, and wait until one is closed. 1 if a program ended by an error."""
    clock = DemoClock.starting(EIGHT_MS, 1.0)
    office = assets.find("offices/commune.toml")
    desk = spots(*screen_px(), COUNTERS)
    loudspeaker = "default" if has_loudspeaker() else None
    scanner = TerminalScanner(out / "run")
    with scanner.program, Stage(out / "run", office, clock, COUNTERS, desk, loudspeaker, scanner.address) as stage:
        print(_words(stage), flush=True)
        scanner.listen(sys.stdin)
        ended = _first_to_end(stage.programs)
    print(f"{ended.name} has ended; so does the demonstration.")
    if ended.process.returncode:
        raise ProcessError(f"{ended.name} ended with {ended.process.returncode}: {ended.last_words()}")
    return 0


def _words(stage: Stage) -> str:
    python, code = Path(sys.executable), stage.service.code(stage.programs["web"])
    if python.is_relative_to(Path.cwd()):
        python = python.relative_to(Path.cwd())
    return WORDS.format(
        paper=stage.paper, sound="" if stage.loudspeaker else f" (no sound card here: into {stage.sound})",
        ready=DOSSIER_READY, working=DOSSIER_WORKING, booking=booking_of(EIGHT_MS)[0], ticket=f"{DATE}.C-001",
        typed=TYPED,
        procedures=stage.service.published, address=stage.service.address,
        code=f" and type the code {code}" if code else "", python=python, database=stage.database, date=DATE,
    )  # fmt: skip


def _first_to_end(programs: dict[str, Program]) -> Program:
    """Wait until somebody closes a window."""
    while True:
        for program in programs.values():
            if not program.alive:
                return program
        time.sleep(0.5)
