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


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A played morning with few citizens, and what it left."""
    out = tmp_path_factory.mktemp("demo") / "out"
    command = [sys.executable, "-m", "firmware_cfg.demo", "--played", "--citizens", str(CITIZENS), "--speed", "150",
               "--out", str(out)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False, env={**os.environ})
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return out


def test_the_sums_of_the_morning_hold(played: Path) -> None:
    """As many papers as citizens, everybody called, nobody lost."""
    summary = json.loads((played / "summary.json").read_text())
    assert summary["issued"] == summary["printed"] == CITIZENS
    assert summary["called"] >= 1
    assert summary["served"] >= 1
    assert (summary["duplicate_numbers"], summary["double_calls"], summary["lost"]) == (0, 0, 0)


def test_it_leaves_what_can_be_looked_at(played: Path) -> None:
    """Pictures with something on them, calls that sound, a wait log with a row a leg, a report."""
    for name, size in (("kiosk.png", (1080, 1920)), ("lobby.png", (1920, 1080))):
        with Image.open(played / name) as picture:
            assert picture.size == size
            assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 20
    assert len(list(played.glob("ticket-*.png"))) == CITIZENS
    assert all(call.stat().st_size > 20_000 for call in played.glob("call-*.wav"))
    assert len(list(played.glob("call-*.wav"))) >= 1
    assert len((played / "wait-log.csv").read_text().splitlines()) >= CITIZENS + 1
    report = (played / "report.txt").read_text()
    assert re.search(rf"Tổng cộng +{CITIZENS} ", report), report
