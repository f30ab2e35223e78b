"""From the bytes of a scanner to what was scanned. Pure.

There is one buffer. What comes in is written into it and into nothing else; each line is looked at where it stands
and wiped at once. Only what is no ID card becomes a text. Whoever shows garbage fills the buffer and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from broker.contract.ids import PersonKey
from kiosk.scanning.card import is_card, is_private, wipe
from kiosk.session.messages import CardScanned, Input, Scanned

#: Longer than any code of an office and than any ID card.
LARGEST_BYTES = 2_048
ENDS = frozenset(b"\r\n")


class Collector:
    """`person` says whose card it is. `straight`: nothing on the way here kept the bytes, so cards may be read."""

    def __init__(self, person: Callable[[memoryview], PersonKey | None], *, straight: bool = True) -> None:
        self._person, self.straight = person, straight
        self._buffer = bytearray(LARGEST_BYTES)
        self._filled, self._overrun = 0, False

    @property
    def pending(self) -> bool:
        """Whether a line has begun and not ended."""
        return self._filled > 0 or self._overrun

    def room(self) -> memoryview:
        """Where the next bytes are to be written; never empty."""
        return memoryview(self._buffer)[self._filled :]

    def took(self, count: int) -> list[Input]:
        """So many bytes were written into `room`; what they make."""
        made: list[Input] = []
        self._filled += count
        while (end := self._end()) is not None:
            made += self._line(end)
            self._drop(end + 1)
        if self._filled == LARGEST_BYTES:
            self._overrun = True
            self._drop(self._filled)
        return made

    def put(self, data: bytes) -> list[Input]:
        """Bytes that somebody has already, as those of keys; more than fits is worked off piece by piece."""
        made: list[Input] = []
        while data:
            part, data = data[: len(room := self.room())], data[len(room) :]
            room[: len(part)] = part
            made += self.took(len(part))
        return made

    def quiet(self) -> list[Input]:
        """Nothing has come for a while: a scanner that sends no end of line has ended all the same."""
        made = self._line(self._filled) if self.pending else []
        self._drop(self._filled)
        return made

    def _end(self) -> int | None:
        return next((at for at in range(self._filled) if self._buffer[at] in ENDS), None)

    def _line(self, end: int) -> list[Input]:
        overrun, self._overrun = self._overrun, False
        if overrun:
            return [Scanned(text="")]
        with memoryview(self._buffer)[:end] as line:
            return list(self._read(line)) if end else []

    def _read(self, line: memoryview) -> Iterator[Input]:
        if not is_private(line):
            yield Scanned(text=str(line, "utf-8", "replace"))
        elif self.straight and is_card(line):
            yield CardScanned(person=self._person(line))
        else:
            yield CardScanned(whole=False)

    def _drop(self, count: int) -> None:
        """Wipe the first bytes; what stands behind them moves up, and where it stood is wiped."""
        left = self._filled - count
        with memoryview(self._buffer) as whole:  # moved in place: no copy is made
            whole[:left] = whole[count : self._filled]
            wipe(whole[left : self._filled])
        self._filled = left
