"""An X screen of its own, and hands on what stands there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def x_screen(width_px: int, height_px: int) -> Iterator[str]:
    """A screen without a window manager; what DISPLAY is to be while it stands. Skips the test where there is none."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        pytest.skip("needs xvfb and xdotool")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width_px}x{height_px}x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


def xdotool(*words: str, words_in: str | None = None) -> str:
    """What xdotool answers. `words_in`: its standard input."""
    done = subprocess.run(
        ["xdotool", *words], capture_output=True, text=True, timeout=120, check=True, input=words_in
    )  # fmt: skip
    return done.stdout
