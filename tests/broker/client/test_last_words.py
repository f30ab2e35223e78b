"""The engine leaves in order even while commands pour in: its last words are heard, and no will after them."""

from __future__ import annotations

import pytest

from broker.client.mqtt import EngineLink
from firmware_cfg.processes import until
from tests.clients import DEADLINE_S, Ear

pytestmark = pytest.mark.edge


@pytest.mark.parametrize("turn", range(8))
def test_the_last_words_are_heard_and_no_will_follows(mosquitto_url: str, site: str, turn: int) -> None:
    state, commands = f"{site}/state", f"{site}/command"
    ear = Ear(mosquitto_url, f"{site}-ear", state, f"{site}/after")
    link = EngineLink(mosquitto_url, f"{site}-engine", subscribe=(commands,), will=(state, b"lost"))
    until(lambda: link.poll(0.05, 0.0, 10) is not None and link.connections, DEADLINE_S, "a connection")
    until(lambda: ear.say(commands, b"?") or link.poll(0.05, 0.0, 10), DEADLINE_S, "the first command")
    for _ in range(300):
        ear.say(commands, b"x" * 200)
    link.publish(state, b"disconnected", retain=True)
    link.close()
    until(lambda: ear.at(state), DEADLINE_S, "the last words")
    ear.say(f"{site}/after", b"1")
    until(lambda: ear.at(f"{site}/after"), DEADLINE_S, "what was said after")
    assert ear.on(state) == [b"disconnected"]
    ear.close()
