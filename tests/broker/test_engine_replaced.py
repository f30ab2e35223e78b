"""An engine on real mosquitto whose database is emptied or set back to a copy, while everything else goes on."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.office import Office
from broker.contract.status import Board, Queues
from broker.store import Store
from tests.clients import Client, client
from tests.engines import EngineThread, refusal

pytestmark = pytest.mark.edge


@pytest.fixture
def engine(mosquitto_url: str, office: Office, tmp_path: Path) -> EngineThread:
    return EngineThread(mosquitto_url, office, tmp_path / "office.db")


@pytest.fixture
def devices(engine: EngineThread) -> Iterator[list[Client]]:
    topics, made = engine.topics, list[Client]()
    store = Store.open(engine.db, holder="the test")
    for _ in range(STARTS):
        store.next_epoch()
    store.close()
    engine.start()
    try:
        made.append(client(engine.url, topics, "k1", topics.queues, topics.board("hall")))
        made.append(client(engine.url, topics, "counter-1", topics.counter("1")))
        yield made
    finally:
        for each in made:
            each.close()


#: Of the engine before the test: an epoch that a copy made earlier is far behind of.
STARTS = 40


def offline(n: int) -> c.AdoptOffline:
    return c.AdoptOffline(
        request_id=f"request-{n:04d}",
        service="copy",
        kiosk="k1",
        number=f"C-8{n:02d}",
        taken=0,  # type: ignore[arg-type]
    )


def call(kiosk: Client, keys: Client) -> str:
    """A visitor takes a number and is called; the number."""
    (issued,) = kiosk.ask(c.RequestTicket(request_id="request-of-the-old", service="copy", kiosk="k1")).events
    assert isinstance(issued, e.TicketIssued)
    kiosk.ask(c.ReportPrinted(ticket=issued.ticket))
    keys.until(lambda: keys.counter("1"), "the counter's status")
    for state in ("ready", "calling"):  # the first press opens the counter
        assert refusal(keys.ask(keys.press("1", "next"))) == ""
        keys.until(lambda: (shown := keys.counter("1")) and shown.state == state, f"the counter {state}")  # noqa: B023
    return issued.number


@pytest.mark.parametrize("restored", [False, True])
def test_devices_that_go_on_hear_the_engine_on_another_database_at_once(
    engine: EngineThread, devices: list[Client], tmp_path: Path, *, restored: bool
) -> None:
    kiosk, keys = devices
    old = engine.ask(lambda running: (running.epoch, running.store.identity()))
    copy = tmp_path / "copy.db"
    engine.ask(lambda running: running.store._open_driver().execute("VACUUM INTO ?", (str(copy),)))
    assert call(kiosk, keys) == "C-001"
    kiosk.ask(offline(1))
    engine.stop()
    kiosk.until(lambda: not kiosk.device.online, "offline")
    for file in tmp_path.glob("office.db*"):
        file.unlink()
    if restored:
        shutil.copy(copy, engine.db)
        with sqlite3.connect(engine.db) as driver:
            driver.execute("UPDATE meta SET value = '3' WHERE key = 'epoch'")
    seen = len(kiosk.heard.statuses)
    with EngineThread(engine.url, engine.office, engine.db) as new:
        now = new.ask(lambda running: (running.epoch, running.store.identity()))
        assert (now[1] == old[1]) == restored
        for each in devices:
            each.connect()
            first = each.device.beat
            each.until(lambda: each.device.beat != first, "a second beat")  # noqa: B023
        kinds = {type(each) for each in kiosk.heard.statuses[seen:]}
        assert {Queues, Board} <= kinds, "all was read anew"
        assert (shut := keys.counter("1")) is not None
        assert (shut.state, shut.number) == ("shut", None)
        assert refusal(keys.ask(keys.press("1", "next"))) == ""
        adopted = kiosk.ask(offline(2)).events
        assert [each.number for each in adopted if isinstance(each, e.TicketIssued)] == ["C-802"]
        assert kiosk.ask(offline(2)).events == adopted, "told twice it is one"
        assert new.ask(lambda running: sum(t.offline for t in running.floor.state.tickets.values())) == 1
