"""An ID card shown to the whole program: one number a person, and its own number nowhere but on the card."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assets import find
from broker.client.link import Inbound
from broker.client.mqtt import MqttLink
from kiosk.scanning.repeats import AWAY_S
from kiosk.scanning.virtual import VirtualScanner
from tests.kiosk.test_app import OVER, Office
from tests.kiosk.test_card_memory import NAME, card
from tests.memory import holds

pytestmark = pytest.mark.flow


@dataclass
class Eavesdropper:
    """Hears every message that any program sends."""

    url: str
    heard: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.link = MqttLink(self.url, "motcua-eavesdropper")
        self.link.on_message = self._hear
        self.link.subscribe("#")
        self.link.start(will_topic="motcua/eavesdropper", will_payload=b"")

    def _hear(self, message: Inbound) -> None:
        self.heard.append(message.topic.encode() + b" " + message.payload)


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[VirtualScanner]:
    made = VirtualScanner(tmp_path / "scanner")
    yield made
    made.close()


@pytest.fixture
def office(tmp_path: Path, scanner: VirtualScanner, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The sample office, with one number a person."""
    monkeypatch.delenv("DISPLAY", raising=False)
    file = tmp_path / "office.toml"
    text = find("offices/commune.toml").read_text("utf-8")
    assert "\n[rules]\n" in text
    file.write_text(text.replace("\n[rules]\n", "\n[rules]\none_per_person = true\n"), "utf-8")
    with ExitStack() as exits, tempfile.TemporaryDirectory(dir="/dev/shm") as memory:
        more = ("--scanner", scanner.address)
        yield Office(tmp_path / "run", exits, office=file, more=more, engine_more=("--run-dir", memory))


def ask_for_the_card(office: Office) -> str:
    """Until the kiosk asks: the key of the day comes a moment after the office."""
    for way in ("touch field:land", "touch service:land-split", "touch take"):
        page = office.page(way)
    return page


def test_a_card_is_read_and_its_number_is_nowhere(office: Office, scanner: VirtualScanner) -> None:
    ear = Eavesdropper(office.url)
    text, number = card()
    office.do("sleep 1")
    assert ask_for_the_card(office) == "id_card"
    scanner.do(f"scan {text}")
    first = office.do(OVER)
    assert (first["page"], first["number"]) == ("ticket", "A-001")
    picture = Path(office.do("shot after-card")["file"])
    office.page("wait page:home 10")

    assert ask_for_the_card(office) == "id_card"
    office.do(f"sleep {AWAY_S}")  # else it is the card that still lies there
    scanner.do(f"scan {text}")
    assert office.page("wait page:same 10") == "same"
    office.do("shot same")

    assert any(b'"person":"' in each for each in ear.heard), "the engine was told who, by the key of the day"
    ear.link.close()
    for secret in (number, NAME):
        assert [each for each in ear.heard if secret.encode() in each] == []
        assert holds(office.kiosk.process.pid, secret) == []
        assert holds(office.engine.process.pid, secret) == []
        assert [
            file for file in office.folder.rglob("*") if file.is_file() and secret.encode() in file.read_bytes()
        ] == []
    if shutil.which("tesseract"):
        seen = read(picture) + read(picture.with_name("same.png"))
        assert "001" in seen
        assert number not in seen.replace(" ", "")


def read(picture: Path) -> str:
    """What can be read on a picture of the window."""
    command = ["tesseract", str(picture), "-", "-l", "vie", "--psm", "11"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
