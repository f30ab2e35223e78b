"""The clerk's page over HTTP against a real engine on a real mosquitto: what a press becomes, and who may press."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from broker.client.mqtt import MqttLink
from broker.contract import commands as c
from broker.contract.office import Office
from broker.contract.status import CounterStatus
from broker.contract.topics import Topics
from broker.web.accounts import Base
from broker.web.app import application
from broker.web.counter.deeds import AT_COUNTER
from broker.web.house import House
from tests.broker.web.conftest import Browser, house_over
from tests.clients import client
from tests.engines import EngineThread, refusal

pytestmark = pytest.mark.edge


def until(true: Callable[[], Any], what: str) -> Any:
    """Wait until something is true."""
    end = time.monotonic() + 20
    while not (found := true()):
        assert time.monotonic() < end, what
        time.sleep(0.01)
    return found


class Desk:
    """Counter 2, as somebody sees it in a browser."""

    def __init__(self, house: House, client: TestClient, name: str) -> None:
        self.house = house
        own = TestClient(client.app, follow_redirects=False)  # cookies of its own, the event loop of all
        own.portal = client.portal
        self.browser = Browser(own)
        self.browser.sign_in(name)

    @property
    def status(self) -> CounterStatus:
        """What is shown."""
        found: CounterStatus = until(lambda: self.house.floor.counters.get("2"), "a status of the counter")
        return found

    def press(self, act: str, counter: str = "2", **fields: object) -> dict[str, Any]:
        """Press, at what is shown; waits until the page has what became of it."""
        before, beat = self.status, self.house.floor.device.beat
        assert beat is not None
        seen = {"revision": before.revision, "epoch": beat.epoch, "beat": beat.beat, **fields}
        answer: dict[str, Any] = self.browser.post(f"/counter/{counter}/{act}", **seen).json()
        if answer["ok"] and "revision" not in fields and act in AT_COUNTER:
            until(lambda: self.status.revision > before.revision, f"{act} to be seen")
        return answer


@pytest.fixture
def house(engine: EngineThread, base: Base, mosquitto_url: str, office: Office) -> House:
    """A house on the engine's floor."""
    return house_over(base, MqttLink(mosquitto_url, f"{office.site}-web"), Topics(office.site), engine.db)


@pytest.fixture
def desks(house: House) -> Iterator[Callable[[str], Desk]]:
    """Browsers in front of counter 2."""
    with TestClient(application(house)) as client:
        until(lambda: house.floor.online and house.floor.catalogue, "the engine to be heard")
        yield lambda name: Desk(house, client, name)


def take(engine: EngineThread, n: int, **more: Any) -> str:
    """A proven number; its ticket."""
    asked = c.RequestTicket(request_id=f"request-{n:03}", service="copy", kiosk="k1", **more)
    (issued, *_) = engine.ask(lambda running: running.submit(asked))
    engine.ask(lambda running: running.submit(c.ReportPrinted(ticket=issued.ticket)))
    ticket: str = issued.ticket
    return ticket


def test_opening_makes_the_account_the_holder_and_its_clerk_the_one_in_the_figures(desks: Any) -> None:
    lan = desks("lan")
    assert lan.press("open")["ok"]
    until(lambda: lan.status.clerk_id == "lan", "the clerk to be signed in")
    assert (lan.status.holder, lan.status.state, lan.status.clerk) == ("web-lan", "ready", "Trần Thị Lan")
    assert lan.press("shut")["ok"]
    until(lambda: lan.status.clerk_id is None, "the clerk to be signed out")
    assert lan.status.holder == ""


def test_next_at_a_shut_counter_opens_it_as_its_key_does_and_calls_nobody_yet(desks: Any, engine: EngineThread) -> None:
    take(engine, 1)
    lan = desks("lan")
    assert lan.press("next")["ok"]
    until(lambda: lan.status.clerk_id == "lan", "the clerk to be signed in")
    assert (lan.status.holder, lan.status.state, lan.status.ticket) == ("web-lan", "ready", None)


def test_one_number_from_call_to_outcome(desks: Any, engine: EngineThread) -> None:
    ticket, lan = take(engine, 1), desks("lan")
    lan.press("open")
    assert lan.press("next")["ok"]
    assert (lan.status.state, lan.status.ticket) == ("calling", ticket)
    lan.press("start")
    assert lan.press("finish", outcome="more_papers", dossiers="2")["ok"]
    kept = engine.ask(lambda running: running.floor.state.tickets[ticket])
    assert (kept.outcome, kept.leg.dossiers, kept.leg.clerk) == ("more_papers", 2, "lan")


