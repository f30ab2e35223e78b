"""Administrators' page of accounts: who may sign in, as what, as which clerk."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from broker.web.accounts import Account, AccountRefused
from broker.web.guard import Guard, Visitor
from broker.web.house import House
from broker.web.look import page
from broker.web.roles import ROLES

PATH = "/accounts"


def routes(house: House) -> list[BaseRoute]:
    """The list, and what can be done with an account."""
    guard, people = Guard(house), house.people

    async def shown(visitor: Visitor, status: int = 200, said: str = "") -> Response:
        office = house.office
        values = {"people": await run_in_threadpool(people.all), "clerks": office.clerks if office else ()}
        return page("accounts.html", visitor, status, said=said, roles=ROLES, **values)

    async def listed(_request: Request, visitor: Visitor) -> Response:
        return await shown(visitor)

    async def add(request: Request, visitor: Visitor) -> Response:
        form = await request.form()
        role = next((each for each in ROLES if each == form.get("role")), ROLES[0])
        clerk = str(form.get("clerk", "")) or None
        account = Account(str(form.get("name", "")).strip().lower(), role, clerk)
        return await done(visitor, lambda: people.add(account, str(form.get("password", ""))))

    async def change(request: Request, visitor: Visitor) -> Response:
        form, name = await request.form(), request.path_params["name"]
        match request.path_params["what"]:
            case "disable":
                return await done(visitor, lambda: people.disable(name))
            case "enable":
                return await done(visitor, lambda: people.disable(name, disabled=False))
            case "password":
                return await done(visitor, lambda: people.set_password(name, str(form.get("password", ""))))
            case what:
                return await shown(visitor, 404, str(what))

    async def done(visitor: Visitor, do: Callable[[], None]) -> Response:
        try:
            await run_in_threadpool(do)
        except AccountRefused as refused:
            return await shown(visitor, 400, visitor.words.text(refused.key, **refused.params))
        return RedirectResponse(PATH, 303)

    return [
        guard.page(PATH, listed, "admin"),
        guard.act(PATH, add, "admin"),
        guard.act(PATH + "/{name}/{what}", change, "admin"),
    ]
