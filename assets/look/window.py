"""Settles how Kivy runs, before anybody imports Kivy. This module itself imports it only inside `prepare`.

Why each setting: multisampling costs 70 MB and five times the frame rate; frames above 20 a second cost
processor and show nothing; the touch panel also arrives as mouse, so a second provider doubles every touch;
Escape would end the program.
"""

import argparse
import ctypes
import os
import sys
from pathlib import Path

from assets.files import AssetsError

ENVIRONMENT = {
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_CONFIG": "1",
    "KIVY_NO_FILELOG": "1",
    "KIVY_LOG_MODE": "PYTHON",
}
#: glibc, malloc.h
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
GRAPHICS = {"multisamples": 0, "maxfps": 20, "resizable": 0, "allow_screensaver": 0}


def place(text: str) -> tuple[int, int]:
    """Where a window stands, or how large it is, as a command line says it: two numbers of pixels."""
    across, _, down = text.partition(",")
    try:
        return int(across), int(down)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not two numbers of pixels, e.g. 20,40") from None


def prepare(
    width: int,
    height: int,
    *,
    title: str,
    fullscreen: bool,
    show_cursor: bool,
    state_dir: Path,
    at: tuple[int, int] | None = None,
) -> None:
    """Call once, first of all. With no DISPLAY the window is drawn off screen, with real pixels.

    `title` becomes the window's class for window managers; `state_dir` is where Kivy keeps its own files; `at` is
    where its top left corner stands on the screen, else where the window manager likes.
    Raises AssetsError when the window was made before.
    """
    if "kivy.core.window" in sys.modules:
        raise AssetsError("prepare() came after Kivy's window was made; call it before importing any widget")
    state_dir.mkdir(parents=True, exist_ok=True)
    os.environ.update(ENVIRONMENT, KIVY_HOME=str(state_dir), SDL_VIDEO_X11_WMCLASS=title)
    os.environ["SDL_MOUSE_FOCUS_CLICKTHROUGH"] = "1"  # the touch that brings a window forward counts too
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    _configure(width, height, fullscreen, show_cursor)
    if at is not None:
        _put(at)


def keep_small() -> None:
    """For programs that run for months; call before `prepare`.

    A drawn number is a buffer of megabytes: each goes back to the system when it is done with, where glibc would raise
    its threshold with every large one that is freed, and one heap serves all threads. No page shows a photograph. The
    clock wakes for what comes in: it is drawn at once, and idle the loop need not turn often.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, 128 * 1024)
        mallopt(M_ARENA_MAX, 1)
    os.environ.setdefault("KIVY_IMAGE", "tex,sdl2")
    os.environ.setdefault("KIVY_CLOCK", "interrupt")


def give_back() -> None:
    """What was asked for and is not needed any more goes back to the system: glibc keeps what lies below a living byte.
    After the start that are five megabytes.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _configure(width: int, height: int, fullscreen: bool, show_cursor: bool) -> None:
    from kivy.config import Config

    for name in list(Config.options("input")):
        Config.remove_option("input", name)
    Config.set("input", "mouse", "mouse,disable_multitouch")
    Config.set("kivy", "exit_on_escape", "0")
    shape = {"width": width, "height": height, "show_cursor": int(show_cursor)}
    whole = {"fullscreen": "auto" if fullscreen else 0, "borderless": int(fullscreen)}
    for name, value in (GRAPHICS | shape | whole).items():
        Config.set("graphics", name, str(value))


def _put(at: tuple[int, int]) -> None:
    from kivy.config import Config

    for name, value in (("position", "custom"), ("left", at[0]), ("top", at[1])):
        Config.set("graphics", name, str(value))
