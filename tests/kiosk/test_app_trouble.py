"""Loudspeaker and scanner of the whole program: what fails is offered to nobody, told to the office, and settled."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from broker.client.link import Inbound
from broker.client.mqtt import MqttLink
from broker.contract.codec import decode_status
from broker.contract.status import Alerts
from broker.contract.topics import Topics
from firmware_cfg.processes import until
from kiosk.scanning.virtual import VirtualScanner
from tests.kiosk.test_app import Office

pytestmark = pytest.mark.flow

PLAYER = """#!/bin/sh
test -e "$BROKEN" && { echo "aplay: main:830: audio open error: No such device" >&2; exit 1; }
exit 0
"""


class Watch:
    """The office's list of what is wrong."""

    def __init__(self, url: str) -> None:
        self.codes: set[str] = set()
        self.link = MqttLink(url, "motcua-watch")
        self.link.on_message = self._hear
        self.link.subscribe(Topics("binh-minh").alerts)
        self.link.start(will_topic="motcua/watch", will_payload=b"")

    def _hear(self, message: Inbound) -> None:
        status = decode_status(message.payload)
        if isinstance(status, Alerts):
            self.codes = {each.code for each in status.troubles}


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[VirtualScanner]:
    made = VirtualScanner(tmp_path / "scanner")
    yield made
    made.close()


@pytest.fixture
def office(tmp_path: Path, scanner: VirtualScanner, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.delenv("DISPLAY", raising=False)
    (tmp_path / "aplay").write_text(PLAYER)
    (tmp_path / "aplay").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("BROKEN", str(tmp_path / "broken"))
    with ExitStack() as exits:
        yield Office(tmp_path / "run", exits, more=("--scanner", scanner.address))


def test_a_loudspeaker_that_fails_under_a_listener_and_a_scanner_that_is_pulled_out(
    office: Office, scanner: VirtualScanner, tmp_path: Path
) -> None:
    watch = Watch(office.url)
    try:
        assert "mode:voice" in office.do("status")["actions"]
        office.page("touch mode:voice")
        (tmp_path / "broken").touch()
        office.do("touch field:land")  # only heard, by the rules of the spoken mode; and this time it is not
        until(lambda: {"kiosk_no_sound", "kiosk_listener"} <= watch.codes, 20, "the office to know")
        until(lambda: "mode:voice" not in office.do("status")["actions"], 20, "the screen to follow")
        assert office.page("touch field:land") == "services", "a touch is a touch again"
        scanner.do("unplug")
        until(lambda: "scanner_gone" in watch.codes, 20, "the office to know")
        scanner.do("plug")
        until(lambda: "scanner_gone" not in watch.codes, 30, "the scanner to be found again")
    finally:
        watch.link.close()
