"""The demonstration itself, short: every program, from the touch to the report, and every sum holds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

pytestmark = pytest.mark.flow
CITIZENS = 8
#: The pictures of windows.
KIOSK_PX = (1080, 1920)
KIOSK = ("kiosk", "procedures", "procedure", "dossier", "dossier-working", "own-number", "several")
SIZES = {f"{name}.png": KIOSK_PX for name in KIOSK} | {
    "lobby.png": (1920, 1080), "tablet.png": (1280, 800), "tablet-reasons.png": (1280, 800),
}  # fmt: skip


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A played morning with few citizens, and what it left."""
    out = tmp_path_factory.mktemp("demo") / "out"
    command = [sys.executable, "-m", "firmware_cfg.demo", "--played", "--citizens", str(CITIZENS), "--speed", "120",
               "--out", str(out)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env={**os.environ})
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return out


def test_the_sums_of_the_morning_hold(played: Path) -> None:
    """As many numbers on paper as citizens, everybody called, nobody lost."""
    summary = json.loads((played / "summary.json").read_text())
    assert summary["issued"] == summary["printed"] == CITIZENS
    assert summary["called"] >= 1
    assert summary["served"] >= 1
    assert (summary["duplicate_numbers"], summary["double_calls"], summary["lost"]) == (0, 0, 0)


def test_visitors_come_by_every_duty_of_the_kiosk(played: Path) -> None:
    """Look-up, booking, result, help, two services in one visit, a number moved and one given up; marks at the end."""
    summary = json.loads((played / "summary.json").read_text())
    ways = summary["ways_known"]
    once = ("gave up", "moved", "moved to certify-signature", "also social-allowance", "help")
    assert {each: ways.get(each) for each in once} == dict.fromkeys(once, 1)
    assert ways["collects"] >= 1
    assert sum(n for way, n in ways.items() if way.startswith("booking LH-1123-")) == 1
    assert (summary["given_up"], summary["papers"], summary["slips"]) == (1, 1, CITIZENS + 1)
    assert summary["marks_counted"]["reason waited"] == summary["marks_counted"]["mark 4"] >= 1
    assert len(list(played.glob("checklist-*.png"))) == 1


def test_it_leaves_what_can_be_looked_at(played: Path) -> None:
    """Pictures with something on them, calls that sound, a wait log with a row a leg, a report."""
    for name, size in SIZES.items():
        with Image.open(played / name) as picture:
            assert picture.size == size
            assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 20
    assert len(list(played.glob("ticket-*.png"))) == CITIZENS + 1  # that of the number moved was printed anew
    assert all(call.stat().st_size > 20_000 for call in played.glob("call-*.wav"))
    assert len(list(played.glob("call-*.wav"))) >= 1
    assert len((played / "wait-log.csv").read_text().splitlines()) >= CITIZENS + 1
    report = (played / "report.txt").read_text()
    assert re.search(rf"Tổng cộng +{CITIZENS} ", report), report
