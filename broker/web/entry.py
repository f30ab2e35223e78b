"""Coming in and going out: sign-in, the first administrator, one's own password, the language, the first page."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from broker.web.accounts import Account, AccountRefused
from broker.web.guard import (
    SESSION_COOKIE,
    SIGN_IN,
    VISIT_COOKIE,
    Guard,
    Visitor,
    address,
    inside,
    keep_language,
)
from broker.web.house import House
from broker.web.look import page
from broker.web.words import LANGUAGES, Words


def routes(house: House) -> list[BaseRoute]:
    """The door of the house."""
    door = _Door(house)
    guard = door.guard
    return [
        guard.page("/", door.home, "clerk"),
        guard.open_page(SIGN_IN, door.sign_in_page),
        guard.open_act(SIGN_IN, door.sign_in),
        guard.act("/sign-out", door.sign_out, "clerk"),
        guard.open_page("/first", door.first_page),
        guard.open_act("/first", door.first),
        guard.page("/password", door.password_page, "clerk"),
        guard.act("/password", door.password, "clerk"),
        guard.open_act("/language", door.language),
    ]


class _Door:
    def __init__(self, house: House) -> None:
        self.house, self.guard = house, Guard(house)
        #: A password costs memory and time to look at: one after another, and none before the last has counted.
        self._one = asyncio.Lock()

    async def home(self, _request: Request, visitor: Visitor) -> Response:
        """Clerks work at a counter; the others choose."""
        if visitor.account.role == "clerk":
            return RedirectResponse("/counter", 303)
        return page("home.html", visitor)

    # --- sign-in -------------------------------------------------------------------------------------

    async def sign_in_page(self, request: Request, visitor: Visitor) -> Response:
        """The form; nobody needs it who is signed in, and nobody can who has no account."""
        then = inside(request.query_params.get("then", "/"))
        if visitor.session is not None:
            return RedirectResponse(then, 303)
        if not await run_in_threadpool(self.house.people.all):
            return RedirectResponse("/first", 303)
        return self._form("sign_in.html", visitor, then=then, name="", said="")

    async def sign_in(self, request: Request, visitor: Visitor) -> Response:
        """Name and password; wrong ones make the next try wait."""
        form, words = await request.form(), visitor.words
        name, then = str(form.get("name", "")).strip().lower(), inside(str(form.get("then", "/")))
        account, wait_s = await self._tried_to_enter(name, str(form.get("password", "")), request)
        if account is not None:
            return await self._signed_in(request, visitor, account, then)
        said = words.text("web.wrong_wait", seconds=wait_s) if wait_s else words.text("web.wrong")
        return self._form("sign_in.html", visitor, 401, then=then, name=name, said=said)

    async def _tried_to_enter(self, name: str, password: str, request: Request) -> tuple[Account | None, int]:
        async with self._one:
            return await run_in_threadpool(self._let_in, name, password, address(request))

    def _let_in(self, name: str, password: str, where: str) -> tuple[Account | None, int]:
        """The account, or how long to wait before the next try. A password is not even looked at before."""
        throttle = self.house.throttle
        wait_s = throttle.wait_s(name, where)
        if wait_s:
            return None, wait_s
        account = self.house.people.check(name, password)
        if account is None:
            throttle.failed(name, where)
            return None, throttle.wait_s(name, where)
        throttle.succeeded(name, where)
        return account, 0

    async def _signed_in(self, request: Request, visitor: Visitor, account: Account, then: str) -> Response:
        """A new session; one that the same browser had before is over."""
        if visitor.session is not None:
            await run_in_threadpool(self.house.sessions.end, visitor.session.token)
        session = await run_in_threadpool(self.house.sessions.begin, account, address(request))
        response = RedirectResponse(then, 303)
        self.guard.keep(response, SESSION_COOKIE, session.token)
        response.delete_cookie(VISIT_COOKIE)
        return response

    async def sign_out(self, _request: Request, visitor: Visitor) -> Response:
        """The session ends here, not only in the browser."""
        if visitor.session is not None:
            await run_in_threadpool(self.house.sessions.end, visitor.session.token)
        response = RedirectResponse(SIGN_IN, 303)
        response.delete_cookie(SESSION_COOKIE)
        return response

    def _form(self, template: str, visitor: Visitor, status: int = 200, **values: object) -> Response:
        """A form for somebody who is not signed in: its token belongs to a visit of this browser."""
        visitor = visitor if visitor.visit else self.guard.with_visit(visitor, secrets.token_urlsafe(16))
        response = page(template, visitor, status, **values)
        if visitor.session is None:
            self.guard.keep(response, VISIT_COOKIE, visitor.visit)
        return response

    # --- the first administrator ------------------------------------------------------------------------

    async def first_page(self, _request: Request, visitor: Visitor) -> Response:
        """Only while there is no administrator."""
        if not await run_in_threadpool(lambda: self.house.first.wanted):
            return RedirectResponse("/", 303)
        return self._form("first.html", visitor, name="", said="")

    async def first(self, request: Request, visitor: Visitor) -> Response:
        """The code that was printed at the machine makes the administrator."""
        form, words, where = await request.form(), visitor.words, address(request)
        name, password = str(form.get("name", "")).strip().lower(), str(form.get("password", ""))
        if not await run_in_threadpool(lambda: self.house.first.wanted):
            return RedirectResponse("/", 303)
        wait_s = await run_in_threadpool(self.house.throttle.wait_s, "(first)", where)
        if wait_s or not self.house.first.fits(str(form.get("code", ""))):
            await run_in_threadpool(self.house.throttle.failed, "(first)", where)
            said = words.text("web.wrong_wait", seconds=wait_s) if wait_s else words.text("web.first_wrong")
            return self._form("first.html", visitor, 401, name=name, said=said)
        account = Account(name, "admin")
        said = await self._tried(words, password, str(form.get("again", "")), self.house.first.make, account, password)
        if said:
            return self._form("first.html", visitor, 400, name=name, said=said)
        return await self._signed_in(request, visitor, account, "/accounts")

    # --- one's own ---------------------------------------------------------------------------------------

    async def password_page(self, _request: Request, visitor: Visitor) -> Response:
        """Another password for oneself."""
        return page("password.html", visitor, said="")

    async def password(self, request: Request, visitor: Visitor) -> Response:
        """The old one is asked for again; all other sign-ins of the account end."""
        form, name = await request.form(), visitor.account.name
        new, words = str(form.get("password", "")), visitor.words
        account, wait_s = await self._tried_to_enter(name, str(form.get("old", "")), request)
        if account is None:
            said = words.text("web.wrong_wait", seconds=wait_s) if wait_s else words.text("web.wrong")
            return page("password.html", visitor, 401, said=said)
        said = await self._tried(words, new, str(form.get("again", "")), self.house.people.set_password, name, new)
        if said:
            return page("password.html", visitor, 400, said=said)
        return await self._signed_in(request, visitor, account, "/")

    async def _tried(self, words: Words, password: str, again: str, do: Callable[..., None], *given: object) -> str:
        """Do something with a new password; why not, or ""."""
        if password != again:
            return words.text("web.password_differs")
        try:
            await run_in_threadpool(do, *given)
        except AccountRefused as refused:
            return words.text(refused.key, **refused.params)
        return ""

    async def language(self, request: Request, _visitor: Visitor) -> Response:
        """The language of this browser from now on."""
        form = await request.form()
        lang = str(form.get("lang", ""))
        response = RedirectResponse(inside(str(form.get("then", "/"))), 303)
        if lang in LANGUAGES:
            keep_language(response, lang)
        return response
