"""What programs have in common as processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from broker.client.link import LinkError
from broker.client.program import CommandLine, kept_dir, missing_folders, missing_library

#: Runs a program where some libraries are not installed.
WITHOUT = """
import importlib.abc, sys
class Nowhere(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1].split(","):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Nowhere())
from importlib import import_module
sys.exit(import_module(sys.argv[2]).main(sys.argv[3:]))
"""
LINK = ("--site", "s", "--broker", "mqtt://127.0.0.1:1")


@pytest.mark.edge
@pytest.mark.parametrize(
    ("missing", "words", "extra"),
    [
        ("sqlalchemy,alembic", ("broker.__main__", "run", "--db", "x.db"), "broker"),
        ("PIL,escpos", ("kiosk.__main__", "run", "--name", "k", *LINK, "--printer", "tcp://h:1"), "kiosk"),
        ("kivy", ("display.__main__", "lobby", "--name", "l", *LINK), "display"),
        ("kivy", ("display.__main__", "counter", "--counter", "1", *LINK, "--pins", "mock", "--window"), "display"),
        ("gpiozero", ("display.__main__", "counter", "--counter", "1", *LINK, "--pins", "mock"), "counter"),
    ],
)
def test_a_library_that_is_not_installed_is_one_sentence(missing: str, words: tuple[str, ...], extra: str) -> None:
    command = [sys.executable, "-c", WITHOUT, missing, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2, done.stderr
    (sentence,) = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
    assert f"pip install 'motcua[{extra}]'" in sentence
    assert sentence.partition(" ")[0] in missing.split(",")


def test_a_module_of_ours_that_is_missing_is_a_fault_and_no_advice() -> None:
    with pytest.raises(ModuleNotFoundError):
        missing_library(ModuleNotFoundError("No module named 'broker.nowhere'", name="broker.nowhere"), "broker")


def test_options_are_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    parser = CommandLine()
    command = parser.add_subparsers().add_parser("run")
    command.add_argument("--name")
    assert parser.parse_args(["run", "--name", "kiosk-1"]).name == "kiosk-1"
    with pytest.raises(SystemExit, match="2"):
        parser.parse_args(["run", "--nam", "kiosk-1"])
    assert "--nam" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = "file/state, where this program keeps its files: cannot be made: "
    with pytest.raises(LinkError, match=said), kept_dir(tmp_path / "file" / "state", "kiosk"):
        pass


def test_folders_that_are_not_there_are_named_by_their_setting(tmp_path: Path) -> None:
    named = {"notices": tmp_path / "none", "recordings": tmp_path, "photos": None}
    assert list(missing_folders(named)) == [f"notices = '{tmp_path}/none' is no folder: nothing comes from there"]
