"""A device's link on a real mosquitto."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from queue import SimpleQueue

import pytest

from broker.client.link import Inbound, LinkError
from broker.client.mqtt import EngineLink, MqttLink, parse_url
from firmware_cfg.processes import free_port, start_mosquitto, until
from tests.clients import DEADLINE_S, Ear
from tests.tcp_relay import Relay


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("mqtt://10.0.0.5:1883", ("10.0.0.5", 1883)),
        ("broker.local:1884", ("broker.local", 1884)),
        ("mqtt://h:1/", ("h", 1)),
    ],
)
def test_an_address_is_read(url: str, address: tuple[str, int]) -> None:
    assert parse_url(url) == address


@pytest.mark.parametrize("url", ["", "mqtt://", "mqtt://host", "mqtt://host:", "mqtt://host:port", "mqtt://:1883"])
def test_a_wrong_address_is_named_with_an_example(url: str) -> None:
    with pytest.raises(LinkError, match="expected mqtt://host:port") as wrong:
        parse_url(url)
    assert repr(url) in str(wrong.value)


class Listening:
    """A link and all that came over it."""

    def __init__(self, url: str, name: str, *topics: str) -> None:
        self.link, self.heard = MqttLink(url, name), SimpleQueue[Inbound]()
        self.connections: SimpleQueue[bool] = SimpleQueue()
        self.link.on_message, self.link.on_connection = self.heard.put, self.connections.put
        for topic in topics:
            self.link.subscribe(topic)
        self.link.start(will_topic=f"will/{name}", will_payload=b"lost")

    def next(self) -> Inbound:
        """The next message."""
        return self.heard.get(timeout=DEADLINE_S)

    def connected(self) -> bool:
        """The next word about the connection."""
        return self.connections.get(timeout=DEADLINE_S)


@pytest.fixture
def relay(mosquitto_url: str) -> Iterator[Relay]:
    with Relay.to(mosquitto_url) as made:
        yield made


@pytest.mark.edge
def test_retained_and_live_messages_come_with_their_marks(mosquitto_url: str, site: str) -> None:
    ear = Ear(mosquitto_url, f"{site}-sender", f"{site}/kept")
    ear.say(f"{site}/kept", b"1", retain=True)
    until(lambda: ear.at(f"{site}/kept"), DEADLINE_S, "mosquitto to have it")
    listening = Listening(mosquitto_url, f"{site}-listener", f"{site}/#")
    assert listening.connected() is True
    assert listening.next() == Inbound(f"{site}/kept", b"1", retained=True)
    ear.say(f"{site}/live", b"2")
    assert listening.next() == Inbound(f"{site}/live", b"2")
    listening.link.subscribe(f"more-{site}")
    ear.say(f"more-{site}", b"3", retain=True)
    assert listening.next().payload == b"3"
    listening.link.close()
    ear.close()


@pytest.mark.edge
def test_a_cut_line_comes_back_by_itself_with_its_subscriptions(relay: Relay, mosquitto_url: str, site: str) -> None:
    listening = Listening(relay.url, f"{site}-listener", f"{site}/a")
    ear = Ear(mosquitto_url, f"{site}-ear", f"{site}/b", f"will/{site}-listener")
    assert listening.connected() is True
    relay.cut()
    assert listening.connected() is False
    assert not listening.link.publish(f"{site}/b", b"while offline")
    until(lambda: ear.at(f"will/{site}-listener"), DEADLINE_S, "the will")
    relay.mend()
    assert listening.connected() is True
    ear.say(f"{site}/a", b"again", retain=True)
    assert listening.next().payload == b"again"
    assert listening.link.publish(f"{site}/b", b"online")
    until(lambda: ear.at(f"{site}/b"), DEADLINE_S, "what was sent online")
    assert ear.on(f"{site}/b") == [b"online"]
    listening.link.close()
    ear.close()


@pytest.mark.edge
def test_a_server_that_is_not_there_yet_is_waited_for(site: str) -> None:
    listening = Listening(f"mqtt://127.0.0.1:{free_port()}", f"{site}-early", f"{site}/a")
    assert not listening.link.publish(f"{site}/a", b"1")
    listening.link.close()
    assert listening.connections.empty()


@pytest.mark.edge
def test_that_nobody_answers_is_said_once_and_that_somebody_does(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A device and the engine alike, each with its own way to connect."""
    caplog.set_level(logging.INFO, "broker.client.mqtt")
    port = free_port()
    device = Listening(f"mqtt://127.0.0.1:{port}", "early-device")
    engine = EngineLink(f"mqtt://127.0.0.1:{port}", "early-engine", subscribe=(), will=("health", b"lost"))
    silent = [f"mosquitto at 127.0.0.1:{port} does not answer; trying again"] * 2
    for now_s in (0.0, 100.0, 200.0):
        engine.poll(0.0, now_s, 1)
    until(lambda: len(caplog.messages) == 2, DEADLINE_S, "both say so")
    assert caplog.messages == silent
    server, _port = start_mosquitto(tmp_path, port)
    clock = count(300.0, 100.0)
    with server:
        until(lambda: engine.poll(0.0, next(clock), 1) or engine.connected, DEADLINE_S, "the engine is connected")
        until(lambda: len(caplog.messages) == 4, DEADLINE_S, "both say so")
        assert caplog.messages == silent + [f"mosquitto at 127.0.0.1:{port} answers"] * 2
        device.link.close()
        engine.close()


@pytest.mark.edge
def test_leaving_in_order_publishes_no_will(mosquitto_url: str, site: str) -> None:
    ear = Ear(mosquitto_url, f"{site}-ear", f"will/{site}-listener", f"{site}/bye")
    listening = Listening(mosquitto_url, f"{site}-listener")
    assert listening.connected() is True
    assert listening.link.publish(f"{site}/bye", b"bye")
    until(lambda: ear.at(f"{site}/bye"), DEADLINE_S, "the last word")
    listening.link.close()
    ear.say(f"{site}/bye", b"after")
    until(lambda: ear.at(f"{site}/bye") == b"after", DEADLINE_S, "a later word")
    assert ear.at(f"will/{site}-listener") is None
    ear.close()
