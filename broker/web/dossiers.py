"""Dossiers for the kiosks: `GET /dossiers/<code>` says how far one is. What is answered stands in `contract.lookup`.

Nobody signs in for it: who has the code has the appointment slip, and learns no more than the slip's own page says.
"""

from __future__ import annotations

import logging

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from broker.contract.lookup import DossierCode
from broker.links.errors import LinksError
from broker.links.system import OneStop

log = logging.getLogger(__name__)


def routes(system: OneStop) -> list[Route]:
    """The page over one one-stop system."""

    async def dossier(request: Request) -> Response:
        try:
            code = msgspec.convert(request.path_params["code"], DossierCode)
        except msgspec.ValidationError:
            return PlainTextResponse("this is no dossier code\n", 400)
        try:
            status = await system.dossier(code)
        except LinksError as error:
            log.warning("dossier asked for: %s", error)
            return PlainTextResponse("the one-stop system does not answer\n", 503)
        if status is None:
            return PlainTextResponse("no such dossier\n", 404)
        return Response(
            msgspec.json.encode(status), media_type="application/json", headers={"Cache-Control": "no-store"}
        )

    return [Route("/dossiers/{code}", dossier)]
