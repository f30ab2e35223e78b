"""Bundles for the devices: served by plain HTTP on a port of their own, and announced on MQTT by their hash.

The port is open to the office's network where the pages are not: what is in a bundle hangs on the wall anyhow, and
no visitor's data is ever in one. Nobody can slip a device a false one: it takes only what has the announced hash.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from broker import bundles
from broker.bundles import Packed
from broker.client.link import Link
from broker.contract.codec import StatusMessage, encode
from broker.contract.status import Bundle
from broker.contract.topics import Topics

#: How often the folder is looked at: an import is announced so late at most.
LOOK_S = 1.0
END_S = 3.0
#: The name under which this part of the service is seen among the devices.
DEVICE = "bundles"

log = logging.getLogger("motcua.bundles")


class Shelf:
    """What lies in the folder; a file is read for its hash once, and again when it has changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: tuple[tuple[str, int, int], ...] | None = None
        self._packed: tuple[Packed, ...] = ()

    def look(self) -> tuple[Packed, ...]:
        """All bundles there are. Raises OSError."""
        stamps = tuple(self._stamp(file) for file in sorted(self.folder.glob("*.zip")))
        if stamps != self._known:
            self._packed, self._known = tuple(bundles.bundles(self.folder)), stamps
        return self._packed

    @staticmethod
    def _stamp(file: Path) -> tuple[str, int, int]:
        found = file.stat()
        return file.name, found.st_mtime_ns, found.st_size


def path_of(packed: Packed) -> str:
    """The address of a bundle below the port: another content, another address."""
    return f"/bundles/{packed.name}/{packed.digest}.zip"


def routes(shelf: Shelf) -> Sequence[BaseRoute]:
    """Where bundles are fetched; part of one may be asked for (Range), to go on where a line was cut."""

    def fetch(request: Request) -> Response:
        wanted = request.url.path
        found = next((each for each in shelf.look() if path_of(each) == wanted), None)
        if found is None:
            return PlainTextResponse("no such bundle; the newest is announced on MQTT\n", 404)
        return FileResponse(found.file, media_type="application/zip")

    return [Route("/bundles/{name}/{file}", fetch)]


class Announcer:
    """Says what lies on the shelf: when it changes, and all of it on every connection: mosquitto keeps nothing."""

    def __init__(self, shelf: Shelf, link: Link, topics: Topics, port: int) -> None:
        self._shelf, self._link, self._topics, self._port = shelf, link, topics, port
        self._said: dict[str, bytes] = {}
        self._again = threading.Event()
        link.on_connection = self._connected

    def start(self) -> None:
        """Connect."""
        self._link.start(will_topic=self._topics.homie(DEVICE), will_payload=b"lost")

    def look(self) -> None:
        """Publish what is new, take back what is gone."""
        if self._again.is_set():
            self._again.clear()
            self._said = {}
            self._link.publish(self._topics.homie(DEVICE), b"ready", retain=True)
        try:
            there = {each.name: self._message(each) for each in self._shelf.look()}
        except OSError as error:
            log.warning("bundles in %s cannot be read: %s", self._shelf.folder, error)
            return
        gone = {name: b"" for name in self._said if name not in there}
        for name, message in (there | gone).items():
            if self._said.get(name) != message and self._link.publish(self._topics.bundle(name), message, retain=True):
                self._said[name] = message

    def close(self) -> None:
        """Say goodbye."""
        self._link.publish(self._topics.homie(DEVICE), b"disconnected", retain=True)
        self._link.close()

    def _message(self, packed: Packed) -> bytes:
        status = Bundle(  # epoch 0: it is not the engine's
            epoch=0, name=packed.name, digest=packed.digest, size=packed.size, port=self._port, path=path_of(packed)
        )
        return encode(StatusMessage(status=status))

    def _connected(self, up: bool) -> None:
        if up:
            self._again.set()


class BundleService:
    """The port and the announcements, each in a thread of its own. A port that is taken becomes one that is free.

    `also`: what else the devices may ask for there.
    """

    def __init__(
        self, folder: Path, link: Link, topics: Topics, host: str, port: int, also: Sequence[BaseRoute] = ()
    ) -> None:
        self._socket = _listen(host, port)
        self.port = int(self._socket.getsockname()[1])
        shelf = Shelf(folder)
        self._announcer = Announcer(shelf, link, topics, self.port)
        settings = uvicorn.Config(
            Starlette(routes=[*routes(shelf), *also]),
            log_level="warning",
            ws="none",
            server_header=False,
            lifespan="off",
        )
        self._server = uvicorn.Server(settings)
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=self._serve, name="bundles", daemon=True),
            threading.Thread(target=self._announce, name="announcer", daemon=True),
        ]

    def start(self) -> None:
        """Begin to serve and to announce."""
        for each in self._threads:
            each.start()

    def close(self) -> None:
        """End both."""
        self._server.should_exit = True
        self._ended.set()
        for each in self._threads:
            each.join(END_S)

    def _serve(self) -> None:
        self._server.run(sockets=[self._socket])

    def _announce(self) -> None:
        self._announcer.start()
        while not self._ended.wait(LOOK_S):
            self._announcer.look()
        self._announcer.close()


def _listen(host: str, port: int) -> socket.socket:
    """Devices are told the port with each bundle, so that another one does; the pages need not wait for it."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        log.warning("bundles: port %s:%d cannot be had (%s); another is taken", host, port, error.strerror)
        return socket.create_server((host, 0))
