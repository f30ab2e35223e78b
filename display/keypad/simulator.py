"""A line full of keypads to try things with: on a pseudo-terminal or a TCP port, as slow and as bad as a real one.

It stands for the cable, the adapter and the pads. One thread serves the line; the others press keys and pull plugs.
"""

from __future__ import annotations

import os
import select
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Protocol

from assets.wires.pseudo_terminal import PseudoTerminal
from broker.contract.commands import Key
from display.counter.answers import Light
from display.keypad.errors import FrameError, KeypadError
from display.keypad.frames import ADDRESSES, Frames, Request, decode_request, encode_reply
from display.keypad.noise import Noise
from display.keypad.pad import Pad
from display.keypad.timing import PAD_TURN_S, airtime_s

#: How often an idle line looks whether it is to end.
LOOK_S = 0.1
READ_MOST = 4096
PATIENCE_S = 1.0
#: Of each pad, when it was asked: to measure rounds by.
POLLS_KEPT = 1_000


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


class Simulator:
    """`count` pads, addresses from 1. `baud` 0: bytes take no time."""

    def __init__(self, line: Cable, count: int, baud: int = 0, noise: Noise | None = None) -> None:
        if count not in ADDRESSES:
            raise KeypadError(f"{count} pads: one line takes {ADDRESSES[0]} to {ADDRESSES[-1]}")
        self.line, self.baud, self.noise = line, baud, noise or Noise(Random(0))
        self._pads = {address: Pad(address) for address in range(1, count + 1)}
        self._out: set[int] = set()
        self._frames = Frames()
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keypads", daemon=True)
        self.requests = 0
        self.polled = {address: deque[float](maxlen=POLLS_KEPT) for address in self._pads}

    def __enter__(self) -> Simulator:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self._stopped.set()
        self._thread.join(5.0)
        self.line.pull()

    # --- hands and eyes, from any thread ---------------------------------------------------------------------

    def key(self, address: int, key: Key, down: bool) -> None:
        """The contact of a key closes or opens."""
        with self._pad(address) as pad:
            pad.key(key, down, time.monotonic())

    def text(self, address: int) -> str:
        """What stands in the digits."""
        with self._pad(address) as pad:
            pad.step(time.monotonic())
            return pad.text

    def answer(self, address: int) -> int | None:
        """The number of the answer that was played last."""
        with self._pad(address) as pad:
            return pad.nth

    def lit(self, address: int) -> set[Light]:
        """Which lamps shine, and whether it beeps."""
        with self._pad(address) as pad:
            return pad.lit(time.monotonic())

    def wait(self, address: int, condition: Callable[[Pad], bool], timeout_s: float) -> bool:
        """Until a request has made a pad so; False when the time is over."""
        with self._changed:
            return self._changed.wait_for(lambda: condition(self._pads[address]), timeout_s)

    def unplug(self, address: int) -> None:
        """The pad's own cable comes out; it has no power then."""
        with self._pad(address):
            self._out.add(address)

    def plug(self, address: int) -> None:
        """It goes in again."""
        with self._pad(address) as pad:
            self._out.discard(address)
            pad.restart(time.monotonic())

    @contextmanager
    def _pad(self, address: int) -> Iterator[Pad]:
        if address not in self._pads:
            raise KeypadError(f"there is no keypad {address} on this line, only 1 to {len(self._pads)}")
        with self._lock:
            yield self._pads[address]

    # --- the line ----------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopped.is_set():
            file = self.line.file()
            if file < 0:
                self._stopped.wait(LOOK_S)
                continue
            try:
                data = os.read(file, READ_MOST) if select.select([file], [], [], LOOK_S)[0] else None
                if data == b"":
                    raise ConnectionError("the caller has gone")
                self._hear(file, data or b"")
            except (OSError, ValueError):  # pulled out, or nobody has it open
                self.line.lost()
                self._stopped.wait(0.01)

    def _hear(self, file: int, data: bytes) -> None:
        for payload in self._frames.feed(self.noise.through(data)):
            with suppress(FrameError):
                request = decode_request(payload)
                if request is not None:
                    self._answer(file, request, len(payload) + 6)

    def _answer(self, file: int, request: Request, count: int) -> None:
        begun_s = time.monotonic()
        heard_s = begun_s + (airtime_s(count, self.baud) if self.baud else 0.0)
        self._sleep_until(heard_s)
        with self._changed:
            self.requests += 1
            pad = self._pads.get(request.address)
            if pad is None or request.address in self._out:
                return
            reply = pad.hear(request, heard_s)
            self.polled[request.address].append(heard_s)
            self._changed.notify_all()
        data = encode_reply(reply) if reply else b""
        if self.baud:
            self._sleep_until(heard_s + PAD_TURN_S + airtime_s(len(data), self.baud))
        data = self.noise.through(data)
        if data and select.select([], [file], [], PATIENCE_S)[1]:
            os.write(file, data)

    @staticmethod
    def _sleep_until(at_s: float) -> None:
        left_s = at_s - time.monotonic()
        if left_s > 0:
            time.sleep(left_s)
