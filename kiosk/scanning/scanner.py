"""The serial scanner's own thread: opens the line, reads, tells what was scanned; a cable that was out is looked
for again and again, and one that sends without end is not listened to until it is still. What is read is never logged.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from assets.wires.serial_line import FAULTS, SerialAddress, SerialLine
from broker.contract.ids import PersonKey
from kiosk.scanning.collect import Collector
from kiosk.scanning.noise import Noise
from kiosk.session.messages import Input, ScannerChanged

#: A scanner that sends no end of line has ended after so long without a byte.
QUIET_S = 0.15
#: How often the thread looks whether it is to end.
LOOK_S = 0.5
#: How long after a failure the line is opened again; twice as long each time.
AGAIN_S, AGAIN_AT_MOST_S = 1.0, 10.0

log = logging.getLogger(__name__)


class Scanner:
    """`tell` gets what was scanned, `tell_state` whether the scanner is there, both from this thread."""

    def __init__(
        self,
        address: SerialAddress,
        person: Callable[[memoryview], PersonKey | None],
        tell: Callable[[Input], None],
        tell_state: Callable[[ScannerChanged], None] = lambda _state: None,
    ) -> None:
        self._address, self._person, self._tell, self._tell_state = address, person, tell, tell_state
        self._ended = threading.Event()
        self._trouble: str | None = None
        self._again_s = AGAIN_S
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def close(self, timeout_s: float = 3.0) -> None:
        """End; returns when the line is closed."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                line = SerialLine(self._address)
            except (*FAULTS, ValueError) as fault:
                self._failed("cannot be opened", fault)
                continue
            try:
                self._say("", straight=line.straight)
                self._again_s = AGAIN_S
                self._listen(line)
            except FAULTS as fault:
                self._failed("connection lost", fault)
            finally:
                with suppress(*FAULTS):
                    line.close(discard=False)

    def _listen(self, line: SerialLine) -> None:
        collector, noise = Collector(self._person, straight=line.straight), Noise()
        since_s = time.monotonic()
        while not self._ended.is_set():
            with collector.room() as room:
                count = line.read_into(room, QUIET_S if collector.pending else LOOK_S)
            now_s, made = time.monotonic(), []
            if count:
                made, since_s = collector.took(count), now_s
                noise.heard(now_s, len(made))
            elif now_s - since_s >= QUIET_S:
                made = collector.quiet()
                noise.passes(now_s)
            if noise.mad:
                self._say(f"scanner {self._address.target}: it sends without end", noisy=True)
                continue
            self._say("", straight=line.straight)
            for each in made:
                self._tell(each)

    def _failed(self, what: str, fault: Exception) -> None:
        reason = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
        self._say(f"scanner {self._address.target}: {what}: {reason}")
        self._ended.wait(self._again_s)
        self._again_s = min(AGAIN_AT_MOST_S, self._again_s * 2)

    def _say(self, trouble: str, *, straight: bool = False, noisy: bool = False) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            log.log(logging.WARNING if trouble else logging.INFO, "%s", trouble or "scanner ready")
            self._tell_state(ScannerChanged(there=not trouble, straight=straight, reason=trouble, noisy=noisy))
