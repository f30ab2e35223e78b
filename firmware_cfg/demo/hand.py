"""A hand on a program: one line in, one JSON line back. What `--play -` of kiosk, lobby and counter understand."""

from __future__ import annotations

import json
import queue
import threading
from typing import Any

from firmware_cfg.processes import ProcessError, Program

#: No line of a play takes longer than this; longer, and the program hangs.
ANSWER_S = 60.0


class Hand:
    """Writes lines to a program's standard input and reads its answers. One thread uses it at a time."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._answers: queue.Queue[str] = queue.Queue()
        self._pictures: set[str] = set()
        threading.Thread(target=self._read, name=f"hand-{program.name}", daemon=True).start()

    def picture(self, name: str) -> None:
        """A picture of the window as it is now; the first of each name is kept."""
        if name not in self._pictures:
            self._pictures.add(name)
            self.do(f"shot {name}")

    def do(self, line: str, answer_s: float = ANSWER_S) -> dict[str, Any]:
        """Do one thing; what it answered. Raises ProcessError when the program is gone or hangs."""
        stream = self.program.process.stdin
        if stream is None or not self.program.alive:
            raise ProcessError(f"{self.program.name} is gone: {self.program.last_words()}")
        stream.write(line + "\n")
        stream.flush()
        try:
            answer = self._answers.get(timeout=answer_s)
        except queue.Empty:
            raise ProcessError(f"{self.program.name}: no answer to {line!r} in {answer_s:g} s") from None
        if not answer:
            raise ProcessError(f"{self.program.name} ended at {line!r}: {self.program.last_words()}")
        found: dict[str, Any] = json.loads(answer)
        return found

    def _read(self) -> None:
        stream = self.program.process.stdout
        for line in stream or ():
            if line.startswith("{"):
                self._answers.put(line)
        self._answers.put("")
