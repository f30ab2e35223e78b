"""What programs have in common as processes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from broker.client.program import missing_library

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
