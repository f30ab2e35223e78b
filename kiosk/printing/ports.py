"""The line to a device: TCP, serial, or the kernel's USB printer file, all alike and none ever hanging.

A port opens on first use and, once lost (cable pulled, device switched off), again on the next use. What
goes wrong is a `PortError` whose sentence names the port.
"""

import os
import select
import socket
import struct
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol
from urllib.parse import urlsplit

from assets.wires.serial_line import FAULTS, SerialAddressError, SerialLine, serial_address
from kiosk.errors import KioskError

CONNECT_TIMEOUT_S = 3.0
EMPTY_READ_PAUSE_S = 0.01  # some USB printers send empty packets without end
FORMS = "tcp://host:9100, serial:/dev/ttyUSB0?baud=115200, usb-lp:/dev/usb/lp0"


class PortError(KioskError):
    """A port cannot be used. `sent`: how many bytes of the last `send` had been taken before."""

    def __init__(self, sentence: str, sent: int = 0) -> None:
        super().__init__(sentence)
        self.sent = sent


class PortTimeout(PortError):
    """The device did not take all bytes in time; it is still there."""


class PortUrlError(PortError):
    """The address of a port cannot be understood."""


class Port(Protocol):
    """A device that bytes go to and come from. Not for several threads at once."""

    @property
    def name(self) -> str:
        """The address it was opened by."""

    def send(self, data: bytes, timeout_s: float) -> None:
        """Hands all bytes over. Raises PortTimeout or PortError, both with `sent`."""

    def receive(self, count: int, timeout_s: float) -> bytes:
        """Up to `count` bytes as soon as there are any, none after the time-out. Raises PortError."""

    def rest(self) -> None:
        """A conversation is over: a network port makes room for others, a device file stays open."""

    def abort(self) -> None:
        """Closes and throws away what the device has not taken yet."""

    def close(self) -> None:
        """Closes; the next use opens again."""


def open_port(url: str) -> Port:
    """The port at an address, opened on first use. Raises PortUrlError naming what is wrong with it."""
    scheme, _, rest = url.partition(":")
    makers: dict[str, Callable[[str, str], Port]] = {"tcp": _tcp, "serial": _serial, "usb-lp": _printer_file}
    if scheme not in makers:
        raise _wrong(url, f"unknown kind {scheme!r}" if rest else "no kind before a colon")
    return makers[scheme](url, rest)


def _wrong(url: str, what: str) -> PortUrlError:
    return PortUrlError(f"port {url!r}: {what}; valid are {FORMS}")


def _tcp(url: str, _rest: str) -> Port:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise _wrong(url, "the port number is not between 1 and 65535") from None
    if not parts.hostname or not port:
        raise _wrong(url, "the port number is missing" if parts.hostname else "the host is missing")
    if parts.path.strip("/") or parts.query:
        raise _wrong(url, f"{parts.path or '?' + parts.query!r} after the port number")
    address = (parts.hostname, port)
    return DevicePort(url, lambda: _Tcp(address), stays_open=False)


def _serial(url: str, rest: str) -> Port:
    try:
        address = serial_address(rest)
    except SerialAddressError as error:
        raise _wrong(url, str(error)) from error
    return DevicePort(url, lambda: SerialLine(address), stays_open=True)


def _printer_file(url: str, path: str) -> Port:
    if not path.startswith("/"):
        raise _wrong(url, "the device file is missing or not an absolute path")
    return DevicePort(url, lambda: _PrinterFile(path), stays_open=True)


class Device(Protocol):
    """An open device. Raises one of FAULTS when it is gone."""

    def write_some(self, data: bytes, timeout_s: float) -> int:
        """How many bytes were taken; 0 when none was in time."""

    def read_some(self, count: int, timeout_s: float) -> bytes:
        """What is there; nothing after the time-out."""

    def close(self, *, discard: bool) -> None:
        """Closes; `discard` throws away what is on its way out."""


