"""The one-stop system behind HTTP: `GET <url>/dossiers/<code>` and `GET <url>/bookings?date=YYYY-MM-DD`, in JSON.

An answer has one time limit for all of it: a server that drips a byte a second is as silent as one that says nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from broker.contract.lookup import DossierStatus
from broker.links import records
from broker.links.errors import LinksError, SilentError, UnreadableError
from broker.links.records import Booked
from broker.links.system import Fault

#: More is not read of an answer: a dossier, a day's bookings.
DOSSIER_BYTES, BOOKINGS_BYTES = 64 * 1024, 4 * 1024 * 1024
#: A day's bookings are many and nobody stands and waits for them: so many times the limit.
BOOKINGS_TIMES = 5


T = TypeVar("T")


class HttpSystem:
    """`timeout_s`: for the whole of an answer. `secret_file`: one line, sent as a bearer token."""

    def __init__(self, url: str, *, timeout_s: float, secret_file: Path | None = None) -> None:
        self._url, self._timeout_s, self._secret_file = url.rstrip("/"), timeout_s, secret_file
        self.name = self._url
        self._left_aside: tuple[Fault, ...] = ()
        logging.getLogger("httpx").setLevel(logging.WARNING)  # it would note every code that is asked for

    async def dossier(self, code: str) -> DossierStatus | None:
        """How far a dossier is."""
        said = await self._get(f"/dossiers/{quote(code, safe='')}", self._timeout_s, DOSSIER_BYTES)
        if said is None:
            return None
        status = self._read(lambda: records.dossier(_object(said)))
        if status.code != code:
            raise UnreadableError(f"{self.name}: it answers for another dossier than was asked for")
        return status

    async def bookings(self, date: str) -> Sequence[Booked] | None:
        """A day's bookings. One that cannot be read is left aside and named; the others hold."""
        said = await self._get(f"/bookings?date={quote(date)}", self._timeout_s * BOOKINGS_TIMES, BOOKINGS_BYTES)
        if said is None:
            return None
        rows = self._read(lambda: _rows(said))
        faults: list[Fault] = []
        booked: list[Booked] = []
        for nth, row in enumerate(rows, 1):
            try:
                booked.append(records.booking(_object(row)))
            except UnreadableError as error:
                faults.append(Fault(f"{self.name}/bookings", f"entry {nth}: {error}"))
        self._left_aside = tuple(faults)
        return [each for each in booked if each.date == date]

    def faults(self) -> tuple[Fault, ...]:
        """Bookings that could not be read."""
        return self._left_aside

    def _read(self, read: Callable[[], T]) -> T:
        try:
            return read()
        except UnreadableError as error:
            raise UnreadableError(f"{self.name}: {error}") from error

    async def _get(self, path: str, limit_s: float, most: int) -> Any | None:
        """The JSON that stands there; None for 404. All of it within `limit_s`."""
        try:
            async with asyncio.timeout(limit_s):
                return await self._ask(path, limit_s, most)
        except TimeoutError as error:
            raise SilentError(f"{self.name}: no answer within {limit_s:g} s") from error
        except httpx.HTTPError as error:
            raise SilentError(f"{self.name}: {error or type(error).__name__}") from error
        except httpx.InvalidURL as error:
            raise LinksError(f"{self.name}: {error}") from error

    async def _ask(self, path: str, limit_s: float, most: int) -> Any | None:
        async with (
            httpx.AsyncClient(headers=self._headers(), timeout=limit_s, trust_env=False) as client,
            client.stream("GET", self._url + path) as answer,
        ):
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            if answer.status_code != httpx.codes.OK:
                raise SilentError(f"{self.name}: it answers {answer.status_code} {answer.reason_phrase}")
            body = bytearray()
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > most:
                    raise UnreadableError(f"{self.name}: an answer of more than {most} bytes")
        try:
            return msgspec.json.decode(bytes(body))
        except msgspec.DecodeError as error:
            raise UnreadableError(f"{self.name}: its answer is no JSON") from error

    def _headers(self) -> dict[str, str]:
        """Read anew each time: a secret is changed while we run."""
        headers = {"Accept": "application/json"}
        if self._secret_file is None:
            return headers
        try:
            secret = self._secret_file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or "it is not plain ASCII"
            raise LinksError(f"secret file {self._secret_file}: {why}") from error
        return headers | {"Authorization": f"Bearer {secret}"}


def _object(said: Any) -> Mapping[str, Any]:
    if not isinstance(said, dict):
        raise UnreadableError("it is no JSON object")
    return said


def _rows(said: Any) -> list[Any]:
    rows = said.get("bookings") if isinstance(said, dict) else said
    if not isinstance(rows, list):
        raise UnreadableError("no list of bookings")
    return rows
