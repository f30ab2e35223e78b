"""A house of pages for tests: accounts in a file, a floor in memory, and browsers that are signed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from broker.client.link import Link, MemoryHub, MemoryLink
from broker.contract.topics import Topics
from broker.web.accounts import Account, Base
from broker.web.accounts import passwords as argon
from broker.web.app import application
from broker.web.floor import Floor
from broker.web.house import House
from broker.web.settings import WebSettings

PASSWORD = "mua xuan den roi"
#: One of each role; two are clerks of the office's file.
ACCOUNTS = (
    Account("lan", "clerk", "lan"), Account("minh", "clerk", "minh"), Account("huong", "guide"),
    Account("binh", "manager"), Account("an", "admin"),
)  # fmt: skip
TOKEN = re.compile(r'data-token="([^"]*)"')


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Argon2 as weak as it goes: these tests are about the pages."""
    from argon2 import PasswordHasher

    strong, argon._hasher = argon._hasher, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    argon._hasher = strong


@dataclass
class Hands:
    """The time of the accounts, moved by hand."""

    now_s: int = 1_795_395_600

    def __call__(self) -> int:
        return self.now_s


@pytest.fixture
def hands() -> Hands:
    """The time of the accounts."""
    return Hands()


@pytest.fixture
def base(tmp_path: Path, hands: Hands) -> Base:
    """Accounts in a file."""
    return Base(tmp_path / "web.db", hands)


def house_over(base: Base, link: Link, topics: Topics, db: Path) -> House:
    """A house with an account of each role; "lan" is a clerk of the office's file."""
    house = House.over(WebSettings(db=db, accounts=base.path), Floor(link, topics, "web"), base)
    for each in ACCOUNTS:
        house.people.add(each, PASSWORD)
    return house


@pytest.fixture
def house(base: Base, tmp_path: Path) -> House:
    """A house whose floor nobody speaks on."""
    return house_over(base, MemoryLink(MemoryHub()), Topics("test"), tmp_path / "office.db")


class Browser:
    """A browser: cookies, and the token of the page it has open."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.token = ""

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """Open a page."""
        answer = self.client.get(path, headers={"accept": "text/html", **headers})
        found = TOKEN.search(answer.text)
        self.token = found[1] if found else self.token
        return answer

    def post(self, path: str, headers: dict[str, str] | None = None, **fields: object) -> httpx2.Response:
        """Send a form of the page that is open."""
        return self.client.post(path, data={"token": self.token, **fields}, headers=headers)

    def sign_in(self, name: str, password: str = PASSWORD) -> httpx2.Response:
        """As a person does."""
        self.get("/sign-in")
        answer = self.post("/sign-in", name=name, password=password, then="/")
        self.get("/password")
        return answer


@pytest.fixture
def browse(house: House) -> Iterator[Callable[..., Browser]]:
    """Browsers on one house: `browse()` is nobody's, `browse("lan")` is signed in."""
    app = application(house)
    with TestClient(app) as first:

        def open_browser(name: str = "") -> Browser:
            browser = Browser(TestClient(app, follow_redirects=False))
            if name:
                browser.sign_in(name)
            return browser

        del first
        yield open_browser
