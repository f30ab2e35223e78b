"""The stand-in over HTTP, on a real socket: `/dossiers/<code>`, `/bookings?date=…`, and every way to fail."""

from __future__ import annotations

import json
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, get_args
from urllib.parse import parse_qs, unquote, urlsplit

from broker.links.stand_in.office import Dossier, Office

#: slow: a byte at a time · silent: takes the question and says nothing · half: hangs up in the middle · garbage: a web
#: page in place of data · other: answers for another dossier · error: 500 · strange: words that nobody knows.
Fault = Literal["", "slow", "silent", "half", "garbage", "other", "error", "strange"]
FAULTS: tuple[str, ...] = get_args(Fault)
#: A slow server sends a byte so often.
DRIP_S = 0.2


class StandIn:
    """Answers from the moment it is made until `close`. `fault` may be changed at any time."""

    def __init__(
        self, office: Office, *, secret: str = "", fault: Fault = "", host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.office, self.secret, self.fault = office, secret, fault
        self.asked: list[str] = []
        self.ended = threading.Event()
        self._server = _Server((host, port), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True, name="stand-in")
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it is to be asked."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def close(self) -> None:
        """Hang up on everybody and end."""
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str) -> tuple[HTTPStatus, Any]:
        """What is said to a question: status and JSON."""
        parts = urlsplit(path)
        if parts.path.startswith("/dossiers/"):
            return self._dossier(unquote(parts.path.removeprefix("/dossiers/")))
        if parts.path == "/bookings":
            wanted = parse_qs(parts.query).get("date", [""])[0]
            rows = [each.row() for each in self.office.bookings if each.day.isoformat() == wanted]
            return HTTPStatus.OK, {"bookings": rows}
        return HTTPStatus.NOT_FOUND, {"error": "no such page"}

    def _dossier(self, code: str) -> tuple[HTTPStatus, Any]:
        found = self.office.dossiers.get(code)
        if found is None:
            return HTTPStatus.NOT_FOUND, {"error": "no such dossier"}
        row = found.row()
        if self.fault == "other":
            row["maHoSo"] = Dossier("H60.15-260101-9999", "", found.due).code
        if self.fault == "strange":
            row["trangThai"] = "Đang uống trà"
        return HTTPStatus.OK, row


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], stand_in: StandIn) -> None:
        self.stand_in = stand_in
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked has hung up: with a time limit that is what is to happen."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:  # its name is the library's
        """One question."""
        stand_in = self.server.stand_in
        stand_in.asked.append(self.path)
        if stand_in.secret and self.headers.get("Authorization") != f"Bearer {stand_in.secret}":
            return self._say(HTTPStatus.UNAUTHORIZED, {"error": "who are you?"})
        if stand_in.fault == "silent":
            stand_in.ended.wait()
            return None
        if stand_in.fault == "error":
            return self._say(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": "ORA-00600"})
        return self._say(*stand_in.answer(self.path))

    def _say(self, status: HTTPStatus, said: Any) -> None:
        stand_in = self.server.stand_in
        page = stand_in.fault == "garbage"
        body = b"<!doctype html><title>Sign in</title>" if page else json.dumps(said, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if page else "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if stand_in.fault == "slow":
            self._drip(body)
        else:
            self.wfile.write(body[: len(body) // 2] if stand_in.fault == "half" else body)

    def _drip(self, body: bytes) -> None:
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if self.server.stand_in.ended.wait(DRIP_S):
                return

    def log_message(self, *_: Any) -> None:
        """Said by whoever runs it, not line by line."""
