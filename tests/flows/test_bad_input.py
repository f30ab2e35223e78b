"""Bad input through the whole chain of real programs: garbage on every topic, a strange device at a counter,
a database that takes nothing, and an office file full of mistakes. Everything else goes on as if nothing had been.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import assets
from broker.contract.codec import CommandMessage, encode
from broker.contract.commands import CloseDay
from broker.contract.topics import Topics
from firmware_cfg.demo.cast import MINUTE_MS, SEVEN_MS, Citizen
from firmware_cfg.demo.clock import DemoClock
from firmware_cfg.demo.hand import Hand
from firmware_cfg.demo.morning import Visitor
from firmware_cfg.demo.stage import SITE, Stage
from firmware_cfg.processes import start
from tests.clients import Ear

pytestmark = pytest.mark.flow
OFFICE = assets.find("offices/commune.toml")
SOMEBODY = Citizen(arrives_ms=0, field="certify", service="certify-copy", walk_s=0, service_s=0)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """All programs at eight in the morning, on a clock as fast as ours; counters 1 and 3."""
    clock = DemoClock.starting(SEVEN_MS + 60 * MINUTE_MS, 1.0)
    with Stage(tmp_path / "run", OFFICE, clock, ("1", "3")) as made:
        yield made


def topics_of_everybody(topics: Topics) -> list[str]:
    """All topics anybody listens to, and one nobody knows."""
    counters = [topics.counter(each) for each in ("1", "3", "nobody")]
    answers = [topics.answer(each) for each in ("kiosk-1", "lobby1", "counter-1", "counter-3")]
    commands = [topics.command(each) for each in ("kiosk-1", "counter-1", "nobody")]
    shown = [topics.beat, topics.catalogue, topics.queues, topics.board("hall"), f"{topics.root}/status/new"]
    return [*shown, *counters, *answers, *commands]


def tickets(database: Path) -> dict[str, list[str]]:
    """The numbers the journal has issued and voided."""
    found: dict[str, list[str]] = {}
    with closing(sqlite3.connect(database)) as journal:
        for (body,) in journal.execute("SELECT body FROM journal ORDER BY seq"):
            event = json.loads(body)
            if event["kind"] in {"TicketIssued", "TicketVoided"}:
                found.setdefault(event["kind"], []).append(event["ticket"].rpartition(".")[2])
    return found


def open_and_ask(counter: Hand) -> None:
    """A counter that was shut opens and asks for the next."""
    assert counter.do("press next")["ok"]
    assert counter.do("press next")["ok"]


def test_garbage_on_every_topic_stops_nobody(stage: Stage) -> None:
    vandal, topics = Ear(stage.url, "vandal"), Topics(SITE)
    newer = encode(CommandMessage(id="n", device="nobody", command=CloseDay())).replace(b'"v":[1', b'"v":[9')
    for payload in (b"\x00\xff", b"{}", b"null", b"[" * 100_000, b"x" * 400_000, b'{"kind":"Board"}', newer):
        for topic in topics_of_everybody(topics):
            vandal.say(topic, payload)
    open_and_ask(stage.hands["counter-1"])
    number = Visitor(stage.hands["kiosk"]).take(SOMEBODY)["number"]
    assert number == "C-001"
    assert stage.hands["counter-1"].do("wait state:calling 20")["number"] == number
    assert stage.hands["lobby"].do(f"wait text:{number}")["ok"]
    assert all(program.alive for program in stage.programs.values())
    for name, program in stage.programs.items():
        assert "Traceback" not in program.log.read_text(), name


def test_retained_garbage_is_met_by_a_device_that_starts_later(stage: Stage) -> None:
    vandal = Ear(stage.url, "vandal")
    vandal.say(Topics(SITE).counter("2"), b"\x00 not a status", retain=True)
    late = stage.programs["counter-1"].log.parent
    arguments = ("display", "counter", "--counter", "2", "--broker", stage.url, "--site", SITE, "--pins", "mock")
    with start("late", *arguments, "--play", "-", "--hands", "quick", folder=late, piped=True, ready=False) as program:
        hand = Hand(program)
        assert hand.do("wait online:true 20")["ok"]
        assert hand.do("status")["state"] in {"", None}  # nothing true is known of it, and nothing false is shown
        assert not hand.do("press next")["ok"]
    assert "Traceback" not in (late / "late.log").read_text()


def test_a_counter_held_by_somebody_else_is_not_pressed_by_a_second_device(stage: Stage) -> None:
    open_and_ask(stage.hands["counter-1"])
    folder = stage.programs["counter-1"].log.parent
    arguments = ("display", "counter", "--counter", "1", "--device", "stranger", "--broker", stage.url, "--site", SITE,
                 "--pins", "mock", "--play", "-", "--hands", "quick")  # fmt: skip
    with start("stranger", *arguments, folder=folder, piped=True) as program:
        stranger = Hand(program.wait_ready())
        answer = stranger.do("press pause")
        assert not answer["ok"]
        assert "held_by" in str(answer), answer
    assert stage.hands["counter-1"].do("status")["state"] == "free"


def test_a_locked_database_gives_no_number_and_the_kiosk_says_so(stage: Stage) -> None:
    kiosk = stage.hands["kiosk"]
    for touch in ("field:certify", "service:certify-copy"):
        assert kiosk.do(f"touch {touch}")["ok"]
    other = sqlite3.connect(stage.database)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert kiosk.do("touch take")["ok"]
        said = kiosk.do("wait page:ticket|void|out.service 30")
        assert (said["page"], said["number"]) == ("out.service", None)
    finally:
        other.rollback()
        other.close()
    assert not list(stage.paper.glob("cut-*.png"))
    assert kiosk.do("wait page:home 30")["ok"]
    number = Visitor(kiosk).take(SOMEBODY)["number"]
    assert number is not None
    assert tickets(stage.database) == {"TicketIssued": ["C-001", number], "TicketVoided": ["C-001"]}


def test_an_office_file_with_several_mistakes_is_told_all_at_once(tmp_path: Path) -> None:
    lines = OFFICE.read_text("utf-8").splitlines()
    changes = {'serves = ["land", "build"]': 'serves = ["lnad", "build"]', 'pictogram = "stamp"': 'pictogrm = "stamp"',
               'numbers = "1-799"': 'numbers = "799-1"'}  # fmt: skip
    where = {}
    for old, new in changes.items():
        where[new] = next(n for n, line in enumerate(lines) if line.strip() == old)
        lines[where[new]] = new
    file = tmp_path / "office.toml"
    file.write_text("\n".join(lines), "utf-8")
    command = [sys.executable, "-m", "broker"]
    checked = subprocess.run([*command, "check", str(file)], capture_output=True, text=True, timeout=60, check=False)
    assert checked.returncode == 2, checked.stdout
    for new, line in where.items():
        assert f"{file}:{line + 1}:" in checked.stderr, (new, checked.stderr)
    for nearest in ("did you mean 'land'", "did you mean 'pictogram'"):
        assert nearest in checked.stderr, checked.stderr
    run = ["run", "--db", str(tmp_path / "new.db"), "--office", str(file)]
    begun = subprocess.run([*command, *run], capture_output=True, text=True, timeout=60, check=False)
    assert begun.returncode == 2
    assert all(f":{line + 1}:" in begun.stderr for line in where.values()), begun.stderr
    assert not (tmp_path / "new.db").exists()
