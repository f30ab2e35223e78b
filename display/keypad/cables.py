"""The cable of a simulated keypad line: what the master opens, a pseudo-terminal or a TCP port."""

from __future__ import annotations

import select
import socket
from pathlib import Path
from typing import Protocol

from assets.wires.pseudo_terminal import PseudoTerminal
from display.keypad.errors import KeypadError

#: How often an idle line looks whether it is to end.
LOOK_S = 0.1


class Cable(Protocol):
    """The master's way in."""

    address: str

    def file(self) -> int:
        """What to read from; -1 while nobody can be there."""

    def lost(self) -> None:
        """The master has gone."""

    def pull(self) -> None:
        """The plug comes out."""

    def plug(self) -> None:
        """The plug goes in."""


class TerminalCable:
    """A pseudo-terminal at a path, as a USB adapter has one below /dev/serial/by-id."""

    def __init__(self, path: Path) -> None:
        self._pty, self.address = PseudoTerminal(path), f"serial:{path}"
        self._pty.plug()

    def file(self) -> int:
        """The adapter's end."""
        return self._pty.master

    def lost(self) -> None:
        """A terminal stays."""

    def pull(self) -> None:
        """The device vanishes."""
        self._pty.unplug()

    def plug(self) -> None:
        """It is there again."""
        if self._pty.master < 0:
            self._pty.plug()


class TcpCable:
    """A port as serial device servers have it; one caller at a time."""

    def __init__(self, port: int) -> None:
        self._listener = socket.create_server(("127.0.0.1", port))
        self._port = self._listener.getsockname()[1]
        self._caller: socket.socket | None = None
        self.address = f"serial:socket://127.0.0.1:{self._port}"

    def file(self) -> int:
        """The caller, or the listener taken in."""
        if self._caller is None and self._listener.fileno() >= 0 and select.select([self._listener], [], [], LOOK_S)[0]:
            self._caller = self._listener.accept()[0]
            self._caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._caller.fileno() if self._caller else -1

    def lost(self) -> None:
        """The caller hung up."""
        if self._caller is not None:
            self._caller.close()
            self._caller = None

    def pull(self) -> None:
        """Nobody is let in."""
        self.lost()
        self._listener.close()

    def plug(self) -> None:
        """Callers are let in again."""
        if self._listener.fileno() < 0:
            self._listener = socket.create_server(("127.0.0.1", self._port))


def cable(where: str) -> Cable:
    """ "pty:/tmp/keypads" or "tcp:4001". Raises KeypadError."""
    kind, _, rest = where.partition(":")
    try:
        if kind == "pty" and rest:
            return TerminalCable(Path(rest))
        if kind == "tcp" and rest.isdecimal():
            return TcpCable(int(rest))
    except OSError as error:
        raise KeypadError(f"simulated line {where}: {error.strerror}") from error
    raise KeypadError(f"simulated line {where!r} is neither pty:/path nor tcp:port")
