"""The counter program: four keys, lamps and a buzzer, and the line that says how things stand.

python -m display counter --counter 3 --broker mqtt://127.0.0.1:1883 --site binh-minh [--pins mock --window]
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from assets import AssetsError, Translation, translation
from assets.look.window import place
from assets.whole_files import write_whole
from broker.client.link import LinkError
from broker.client.mqtt import MqttLink
from broker.client.settings import SettingsError, add_options, given_options
from display.counter.errors import CounterError, PlayError
from display.counter.line import line
from display.counter.machine import Machine
from display.counter.settings import CounterSettings, read_settings
from display.counter.view import View

#: Small enough for a corner of a clerk's screen and for the 3.5 inch panels sold for the Raspberry Pi.
WINDOW_PX = (480, 320)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the counter program may be told on its command line."""
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings as a TOML file")
    parser.add_argument(
        "--hands", choices=("normal", "quick"), default="normal", help="quick: shorter times, for a demonstration"
    )
    parser.add_argument("--window", action="store_true", help="draw keys and lamps; mock pins can be pressed there")
    parser.add_argument("--at", type=place, metavar="X,Y", help="where the window stands on the screen")
    parser.add_argument("--size", type=place, metavar="W,H", default=WINDOW_PX, help="how large the window is")
    parser.add_argument("--play", metavar="FILE", help="lines that press the keys, '-' for standard input")
    parser.add_argument("--shots", type=Path, metavar="DIR", help="pictures of the window go here")
    parser.add_argument("--ready-file", type=Path, metavar="FILE", help="written when a press would be answered")
    parser.add_argument("--state-dir", type=Path, metavar="DIR", help="for libraries' small files; else temporary")
    add_options(parser, CounterSettings)


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM, Ctrl-C, a closed window or the end of the play. 2: it could not begin, and why."""
    try:
        settings = read_settings(args.settings, given_options(args, CounterSettings))
        if args.play is not None and settings.pins != "mock":
            raise CounterError("--play presses keys by itself, so it needs --pins mock")
        with _state_dir(args.state_dir) as state_dir:
            return _run(args, settings, translation(settings.lang), state_dir)
    except (SettingsError, CounterError, LinkError, AssetsError) as error:
        print(error, file=sys.stderr)
        return 2


def _run(args: argparse.Namespace, settings: CounterSettings, words: Translation, state_dir: Path) -> int:
    if args.window:
        _prepare_window(settings.counter, args.size, args.at, state_dir)
    machine = _machine(args, settings, state_dir)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: machine.stop())
    if args.window:
        from display.counter.window import run_window

        return run_window(machine, words, args.shots, lambda shoot: _play(machine, args.play, shoot))
    terminal = Terminal(sys.stderr if args.play else sys.stdout, words)
    machine.shows.append(terminal.show)
    _play(machine, args.play, None)
    machine.run()
    terminal.end()
    return 0


def _machine(args: argparse.Namespace, settings: CounterSettings, state_dir: Path) -> Machine:
    hands = settings.how_hands_press(quick=args.hands == "quick")
    link = MqttLink(settings.broker, f"motcua-{settings.site}-{settings.device_name}")
    machine = Machine(settings, hands, link, state_dir)
    if args.ready_file is not None:
        machine.shows.append(ReadyFile(args.ready_file).show)
    return machine


def _play(machine: Machine, source: str | None, shoot: Callable[[str], str] | None) -> None:
    if source is None:
        return
    from display.counter.play import Play

    lines: Iterable[str] = sys.stdin if source == "-" else _lines(Path(source))
    Play(machine, sys.stdout, shoot).in_thread(lines)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PlayError(f"play {path}: {error}") from error


def _prepare_window(counter: str, size: tuple[int, int], at: tuple[int, int] | None, state_dir: Path) -> None:
    from assets.look.window import prepare

    name = f"motcua-counter-{counter}"
    prepare(*size, title=name, fullscreen=False, show_cursor=True, state_dir=state_dir / "kivy", at=at)


@contextmanager
def _state_dir(given: Path | None) -> Iterator[Path]:
    """Where libraries leave small files: as given, as systemd gives it, or a temporary one."""
    runtime = os.environ.get("RUNTIME_DIRECTORY")
    if given is not None or runtime:
        path = given or Path(str(runtime))
        path.mkdir(parents=True, exist_ok=True)
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="motcua-counter-") as name:
        yield Path(name)


class ReadyFile:
    """Written once, when the beat and the counter's state have been heard: from now a press is answered."""

    def __init__(self, path: Path) -> None:
        self._path: Path | None = path

    def show(self, view: View) -> None:
        """Look whether it is time."""
        if self._path is not None and view.online and view.status is not None:
            write_whole(self._path, "ready\n")
            self._path = None


class Terminal:
    """The line in a terminal: one row redrawn; into a file, or where it is one of many, a row for each change."""

    def __init__(self, out: TextIO, words: Translation, *, rows: bool = False) -> None:
        self._out, self._words, self._last = out, words, ""
        self._redrawn = out.isatty() and not rows

    def show(self, view: View) -> None:
        """Write the line if it has changed. Seconds that run down are no change worth a row of a file."""
        text = line(view, self._words).text()
        mark = text if self._redrawn else re.sub(r"\d+ (giây|s)\b", "", text)
        if mark == self._last:
            return
        self._last = mark
        self._out.write(f"\r\x1b[K{text[: shutil.get_terminal_size().columns - 1]}" if self._redrawn else f"{text}\n")
        self._out.flush()

    def end(self) -> None:
        """Leave the row as it is and the cursor below it."""
        if self._redrawn:
            self._out.write("\n")
