"""The machine's own thread: what comes from the screen, the printer and the link is handed to it one by one.

The way from a touch to the printer never waits for a frame of the window.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from kiosk.machine import Machine
from kiosk.session.messages import Input

#: The longest that time stands still for the machine: how late a time-out may be noticed.
TURN_S = 0.2

log = logging.getLogger(__name__)


class Worker:
    """`on_end` is called when the machine fails: the program is to end and be started again."""

    def __init__(self, machine: Machine, on_end: Callable[[BaseException], None]) -> None:
        self._machine, self._on_end = machine, on_end
        #: Told of each input that was taken in, after its view was shown; for plays and tests.
        self.on_turned: Callable[[Input | None], None] = lambda _event: None
        self._inbox: queue.SimpleQueue[Input | None] = queue.SimpleQueue()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="machine", daemon=True)
        machine.device.on_wake = self.wake

    def start(self) -> None:
        """Begin to listen and to work."""
        self._thread.start()

    def put(self, event: Input) -> None:
        """Hand something over, from any thread."""
        self._inbox.put(event)

    def wake(self) -> None:
        """Something came in over the link."""
        self._inbox.put(None)

    def close(self, timeout_s: float = 5.0) -> None:
        """Work off what was put, then end; the device has said goodbye when this returns."""
        self._ended = True
        self.wake()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._machine.device.close()

    def _run(self) -> None:
        try:
            self._machine.start()
            while not (self._ended and self._inbox.empty()):
                event = self._next()
                self._machine.turn(event)
                self.on_turned(event)
        except BaseException as error:
            log.exception("the machine failed")
            self._on_end(error)

    def _next(self) -> Input | None:
        try:
            return self._inbox.get(timeout=TURN_S)
        except queue.Empty:
            return None
