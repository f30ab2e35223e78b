"""The grammar of ESC/POS as far as this printer speaks it: bytes in, whole commands out.

Names and lengths follow Epson's command reference. What is not known is handed on as "unknown" with its
place, never skipped in silence.
"""

from dataclasses import dataclass

ESC, GS, DLE = 0x1B, 0x1D, 0x10
LONGEST_RASTER_BYTES = 4_000_000  # a header that promises more is no picture but lost bytes


@dataclass(frozen=True)
class Command:
    """`offset`: where in the stream it began; `params`: the bytes after its name; `size`: all its bytes."""

    offset: int
    name: str
    params: bytes
    size: int


# Name and number of parameter bytes.
FIXED: dict[bytes, tuple[str, int]] = {
    b"\x1b@": ("ESC @", 0),
    b"\x1ba": ("ESC a", 1),
    b"\x1bJ": ("ESC J", 1),
    b"\x1bd": ("ESC d", 1),
    b"\x1b2": ("ESC 2", 0),
    b"\x1b3": ("ESC 3", 1),
    b"\x1bE": ("ESC E", 1),
    b"\x1bt": ("ESC t", 1),
    b"\x1d!": ("GS !", 1),
    b"\x1dL": ("GS L", 2),
    b"\x1dP": ("GS P", 2),
    b"\x1dr": ("GS r", 1),
    b"\x10\x04": ("DLE EOT", 1),
    b"\x10\x05": ("DLE ENQ", 1),
}
SINGLE = {0x00: "NUL", 0x0A: "LF"}
DLE_DC4 = b"\x10\x14"
DLE_DC4_PARAMS = {1: 3, 2: 3, 8: 8}
CUTS_WITH_FEED = (65, 66, 97, 98)


class Parser:
    """Takes bytes as they come and gives commands as they become whole."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._offset = 0

    def __len__(self) -> int:
        return len(self._buffer)

    def feed(self, data: bytes) -> None:
        self._buffer += data

    def clear(self) -> None:
        self._offset += len(self._buffer)
        self._buffer.clear()

    def next(self) -> Command | None:
        """The next command, or None when more bytes are needed."""
        if not self._buffer:
            return None
        lead = self._buffer[0]
        if lead in (ESC, GS, DLE):
            return self._escaped()
        if lead in SINGLE:
            return self._take(SINGLE[lead], 1, 0)
        if 0x20 <= lead < 0x7F:
            return self._text()
        return self._take("unknown", 0, 1)

    def leftover(self) -> Command | None:
        """What remains when no more bytes will come: a command that was broken off."""
        return self._take("unknown", 0, len(self._buffer)) if self._buffer else None

    def _text(self) -> Command | None:
        length = next((at for at, byte in enumerate(self._buffer) if not 0x20 <= byte < 0x7F), len(self._buffer))
        return self._take("text", 0, length)

    def _escaped(self) -> Command | None:
        if len(self._buffer) < 2:
            return None
        prefix = bytes(self._buffer[:2])
        if prefix in FIXED:
            return self._take(FIXED[prefix][0], 2, FIXED[prefix][1])
        grow = {b"\x1dv": self._raster, b"\x1d(": self._two_dimensional, b"\x1dV": self._cut, DLE_DC4: self._dc4}
        return grow[prefix]() if prefix in grow else self._take("unknown", 0, 2)

    def _raster(self) -> Command | None:
        if len(self._buffer) < 8:
            return None
        zero, mode, width, width_high, height, height_high = self._buffer[2:8]
        size = (width + 256 * width_high) * (height + 256 * height_high)
        if zero != 0x30 or mode & ~0x30 > 3 or size > LONGEST_RASTER_BYTES:
            return self._take("unknown", 0, 8)
        return self._take("GS v 0", 3, 5 + size)

    def _two_dimensional(self) -> Command | None:
        if len(self._buffer) < 5:
            return None
        length = self._buffer[3] + 256 * self._buffer[4]
        known = self._buffer[2] == ord("k")
        return self._take("GS ( k", 5, length) if known else self._take("unknown", 0, 5 + length)

    def _cut(self) -> Command | None:
        if len(self._buffer) < 3:
            return None
        return self._take("GS V", 2, 2 if self._buffer[2] in CUTS_WITH_FEED else 1)

    def _dc4(self) -> Command | None:
        if len(self._buffer) < 3:
            return None
        params = DLE_DC4_PARAMS.get(self._buffer[2])
        return self._take("DLE DC4", 2, params) if params else self._take("unknown", 0, 3)

    def _take(self, name: str, prefix: int, params: int) -> Command | None:
        size = prefix + params
        if len(self._buffer) < size:
            return None
        command = Command(self._offset, name, bytes(self._buffer[prefix:size]), size)
        del self._buffer[:size]
        self._offset += size
        return command
