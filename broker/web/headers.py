"""What every answer tells the browser: nothing from elsewhere, no framing by others, no guessing of types."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
#: For a sheet that carries its own style and no script (the printed day).
SHEET_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'"
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
#: Half a year: once an office has its certificate it stays.
STRICT_TRANSPORT = "max-age=15552000"


class SecurityHeaders:
    """Puts the headers on every answer that does not bring its own."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app, self._secure = app, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._put(MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, told)

    def _put(self, headers: MutableHeaders) -> None:
        for name, value in FIXED.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", POLICY)
        headers.setdefault("Cache-Control", "no-store")  # pages name people's work; static files bring their own
        if self._secure:
            headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
