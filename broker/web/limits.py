"""How much anybody may send us: forms are short. More is not read, so that nobody fills the machine's memory."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: The longest form has a note of 200 letters and a list of services.
MOST_BYTES = 64 << 10


class _TooMuch(Exception):
    """More has come than is read."""


class BodyLimit:
    """Refuses a body that says it is too long, and one that turns out to be."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said, came = dict(scope["headers"]).get(b"content-length", b"0"), 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > MOST_BYTES:
                raise _TooMuch
            return message

        try:
            if not said.isdigit() or int(said) > MOST_BYTES:
                raise _TooMuch
            await self._app(scope, counted, send)
        except _TooMuch:
            await PlainTextResponse("too much was sent\n", 413)(scope, receive, send)
