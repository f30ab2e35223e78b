"""A whole stand: real mosquitto, a real engine in a thread, the real web service as a process, Chromium as hands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from broker.contract import commands as c
from broker.contract.ids import ticket_id
from broker.contract.office import Office
from broker.engine import Engine
from broker.web.accounts import Base, People
from firmware_cfg.processes import Program, free_port, listening, start, until
from tests.broker.web.conftest import ACCOUNTS, PASSWORD
from tests.engines import EngineThread
from tests.offices import DATE, small_office

CHROMIUM = Path("/usr/bin/chromium")
#: Long enough for two busy cores; nothing waits for it that goes well.
WAIT_MS = 15_000
OFFICE_PC = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


@dataclass
class Stand:
    """An office with its pages. Each `hand` is a browser of its own, signed in."""

    engine: EngineThread
    web: Program
    port: int
    chromium: Browser
    folder: Path
    contexts: list[BrowserContext] = field(default_factory=list)
    taken: int = 0

    @property
    def root(self) -> str:
        """Address of the pages."""
        return f"http://127.0.0.1:{self.port}"

    def hand(self, name: str = "lan", path: str = "/counter", *, size: Any = None, **more: Any) -> Page:
        """Somebody at a browser of their own."""
        context = self.chromium.new_context(viewport=size or OFFICE_PC, locale="vi-VN", **more)
        self.contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.goto(f"{self.root}/sign-in?then={path}")
        page.fill("input[name=name]", name)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_url(re.compile(re.escape(self.root + path.partition("?")[0])))
        if path.startswith("/counter/"):
            page.wait_for_selector("main[data-ready]")  # keys are dim before
        return page

    def take(self, service: str = "copy", **more: Any) -> str:
        """Somebody takes a number, whose paper is proven; its number."""
        self.taken += 1
        asked = c.RequestTicket(request_id=f"request-{self.taken:04}", service=service, kiosk="k1", **more)
        (issued, *_) = self.engine.ask(lambda engine: engine.submit(asked))
        self.engine.ask(lambda engine: engine.submit(c.ReportPrinted(ticket=issued.ticket)))
        number: str = issued.number
        return number

    def forward(self, seconds: float) -> None:
        """Office time moves on, and the wall clock with it."""

        def move(engine: Engine) -> None:
            engine.clock.correct(int(seconds * 1000))
            self.engine.wall.correct(int(seconds * 1000))

        self.engine.ask(move)

    def desk(self, counter: str) -> Any:
        """The engine's own state of a counter."""
        return self.engine.ask(lambda engine: msgspec.structs.replace(engine.floor.state.desks[counter]))

    def ticket(self, number: str) -> Any:
        """The engine's own state of today's ticket of a number."""
        return self.engine.ask(
            lambda engine: msgspec.structs.replace(
                engine.floor.state.tickets[ticket_id(engine.floor.state.day or "", number)]
            )
        )

    def until(self, true: Callable[[], Any], what: str) -> Any:
        """Wait until something is true at the engine."""
        until(true, 20, what, every_s=0.05)
        return true()

    @contextmanager
    def without_engine(self) -> Iterator[None]:
        """The engine is stopped, and started again on the same database."""
        old = self.engine
        old.stop()
        try:
            yield
        finally:
            self.engine = EngineThread(old.url, old.office, old.db, now_ms=old.clock.now_ms()).start()

    def new_day(self) -> None:
        """The day is closed and another opened: nobody waits, every counter is shut, nobody calls for help."""

        def turn(engine: Engine) -> None:
            for each in list(engine.floor.state.troubles):
                engine.submit(c.SettleTrouble(trouble=each))
            engine.submit(c.CloseDay())
            engine.submit(c.OpenDay(date=DATE))

        self.engine.ask(turn)

    def close_hands(self) -> None:
        """Everybody goes."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()

    def close(self) -> None:
        """All ends, also what a test has put in the place of the first engine and the first service."""
        self.close_hands()
        self.chromium.close()
        self.web.stop()
        self.engine.stop()


def web_office(site: str) -> Office:
    """The small office at a site of its own, with time to take a press back."""
    return msgspec.structs.replace(small_office(beat_ms=500, undo_s=60), site=site)


def start_web(folder: Path, db: Path, url: str, port: int, name: str = "web", *more: str) -> Program:
    """The service as a process, answering."""
    arguments = ("--db", str(db), "--broker", url, "--port", str(port), *more)
    program = start(name, "broker", "web", *arguments, folder=folder, ready=False)
    until(lambda: listening(port) or not program.alive, 30, "the pages to answer")
    assert program.alive, program.last_words()
    return program


@contextmanager
def stand(playwright: Playwright, url: str, site: str, folder: Path) -> Iterator[Stand]:
    """Set up, and taken down in order."""
    db, port = folder / "office.db", free_port()
    base = Base(folder / "motcua-web.db")
    for each in ACCOUNTS:
        People(base).add(each, PASSWORD)
    engine = EngineThread(url, web_office(site), db).start()
    web = start_web(folder, db, url, port)
    chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
    made = Stand(engine, web, port, chromium, folder)
    try:
        yield made
    finally:
        made.close()


def shown(page: Page, words: str) -> None:
    """The page says so."""
    expect(page.locator("body")).to_contain_text(words, timeout=WAIT_MS)
