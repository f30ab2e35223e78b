"""The lines that lead into the printer: a TCP port as network printers have, and a pseudo-terminal that
stands for a serial port or a USB printer file. Each is one thread; without power a line is dead.
"""

import contextlib
import os
import select
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path

from assets.wires.pseudo_terminal import PseudoTerminal
from kiosk.virtual_printer.machine import Machine

LARGEST_READ = 4_096
SLOW_READ_S = 0.02  # a slow line brings the bytes of so much time at once
ANSWER_PATIENCE_S = 1.0
ABORT = struct.pack("ii", 1, 0)  # SO_LINGER: a reset instead of a goodbye


class _Bell:
    """Wakes a thread that polls files."""

    def __init__(self) -> None:
        self.file = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._lock = threading.Lock()

    def ring(self) -> None:
        """Any thread may ring, at any time; after `close` it does nothing."""
        with self._lock:
            if self.file >= 0:
                os.eventfd_write(self.file, 1)

    def close(self) -> None:
        with self._lock:
            os.close(self.file)
            self.file = -1

    def wait(self, file: int, events: int) -> int:
        """What happened to `file`; 0 when the bell rang instead."""
        poll = select.poll()
        poll.register(self.file, select.POLLIN)
        if file >= 0:
            poll.register(file, events)
        happened = dict(poll.poll())
        if self.file in happened:
            with contextlib.suppress(BlockingIOError):
                os.eventfd_read(self.file)
        return happened.get(file, 0)


class _Line:
    """A thread that brings bytes from a file to the machine while there is room and power."""

    def __init__(self, machine: Machine, name: str) -> None:
        self._machine, self._bell, self._stopped = machine, _Bell(), False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._power_cuts = machine.power_cuts
        machine.on_change(self._bell.ring)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped = True
        self._bell.ring()
        self._thread.join(5)
        self._bell.close()

    def _run(self) -> None:
        while not self._stopped:
            self._power_cuts = self._machine.power_cuts
            if self._machine.knobs.power:
                self._live()
            else:
                self._dead()

    def _live(self) -> None:
        """Serves until the power goes or the line is stopped."""
        raise NotImplementedError

    def _dead(self) -> None:
        """Waits for the power to come back or something else to change."""
        self._bell.wait(-1, 0)

    @property
    def _on(self) -> bool:
        """Whether the line is up and the power has never been gone since."""
        return not self._stopped and self._power_cuts == self._machine.power_cuts

    def _bring(self, file: int, read: Callable[[int], bytes], answer: Callable[[bytes], None]) -> None:
        """Feeds the machine until the other side or the power has gone."""
        while self._on:
            room = self._machine.room()
            happened = self._bell.wait(file, select.POLLIN if room else 0)
            if happened & (select.POLLERR | select.POLLNVAL):
                return
            if happened & select.POLLIN:
                data = read(min(room, self._most_bytes()))
                if not data:
                    return
                self._take_time(data)
                if self._on:
                    self._machine.receive(data, answer)
            elif happened & select.POLLHUP:
                return

    def _take_time(self, data: bytes) -> None:
        """A slow line takes so long to bring these bytes."""
        if self._machine.knobs.bytes_per_s:
            self._machine.pause(len(data) / self._machine.knobs.bytes_per_s)

    def _most_bytes(self) -> int:
        rate = self._machine.knobs.bytes_per_s
        return max(1, min(LARGEST_READ, int(rate * SLOW_READ_S))) if rate else LARGEST_READ


class TcpLine(_Line):
    """Port 9100 as printers have it: one caller at a time, others wait; without power nobody is let in."""

    def __init__(self, machine: Machine, host: str, port: int) -> None:
        super().__init__(machine, "printer-tcp")
        self._listener = socket.create_server((host, port))
        self.address: tuple[str, int] = self._listener.getsockname()[:2]

    def stop(self) -> None:
        super().stop()
        self._listener.close()

    def _live(self) -> None:
        if self._listener.fileno() < 0:
            self._listener = socket.create_server(self.address)
        while self._on:
            if self._bell.wait(self._listener.fileno(), select.POLLIN) and self._on:
                self._serve(self._listener.accept()[0])
        if not self._stopped:
            self._listener.close()

    def _serve(self, caller: socket.socket) -> None:
        caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        caller.settimeout(ANSWER_PATIENCE_S)

        def answer(data: bytes) -> None:
            with contextlib.suppress(OSError):
                caller.sendall(data)

        with caller:
            with contextlib.suppress(OSError):
                self._bring(caller.fileno(), caller.recv, answer)
            if not self._on:
                caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)


class TerminalLine(_Line):
    """A pseudo-terminal at a stable path, as /dev/serial/by-id has them.

    Without power it is unplugged, as USB is; a `uart` does not notice, and bytes are lost meanwhile.
    """

    def __init__(self, machine: Machine, path: Path, *, uart: bool) -> None:
        super().__init__(machine, "printer-terminal")
        self._uart, self._pty = uart, PseudoTerminal(path)
        self._pty.plug()

    def stop(self) -> None:
        super().stop()
        self._pty.unplug()

    def _live(self) -> None:
        if self._pty.master < 0:
            self._pty.plug()
        master = self._pty.master

        def answer(data: bytes) -> None:
            with contextlib.suppress(OSError):
                os.write(master, data)

        self._bring(master, lambda count: os.read(master, count), answer)
        if not self._uart:
            self._pty.unplug()

    def _dead(self) -> None:
        if self._bell.wait(self._pty.master if self._uart else -1, select.POLLIN) & select.POLLIN:
            self._take_time(os.read(self._pty.master, self._most_bytes()))
