"""Ratings and the key of the day with the real program, database and mosquitto: killed with -9 in the middle."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from broker.client.clock import boottime_s
from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.office import QUESTION, Office, Rating
from broker.contract.status import RatingOffer
from broker.contract.topics import Topics
from broker.office import write_office
from broker.store.ratings import read_marks
from firmware_cfg.processes import Program, start
from tests.clients import DEADLINE_S, Client, client
from tests.engines import HALF_PAST_SEVEN, refusal
from tests.offices import DATE

pytestmark = pytest.mark.edge


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder of a memory file system."""
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    yield folder
    shutil.rmtree(folder)


def run(folder: Path, office: Office, url: str, in_memory: Path) -> Program:
    file, clock = folder / "office.toml", f"{HALF_PAST_SEVEN}@{boottime_s()}"
    file.write_text(write_office(office))
    arguments = ["broker", "run", "--db", str(folder / "office.db"), "--office", str(file), "--broker", url]
    arguments += ["--open-day", DATE, "--clock", clock, "--run-dir", str(in_memory)]
    return start("engine", *arguments, folder=folder).wait_ready(DEADLINE_S)


def offered(tablet: Client) -> str | None:
    """The token that the tablet of counter 1 sees now."""
    found = [each for each in tablet.heard.statuses if isinstance(each, RatingOffer)]
    return found[-1].token if found else None


def serve(kiosk: Client, keys: Client, name: str, *pressed: str) -> None:
    (issued,) = kiosk.ask(c.RequestTicket(request_id=f"request-{name}", service="copy", kiosk="k1")).events
    assert isinstance(issued, e.TicketIssued)
    kiosk.ask(c.ReportPrinted(ticket=issued.ticket))
    for key in pressed:
        revision = _revision(keys)
        assert refusal(keys.ask(keys.press("1", key))) == ""
        keys.until(lambda before=revision: _revision(keys) > before, "the counter's new state")  # type: ignore[misc]


def _revision(keys: Client) -> int:
    shown = keys.counter("1")
    return shown.revision if shown is not None else -1


def test_killed_and_started_again_the_key_is_the_same_and_no_right_to_rate_is_left(
    tmp_path: Path, office: Office, mosquitto_url: str, in_memory: Path
) -> None:
    rules = msgspec.structs.replace(office.rules, one_per_person=True)
    office = msgspec.structs.replace(office, rules=rules, rating=Rating(on=True, wait_s=300))
    topics = Topics(office.site)
    engine = run(tmp_path, office, mosquitto_url, in_memory)
    kiosk = client(mosquitto_url, topics, "k1")
    tablet = client(mosquitto_url, topics, "tablet-1", topics.rating("1"))
    keys = client(mosquitto_url, topics, "counter-1", topics.counter("1"))
    keys.until(lambda: keys.counter("1"), "the counter")
    (given,) = kiosk.ask(c.AskDayKey()).events
    assert isinstance(given, e.DayKeyGiven)
    serve(kiosk, keys, "one", "next", "next", "start", "start")
    first = tablet.until(lambda: offered(tablet), "a right to rate")
    assert tablet.ask(c.RateService(token=first, marks={QUESTION: 2})).events == (e.RatingTaken(),)
    tablet.until(lambda: offered(tablet) is None, "the end of the right")
    serve(kiosk, keys, "two", "next", "start", "start")
    second = tablet.until(lambda: offered(tablet), "another right")
    engine.kill()
    engine = run(tmp_path, office, mosquitto_url, in_memory)
    tablet.until(lambda: offered(tablet) is None, "the token of the engine that died to be wiped")
    assert refusal(tablet.ask(c.RateService(token=second, marks={QUESTION: 2}))) == "no_rating"
    assert refusal(tablet.ask(c.RateService(token=first, marks={QUESTION: 2}))) == "no_rating"
    assert kiosk.ask(c.AskDayKey()).events == (given,)
    kiosk.ask(c.CloseDay())
    assert list(in_memory.iterdir()) == []
    (counted,) = read_marks(tmp_path / "ratings.db", DATE, DATE, today="2026-11-24", shown_from=1)
    assert counted.by_mark == {2: 1}
    engine.stop()
    for each in (kiosk, tablet, keys):
        each.close()
    _nowhere(tmp_path, first, second, given.key)


def _nowhere(folder: Path, *secrets: str) -> None:
    """In no file of the engine: database, write-ahead log, its output."""
    looked = [each for each in folder.rglob("*") if each.is_file()]
    assert {"office.db", "ratings.db"} <= {each.name for each in looked}
    for file in looked:
        content = file.read_bytes()
        for secret in secrets:
            assert secret.encode() not in content, file
        assert bytes.fromhex(secrets[-1]) not in content, file
    with sqlite3.connect(folder / "office.db") as beside:
        kinds = {kind for (kind,) in beside.execute("SELECT json_extract(body, '$.kind') FROM journal")}
    assert kinds.isdisjoint({"RatingTaken", "DayKeyGiven"})
