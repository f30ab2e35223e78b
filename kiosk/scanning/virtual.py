"""A serial scanner to try things with: on a pseudo-terminal, as slow as the line, with the faults that real ones have.

scan 2026-11-23.A-025      reads a code and sends it with its end of line
half 2026-11-23.A-025      the cable gives out in the middle of it: no end of line
raw 00ff1b...              bytes in hex, as they are
garbage 10000              so many bytes of noise, always the same, and an end of line
unplug | plug              the cable
suffix cr | lf | crlf | none
"""

from __future__ import annotations

import os
import random
import select
import time
from collections.abc import Callable
from pathlib import Path

from assets.wires.pseudo_terminal import PseudoTerminal
from kiosk.errors import KioskError

SUFFIXES = {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n", "none": b""}
#: What goes over the line at once; scanners send their code in one burst.
BURST_BYTES = 64
#: Start bit, eight bits, stop bit.
BITS_A_BYTE = 10
PATIENCE_S = 5.0


class ScannerError(KioskError):
    """A line that the virtual scanner cannot do."""


class VirtualScanner:
    """Use it from one thread. Nothing it sends is kept."""

    def __init__(self, path: Path, baud: int = 9_600) -> None:
        self.baud, self.suffix = baud, SUFFIXES["cr"]
        self._pty = PseudoTerminal(path)
        self._pty.plug()

    @property
    def address(self) -> str:
        """How a kiosk names it."""
        return f"serial:{self._pty.path}?baud={self.baud}"

    def close(self) -> None:
        """Pull it out for good."""
        self._pty.unplug()

    def do(self, line: str) -> None:
        """One line of those above. Raises ScannerError."""
        verb, _, rest = line.strip().partition(" ")
        doing: dict[str, Callable[[str], None]] = {
            "scan": lambda text: self.send(text.encode() + self.suffix),
            "half": lambda text: self.send(text.encode()[: len(text.encode()) // 2]),
            "raw": self._raw, "garbage": self._garbage, "suffix": self._suffix,
            "unplug": lambda _rest: self._pty.unplug(), "plug": lambda _rest: self._plug(),
        }  # fmt: skip
        if verb not in doing:
            raise ScannerError(f"virtual scanner: {verb!r} is none of {', '.join(doing)}")
        doing[verb](rest)

    def send(self, data: bytes | bytearray) -> None:
        """Bytes at the pace of the line. Raises ScannerError when nobody takes them or the cable is out."""
        if self._pty.master < 0:
            raise ScannerError("virtual scanner: the cable is out")
        with memoryview(data) as all_of_it:
            for at in range(0, len(data), BURST_BYTES):
                self._burst(all_of_it[at : at + BURST_BYTES])

    def _burst(self, part: memoryview) -> None:
        while part:
            if not select.select([], [self._pty.master], [], PATIENCE_S)[1]:
                raise ScannerError("virtual scanner: nobody reads what it sends")
            part = part[os.write(self._pty.master, part) :]
        time.sleep(BURST_BYTES * BITS_A_BYTE / self.baud)

    def _plug(self) -> None:
        if self._pty.master < 0:
            self._pty.plug()

    def _raw(self, digits: str) -> None:
        try:
            self.send(bytes.fromhex(digits))
        except ValueError as error:
            raise ScannerError(f"virtual scanner: {digits[:40]!r} is not hex") from error

    def _garbage(self, count: str) -> None:
        if not count.isdecimal():
            raise ScannerError(f"virtual scanner: {count!r} is no number of bytes")
        noise = random.Random(count).randbytes(int(count)).translate(None, b"\r\n")
        self.send(noise + self.suffix)

    def _suffix(self, name: str) -> None:
        if name not in SUFFIXES:
            raise ScannerError(f"virtual scanner: suffix {name!r} is none of {', '.join(SUFFIXES)}")
        self.suffix = SUFFIXES[name]
