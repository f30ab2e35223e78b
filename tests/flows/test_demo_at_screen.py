"""The demonstration at a screen: windows side by side, a hand on the mouse, an end that leaves nothing behind."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from urllib.request import urlopen

import pytest

from firmware_cfg.demo.cast import DOSSIER_READY
from firmware_cfg.processes import until
from tests.at_screen import x_screen, xdotool

pytestmark = pytest.mark.flow
WINDOWS = ("motcua-kiosk-1", "motcua-lobby1", "motcua-tablet-1", "motcua-counter-1", "motcua-counter-3")
SCREEN_PX = (1600, 900)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An X screen of its own without a window manager; DISPLAY names it."""
    with x_screen(*SCREEN_PX) as display:
        monkeypatch.setenv("DISPLAY", display)
        yield display


class Shown:
    """The running demonstration, and a hand on its windows."""

    def __init__(self, folder: Path) -> None:
        self.out, self._said = folder / "out", folder / "said.txt"
        command = [sys.executable, "-m", "firmware_cfg.demo", "--out", str(self.out)]
        with self._said.open("w") as words:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=words, stderr=subprocess.STDOUT, text=True
            )
        until(lambda: "Ctrl-C" in self.said or self.process.poll() is not None, 120, "the words of what to press")
        assert self.process.poll() is None, self.said

    @property
    def said(self) -> str:
        """What stands in the terminal."""
        return self._said.read_text()

    def log(self, name: str) -> str:
        """What a program has logged."""
        return (self.out / "run" / "logs" / f"{name}.log").read_text()

    def journal(self) -> str:
        """All the engine has stored, one event after the other."""
        with sqlite3.connect(f"file:{self.out / 'run' / 'engine' / 'motcua.db'}?mode=ro", uri=True) as database:
            return " ".join(row[0] for row in database.execute("SELECT body FROM journal"))

    def place(self, window: str) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of a window."""
        found = xdotool("search", "--class", f"^{window}$", "getwindowgeometry", "--shell")
        shape = dict(line.split("=") for line in found.splitlines() if "=" in line)
        left, top, width, height = (int(shape[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        return left, top, left + width, top + height

    def touch(self, window: str, across: float, down: float) -> None:
        """Press the mouse at a share of a window's width and height, as long as a hand does."""
        left, top, right, bottom = self.place(window)
        at = str(round(left + (right - left) * across)), str(round(top + (bottom - top) * down))
        xdotool("mousemove", *at, "mousedown", "1", "sleep", "0.1", "mouseup", "1")

    def go(self, across: float, down: float, page: str) -> None:
        """Touch the kiosk until it shows a page: a touch that comes too soon after a change counts for nothing."""

        def there() -> bool:
            if f"page {page}" in self.log("kiosk"):
                return True
            self.touch("motcua-kiosk-1", across, down)
            return False

        until(there, 40, f"the page {page}", every_s=0.8)

    def next(self, event: str) -> None:
        """Press NEXT at counter 1 until the engine has this from it; pressed once too often it is refused."""

        def there() -> bool:
            if event in self.journal():
                return True
            self.touch("motcua-counter-1", 0.13, 0.85)
            return False

        until(there, 40, f"the counter's {event}", every_s=3)

    def scan(self, code: str) -> None:
        """Paste a code into the terminal."""
        assert self.process.stdin is not None
        self.process.stdin.write(code + "\n")
        self.process.stdin.flush()

    def end(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; its exit code."""
        self.process.send_signal(sign)
        return self.process.wait(30)

    def left(self) -> list[str]:
        """Programs of this demonstration that still run."""
        lines = []
        for each in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = each.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue  # it ended just now
            if str(self.out) in words:
                lines.append(words)
        return lines


@pytest.fixture
def shown(screen: str, tmp_path: Path) -> Iterator[Shown]:
    """The demonstration on that screen."""
    made = Shown(tmp_path)
    yield made
    if made.process.poll() is None:
        made.end()


def test_a_stranger_sees_five_windows_takes_a_ticket_and_calls_it(shown: Shown) -> None:
    places = {window: shown.place(window) for window in WINDOWS}
    for one, other in combinations(places.values(), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], places
    assert all(right <= SCREEN_PX[0] and bottom <= SCREEN_PX[1] for _, _, right, bottom in places.values()), places
    shown.next("CounterOpened")
    shown.go(0.75, 0.2, "services")  # certification, the second card
    shown.go(0.5, 0.18, "confirm")
    shown.go(0.5, 0.82, "printing")
    until((shown.out / "run" / "printer" / "cut-0001.png").exists, 60, "the paper")
    shown.next("TicketCalled")
    until(lambda: "C-001/1/1 announced" in shown.log("lobby"), 60, "the call to be spoken")
    assert shown.end(signal.SIGINT) == 0
    assert not shown.left()
    assert "ended by hand" in shown.said
    assert "Traceback" not in shown.said + shown.log("kiosk") + shown.log("lobby") + shown.log("engine")


def test_what_is_pasted_into_the_terminal_is_scanned_and_the_pages_want_their_code(shown: Shown) -> None:
    until(lambda: "page home" in shown.log("kiosk"), 30, "the first page")
    shown.scan(DOSSIER_READY)
    until(lambda: "page dossier" in shown.log("kiosk"), 30, "the page of the dossier")
    until(lambda: f"scanned {DOSSIER_READY}" in shown.said, 30, "the terminal to say so")
    shown.scan("2026-11-23.C-001")
    until(lambda: "page mine" in shown.log("kiosk"), 30, "the page of a slip")
    found = re.search(r"First open (\S+) and type the code (\S+)", shown.said)
    assert found is not None, shown.said
    with urlopen(found.group(1), timeout=20) as page:
        assert 'name="code"' in page.read().decode()
    assert found.group(2) in shown.log("web")
    assert shown.end(signal.SIGINT) == 0
    assert not shown.left()


def test_a_closed_window_ends_it_all(shown: Shown) -> None:
    window = xdotool("search", "--class", "^motcua-counter-3$").split()[0]
    close = [sys.executable, "-c", CLOSE, window]
    subprocess.run(close, check=True, timeout=10)
    assert shown.process.wait(30) == 0
    assert "counter-3 has ended" in shown.said
    assert not shown.left()


def test_a_closed_terminal_leaves_no_program_behind(shown: Shown) -> None:
    shown.end(signal.SIGHUP)
    assert not shown.left()


#: Asks a window to close as a window manager does when its cross is pressed: WM_DELETE_WINDOW by Xlib.
CLOSE = """
import ctypes, sys
x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = x.XInternAtom.restype = ctypes.c_void_p
x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
class Message(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("sent", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("kind", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("room", ctypes.c_long * 24)]
display, window = x.XOpenDisplay(None), int(sys.argv[1])
message = Message(type=33, window=window, kind=x.XInternAtom(display, b"WM_PROTOCOLS", 0), format=32)
message.data[0] = x.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
x.XSendEvent(ctypes.c_void_p(display), ctypes.c_ulong(window), 0, 0, ctypes.byref(message))
x.XSync(ctypes.c_void_p(display), 0)
"""
