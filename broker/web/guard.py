"""Who may: every route is made here, so that none is open by forgetting. Sessions, roles, forged posts.

`page` and `act` ask for a role; `open_page` and `open_act` are for whoever is not signed in yet. Every act needs the
token that only our own pages know, and must not come from another site's page.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from itsdangerous import BadSignature, Signer
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from broker.web.accounts import Account, Session
from broker.web.roles import Role
from broker.web.words import LANGUAGES, Words

if TYPE_CHECKING:
    from broker.web.house import House

SESSION_COOKIE = "motcua_session"
#: Given to whoever opens the sign-in page: the token of its form belongs to it.
VISIT_COOKIE = "motcua_visit"
LANG_COOKIE = "motcua_lang"
#: Half a year.
LANG_KEPT_S = 15_552_000
TOKEN_FIELD = "token"
TOKEN_HEADER = "x-token"
SIGN_IN = "/sign-in"


@dataclass(frozen=True)
class Visitor:
    """Whoever asks: signed in or not, in which language, with which token for posts."""

    session: Session | None
    visit: str
    token: str
    words: Words

    @property
    def account(self) -> Account:
        """The account; only on pages that ask for a role."""
        if self.session is None:
            raise HTTPException(401)
        return self.session.account


Endpoint = Callable[[Request, Visitor], Awaitable[Response]]


class Guard:
    """Makes the routes of a house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._signer = Signer(house.signing_key, salt="session")
        self._posts = Signer(house.signing_key, salt="posts")

    # --- routes --------------------------------------------------------------------------------------

    def page(self, path: str, endpoint: Endpoint, role: Role) -> Route:
        """A page for who has at least this role; others are asked to sign in, or told that it is not theirs."""
        return self._route(path, endpoint, "GET", role)

    def act(self, path: str, endpoint: Endpoint, role: Role) -> Route:
        """A post of who has at least this role."""
        return self._route(path, endpoint, "POST", role)

    def open_page(self, path: str, endpoint: Endpoint) -> Route:
        """A page for everybody."""
        return self._route(path, endpoint, "GET", None)

    def open_act(self, path: str, endpoint: Endpoint) -> Route:
        """A post of whoever is not signed in yet, or of anybody."""
        return self._route(path, endpoint, "POST", None)

    def _route(self, path: str, endpoint: Endpoint, method: str, role: Role | None) -> Route:
        async def guarded(request: Request) -> Response:
            visitor = await self.visitor(request)
            if role is not None and visitor.session is None:
                return self._ask_to_sign_in(request)
            if role is not None and not visitor.account.may(role):
                raise HTTPException(403)
            if method == "POST":
                await self._not_forged(request, visitor)
            response = await endpoint(request, visitor)
            if request.query_params.get("lang") == visitor.words.lang:  # asked for once, kept by this browser
                keep_language(response, visitor.words.lang)
            return response

        return Route(path, guarded, methods=[method], name=f"{method} {path}")

    # --- who asks ------------------------------------------------------------------------------------

    async def visitor(self, request: Request, *, used: bool = True) -> Visitor:
        """Whoever asks. `used`: a person did something, not only a page that is open."""
        token = self._read(request.cookies.get(SESSION_COOKIE, ""))
        session = await run_in_threadpool(self._house.sessions.find, token, used=used) if token else None
        visit = session.token if session else self._read(request.cookies.get(VISIT_COOKIE, ""))
        words = self._house.words(language(request))
        return Visitor(session, visit, self._post_token(visit), words)

    def renew(self, visitor: Visitor) -> Visitor:
        """The same with the office's names of now: a page may stay open for days."""
        return replace(visitor, words=self._house.words(visitor.words.lang))

    async def still(self, visitor: Visitor) -> bool:
        """Whether whoever has a page open is still signed in. A page that is only open keeps nobody signed in."""
        find = self._house.sessions.find
        return visitor.session is not None and bool(await run_in_threadpool(find, visitor.session.token, used=False))

    def keep(self, response: Response, name: str, value: str) -> None:
        """Give the browser a signed cookie for as long as it runs."""
        signed = self._signer.sign(value).decode()
        response.set_cookie(name, signed, httponly=True, samesite="lax", secure=self._house.settings.secure)

    def with_visit(self, visitor: Visitor, visit: str) -> Visitor:
        """Somebody new, under a name of the visit that `keep` gives the browser."""
        return replace(visitor, visit=visit, token=self._post_token(visit))

    def _read(self, signed: str) -> str:
        try:
            return self._signer.unsign(signed).decode()
        except BadSignature:
            return ""

    def _post_token(self, visit: str) -> str:
        return self._posts.get_signature(visit).decode() if visit else ""

    def _ask_to_sign_in(self, request: Request) -> Response:
        if request.method != "GET" or "text/event-stream" in request.headers.get("accept", ""):
            raise HTTPException(401)
        return RedirectResponse(f"{SIGN_IN}?then={quote(request.url.path)}", status_code=303)

    async def _not_forged(self, request: Request, visitor: Visitor) -> None:
        """Raises 403 for a post that another site's page has sent, or that knows not the token of ours."""
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            raise HTTPException(403)
        given = request.headers.get(TOKEN_HEADER) or str((await request.form()).get(TOKEN_FIELD, ""))
        if not visitor.visit or not self._posts.verify_signature(visitor.visit, given):
            raise HTTPException(403)


def language(request: Request) -> str:
    """The reader's language: as asked for, as chosen before, else Vietnamese."""
    asked = request.query_params.get("lang") or request.cookies.get(LANG_COOKIE, "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def keep_language(response: Response, lang: str) -> None:
    """The language of this browser from now on."""
    response.set_cookie(LANG_COOKIE, lang, max_age=LANG_KEPT_S, httponly=True, samesite="lax")


def address(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "?"


def inside(path: str) -> str:
    """Where to go on after signing in: a page of ours, never somebody else's address."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
