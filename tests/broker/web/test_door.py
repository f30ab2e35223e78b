"""Coming in and going out, over HTTP: signing in, being slowed down, forged posts, the first administrator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from broker.client.link import MemoryHub, MemoryLink
from broker.contract.topics import Topics
from broker.web.accounts import Base, throttle
from broker.web.app import application
from broker.web.floor import Floor
from broker.web.guard import SESSION_COOKIE
from broker.web.house import House
from broker.web.settings import WebSettings
from tests.broker.web.conftest import PASSWORD, Browser, Hands

pytestmark = pytest.mark.edge
Browse = Callable[..., Browser]
#: What somebody who is not signed in may open: the door, and what hangs in the hall anyhow.
OPEN = {"/sign-in", "/first", "/language", "/board", "/board/live", "/board/call/{key}.wav", "/board/notice/{key}"}


def test_a_clerk_comes_to_the_counter_and_a_manager_to_the_choice(browse: Browse) -> None:
    clerk, manager = browse("lan"), browse("binh")
    assert clerk.get("/").headers["location"] == "/counter"
    assert "/wait-log.csv" in manager.get("/").text
    assert "/accounts" not in manager.get("/").text


def test_after_signing_in_one_goes_on_where_one_wanted_to_and_never_elsewhere(browse: Browse) -> None:
    browser = browse()
    assert browser.get("/password").headers["location"] == "/sign-in?then=/password"
    browser.get("/sign-in?then=/password")
    assert browser.post("/sign-in", name="lan", password=PASSWORD, then="/password").headers["location"] == "/password"
    for elsewhere in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        other = browse()
        other.get("/sign-in")
        assert other.post("/sign-in", name="lan", password=PASSWORD, then=elsewhere).headers["location"] == "/"


def test_a_wrong_password_and_a_name_that_is_not_there_sound_the_same(browse: Browse) -> None:
    said = []
    for name in ("lan", "nobody"):
        browser = browse()
        browser.get("/sign-in")
        answer = browser.post("/sign-in", name=name, password="wrong")
        assert answer.status_code == 401
        said.append(answer.text.replace(f'value="{name}"', "").split("<main")[1].split("token")[0])
    assert said[0] == said[1]


def test_guessing_is_slowed_down_even_with_the_right_password_and_ends_by_itself(browse: Browse, hands: Hands) -> None:
    browser = browse()
    browser.get("/sign-in")
    for _ in range(throttle.FREE["pair"]):
        browser.post("/sign-in", name="lan", password="wrong")
    refused = browser.post("/sign-in", name="lan", password=PASSWORD)
    assert refused.status_code == 401
    assert "15 giây" in refused.text
    hands.now_s += throttle.FIRST_WAIT_S
    assert browser.post("/sign-in", name="lan", password=PASSWORD).status_code == 303


def test_one_name_that_is_guessed_at_keeps_nobody_else_out(browse: Browse) -> None:
    browser = browse()
    browser.get("/sign-in")
    for _ in range(throttle.FREE["pair"] + 1):
        browser.post("/sign-in", name="lan", password="wrong")
    assert browser.post("/sign-in", name="minh", password=PASSWORD).status_code == 303


def test_signing_out_ends_the_session_itself(browse: Browse) -> None:
    browser = browse("lan")
    kept = browser.client.cookies[SESSION_COOKIE]
    assert browser.post("/sign-out").status_code == 303
    thief = browse()
    thief.client.cookies.set(SESSION_COOKIE, kept)
    assert thief.get("/password").status_code == 303


@pytest.mark.parametrize(("step_s", "steps", "in_still"), [(3_600, 2, True), (7_200, 1, False), (3_600, 12, False)])
def test_a_session_ends_when_it_is_idle_and_after_its_longest_time(
    browse: Browse, hands: Hands, step_s: int, steps: int, in_still: bool
) -> None:
    browser = browse("lan")
    for _ in range(steps):
        hands.now_s += step_s
        answer = browser.get("/password")
    assert (answer.status_code == 200) is in_still


def test_a_cookie_that_was_changed_is_none(browse: Browse) -> None:
    browser = browse("lan")
    value = browser.client.cookies[SESSION_COOKIE]
    browser.client.cookies.clear()
    browser.client.cookies.set(SESSION_COOKIE, ("A" if value[0] != "A" else "B") + value[1:])
    assert browser.get("/password").status_code == 303


def test_every_page_and_every_post_asks_who_it_is(house: House, browse: Browse) -> None:
    nobody, asked = browse(), 0
    for route in application(house).routes:
        if isinstance(route, Mount) or not isinstance(route, Route) or route.path.startswith("/static"):
            continue
        if route.path in OPEN:
            continue
        path = route.path.replace("{", "").replace("}", "")
        for method in (route.methods or set()) - {"HEAD"}:
            answer = nobody.client.request(method, path, headers={"accept": "text/html"})
            expected = {"GET": (303,), "POST": (401, 403)}[method]
            assert answer.status_code in expected, (method, path)
            asked += 1
    assert asked > 10


def test_every_post_needs_the_token_of_our_own_page(house: House, browse: Browse) -> None:
    admin = browse("an")
    for route in application(house).routes:
        if isinstance(route, Route) and "POST" in (route.methods or set()):
            path = route.path.replace("{", "").replace("}", "")
            for token in ("", "x" * 27, browse("minh").token):
                assert admin.client.post(path, data={"token": token}).status_code == 403, path


def test_a_post_from_another_site_is_refused_though_it_knows_the_token(browse: Browse) -> None:
    browser = browse("lan")
    refused = browser.post("/sign-out", headers={"origin": "https://evil.example"})
    assert refused.status_code == 403
    assert browser.post("/sign-out", headers={"origin": "http://testserver"}).status_code == 303


def test_roles_are_looked_at_on_the_server(browse: Browse) -> None:
    for path, allowed in {
        "/day": {"binh", "an"},
        "/accounts": {"an"},
        "/password": {"lan", "huong", "binh", "an"},
    }.items():
        for name in ("lan", "huong", "binh", "an"):
            assert (browse(name).get(path).status_code != 403) is (name in allowed), (path, name)


def test_an_administrator_makes_disables_and_renews_accounts(browse: Browse) -> None:
    admin = browse("an")
    admin.get("/accounts")
    assert admin.post("/accounts", name="hoa", role="clerk", clerk="", password="hoa ban trang").status_code == 303
    hoa = browse()
    hoa.sign_in("hoa", "hoa ban trang")
    assert hoa.get("/password").status_code == 200
    admin.post("/accounts/hoa/disable")
    assert hoa.get("/password").status_code == 303
    admin.post("/accounts/hoa/enable")
    admin.post("/accounts/hoa/password", password="hoa ban do tuoi")
    assert browse().sign_in("hoa", "hoa ban trang").status_code == 401
    assert browse().sign_in("hoa", "hoa ban do tuoi").status_code == 303


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "lan", "password": "mot hai ba bon"}, "Đã có tài khoản “lan”"),
        ({"name": "Bà Hoa", "password": "mot hai ba bon"}, "Tên “bà hoa” không dùng được"),
        ({"name": "hoa", "password": "ngan"}, "ngắn hơn 8"),
        ({"name": "hoa", "password": "matkhau123"}, "dễ đoán"),
    ],
)
def test_an_account_that_cannot_be_is_said_and_not_made(browse: Browse, fields: dict[str, str], said: str) -> None:
    admin = browse("an")
    admin.get("/accounts")
    before = admin.get("/accounts").text.count("/disable")
    answer = admin.post("/accounts", role="clerk", clerk="", **fields)
    assert answer.status_code == 400
    assert said in answer.text
    assert admin.get("/accounts").text.count("/disable") == before


def test_the_only_administrator_cannot_shut_everybody_out(browse: Browse) -> None:
    admin = browse("an")
    admin.get("/accounts")
    assert "quản trị viên duy nhất" in admin.post("/accounts/an/disable").text


def test_ones_own_password_needs_the_old_one_and_signs_out_the_others(browse: Browse) -> None:
    here, there = browse("lan"), browse("lan")
    assert here.post("/password", old="wrong", password="hoa sua thom", again="hoa sua thom").status_code == 401
    assert here.post("/password", old=PASSWORD, password="hoa sua thom", again="another one").status_code == 400
    assert here.post("/password", old=PASSWORD, password="hoa sua thom", again="hoa sua thom").status_code == 303
    assert here.get("/password").status_code == 200
    assert there.get("/password").status_code == 303


def test_the_language_is_kept_by_the_browser(browse: Browse) -> None:
    browser = browse("lan")
    assert "Đổi mật khẩu" in browser.get("/password").text
    browser.post("/language", lang="en", then="/password")
    assert "Change password" in browser.get("/password").text


def test_every_answer_brings_the_security_headers(browse: Browse) -> None:
    for path in ("/sign-in", "/static/house.css", "/nowhere"):
        headers = browse().get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert "SameSite=lax" in browse().get("/sign-in").headers["set-cookie"]


def empty_house(base: Base, db: Path) -> House:
    """A house without any account."""
    return House.over(WebSettings(db=db), Floor(MemoryLink(MemoryHub()), Topics("test"), "web"), base)


def test_the_first_administrator_needs_the_code_of_this_start(base: Base, tmp_path: Path) -> None:
    house = empty_house(base, tmp_path / "office.db")
    with TestClient(application(house), follow_redirects=False) as client:
        browser = Browser(client)
        assert browser.get("/sign-in").headers["location"] == "/first"
        browser.get("/first")
        new = {"name": "an", "password": "hoa sua thom", "again": "hoa sua thom"}
        assert browser.post("/first", code="AAAA-AAAA-AAAA", **new).status_code == 401
        assert browser.post("/first", code=house.first.code.lower(), **new).headers["location"] == "/accounts"
        assert browser.get("/accounts").status_code == 200
        assert browser.post("/first", code=house.first.code, **{**new, "name": "other"}).status_code in (303, 403)
        assert [each.name for each in house.people.all()] == ["an"]


def test_the_code_cannot_be_guessed_quickly(base: Base, tmp_path: Path) -> None:
    house = empty_house(base, tmp_path / "office.db")
    with TestClient(application(house), follow_redirects=False) as client:
        browser = Browser(client)
        browser.get("/first")
        new = {"name": "an", "password": "hoa sua thom", "again": "hoa sua thom"}
        for _ in range(throttle.FREE["pair"]):
            browser.post("/first", code="AAAA-AAAA-AAAA", **new)
        assert browser.post("/first", code=house.first.code, **new).status_code == 401
        assert house.first.wanted
