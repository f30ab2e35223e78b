"""What somebody with bad intentions would try at the pages: planted sessions, floods of guesses or bytes, scripts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from starlette.responses import Response

from broker.web.accounts.throttle import FREE
from broker.web.counter import keys
from broker.web.counter.view import lists, possible
from broker.web.guard import SESSION_COOKIE, VISIT_COOKIE, Guard, Visitor
from broker.web.house import House
from broker.web.limits import MOST_BYTES
from broker.web.look import render
from broker.web.words import Words
from tests.broker.web.conftest import PASSWORD, Browser
from tests.broker.web.counter.test_view import counter, ticket

pytestmark = pytest.mark.edge
Browse = Callable[..., Browser]


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(house: House, browse: Browse) -> None:
    browser = browse()
    browser.get("/sign-in")
    planted = browser.client.cookies[VISIT_COOKIE]
    browser.client.cookies.set(SESSION_COOKIE, planted)
    browser.sign_in("lan")
    signed = browser.client.cookies.get(SESSION_COOKIE, domain="testserver.local")
    assert signed is not None and planted not in signed
    other = browse()
    other.client.cookies.set(SESSION_COOKIE, planted)
    assert other.get("/").status_code == 303


def test_the_cookie_of_a_session_is_kept_from_scripts_and_other_sites_and_by_https_from_plain_lines(
    house: House, browse: Browse
) -> None:
    browser = browse()
    browser.get("/sign-in")
    given = browser.post("/sign-in", name="lan", password=PASSWORD, then="/").headers.get_list("set-cookie")
    (session,) = [each for each in given if each.startswith(SESSION_COOKIE)]
    assert {"HttpOnly", "SameSite=lax"} <= set(session.replace("; ", ";").split(";"))
    assert "Max-Age" not in session  # for as long as the browser runs
    house.settings = msgspec.structs.replace(house.settings, certificate=Path("office.pem"))
    response = Response()
    Guard(house).keep(response, SESSION_COOKIE, "x")
    assert "Secure" in response.headers["set-cookie"]


def test_guesses_made_at_the_same_moment_count_one_after_another(house: House, browse: Browse) -> None:
    browser = browse()
    browser.get("/sign-in")
    cookies = dict(browser.client.cookies)

    async def guesses() -> list[str]:
        transport = httpx.ASGITransport(browser.client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver", cookies=cookies) as client:
            fields = {"token": browser.token, "name": "lan", "then": "/"}
            posts = [client.post("/sign-in", data=fields | {"password": f"wrong {n}"}) for n in range(16)]
            return [each.text for each in await asyncio.gather(*posts)]

    said = asyncio.run(guesses())
    assert sum("mật khẩu không đúng" in each for each in said) <= FREE["pair"]


@pytest.mark.parametrize("path", ["/sign-in", "/first", "/language", "/alarm", "/counter/1/note", "/guide/issue"])
def test_nobody_fills_the_memory_with_what_they_send(browse: Browse, path: str) -> None:
    browser = browse("an")
    assert browser.post(path, text="x" * MOST_BYTES).status_code == 413

    def endless() -> Iterator[bytes]:
        sent = 0
        while sent < 100 * MOST_BYTES:  # without saying how long it is
            sent += 4096
            yield b"x" * 4096

    form = {"x-token": browser.token, "content-type": "application/x-www-form-urlencoded"}
    assert browser.client.post(path, content=endless(), headers=form).status_code == 413


def test_what_people_write_is_text_on_every_page(browse: Browse) -> None:
    evil = "<img src=x onerror=alert(1)>"
    status = msgspec.structs.replace(
        counter("calling", ticket="2026-11-23.C-001"), number="C-001", note=evil, clerk=evil
    )
    rows = lists(status, (msgspec.structs.replace(ticket("C-002"), note=evil),))
    visitor = Visitor(None, "", "", Words("vi", None))
    for template, values in (
        ("desk.html", {"status": status, "possible": possible(status, "web-lan"), "keys": keys, "other": True}),
        ("queue.html", {"lists": rows, "why_not": "", "number": "", "keys": keys}),
    ):
        made = render(template, visitor, **values)
        assert "<img" not in made and "&lt;img" in made, template
