"""A line that can be cut, stalled and mended: TCP from a free port to mosquitto, through a thread of the test."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from types import TracebackType
from typing import Self

from broker.client.mqtt import parse_url


class Relay:
    """While it stalls, bytes wait and nothing is closed: a half-open line. `cut` closes, and refuses to connect."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"mqtt://127.0.0.1:{self._server.getsockname()[1]}"
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._lock, self._moved = threading.Lock(), threading.Condition()
        self._up, self._back, self._stop, self._refuse = True, True, False, False
        threading.Thread(target=self._accept, daemon=True).start()

    @classmethod
    def to(cls, url: str) -> Self:
        """A line to this address."""
        return cls(*parse_url(url))

    def stall(self, *, answers_only: bool = False) -> None:
        """Hold up bytes, those of the client too unless only answers are to wait."""
        with self._moved:
            self._up, self._back = answers_only, False

    def flow(self) -> None:
        """Let them go on."""
        with self._moved:
            self._up = self._back = True
            self._moved.notify_all()

    def cut(self) -> None:
        """Close all connections, and each new one at once."""
        self._refuse = True
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            _close(*pair)

    def mend(self) -> None:
        """Let connections stand again."""
        self._refuse = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop = True
        self.flow()
        self.cut()
        _close(self._server)

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self._server.accept()
            except OSError:
                return
            if self._refuse:
                near.close()
                continue
            far = socket.create_connection(self._target)
            for each in (near, far):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._pairs.append((near, far))
            threading.Thread(target=self._carry, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, up: bool) -> None:
        with selectors.DefaultSelector() as ready, contextlib.suppress(OSError, ValueError):
            ready.register(source, selectors.EVENT_READ)
            while not self._stop:
                if not ready.select(0.5):
                    continue
                data = source.recv(65536)
                if not data:
                    break
                with self._moved:
                    self._moved.wait_for(lambda: self._stop or (self._up if up else self._back), 60)
                target.sendall(data)
        _close(source, target)


def _close(*sockets: socket.socket) -> None:
    for each in sockets:
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()
