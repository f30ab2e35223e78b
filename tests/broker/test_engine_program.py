"""`python -m broker run` as a process: killed under load and started again, started twice, asked wrongly."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broker.__main__ import CLOCK_UNPROVEN
from broker.client.clock import boottime_s, time_is_proven
from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.codec import Answer, CommandMessage, decode_answer, decode_event, decode_status, encode
from broker.contract.office import Office
from broker.contract.status import Board, CounterStatus
from broker.contract.topics import Topics
from broker.office import write_office
from broker.store import Store
from firmware_cfg.processes import Program, start, until
from tests.clients import DEADLINE_S, Ear
from tests.engines import HALF_PAST_SEVEN, refusal
from tests.offices import DATE

pytestmark = pytest.mark.edge


class Place:
    """One office's files, and its engine as a program."""

    def __init__(self, folder: Path, office: Office, url: str) -> None:
        self.folder, self.office, self.url = folder, office, url
        self.topics, self.db, self.file = Topics(office.site), folder / "office.db", folder / "office.toml"
        self.file.write_text(write_office(office))
        self.clock = f"{HALF_PAST_SEVEN}@{boottime_s()}"

    def run(self) -> Program:
        """Start the engine and wait until it is ready."""
        arguments = ["broker", "run", "--db", str(self.db), "--office", str(self.file), "--broker", self.url]
        arguments += ["--open-day", DATE, "--clock", self.clock]
        return start("engine", *arguments, folder=self.folder).wait_ready(DEADLINE_S)

    def journal(self) -> list[e.Event]:
        """All events, read by SQLite alone."""
        with sqlite3.connect(self.db) as beside:
            return [decode_event(body.encode()) for (body,) in beside.execute("SELECT body FROM journal ORDER BY seq")]


@pytest.fixture
def place(tmp_path: Path, office: Office, mosquitto_url: str) -> Place:
    return Place(tmp_path, office, mosquitto_url)


@pytest.fixture
def ear(place: Place) -> Iterator[Ear]:
    topics = place.topics
    made = Ear(
        place.url,
        f"ear-{topics.site}",
        topics.answer("k1"),
        f"{topics.root}/status/#",
        topics.homie("engine"),
        topics.beat,
    )
    yield made
    made.close()


class Load:
    """A kiosk that asks for numbers as fast as it can, and asks again for those without an answer."""

    def __init__(self, place: Place, ear: Ear) -> None:
        self.place, self.ear, self.asked = place, ear, 0

    def send(self, n: int) -> None:
        command = c.RequestTicket(request_id=f"load-{n:05d}", service="copy", kiosk="k1")
        message = CommandMessage(id=f"{n}", device="k1", command=command)
        self.ear.link.publish(self.place.topics.command("k1"), encode(message))

    def more(self, count: int) -> None:
        for n in range(self.asked, self.asked + count):
            self.send(n)
        self.asked += count

    def answers(self) -> list[Answer]:
        return [decode_answer(each) for each in self.ear.on(self.place.topics.answer("k1"))]

    def numbers(self) -> dict[str, set[str]]:
        """Request -> the numbers it was ever answered with."""
        found: dict[str, set[str]] = {}
        for answer in self.answers():
            for event in answer.events:
                if isinstance(event, e.TicketIssued):
                    found.setdefault(event.request_id, set()).add(event.number)
        return found


