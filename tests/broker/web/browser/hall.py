"""The hall in front of web boards: screens that show them, visitors who are called."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from broker.contract import commands as c
from broker.engine import Engine
from tests.broker.web.browser.stand import Stand

TV: Any = {"width": 1920, "height": 1080}
UPRIGHT: Any = {"width": 1080, "height": 1920}


def board(office: Stand, query: str = "", *, size: Any = None, script: str = "") -> Page:
    """The page, by nobody who has signed in."""
    context = office.chromium.new_context(viewport=size or TV, locale="vi-VN")
    office.contexts.append(context)
    page = context.new_page()
    if script:
        page.add_init_script(script)
    page.goto(f"{office.root}/board{query}")
    return page


def call(office: Stand, counter: str = "1", service: str = "copy", **more: Any) -> str:
    """Somebody takes a number and is called; the number."""
    number = office.take(service, **more)
    press(office, c.OpenCounter, counter)
    press(office, c.CallNext, counter)
    return number


def press(office: Stand, kind: Any, counter: str) -> None:
    """A press at the newest state, by the engine's own hand."""

    def do(engine: Engine) -> None:
        revision = engine.floor.state.desks[counter].revision
        engine.submit(kind(counter=counter, revision=revision, epoch=engine.epoch, beat=engine.beat))

    office.engine.ask(do)
