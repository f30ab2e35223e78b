"""A wireless key follows an engine that starts anew, on another database, on an older copy: its own lines, compiled."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
COUNTER = (HERE.parents[1] / "firmware_cfg" / "esphome" / "counter.yaml").read_text("utf-8")

pytestmark = [
    pytest.mark.edge,
    pytest.mark.skipif(shutil.which("g++") is None, reason="no compiler here"),
]


def lambda_of(place: str) -> str:
    """The C++ that stands first after `place`."""
    lines = COUNTER[COUNTER.index(place) :].split("lambda: |-\n", 1)[1].splitlines()
    indent = len(lines[0]) - len(lines[0].lstrip())
    inside = [at for at, line in enumerate(lines) if line[:indent].strip() or not line.strip()]
    return "\n".join(lines[: inside[0]])


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("key")
    source = (HERE / "esphome_stand_in.cpp").read_text("utf-8")
    places = {"ADOPT": "- id: adopt", "BEAT": "topic: ${root}/beat", "STATUS": "topic: ${root}/status/counter"}
    for name, place in places.items():
        source = source.replace(f"{{ {name} }}", "{\n" + lambda_of(place) + "\n}")
    (folder / "key.cpp").write_text(source)
    compiler = ["g++", "-std=c++20", "-Wall", "-Werror", "-o", str(folder / "key"), str(folder / "key.cpp")]
    subprocess.run(compiler, check=True, timeout=60)
    return folder / "key"


def after(key: Path, *lines: str) -> list[str]:
    """What a press would name after each line: known, epoch, revision, beat, state."""
    done = subprocess.run([key], input="\n".join(lines), capture_output=True, text=True, check=True, timeout=10)
    return done.stdout.splitlines()


def test_late_and_older_messages_change_nothing(key: Path) -> None:
    *_, last = after(
        key, "status a 3 7 ready", "beat a 3 10", "beat a 3 9", "status a 3 6 free", "status a 2 99 serving"
    )
    assert last == "1 3 7 10 ready"


def test_an_engine_that_starts_again_is_followed(key: Path) -> None:
    *_, last = after(key, "status a 3 7 ready", "beat a 3 10", "status a 4 7 free", "beat a 4 1")
    assert last == "1 4 7 1 free"


def test_another_database_is_followed_from_its_first_beat_on_and_not_before(key: Path) -> None:
    early, late = after(key, "status a 3 7 ready", "beat a 3 10", "status b 1 2 serving", "beat b 1 1")[2:]
    assert (early, late) == ("1 3 7 10 ready", "1 1 2 1 serving")


def test_an_older_copy_is_followed_after_a_silence_and_no_old_state_is_pressed_against(key: Path) -> None:
    before = ("status a 5 9 calling", "beat a 5 50", "rest 5000")
    silent, told = after(key, *before, "beat a 2 1", "status a 2 4 paused")[3:]
    assert silent.startswith("0 ")
    assert told == "1 2 4 1 paused"
    assert after(key, *before, "status a 2 4 paused", "beat a 2 1")[-1] == told


def test_a_counter_that_is_taken_out_of_the_office_is_not_known(key: Path) -> None:
    assert after(key, "status a 3 7 ready", "beat a 3 10", "removed a 3")[-1].startswith("0 ")
