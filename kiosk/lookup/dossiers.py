"""How far a dossier is, asked over HTTP. One time limit for all of it; whatever goes wrong is silence."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from urllib.parse import quote, urlsplit

import httpx
import msgspec

from broker.contract.lookup import DossierStatus
from kiosk.session.messages import DossierSaid, Input

#: The visitor is told after three seconds in any case; nobody hears what comes later.
TOTAL_S = 3.0
LARGEST_BYTES = 16 * 1024

log = logging.getLogger(__name__)


class Dossiers:
    """`put` gets every answer, from this thread. Who asks again is answered for the newest question only."""

    def __init__(self, url: str, put: Callable[[Input], None], total_s: float = TOTAL_S) -> None:
        self._url, self._put, self._total_s = url.rstrip("/"), put, total_s
        self._loop = asyncio.new_event_loop()
        self._asking: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, name="dossiers", daemon=True)
        logging.getLogger("httpx").setLevel(logging.WARNING)  # it would note every code that is asked for

    def start(self) -> None:
        """Begin to take questions."""
        self._thread.start()

    def ask(self, code: str) -> None:
        """From any thread."""
        self._loop.call_soon_threadsafe(self._begin, code)

    def close(self) -> None:
        """End; what is being asked is left unanswered."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(self._total_s)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _begin(self, code: str) -> None:
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self._loop.create_task(self._answer(code))

    async def _answer(self, code: str) -> None:
        try:
            async with asyncio.timeout(self._total_s):
                said = await self._fetch(code)
        except TimeoutError:
            said = _silent(code, f"no answer within {self._total_s:g} s")
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            said = _silent(code, str(error) or type(error).__name__)
        self._put(said)

    async def _fetch(self, code: str) -> DossierSaid:
        async with (
            httpx.AsyncClient(timeout=self._total_s, trust_env=False) as client,
            client.stream("GET", f"{self._url}/dossiers/{quote(code, safe='')}") as answer,
        ):
            if answer.status_code == httpx.codes.NOT_FOUND:
                return DossierSaid(code=code, answer="none")
            if answer.status_code != httpx.codes.OK:
                return _silent(code, f"it answers {answer.status_code}")
            body = bytearray()
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > LARGEST_BYTES:
                    return _silent(code, f"an answer of more than {LARGEST_BYTES} bytes")
        return _read(code, bytes(body))


def _read(code: str, body: bytes) -> DossierSaid:
    """What is no status of this very dossier is not shown."""
    try:
        status = msgspec.json.decode(body, type=DossierStatus)
    except msgspec.MsgspecError:
        return _silent(code, "its answer is no status of a dossier")
    if status.code != code:
        return _silent(code, "it answers for another dossier")
    return DossierSaid(code=code, answer="known", status=status)


def _silent(code: str, why: str) -> DossierSaid:
    log.warning("dossiers: %s", why)
    return DossierSaid(code=code, answer="silent")


def url_of(broker: str, port: int) -> str:
    """The web service's port for devices is on the machine of mosquitto."""
    host = urlsplit(broker).hostname or "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