def test_somebody_else_is_refused_in_words_until_the_counter_is_taken_over_with_a_reason(desks: Any) -> None:
    lan, minh = desks("lan"), desks("minh")
    lan.press("open")
    until(lambda: lan.status.clerk_id == "lan", "the clerk to be signed in")
    refused = minh.press("next")
    assert (refused["ok"], refused["code"]) == (False, "held_by")
    assert "Trần Thị Lan" in refused["said"]
    assert "07:30" in refused["said"]
    assert minh.press("take", words="")["code"] == "malformed"
    assert minh.press("take", words="đổi ca")["ok"]
    until(lambda: minh.status.clerk_id == "minh", "the other clerk to be signed in")
    assert lan.press("next")["code"] == "held_by"


def test_page_and_keys_work_one_counter_together(desks: Any, engine: EngineThread) -> None:
    take(engine, 1)
    keys, lan = client(engine.url, engine.topics, "counter-2", engine.topics.counter("2")), desks("lan")
    try:
        keys.until(lambda: keys.counter("2"), "the counter's status")
        assert refusal(keys.ask(keys.press("2", "next"))) == ""
        until(lambda: lan.status.holder == "counter-2", "the keys to have opened it")
        assert lan.press("next")["code"] == "held_by"
        assert lan.press("join")["ok"]
        until(lambda: lan.status.clerk_id == "lan", "the clerk to be signed in")
        assert lan.press("next")["ok"]
        keys.until(lambda: keys.counter("2").state == "calling", "the keys to see the call")
        assert refusal(keys.ask(keys.press("2", "start"))) == ""
        until(lambda: lan.status.state == "serving", "the page to see the start")
        assert lan.press("finish", outcome="accepted", dossiers="1")["ok"]
    finally:
        keys.close()


def test_a_press_against_an_older_state_or_an_older_beat_does_nothing(desks: Any, engine: EngineThread) -> None:
    lan = desks("lan")
    old = lan.status.revision
    lan.press("open")
    take(engine, 1)
    refused = lan.press("next", revision=old)
    assert refused["code"] == "already_done"
    assert refused["said"].endswith("Xin xem lại rồi bấm. Nay: Sẵn sàng.")
    assert not any(each.isdigit() for each in refused["said"])  # what a revision is nobody need know
    until(lambda: lan.house.floor.device.beat.beat > 6, "some beats")
    late = lan.press("next", beat=lan.house.floor.device.beat.beat - 5)
    assert late["code"] == "too_old"
    assert lan.status.state == "ready"


def test_without_the_engine_a_press_is_refused_at_once_and_never_done_later(
    desks: Any, engine: EngineThread, house: House
) -> None:
    lan = desks("lan")
    lan.press("open")
    until(lambda: lan.status.clerk_id == "lan", "the clerk to be signed in")
    take(engine, 1)
    engine.stop()
    until(lambda: not house.floor.online, "the beat to stay away")
    answer = lan.press("next", revision=lan.status.revision)
    assert (answer["ok"], answer["code"]) == (False, "offline")
    assert "Mất kết nối từ 07:3" in answer["said"]
    with EngineThread(engine.url, engine.office, engine.db) as again:
        until(lambda: house.floor.online, "the engine to be back")
        assert again.ask(lambda running: running.floor.state.desks["2"].state) == "ready"


def test_a_held_number_is_called_by_name_with_a_reason_that_is_kept(desks: Any, engine: EngineThread) -> None:
    ticket, lan = take(engine, 1), desks("lan")
    lan.press("open")
    lan.press("next")
    assert lan.press("hold", return_after_s="600", words="lấy bản sao")["ok"]
    assert lan.press("call_this", ticket=ticket, reason="Quay lại bổ sung")["ok"]
    assert (lan.status.state, lan.status.number) == ("calling", "C-001")


def test_sent_on_and_sent_back_and_done_again(desks: Any, engine: EngineThread) -> None:
    ticket, lan = take(engine, 1), desks("lan")
    lan.press("open")
    lan.press("next")
    assert lan.press("transfer", to_counter="1", words="chứng thực")["ok"]
    kept = engine.ask(lambda running: running.floor.state.tickets[ticket].to_counter)
    assert kept == "1"
    assert lan.press("undo")["ok"]
    assert (lan.status.state, lan.status.ticket) == ("calling", ticket)
    refused = lan.press("transfer", service="", to_counter="", to_clerk="")
    assert refused["code"] == "nowhere"


def test_a_number_sent_to_a_person_waits_for_that_person(desks: Any, engine: EngineThread) -> None:
    ticket, lan = take(engine, 1), desks("lan")
    lan.press("open")
    lan.press("next")
    assert lan.press("transfer", to_clerk="minh", words="hồ sơ của anh Minh")["ok"]
    sent = engine.ask(lambda running: running.floor.state.tickets[ticket])
    assert (sent.to_clerk, sent.to_counter, sent.number, sent.stage) == ("minh", None, "C-001", "waiting")
    lan.press("next")
    assert (lan.status.state, lan.status.ticket) == ("free", None), "nobody else is given it"
    refused = lan.press("transfer", to_clerk="nobody")
    assert not refused["ok"]