def broker(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A program that is to end by itself."""
    command = [sys.executable, "-m", "broker", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE_S, check=False)


def test_what_was_acknowledged_survives_kill_9_under_load(place: Place, ear: Ear) -> None:
    load, epochs = Load(place, ear), []
    for wanted in (20, 60, 90):
        before = len(load.answers())
        engine = place.run()
        until(lambda: ear.at(place.topics.homie("engine")) == b"ready", DEADLINE_S, "the engine on the line")
        for n in range(load.asked):
            load.send(n)
        load.more(120)
        until(lambda: len(load.answers()) >= before + wanted, DEADLINE_S, "answers")  # noqa: B023
        load.more(60)
        engine.kill()
        until(lambda: ear.at(place.topics.homie("engine")) == b"lost", DEADLINE_S, "the engine to be missed")
        epochs.append(load.answers()[-1].epoch)
    with place.run():
        until(lambda: ear.at(place.topics.homie("engine")) == b"ready", DEADLINE_S, "the engine on the line")
        for n in range(load.asked):
            load.send(n)
        until(lambda: len(load.numbers()) == load.asked, DEADLINE_S, "an answer to each")
    numbers = load.numbers()
    assert all(len(each) == 1 for each in numbers.values()), "a request was answered with two numbers"
    assert len({number for each in numbers.values() for number in each}) == load.asked
    issued = [event for event in place.journal() if isinstance(event, e.TicketIssued)]
    assert sorted(event.request_id for event in issued) == sorted(numbers)
    assert {event.request_id: {event.number} for event in issued} == numbers
    assert sorted(event.number for event in issued) == [f"C-{n:03d}" for n in range(1, load.asked + 1)]
    assert epochs == [1, 2, 3]


def test_after_a_kill_everything_is_retained_anew_under_a_new_epoch(place: Place, ear: Ear) -> None:
    topics = place.topics
    engine = place.run()
    until(lambda: ear.at(topics.counter("1")), DEADLINE_S, "the counters")
    before = decode_status(ear.at(topics.counter("1")) or b"")
    engine.kill()
    ear.messages.clear()
    with place.run():
        wanted = [topics.catalogue, topics.queues, topics.board("hall"), *(topics.counter(each) for each in "123")]
        until(lambda: all(ear.at(topic) for topic in wanted), DEADLINE_S, "everything")
        until(lambda: ear.at(topics.beat), DEADLINE_S, "the beat")
        told = [decode_status(ear.at(topic) or b"") for topic in (*wanted, topics.beat)]
    assert {each.epoch for each in told} == {before.epoch + 1}
    assert {type(each) for each in told} >= {Board, CounterStatus}
    assert ear.at(topics.homie("engine")) == b"disconnected"


def test_a_restart_replays_only_what_came_after_the_newest_snapshot(place: Place, ear: Ear) -> None:
    load = Load(place, ear)
    engine = place.run()
    until(lambda: ear.at(place.topics.homie("engine")) == b"ready", DEADLINE_S, "the engine on the line")
    load.more(200)
    until(lambda: len(load.numbers()) == 200, DEADLINE_S, "answers")
    engine.kill()
    store = Store.open(place.db, holder="the test")
    snapshot, rows = store.load()
    store.close()
    assert snapshot is not None
    assert len(rows) == 200  # the opening of the day was the newest snapshot
    assert len(place.journal()) == 202


def test_a_second_engine_on_the_same_database_is_refused_and_told_who_holds_it(place: Place) -> None:
    with place.run() as first:
        second = broker("run", "--db", str(place.db), "--office", str(place.file), "--broker", place.url)
        assert second.returncode == 1
        assert f"held by motcua-broker run (pid {first.process.pid})" in second.stderr
        assert first.alive


def test_a_locked_database_is_said_in_a_sentence(place: Place) -> None:
    Store.open(place.db, holder="the test").close()
    with sqlite3.connect(place.db, isolation_level=None) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        ended = broker("run", "--db", str(place.db), "--office", str(place.file), "--broker", place.url)
        stranger.execute("ROLLBACK")
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines()[-1].startswith(f"database {place.db}: it is locked by another program")
    assert "Traceback" not in ended.stderr


def wrongly(place: Place) -> dict[str, tuple[list[str], int, str]]:
    """What is asked -> the arguments, the exit code, what is said."""
    db, office = ["--db", str(place.db)], ["--office", str(place.file)]
    broken = place.folder / "broken.toml"
    broken.write_text(place.file.read_text().replace('serves = ["copy"', 'serves = ["cpoy"'))
    return {
        "no office": (db, 2, "holds no office yet"),
        "broken office": ([*db, "--office", str(broken)], 2, "did you mean"),
        "no folder": (["--db", str(place.folder / "nowhere" / "office.db"), *office], 1, "there is no folder"),
        "no address": ([*db, *office, "--broker", "nonsense"], 2, "expected mqtt://host:port"),
        "no clock": ([*db, *office, "--clock", "noon"], 2, "'noon': expected milliseconds since 1970"),
        "no date": ([*db, *office, "--open-day", "2026-02-30"], 2, "OpenDay refused: this is no date (date 2026-02"),
    }


@pytest.mark.parametrize("case", ["no office", "broken office", "no folder", "no address", "no clock", "no date"])
def test_what_is_asked_wrongly_is_said_and_ends_at_once(place: Place, case: str) -> None:
    arguments, code, said = wrongly(place)[case]
    ended = broker("run", *arguments)
    assert ended.returncode == code
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_stopped_in_order_it_leaves_in_order(place: Place, ear: Ear) -> None:
    engine = place.run()
    until(lambda: ear.at(place.topics.homie("engine")) == b"ready", DEADLINE_S, "the engine on the line")
    assert engine.stop() == 0
    until(lambda: ear.at(place.topics.homie("engine")) == b"disconnected", DEADLINE_S, "a goodbye")
    assert not [each for each in Load(place, ear).answers() if refusal(each)]


def test_an_office_file_spoilt_since_does_not_keep_a_running_office_shut(place: Place) -> None:
    """A hall must open on Monday: what was in force stays in force, and every mistake is said."""
    with place.run():
        pass
    place.file.write_text(place.file.read_text().replace('serves = ["copy"', 'serves = ["cpoy"'))
    with place.run() as again:
        assert again.alive
    said = again.log.read_text()
    assert "did you mean" in said
    assert "the office last applied stays in force" in said


def test_an_office_that_takes_away_what_is_in_use_waits(place: Place, ear: Ear) -> None:
    with place.run():
        load = Load(place, ear)
        until(lambda: ear.at(place.topics.homie("engine")) == b"ready", DEADLINE_S, "the engine on the line")
        load.more(1)
        until(lambda: len(load.answers()) >= 1, DEADLINE_S, "a number")
    rest = {each.id for each in place.office.services} - {"copy"}
    changed = msgspec.structs.replace(
        place.office,
        services=tuple(each for each in place.office.services if each.id in rest),
        counters=_only(place.office.counters, rest),
        clerks=_only(place.office.clerks, rest),
    )
    place.file.write_text(write_office(changed))
    with place.run() as again:
        assert again.alive
    assert "ApplyOffice refused: the office file takes away what is in use (service " in again.log.read_text()


def _only(parts: tuple[Any, ...], services: set[str]) -> tuple[Any, ...]:
    """Counters or clerks with no other services than these."""
    return tuple(
        msgspec.structs.replace(each, services=tuple(name for name in each.services if name in services))
        for each in parts
    )


def test_an_engine_that_may_open_no_day_says_so_at_its_start(place: Place) -> None:
    arguments = ["--db", str(place.db), "--office", str(place.file), "--broker", place.url, "--auto-day"]
    program = start("engine", "broker", "run", *arguments, folder=place.folder).wait_ready(DEADLINE_S)
    program.stop()
    assert (CLOCK_UNPROVEN in program.log.read_text()) is not time_is_proven()
