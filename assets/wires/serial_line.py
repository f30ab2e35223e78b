"""A serial line by its address, for printers, scanners and call keypads alike: the one owner of pyserial.

An address is "serial:" and a device (/dev/serial/by-id/...) or any URL of pyserial (socket://, rfc2217://, loop://),
with `?baud=` and `&flow=` behind it.
"""

from __future__ import annotations

import io
import os
import select
import termios
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from assets.files import AssetsError

#: What the kernel and pyserial raise when a device has gone.
FAULTS = (OSError, termios.error)
SETTINGS = ("baud", "flow")
FLOWS = ("none", "rtscts", "dsrdtr", "xonxoff")
SCHEMES = ("socket", "rfc2217", "loop", "spy", "hwgrep", "alt")
#: How finely a line knows what has gone out.
CHUNK_BYTES = 256


class SerialAddressError(AssetsError):
    """An address that cannot be understood; the sentence says what is wrong with it."""


@dataclass(frozen=True)
class SerialAddress:
    """Which line, how fast, and how it is told to wait."""

    target: str
    baud: int = 115_200
    flow: str = "none"


def serial_address(rest: str, default_baud: int = 115_200) -> SerialAddress:
    """What stands behind "serial:". Raises SerialAddressError."""
    device, _, query = rest.partition("?")
    settings = dict(parse_qsl(query, keep_blank_values=True))
    ours = {name: settings.pop(name) for name in SETTINGS if name in settings}
    baud, flow = ours.get("baud", str(default_baud)), ours.get("flow", "none")
    for wrong in _mistakes(device, settings, baud, flow):
        raise SerialAddressError(wrong)
    return SerialAddress(f"{device}?{urlencode(settings)}" if settings else device, int(baud), flow)


def _mistakes(device: str, unknown: dict[str, str], baud: str, flow: str) -> list[str]:
    scheme = device.split("://", maxsplit=1)[0] if "://" in device else ""
    found = []
    if not device:
        found.append("the device is missing")
    if unknown and not scheme:
        found.append(f"unknown setting {min(unknown)!r} (there are {', '.join(SETTINGS)})")
    if scheme and scheme not in SCHEMES:
        found.append(f"unknown serial kind {scheme!r}")
    if not baud.isdecimal() or not 300 <= int(baud) <= 4_000_000:
        found.append(f"baud {baud!r} is no speed")
    if flow not in FLOWS:
        found.append(f"flow {flow!r} is not one of {', '.join(FLOWS)}")
    return found


class SerialLine:
    """An open line. Raises one of FAULTS, or ValueError, when it cannot be opened or has gone."""

    def __init__(self, address: SerialAddress, *, prompt: bool = False) -> None:
        """`prompt`: a USB adapter hands on what it has at once, where it can; by itself it waits up to 16 ms."""
        import serial  # 15 ms and only where a serial device is

        flows = {name: name == address.flow for name in FLOWS if name != "none"}
        self._timed_out: type[Exception] = serial.SerialTimeoutException
        alone = {} if "://" in address.target else {"exclusive": True}  # two programs would mix their bytes
        self._line: Any = serial.serial_for_url(
            address.target, address.baud, timeout=1.0, write_timeout=1.0, **flows, **alone
        )
        self._file = _file_of(self._line)
        if prompt:
            with suppress(*FAULTS, ValueError, AttributeError, NotImplementedError):  # neither pty nor socket can
                self._line.set_low_latency_mode(True)

    @property
    def straight(self) -> bool:
        """Whether `read_into` brings bytes from the kernel into the caller's buffer and nowhere else on the way."""
        return self._file is not None

    def write_some(self, data: bytes, timeout_s: float) -> int:
        """How many bytes were taken; 0 when none was in time."""
        self._line.write_timeout = timeout_s
        try:
            return int(self._line.write(data[:CHUNK_BYTES]))
        except self._timed_out:
            return 0

    def read_some(self, count: int, timeout_s: float) -> bytes:
        """What is there; nothing after the time-out."""
        self._line.timeout = timeout_s
        first: bytes = self._line.read(1)
        more: bytes = self._line.read(min(count - 1, self._line.in_waiting)) if first else b""
        return first + more

    def read_into(self, room: memoryview, timeout_s: float) -> int:
        """Put what is there into `room`; how many bytes, 0 after the time-out."""
        if self._file is None:
            data = self.read_some(len(room), timeout_s)
            room[: len(data)] = data
            return len(data)
        if not select.select([self._file], [], [], max(0.0, timeout_s))[0]:
            return 0
        count = os.readv(self._file, [room])
        if count == 0:
            raise ConnectionError("the device has gone")
        return count

    def close(self, *, discard: bool) -> None:
        """Close; `discard` throws away what is on its way out."""
        try:
            if discard:
                self._line.reset_output_buffer()
        finally:
            self._line.close()


def _file_of(line: Any) -> int | None:
    try:
        return int(line.fileno())
    except (AttributeError, io.UnsupportedOperation):
        return None
