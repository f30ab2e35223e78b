"""The service: all rooms of pages joined to one application, and its life beside the engine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from broker.client.mqtt import MqttLink
from broker.contract.topics import Topics
from broker.links.connect import connect
from broker.links.feed import Feed
from broker.links.system import OneStop
from broker.store import StoreError, reports
from broker.web import accounts_page, alerts, dossiers, entry, look
from broker.web import reports as managers
from broker.web.accounts import AccountsError, Base
from broker.web.board import pages as board
from broker.web.bundles import DEVICE, BundleService
from broker.web.counter import pages as counter
from broker.web.floor import Floor
from broker.web.guard import Guard
from broker.web.guide import pages as guide
from broker.web.headers import SecurityHeaders
from broker.web.house import House
from broker.web.limits import BodyLimit
from broker.web.settings import WebSettings

#: A room of pages: what it answers to.
Room = Callable[[House], Sequence[BaseRoute]]
ROOMS: tuple[Room, ...] = (
    entry.routes,
    accounts_page.routes,
    managers.routes,
    alerts.routes,
    counter.routes,
    guide.routes,
    board.routes,
)


def open_house(settings: WebSettings) -> House:
    """Everything the pages need, not yet connected. Raises StoreError, LinkError."""
    site = settings.site or _site(settings)
    floor = Floor(MqttLink(settings.broker, f"motcua-{site}-{settings.device}"), Topics(site), settings.device)
    return House.over(settings, floor, Base(settings.accounts_path))


def application(house: House) -> Starlette:
    """The application over a house; connects when it starts."""

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        house.floor.start()
        yield
        house.floor.close()

    return Starlette(
        routes=[*look.routes(), *(route for room in ROOMS for route in room(house))],
        middleware=[Middleware(SecurityHeaders, secure=house.settings.secure), Middleware(BodyLimit)],
        exception_handlers={HTTPException: _refusal(house)},
        lifespan=life,
    )


def serve(house: House) -> None:
    """Answer until stopped."""
    settings, topics = house.settings, house.floor.topics
    system = connect(settings.links)
    link = MqttLink(settings.broker, f"motcua-{topics.site}-{DEVICE}")
    shelf = BundleService(
        settings.bundles_path, link, topics, settings.bundles_host, settings.bundles_port, dossiers.routes(system)
    )
    shelf.start()
    try:
        with _fed(settings, topics, system):
            _serve(house, settings)
    finally:
        shelf.close()


def _fed(settings: WebSettings, topics: Topics, system: OneStop) -> AbstractContextManager[None]:
    """The bookings of the one-stop system go to the engine meanwhile, where there is such a system."""
    if settings.links.kind == "none":
        return nullcontext()
    link = MqttLink(settings.broker, f"motcua-{topics.site}-links")
    return Feed(link, topics, system, settings.links.bookings_every_s).beside()


def _serve(house: House, settings: WebSettings) -> None:
    uvicorn.run(
        application(house),
        host=settings.host,
        port=settings.port,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.key,
        log_level="warning",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=2,  # pages that are pushed to never end by themselves
    )


def _site(settings: WebSettings) -> str:
    office = reports.office(settings.db)
    if office is None:
        raise AccountsError(f"{settings.db} holds no office yet: start the engine first, or give the site")
    return office.site


def _refusal(house: House) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What cannot be shown, as a page for people and as a sentence for scripts."""
    guard = Guard(house)

    async def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        visitor = await guard.visitor(request, used=False)
        said = visitor.words.text({401: "web.signed_out", 403: "web.not_yours"}.get(status, "web.not_here"))
        if request.method != "GET" or "text/html" not in request.headers.get("accept", ""):
            return PlainTextResponse(said + "\n", status)
        return look.page("refused.html", visitor, status, said=said)

    return refused


__all__ = ["ROOMS", "Room", "StoreError", "application", "open_house", "serve"]
