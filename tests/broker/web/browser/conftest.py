"""What the tests of all pages in a real browser stand on: a module's own engine, service and Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from broker.contract import commands as c
from broker.engine import Engine
from tests.broker.web.browser.stand import Stand, stand


@pytest.fixture(scope="module")
def office(
    request: pytest.FixtureRequest, mosquitto_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stand]:
    """One stand for all tests of a file: each has counters of its own, or shuts what it opened."""
    name = request.module.__name__.rpartition(".")[2].replace("_", "-")
    with sync_playwright() as playwright, stand(playwright, mosquitto_url, name, tmp_path_factory.mktemp(name)) as made:
        yield made


@pytest.fixture(autouse=True)
def calm(office: Stand) -> Iterator[None]:
    """Afterwards nobody waits, nobody is left for the next day, no counter is open, nobody is signed in."""
    yield
    office.close_hands()
    office.engine.ask(give_up_all)
    office.new_day()


def give_up_all(engine: Engine) -> None:
    """Everybody goes home."""
    for each in list(engine.floor.state.tickets):
        engine.submit(c.GiveUpTicket(ticket=each))