class DevicePort:
    """A `Port` over a device that is opened when needed."""

    def __init__(self, name: str, opener: Callable[[], Device], *, stays_open: bool) -> None:
        self._name, self._opener, self._stays_open = name, opener, stays_open
        self._device: Device | None = None

    @property
    def name(self) -> str:
        return self._name

    def send(self, data: bytes, timeout_s: float) -> None:
        device, sent, deadline_s = self._opened(), 0, time.monotonic() + timeout_s
        while sent < len(data):
            left_s = deadline_s - time.monotonic()
            if left_s <= 0:
                said = f"{self._name}: took only {sent} of {len(data)} bytes in {timeout_s:g} s"
                raise PortTimeout(said, sent)
            try:
                sent += device.write_some(data[sent:], left_s)
            except FAULTS as fault:
                raise self._lost(fault, f"connection lost after {sent} of {len(data)} bytes", sent) from fault

    def receive(self, count: int, timeout_s: float) -> bytes:
        try:
            return self._opened().read_some(count, timeout_s)
        except FAULTS as fault:
            raise self._lost(fault, "connection lost") from fault

    def rest(self) -> None:
        if not self._stays_open:
            self.close()

    def abort(self) -> None:
        self._shut(discard=True)

    def close(self) -> None:
        self._shut(discard=False)

    def _opened(self) -> Device:
        if self._device is None:
            try:
                self._device = self._opener()
            except (*FAULTS, ValueError) as fault:
                raise self._lost(fault, "cannot be opened") from fault
        return self._device

    def _lost(self, fault: Exception, what: str, sent: int = 0) -> PortError:
        self._shut(discard=True)
        reason = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
        return PortError(f"{self._name}: {what}: {reason}", sent)

    def _shut(self, *, discard: bool) -> None:
        device, self._device = self._device, None
        if device is not None:
            with suppress(*FAULTS):  # gone already: what we wanted
                device.close(discard=discard)


class _Tcp:
    def __init__(self, address: tuple[str, int]) -> None:
        self._socket = socket.create_connection(address, CONNECT_TIMEOUT_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setblocking(False)

    def write_some(self, data: bytes, timeout_s: float) -> int:
        return self._socket.send(data) if _ready(self._socket.fileno(), select.POLLOUT, timeout_s) else 0

    def read_some(self, count: int, timeout_s: float) -> bytes:
        if not _ready(self._socket.fileno(), select.POLLIN, timeout_s):
            return b""
        data = self._socket.recv(count)
        if not data:
            raise ConnectionError("closed by the other side")
        return data

    def close(self, *, discard: bool) -> None:
        if discard:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()


class _PrinterFile:
    """/dev/usb/lp*: the kernel's usblp driver. Any terminal file will do as well."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)

    def write_some(self, data: bytes, timeout_s: float) -> int:
        try:
            return os.write(self._file, data) if _ready(self._file, select.POLLOUT, timeout_s) else 0
        except BlockingIOError:  # ready for less than the driver's smallest piece
            return 0

    def read_some(self, count: int, timeout_s: float) -> bytes:
        if not _ready(self._file, select.POLLIN, timeout_s):
            return b""
        with suppress(BlockingIOError):
            if data := os.read(self._file, count):
                return data
        if _happened(self._file, select.POLLIN, 0) & select.POLLHUP:
            raise ConnectionError("the device has gone")
        time.sleep(min(timeout_s, EMPTY_READ_PAUSE_S))
        return b""

    def close(self, *, discard: bool) -> None:
        try:
            if discard and os.isatty(self._file):
                termios.tcflush(self._file, termios.TCOFLUSH)
        finally:
            os.close(self._file)


def _ready(file: int, event: int, timeout_s: float) -> bool:
    """Whether the file may be read or written in time. Raises OSError when its device has gone."""
    happened = _happened(file, event, timeout_s)
    if happened and not happened & event:
        raise ConnectionError("the device has gone")
    return bool(happened)


def _happened(file: int, event: int, timeout_s: float) -> int:
    poll = select.poll()
    poll.register(file, event)
    return dict(poll.poll(max(0, timeout_s) * 1000)).get(file, 0)
