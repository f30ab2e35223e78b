"""The voice and its device: a device that fails is told once, tried again, and told when it is back."""

from __future__ import annotations

import os
import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.spoken.sounds import Sounds
from assets.spoken.voice import Aloud
from assets.voice.programs import Programs
from assets.voice.speech import Speech
from firmware_cfg.processes import until

pytestmark = pytest.mark.edge

PLAYER = """#!/bin/sh
test -e "$BROKEN" && { echo "aplay: main:830: audio open error: No such file or directory" >&2; exit 1; }
echo "$4" >> "$PLAYED"
"""


class Device:
    """A sound device that can be pulled out: a player of the same name before the real one."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.played, self._broken = folder, folder / "played", folder / "broken"
        player = folder / "aplay"
        player.write_text(PLAYER)
        player.chmod(0o755)

    def pull_out(self) -> None:
        self._broken.touch()

    def plug_in(self) -> None:
        self._broken.unlink()

    @property
    def heard(self) -> list[str]:
        """Names of the sounds that were played; silence is none."""
        lines = self.played.read_text().splitlines() if self.played.exists() else []
        return [line for line in lines if line.endswith(".wav")]


@pytest.fixture
def device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Device:
    made = Device(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("BROKEN", str(tmp_path / "broken"))
    monkeypatch.setenv("PLAYED", str(made.played))
    return made


class Spoken:
    """The voice, and what it told of itself."""

    def __init__(self, folder: Path) -> None:
        self.told: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.voice = Aloud(folder / "voice", "default", on_change=self.told.put, again_s=0.2)


@pytest.fixture
def spoken(device: Device) -> Iterator[Spoken]:
    made = Spoken(device.folder)
    yield made
    made.voice.close()


def test_a_voice_that_works_says_so_at_the_start_and_makes_no_sound_for_it(device: Device, spoken: Spoken) -> None:
    assert spoken.told.get(timeout=10) == ""
    assert device.heard == []


def test_a_device_that_fails_is_told_with_the_first_saying_and_found_again(device: Device, spoken: Spoken) -> None:
    assert spoken.told.get(timeout=10) == ""
    device.pull_out()
    spoken.voice.say("Mời chọn lĩnh vực", "vi")
    assert "No such file" in spoken.told.get(timeout=10)
    device.plug_in()
    assert spoken.told.get(timeout=10) == ""
    spoken.voice.say("Mời chọn lĩnh vực", "vi")
    until(lambda: device.heard, 10, "the saying")


def test_nobody_has_to_press_for_a_device_that_is_not_there_at_the_start(device: Device) -> None:
    device.pull_out()
    spoken = Spoken(device.folder)
    try:
        assert "No such file" in spoken.told.get(timeout=10)
        device.plug_in()
        assert spoken.told.get(timeout=10) == ""
    finally:
        spoken.voice.close()


def test_what_stands_is_told_once(device: Device, spoken: Spoken) -> None:
    assert spoken.told.get(timeout=10) == ""
    device.pull_out()
    for words in ("một", "hai", "ba"):
        spoken.voice.say(words, "vi")
        until(lambda: not spoken.voice.busy, 10, "its end")
    assert "No such file" in spoken.told.get(timeout=10)
    assert spoken.told.empty()


def test_a_sound_that_a_power_cut_left_torn_is_made_anew(tmp_path: Path) -> None:
    sounds, args = Sounds(tmp_path), Speech().args("vi")
    kept = sounds.said("Xin mời", args, Programs()).path
    whole = kept.stat().st_size
    kept.write_bytes(b"")
    assert sounds.said("Xin mời", args, Programs()).path.stat().st_size == whole