def test_priority_notes_and_wrong_times(desks: Any, engine: EngineThread, house: House) -> None:
    ticket, lan = take(engine, 1, class_id="elder"), desks("lan")
    lan.press("open")
    lan.press("next")
    lan.press("start")
    assert lan.press("confirm_priority", ticket=ticket)["ok"]
    assert lan.press("note", ticket=ticket, text="đã đủ bản chính")["ok"]
    until(lambda: lan.status.confirmed and lan.status.note == "đã đủ bản chính", "both to be shown")
    assert lan.press("withdraw_priority", ticket=ticket)["ok"]
    until(lambda: lan.status.class_id == "ordinary", "the class to be ordinary")
    lan.press("finish")
    left = until(lambda: list(house.floor.left.get("2", ())), "the ticket to be remembered")
    assert [(each.ticket, each.leg) for each in left] == [(ticket, 1)]
    assert lan.press("mark_time", ticket=ticket, leg="1", words="quên bấm")["ok"]
    marks = engine.ask(lambda running: running.floor.state.tickets[ticket].leg.marks)
    assert "wrong" in marks


def test_nobody_touches_a_number_that_is_at_another_s_counter(desks: Any, engine: EngineThread) -> None:
    mine, waits = take(engine, 1), take(engine, 2)
    lan, minh = desks("lan"), desks("minh")
    lan.press("open")
    lan.press("next")
    for act, fields in (
        ("note", {"text": "x"}),
        ("withdraw_priority", {}),
        ("return", {}),
        ("mark_time", {"leg": "1", "words": "x"}),
    ):
        here = minh.press(act, ticket=mine, **fields)
        assert (here["ok"], here["code"]) == (False, "not_yours"), act  # at the counter that lan holds
        there = minh.press(act, counter="1", ticket=mine, **fields)
        assert (there["ok"], there["code"]) == (False, "not_yours"), act  # from one that he may open
    assert minh.press("note", counter="1", ticket=waits, text="thiếu bản chính")["ok"]  # he may call it
    assert not engine.ask(lambda running: running.floor.state.tickets[mine].leg.marks)


def test_further_services_of_the_same_visit(desks: Any, engine: EngineThread) -> None:
    take(engine, 1)
    lan = desks("lan")
    lan.press("open")
    lan.press("next")
    lan.press("start")
    assert lan.press("add_service", service="sign")["ok"]
    assert lan.status.further == ("sign",)
    assert lan.press("add_service", service="copy")["code"] == "same_service"


def test_a_pause_says_why_and_until_when(desks: Any) -> None:
    lan = desks("lan")
    lan.press("open")
    early = lan.press("pause", reason="lunch", until="2:00")
    assert early["said"] == "2:00 đã qua. Ghi giờ trở lại trong hôm nay, ví dụ 14:00."
    assert lan.press("pause", reason="consulting", until="09:15")["ok"]
    assert (lan.status.state, lan.status.pause_reason) == ("paused", "consulting")
    page = lan.browser.get("/counter/2").text
    assert "trở lại lúc 09:15" in page


def test_a_call_for_help_is_red_for_others_and_a_small_mark_where_it_was_made(desks: Any, house: House) -> None:
    lan, minh = desks("lan"), desks("minh")
    lan.press("open")
    assert lan.browser.post("/alarm", counter="2").json()["ok"]
    until(lambda: house.floor.alerts and house.floor.alerts.troubles, "the emergency to be told")
    mine, theirs = lan.browser.get("/counter/2").text, minh.browser.get("/counter/1").text
    assert "Cần hỗ trợ" not in mine
    assert 'data-piece="called_help">✓' in mine
    assert "Cần hỗ trợ ngay: Quầy 2" in theirs
    assert "trouble alarm" in theirs
    (trouble,) = [each.trouble for each in house.floor.alerts.troubles if each.urgent]  # type: ignore[union-attr]
    assert minh.browser.post("/alarm/settle", trouble=trouble).json()["ok"]
    until(lambda: "Cần hỗ trợ" not in minh.browser.get("/counter/1").text, "it to be settled")


def test_the_page_is_there_before_any_engine_and_says_so(
    base: Base, mosquitto_url: str, site: str, tmp_path: Any
) -> None:
    house = house_over(base, MqttLink(mosquitto_url, f"{site}-web"), Topics(site), tmp_path / "none.db")
    with TestClient(application(house)) as client:
        browser = Browser(client)
        browser.sign_in("lan")
        assert "Chưa kết nối được với hệ thống" in browser.get("/counter/2").text
        answer = browser.post("/counter/2/next", revision=1, epoch=1, beat=1).json()
        assert (answer["ok"], answer["code"]) == (False, "offline")


def test_a_counter_that_is_not_in_the_office_is_no_page(desks: Any) -> None:
    lan = desks("lan")
    assert lan.browser.get("/counter/9").status_code == 404
    assert "/counter/2" in lan.browser.get("/counter").text
    lan.press("open")
    assert lan.browser.get("/counter").headers["location"] == "/counter/2"
    assert lan.browser.get("/counter?all").status_code == 200
