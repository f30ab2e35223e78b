"""Wireless keys by ESPHome: its messages are ours, its topics are ours, and ESPHome accepts the configurations."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from broker.contract.codec import decode_command
from broker.contract.commands import PressKey, ReportTrouble
from broker.contract.topics import Topics
from display.counter.answers import ANSWERS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "firmware_cfg" / "esphome"
VENV = ROOT / "build" / "esphome-venv"
TOPICS = Topics("binh-minh")


def filled(text: str) -> str:
    """As ESPHome fills it in for counter 3."""
    for name, value in {
        "root": TOPICS.root, "device": "counter-3", "counter": "3", "site": "binh-minh", '"$"': "$",
    }.items():  # fmt: skip
        text = text.replace("${" + name + "}", value)
    return text


COUNTER = filled((FOLDER / "counter.yaml").read_text())


def message(name: str, *values: object) -> bytes:
    found = re.search(rf"^  {name}: >-\n    (.*)$", COUNTER, re.M)
    assert found
    return (found[1].replace("%u", "%d") % values).encode()


def test_a_press_is_one_of_ours() -> None:
    read = decode_command(message("press_json", "00c0ffee00c0ffee", 7, 2, 41, "recall", "true"))
    assert (read.id, read.device) == ("00c0ffee00c0ffee", "counter-3")
    assert read.command == PressKey(counter="3", revision=7, epoch=2, beat=41, key="recall", long=True)


@pytest.mark.parametrize("on", [True, False])
def test_a_stuck_key_is_reported_as_the_other_keys_do(on: bool) -> None:
    read = decode_command(message("stuck_json", "1", "next", str(on).lower()))
    params: dict[str, str | int] = {"counter": "3", "keys": "next"}
    assert read.command == ReportTrouble(source="counter-3", code="stuck_key", params=params, on=on)


def test_it_speaks_and_hears_on_our_topics() -> None:
    heard = set(re.findall(r"- topic: (\S+)", COUNTER))
    assert heard == {TOPICS.beat, TOPICS.counter("3"), TOPICS.answer("counter-3")}
    said = set(re.findall(r'publish\("([^"]+)"', COUNTER))
    assert said == {TOPICS.command("counter-3")}
    told = set(re.findall(r"^    topic: (\S+)", COUNTER, re.M))
    assert told == {TOPICS.homie("counter-3")}


def test_a_press_is_worth_nothing_when_it_is_late() -> None:
    (press, report) = re.findall(r'publish\("[^"]+", body, (\d), (\w+)\)', COUNTER)
    assert press == ("0", "false")
    assert report == ("1", "false")


@pytest.mark.parametrize(
    ("answered", "beeps"), [("accepted", (1, 100)), ("refused", (2, 150)), ("offline", (3, 300)), ("busy", (2, 30))]
)
def test_its_beeps_are_those_of_every_other_key(answered: str, beeps: tuple[int, int]) -> None:
    assert re.search(rf"execute\({beeps[0]}, {beeps[1]}, \d+\)", COUNTER)
    on_s = [seconds for on, seconds in ANSWERS[answered].buzzer if on]  # type: ignore[index]
    assert on_s == [beeps[1] / 1000] * beeps[0]


@pytest.mark.edge
@pytest.mark.skipif(not (VENV / "bin" / "esphome").exists(), reason="ESPHome is not here: make esphome-check brings it")
def test_esphome_makes_a_program_of_them(tmp_path: Path) -> None:
    done = subprocess.run(
        [FOLDER / "check.sh", VENV, tmp_path], capture_output=True, text=True, timeout=300, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    made = [each.read_text() for each in tmp_path.rglob("main.cpp")]
    assert made
    for source in made:
        assert '"kind":"PressKey","counter":"3"' in source
        assert f'"{TOPICS.homie("counter-3")}"' in source
