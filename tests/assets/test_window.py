"""How Kivy runs for a program of ours, seen from a program of its own; and the wheel that carries the files."""

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assets import AssetsError
from assets.look.window import give_back, prepare
from tests.kivy_tools import Stage

pytestmark = pytest.mark.edge

PROGRAM = """
import json, sys
from pathlib import Path
from assets.look.window import give_back, prepare
prepare(640, 360, title="motcua-look", fullscreen=False, show_cursor=False, state_dir=Path(sys.argv[1]) / "kivy")
from kivy.clock import Clock
from kivy.config import Config
from kivy.core.window import Window
from assets.look.app import LookApp
from assets.look.theme import Screen, hand_look
from assets.look.widgets import Column, Kit, Text

kit = Kit(hand_look(Screen(640, 360, 10)))
app = LookApp(kit, Column(kit, Text(kit, "Kính chào Ông/Bà")), "Một Cửa")
told = {}

def tell(_seconds):
    Window.dispatch("on_keyboard", 27, 0, "", [])  # Escape
    Window.dispatch("on_keyboard", 282, 0, "", [])  # F1
    Clock.schedule_once(end, 0)

def end(_seconds):
    told.update(size=Window.size, title=app.title, inputs=Config.items("input"), children=len(Window.children),
                graphics=dict(Config.items("graphics")), picture=Window.screenshot(name=sys.argv[1] + "/p.png"))
    app.stop()

Clock.schedule_once(tell, 0.2)
app.run()
print(json.dumps(told))
"""


def run(folder: Path) -> dict[str, object]:
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "SDL_VIDEODRIVER"}}
    environment["HOME"] = str(folder)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)],
        capture_output=True, text=True, timeout=60, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    return told


def test_a_program_runs_off_screen_as_settled(tmp_path: Path) -> None:
    told = run(tmp_path)
    graphics = told["graphics"]
    assert isinstance(graphics, dict)
    assert told["size"] == [640, 360]
    assert told["inputs"] == [["mouse", "mouse,disable_multitouch"]]
    assert (graphics["multisamples"], graphics["maxfps"], graphics["show_cursor"]) == ("0", "20", "0")
    assert Path(str(told["picture"])).stat().st_size > 1000
    # Neither Escape ended the program before its picture nor F1 opened Kivy's settings over the page.
    assert told["children"] == 1
    assert not (tmp_path / ".kivy").exists()


def test_preparing_after_the_window_is_refused(stage: Stage, tmp_path: Path) -> None:
    with pytest.raises(AssetsError, match="prepare\\(\\) came after"):
        prepare(100, 100, title="late", fullscreen=False, show_cursor=True, state_dir=tmp_path)


def test_memory_below_a_living_byte_goes_back_to_the_system() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = (
        ctypes.c_void_p,
        [ctypes.c_size_t],
        [ctypes.c_void_p],
    )
    blocks = [libc.malloc(60_000) for _ in range(500)]
    for block in blocks:
        ctypes.memset(block, 1, 60_000)
    living = libc.malloc(60_000)
    for block in blocks:
        libc.free(block)
    before = resident_bytes()
    give_back()
    assert before - resident_bytes() > 20_000_000
    libc.free(living)


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
