"""The engine on a real mosquitto: cut lines, garbage, a server that dies, presses that come late or twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.codec import CommandMessage, decode_answer, decode_status, encode
from broker.contract.office import Office
from broker.contract.status import Board, Catalogue, CounterStatus, Queues
from firmware_cfg.processes import Program, free_port, start_mosquitto, until
from tests.clients import DEADLINE_S, Client, Ear, client
from tests.engines import EngineThread, refusal
from tests.tcp_relay import Relay

pytestmark = pytest.mark.edge


def request(n: int, service: str = "copy") -> c.RequestTicket:
    return c.RequestTicket(request_id=f"request-{n:04d}", service=service, kiosk="k1")


@pytest.fixture
def kiosk(engine: EngineThread) -> Iterator[Client]:
    made = client(engine.url, engine.topics, "k1", engine.topics.queues, engine.topics.catalogue)
    yield made
    made.close()


@pytest.fixture
def buttons(engine: EngineThread) -> Iterator[Client]:
    topic = engine.topics.counter("1")
    made = client(engine.url, engine.topics, "counter-1", topic)
    made.until(lambda: made.counter("1"), "the counter's status")
    yield made
    made.close()


# --- the ordinary way ------------------------------------------------------------------------------------------


def test_a_device_gets_what_is_retained_asks_and_is_answered(engine: EngineThread, kiosk: Client) -> None:
    kinds = (Queues, Catalogue)
    kiosk.until(lambda: all(any(isinstance(s, k) for s in kiosk.heard.statuses) for k in kinds), "queues, catalogue")
    (issued,) = kiosk.ask(request(1)).events
    assert isinstance(issued, e.TicketIssued)
    (printed,) = kiosk.ask(c.ReportPrinted(ticket=issued.ticket)).events
    assert isinstance(printed, e.TicketPrinted)
    assert engine.ask(lambda running: running.floor.state.tickets[issued.ticket].stage) == "waiting"


def test_from_the_key_to_the_board(engine: EngineThread, kiosk: Client, buttons: Client) -> None:
    lobby = client(engine.url, engine.topics, "lobby", engine.topics.board("hall"))
    (issued,) = kiosk.ask(request(1)).events
    assert isinstance(issued, e.TicketIssued)
    kiosk.ask(c.ReportPrinted(ticket=issued.ticket))
    for _ in range(2):
        seen = len(buttons.heard.statuses)
        assert refusal(buttons.ask(buttons.press("1", "next"))) == ""
        buttons.until(lambda: len(buttons.heard.statuses) > seen, "the counter's new status")  # noqa: B023

    def called() -> bool:
        boards = [each for each in lobby.heard.statuses if isinstance(each, Board)]
        return bool(boards and boards[-1].calls)

    lobby.until(called, "the call on the board")
    board = lobby.heard.statuses[-1]
    assert isinstance(board, Board)
    assert (board.calls[0].number, board.calls[0].counter) == (issued.number, "1")
    lobby.close()


# --- garbage -------------------------------------------------------------------------------------------------------


def test_garbage_on_any_topic_is_answered_once_or_not_at_all_and_the_engine_lives(
    engine: EngineThread, kiosk: Client
) -> None:
    topics = engine.topics
    vandal = Ear(engine.url, f"vandal-{engine.office.site}", topics.answer("+"))
    good = encode(CommandMessage(id="mine", device="v9", command=c.CloseDay()))
    to_commands = [b"\xff\x00", b"[" * 50_000, b"x" * 500_000, good, good.replace(b'"v":[1', b'"v":[9'), b"null"]
    for n, payload in enumerate(to_commands, start=1):
        vandal.say(topics.command(f"v{n}"), payload)
    for elsewhere in (topics.beat, topics.catalogue, topics.queues, topics.counter("1"), topics.answer("k1")):
        vandal.say(elsewhere, b"\x00 not for you")
    vandal.say(f"{topics.root}/command", b"no device")
    vandal.say(f"{topics.root}/command/a/b", b"too deep")
    (issued,) = kiosk.ask(request(1)).events
    assert isinstance(issued, e.TicketIssued)
    last = topics.answer(f"v{len(to_commands)}")
    until(lambda: vandal.at(last), DEADLINE_S, "the last answer")
    codes = {n: [refusal(decode_answer(p)) for p in vandal.on(topics.answer(f"v{n}"))] for n in range(1, 7)}
    assert codes == {
        1: ["malformed"],
        2: ["malformed"],
        3: ["malformed"],
        4: ["device"],
        5: ["version"],
        6: ["malformed"],
    }
    kiosk.until(lambda: kiosk.device.errors >= 2, "garbage counted by the device")
    assert kiosk.device.online
    vandal.close()


def test_what_is_larger_than_mosquitto_takes_harms_nobody(engine: EngineThread, kiosk: Client) -> None:
    vandal = Ear(engine.url, f"vandal-{engine.office.site}")
    vandal.say(engine.topics.command("v1"), b"x" * 1_000_000)
    (issued,) = kiosk.ask(request(1)).events
    assert isinstance(issued, e.TicketIssued)
    vandal.close()


# --- the line is cut ---------------------------------------------------------------------------------------------


def test_a_press_made_while_offline_is_never_delivered(office: Office, mosquitto_url: str, tmp_path: Path) -> None:
    relay = Relay.to(mosquitto_url)
    with relay, EngineThread(mosquitto_url, office, tmp_path / "office.db") as engine:
        buttons = client(relay.url, engine.topics, "counter-1", engine.topics.counter("1"))
        buttons.until(lambda: buttons.counter("1"), "the counter's status")
        press = buttons.press("1", "next")
        relay.cut()
        buttons.until(lambda: not buttons.device.online, "offline")
        buttons.device.send(press)
        buttons.until(lambda: buttons.heard.silences == [press], "silence")
        relay.mend()
        buttons.until(lambda: buttons.device.online, "online again")
        beat = engine.ask(lambda running: running.beat)
        buttons.until(lambda: (buttons.device.beat.beat if buttons.device.beat else 0) > beat + 1, "two more beats")
        assert engine.ask(lambda running: running.floor.state.desks["1"].state) == "shut"
        assert not buttons.heard.answers
        assert refusal(buttons.ask(buttons.press("1", "next"))) == ""
        buttons.close()


def test_a_press_held_up_on_a_half_open_line_comes_too_late(office: Office, mosquitto_url: str, tmp_path: Path) -> None:
    relay = Relay.to(mosquitto_url)
    with relay, EngineThread(mosquitto_url, office, tmp_path / "office.db") as engine:
        buttons = client(relay.url, engine.topics, "counter-1", engine.topics.counter("1"))
        buttons.until(lambda: buttons.counter("1"), "the counter's status")
        ear = Ear(mosquitto_url, f"ear-{office.site}", engine.topics.answer("counter-1"))
        relay.stall()
        press = buttons.press("1", "next")
        buttons.device.send(press)
        buttons.until(lambda: not buttons.device.online, "offline by the beat")
        pressed_at = press.beat
        until(lambda: engine.ask(lambda running: running.beat) > pressed_at + 4, DEADLINE_S, "four beats")
        relay.flow()
        until(lambda: ear.messages, DEADLINE_S, "the late press to be answered")
        assert [refusal(decode_answer(each)) for each in ear.on(engine.topics.answer("counter-1"))] == ["too_old"]
        assert engine.ask(lambda running: running.floor.state.desks["1"].state) == "shut"
        ear.close()
        buttons.close()


def test_a_request_asked_again_after_a_cut_line_gets_the_same_number(
    office: Office, mosquitto_url: str, tmp_path: Path
) -> None:
    relay = Relay.to(mosquitto_url)
    with relay, EngineThread(mosquitto_url, office, tmp_path / "office.db") as engine:
        kiosk = client(relay.url, engine.topics, "k1", answer_s=0.5)
        relay.stall(answers_only=True)
        kiosk.device.send(request(1))
        kiosk.until(lambda: kiosk.heard.silences, "silence")
        relay.flow()
        kiosk.until(lambda: kiosk.device.online, "online again")
        (issued,) = kiosk.ask(request(1)).events
        assert isinstance(issued, e.TicketIssued)
        assert engine.ask(lambda running: len(running.floor.state.tickets)) == 1
        kiosk.close()


# --- mosquitto dies -----------------------------------------------------------------------------------------------


@pytest.fixture
def own_mosquitto(tmp_path: Path) -> Iterator[tuple[Program, int]]:
    program, port = start_mosquitto(tmp_path / "mosquitto", free_port())
    yield program, port
    program.stop()


def test_after_mosquitto_died_all_is_retained_again_and_devices_are_online_by_the_beat(
    own_mosquitto: tuple[Program, int], office: Office, tmp_path: Path
) -> None:
    program, port = own_mosquitto
    url = f"mqtt://127.0.0.1:{port}"
    with EngineThread(url, office, tmp_path / "office.db") as engine:
        topics = engine.topics
        kiosk = client(url, topics, "k1", topics.queues, topics.counter("1"))
        (issued,) = kiosk.ask(request(1)).events
        program.kill()
        kiosk.until(lambda: not kiosk.device.online, "offline by the beat")
        assert engine.ask(lambda running: running.submit(c.StopIssuing(service="land"))[0]) == e.IssuingStopped(
            service="land"
        )
        again, _port = start_mosquitto(tmp_path / "mosquitto", port)
        with again:
            kiosk.until(lambda: kiosk.device.online, "online again")
            assert kiosk.heard.online == [True, False, True]
            wanted = [topics.catalogue, topics.queues, topics.board("hall"), topics.homie("engine")]
            wanted += [topics.counter(each) for each in ("1", "2", "3")]
            ear = Ear(url, f"late-{office.site}", *wanted)
            until(lambda: all(ear.at(topic) for topic in wanted), DEADLINE_S, "everything retained again")
            queues = decode_status(ear.at(topics.queues) or b"")
            assert isinstance(queues, Queues)
            assert queues.services["land"].offer == "stopped"
            assert ear.at(topics.homie("engine")) == b"ready"
            assert kiosk.ask(request(1)).events == (issued,)
            ear.close()
            kiosk.close()


# --- twice, late, in the wrong order -------------------------------------------------------------------------------


def test_a_press_delivered_twice_is_done_once(engine: EngineThread, buttons: Client) -> None:
    ear = Ear(engine.url, f"ear-{engine.office.site}", engine.topics.answer("counter-1"))
    payload = encode(CommandMessage(id="one", device="counter-1", command=buttons.press("1", "next")))
    for _ in range(5):
        ear.say(engine.topics.command("counter-1"), payload)
    until(lambda: len(ear.messages) == 5, DEADLINE_S, "five answers")
    codes = [refusal(decode_answer(each.payload)) for each in ear.messages]
    assert sorted(codes) == ["", *["already_done"] * 4]
    shown = buttons.until(lambda: (s := buttons.counter("1")) and s.state == "ready" and s, "the counter ready")
    assert isinstance(shown, CounterStatus)
    assert shown.revision == 1
    ear.close()


# --- the clock ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("offset_ms", [3_600_000, -3_600_000])
def test_a_wall_clock_that_steps_is_followed_once_and_the_queue_keeps_its_order(
    engine: EngineThread, kiosk: Client, offset_ms: int
) -> None:
    for n in range(3):
        (issued,) = kiosk.ask(request(n)).events
        assert isinstance(issued, e.TicketIssued)
        kiosk.ask(c.ReportPrinted(ticket=issued.ticket))
    before = engine.clock.now_ms()
    engine.ask(lambda _running: engine.wall.correct(offset_ms))
    until(lambda: abs(engine.clock.now_ms() - before - offset_ms) < 60_000, DEADLINE_S, "the clock to be corrected")
    beat = engine.ask(lambda running: running.beat)
    until(lambda: engine.ask(lambda running: running.beat) > beat + 3, DEADLINE_S, "three more beats")
    rows = engine.ask(lambda running: running.store.load(lambda _snapshot: False)[1])
    (corrected,) = [row.event for row in rows if isinstance(row.event, e.ClockCorrected)]
    assert abs(corrected.offset_ms - offset_ms) < 50
    kiosk.ask(request(9))
    kiosk.ask(c.ReportPrinted(ticket="2026-11-23.C-004"))
    tickets = engine.ask(lambda running: [msgspec.structs.replace(t) for t in running.floor.state.tickets.values()])
    assert [each.number for each in sorted(tickets, key=lambda each: each.place)] == [
        "C-001",
        "C-002",
        "C-003",
        "C-004",
    ]
    assert ["clock_corrected" in each.leg.marks for each in tickets] == [True, True, True, False]
