"""The scanner of a demonstration at a screen: what is typed or pasted into the terminal is read at the kiosk."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TextIO

from firmware_cfg.processes import ProcessError, Program, start


class TerminalScanner:
    """The product's virtual scanner, on a pseudo-terminal in `folder`; `address` as the kiosk's settings name it."""

    def __init__(self, folder: Path) -> None:
        self.program: Program = start(
            "scanner", "kiosk", "virtual-scanner", "--terminal", str(folder / "scanner"), folder=folder / "logs",
            piped=True, ready=False, own_group=True,
        )  # fmt: skip
        self.address = self._answer()
        if not self.address:
            raise ProcessError(f"scanner: {self.program.last_words()}")

    def scan(self, code: str) -> str:
        """Read a code; "ok" or what is wrong."""
        stream = self.program.process.stdin
        if stream is None or not self.program.alive:
            return "the scanner is gone"
        stream.write(f"scan {code}\n")
        stream.flush()
        return self._answer()

    def listen(self, source: TextIO) -> None:
        """Read whatever is typed there, beside everything else, to the end of the lines."""
        if at_hand(source):
            threading.Thread(target=self._listen, args=(source,), name="terminal", daemon=True).start()

    def _listen(self, source: TextIO) -> None:
        for line in source:
            if code := line.strip():
                answer = self.scan(code)
                print(f"scanned {code}" if answer == "ok" else answer, flush=True)

    def _answer(self) -> str:
        stream = self.program.process.stdout
        return stream.readline().strip() if stream is not None else ""


def at_hand(source: TextIO = sys.stdin) -> bool:
    """Whether somebody may type there: a program in the background of a terminal is stopped when it reads."""
    try:
        return not source.isatty() or os.tcgetpgrp(source.fileno()) == os.getpgrp()
    except (OSError, ValueError):
        return False
