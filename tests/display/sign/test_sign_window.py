"""The sign's real page: every state at every size, nothing cut; photos from a folder; the program's options."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from display.sign.gallery import SAMPLES, SIZES, UPRIGHT, WIDE, page, scene
from display.sign.photos import Photos
from tests.display.lobby_faults import faults
from tests.kivy_tools import Stage, contrast_faults, kivy_window, stage

__all__ = ["kivy_window", "stage"]
pytestmark = pytest.mark.edge


def shown(stage: Stage, name: str, size: tuple[int, int, float] = WIDE, lang: str = "vi") -> Any:
    return stage.show(page(scene(SAMPLES[name], lang), size), *size[:2])


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [WIDE, UPRIGHT], ids=["wide", "upright"])
def test_every_state_is_whole(stage: Stage, size: tuple[int, int, float], lang: str) -> None:
    for name in SAMPLES:
        made = shown(stage, name, size, lang)
        assert (faults(made), contrast_faults(made)) == ([], []), name


@pytest.mark.parametrize("size", SIZES)
def test_every_size_is_whole(stage: Stage, size: tuple[int, int, float]) -> None:
    for name in ("calling-photo", "calling-long", "refused-photo", "paused-until", "no-connection", "training"):
        assert faults(shown(stage, name, size)) == [], name


def test_a_state_of_two_parts_breaks_between_them_and_words_keep_off_the_number(stage: Stage) -> None:
    for size in SIZES:
        made = shown(stage, "paused-until", size)
        assert made.state.text == "Tạm nghỉ,\ntrở lại lúc 08:30"
        made.show(scene(SAMPLES["calling-again"]))
        gap = 0.02 * min(size[:2])
        assert made.please.y - made.number.top >= gap <= made.number.y - made.state.top


def test_a_call_is_seen_from_afar(stage: Stage) -> None:
    """The ground changes: who cannot read the number yet sees that somebody is called."""
    made = shown(stage, "serving")
    before = stage.pixel(10, 20)
    made.show(scene(SAMPLES["calling"]))
    stage.frames(3)
    after = stage.pixel(10, 20)
    assert (max(before) < 80, min(after[:2]) > 180) == (True, True), (before, after)


def test_photos_are_found_by_the_clerk_and_bad_ones_left_out(tmp_path: Path) -> None:
    Image.new("RGB", (900, 1200), "#336699").save(tmp_path / "an.jpg")
    (tmp_path / "binh.png").write_bytes(b"no picture")
    photos = Photos(tmp_path, 300)
    found = photos.of("an")
    assert found is not None
    assert (found.width, found.height) == (225, 300)
    assert photos.of("an") is found, "read once"
    assert photos.of("binh") is None
    assert photos.of("chi") is None


def test_the_command_says_from_how_far_it_can_be_read(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "display",
        "sign",
        "--check",
        "--counter",
        "3",
        "--site",
        "x",
        "--broker",
        "mqtt://127.0.0.1:1",
        "--width",
        "800",
        "--height",
        "480",
        "--diagonal-in=7",
        "--distance-m",
    ]
    near = subprocess.run([*command, "2.5"], capture_output=True, text=True, timeout=60, check=False)
    far = subprocess.run([*command, "6"], capture_output=True, text=True, timeout=60, check=False)
    assert (near.returncode, far.returncode) == (0, 1)
    assert "to be read from 6 m" in far.stdout
