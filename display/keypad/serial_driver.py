"""Keypads on one serial line: the bytes of `master`, in and out, and the line opened anew whenever it has gone."""

from __future__ import annotations

import errno
import logging
import threading
import time
from collections.abc import Mapping
from contextlib import suppress

from assets.wires.serial_line import FAULTS, SerialAddress, SerialLine
from broker.contract.ids import CounterId
from display.keypad.driver import Show, Told
from display.keypad.errors import FrameError
from display.keypad.frames import Frames, Reply, Request, decode_reply, encode_request
from display.keypad.master import Master
from display.keypad.timing import airtime_s, longest_reply_s

#: A line that has gone is opened again so much later.
AGAIN_S = 1.0
READ_MOST = 256
#: A line that has room takes a request at once; much less than this, and a busy processor looks like a full line.
WRITE_S = 1.0

_log = logging.getLogger(__name__)


class SerialKeypads:
    """A driver. `pads`, `signs`: address -> counter. `patience_s`: how long a pad may take, beside the bytes."""

    def __init__(
        self, address: SerialAddress, pads: Mapping[int, CounterId], patience_s: float,
        signs: Mapping[int, CounterId] | None = None,
    ) -> None:  # fmt: skip
        self._address, self._patience_s = address, patience_s
        self._master, self._frames = Master(pads, signs or {}), Frames()
        self._room = memoryview(bytearray(READ_MOST))
        self._line: SerialLine | None = None
        self._again_s = float("-inf")
        self._wake = threading.Event()
        self.trouble = ""
        self.requests = self.timeouts = 0

    @property
    def damaged(self) -> int:
        """Frames that came in damaged."""
        return self._frames.damaged

    def wake(self) -> None:
        """End a wait."""
        self._wake.set()

    def turn(self, shows: Mapping[CounterId, Show], wait_s: float) -> list[Told]:
        """One request and its reply."""
        self._master.want(shows)
        try:
            line = self._open()
            if line is None:
                self._rest(wait_s)
                return []
            return self._exchange(line, wait_s)
        except (*FAULTS, ValueError) as fault:
            return self._lost(fault)

    def close(self) -> None:
        """Leave the line."""
        if self._line is not None:
            with suppress(*FAULTS):
                self._line.close(discard=True)
            self._line = None

    def _open(self) -> SerialLine | None:
        if self._line is None and time.monotonic() >= self._again_s:
            self._line = SerialLine(self._address, prompt=True)
            self._frames.clear()
            self._say("")
        return self._line

    def _lost(self, fault: Exception) -> list[Told]:
        reason = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
        self._say(f"keypad line {self._address.target}: {reason}")
        self.close()
        self._again_s = time.monotonic() + AGAIN_S
        return self._master.line_lost(self.trouble)

    def _say(self, trouble: str) -> None:
        """How the line is, once a change."""
        if trouble != self.trouble:
            _log.warning("%s", trouble or f"keypad line {self._address.target}: there again")
        self.trouble = trouble

    def _exchange(self, line: SerialLine, wait_s: float) -> list[Told]:
        request = self._master.ask(time.monotonic())
        if request is None:
            self._rest(min(wait_s, self._master.due_s - time.monotonic()))
            return []
        self.requests += 1
        told = self._ask(line, request)
        return [told] if told is not None else []

    def _rest(self, wait_s: float) -> None:
        self._wake.wait(max(0.0, wait_s))
        self._wake.clear()

    def _ask(self, line: SerialLine, request: Request) -> Told | None:
        data, baud = encode_request(request), self._address.baud
        self._write(line, data)
        end_s = time.monotonic() + airtime_s(len(data), baud) + longest_reply_s(baud) + self._patience_s
        came = b""
        while (wait_s := end_s - time.monotonic()) > 0:
            count = line.read_into(self._room, wait_s)
            now_s, data_in = time.monotonic(), bytes(self._room[:count])
            came += data_in
            for payload in self._frames.feed(data_in):
                reply = _reply(payload)
                told = self._master.take(reply, now_s - airtime_s(len(payload) + 6, baud)) if reply else None
                if told is not None:
                    return told
        self.timeouts += 1
        return self._master.in_vain(time.monotonic(), spoiled=bool(came.removeprefix(data)))  # it may echo us

    def _write(self, line: SerialLine, data: bytes) -> None:
        """Raises OSError for a line that takes no bytes: waiting for it would keep all counters waiting."""
        while data:
            taken = line.write_some(data, WRITE_S)
            if not taken:
                raise TimeoutError(errno.ETIMEDOUT, "it takes no bytes")
            data = data[taken:]


def _reply(payload: bytes) -> Reply | None:
    try:
        return decode_reply(payload)
    except FrameError:
        return None
