"""A device that is gone without a word is told to the office after a grace, and settled when it is back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.client.device import Device
from broker.client.link import MemoryLink
from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.office import Office
from broker.contract.status import Alerts, Trouble
from broker.presence import GRACE_S, MOST
from firmware_cfg.processes import until
from tests.clients import DEADLINE_S, Remembers, client
from tests.engines import EngineThread, Room
from tests.tcp_relay import Relay


class Hall(Room):
    """An engine and devices beside it, seconds passing as told."""

    def device(self, name: str) -> Device:
        device = Device(MemoryLink(self.hub), self.topics, name, Remembers())
        device.start()
        device.pump()
        self.step()
        return device

    def cut(self, device: Device) -> None:
        assert isinstance(device.link, MemoryLink)
        device.link.cut()
        device.pump()
        self.step()

    def back(self, device: Device) -> None:
        assert isinstance(device.link, MemoryLink)
        device.link.mend()
        device.pump()
        self.step()

    def pass_s(self, seconds: float) -> None:
        """Seconds of the links; office time goes with them."""
        end_s = self.real_s + seconds
        while self.real_s < end_s:
            passes_s = min(1.0, end_s - self.real_s)
            self.real_s += passes_s
            self.clock.correct(int(passes_s * 1000))
            self.step()

    @property
    def alerts(self) -> list[Trouble]:
        shown = self.status(self.topics.alerts)
        assert isinstance(shown, Alerts)
        return [each for each in shown.troubles if each.code == "device_lost"]

    @property
    def lost(self) -> list[str]:
        return [each.source for each in self.alerts]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path / "office.db")
    yield made
    made.stop()


pytestmark = pytest.mark.edge


def test_a_lost_device_is_told_after_the_grace_and_settled_when_it_is_back(hall: Hall) -> None:
    kiosk = hall.device("k1")
    at = hall.clock.now_ms()
    hall.cut(kiosk)
    hall.pass_s(GRACE_S - 1)
    assert hall.lost == []
    hall.pass_s(2)
    (trouble,) = hall.alerts
    assert (trouble.source, trouble.params) == ("k1", {"device": "Máy 1 (k1)", "time": at})
    hall.pass_s(60)
    assert [type(each) for each in hall.events()].count(e.TroubleRaised) == 1, "told once"
    hall.back(kiosk)
    hall.pass_s(2)
    assert hall.lost == []


def test_who_comes_back_within_the_grace_or_ends_in_order_is_missed_by_nobody(hall: Hall) -> None:
    blinks, sleeps, ends = (hall.device(each) for each in ("k1", "counter-1", "hall-1"))
    hall.cut(blinks)
    hall.pass_s(GRACE_S / 2)
    hall.back(blinks)
    sleeps.health("sleeping")
    ends.close()
    hall.pass_s(2 * GRACE_S)
    assert hall.lost == []


def test_a_device_that_was_lost_and_ends_in_order_is_settled(hall: Hall) -> None:
    kiosk = hall.device("k1")
    hall.cut(kiosk)
    hall.pass_s(GRACE_S + 2)
    assert hall.lost == ["k1"]
    hall.back(kiosk)
    kiosk.close()
    hall.pass_s(2)
    assert hall.lost == []


def test_what_stands_on_a_counter_is_named_with_it_and_anything_else_as_it_is(hall: Hall) -> None:
    for each in [hall.device("counter-2"), hall.device("hall-1")]:
        hall.cut(each)
    hall.pass_s(GRACE_S + 2)
    assert [each.params["device"] for each in hall.alerts] == ["Quầy 2 (counter-2)", "hall-1"]


def test_after_a_restart_of_the_engine_it_has_stood_since_it_was_first_told(hall: Hall) -> None:
    kiosk, keys = hall.device("k1"), hall.device("counter-1")
    hall.cut(kiosk)
    hall.cut(keys)
    hall.pass_s(GRACE_S + 2)
    before = hall.alerts
    hall.stop()
    hall.start()
    hall.back(keys)
    hall.pass_s(GRACE_S + 2)
    assert hall.alerts == [each for each in before if each.source == "k1"]


def test_a_trouble_that_a_person_has_settled_is_not_told_again_until_the_device_was_back(hall: Hall) -> None:
    kiosk = hall.device("k1")
    hall.cut(kiosk)
    hall.pass_s(GRACE_S + 2)
    hall.do(c.SettleTrouble(trouble="k1/device_lost", by="manager"))
    hall.pass_s(2 * GRACE_S)
    assert hall.lost == []
    hall.back(kiosk)
    hall.cut(kiosk)
    hall.pass_s(GRACE_S + 2)
    assert hall.lost == ["k1"]


def test_when_mosquitto_forgot_its_wills_who_is_not_heard_again_is_lost(hall: Hall) -> None:
    lives, ends, dies = (hall.device(each) for each in ("k1", "k2", "hall-1"))
    ends.close()
    for each in (lives, dies):  # gone with the server: no will fires
        each.link.connected = False  # type: ignore[attr-defined]
    hall.hub.retained.clear()
    hall.link.reconnect()
    hall.step()
    hall.back(lives)
    hall.pass_s(GRACE_S + 2)
    assert hall.lost == ["hall-1"]


def test_garbage_raises_no_alarm_and_fills_no_memory(hall: Hall) -> None:
    vandal = MemoryLink(hall.hub)
    vandal.start(will_topic="", will_payload=b"")
    vandal.publish(f"homie/5/another-{hall.office.site}-k1/$state", b"lost")
    vandal.publish(hall.topics.homie("k1"), b"on fire")
    vandal.publish(hall.topics.homie("K" * 9), b"lost")
    vandal.publish(hall.topics.homie("engine"), b"lost")
    hall.pass_s(GRACE_S + 2)
    assert hall.lost == []
    for n in range(2 * MOST):
        vandal.publish(hall.topics.homie(f"x{n}"), b"ready" if n % 2 else b"lost")
    for _ in range(10):
        hall.step()
    presence = hall.engine.presence
    assert len(presence._missed) <= MOST
    assert len(presence._alive) <= MOST


def test_a_kiosk_that_loses_its_line_is_told_on_a_real_server(
    mosquitto_url: str, office: Office, tmp_path: Path
) -> None:
    relay = Relay.to(mosquitto_url)
    with relay, EngineThread(mosquitto_url, office, tmp_path / "office.db") as engine:
        engine.ask(lambda running: setattr(running.presence, "grace_s", 0.3))
        kiosk = client(relay.url, engine.topics, "k1")
        office_page = client(mosquitto_url, engine.topics, "web", engine.topics.alerts)

        def told() -> list[str]:
            shown = [each for each in office_page.heard.statuses if isinstance(each, Alerts)]
            return [each.source for each in shown[-1].troubles if each.code == "device_lost"] if shown else []

        relay.cut()
        office_page.until(lambda: told() == ["k1"], "the alert")
        kiosk.until(lambda: not kiosk.device.online, "offline")
        relay.mend()
        kiosk.until(lambda: kiosk.device.online, "online again")
        office_page.until(lambda: told() == [], "the end of the alert")
        kiosk.close()
        until(lambda: not engine.ask(lambda running: running.presence._alive["k1"]), DEADLINE_S, "the goodbye")
        office_page.close()
