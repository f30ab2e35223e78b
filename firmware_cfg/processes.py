"""Programs as processes: start one, wait until it is ready, stop it. Used by the demonstration and the tests."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

CONF = Path(__file__).parent / "mosquitto" / "motcua.conf"
GIVEN_BY_US = 20_000, 32_768


class ProcessError(RuntimeError):
    """A program did not start, or ended before its time; the sentence names it and quotes its last words."""


def free_port() -> int:
    """A TCP port on the loopback that nobody uses now.

    Never one the system itself gives away (on Linux from 32768 up): any connection made between this and the
    program's start, or while a program is down and about to come back, could be given that very port.
    """
    while True:
        port = random.randrange(*GIVEN_BY_US)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def until(true: Callable[[], object], deadline_s: float, what: str, every_s: float = 0.02) -> None:
    """Wait until `true()`; raises ProcessError naming `what` when the deadline passes."""
    end = time.monotonic() + deadline_s
    while not true():
        if time.monotonic() > end:
            raise ProcessError(f"{what}: not within {deadline_s:g} s")
        time.sleep(every_s)


def listening(port: int) -> bool:
    """Whether somebody accepts connections on a loopback port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5):
            return True
    except OSError:
        return False


@dataclass
class Program:
    """A program of ours, or mosquitto. Its words go to `<folder>/<name>.log`."""

    name: str
    process: subprocess.Popen[str]
    log: Path
    ready_file: Path | None = None

    def wait_ready(self, deadline_s: float = 30.0) -> Self:
        """Until the program has written its ready file. Raises ProcessError if it ends first."""
        if self.ready_file is not None:
            self.wait_for(self.ready_file.exists, "be ready", deadline_s)
        return self

    def wait_for(self, true: Callable[[], bool], what: str, deadline_s: float = 30.0) -> Self:
        """Until `true()`. Raises ProcessError, naming `what` it was to do, if it ends first or takes longer."""
        until(lambda: true() or not self.alive, deadline_s, f"{self.name} to {what}")
        if not true():
            raise ProcessError(f"{self.name} ended with {self.process.returncode}: {self.last_words()}")
        return self

    def last_words(self, lines: int = 8) -> str:
        """The end of its log."""
        return " | ".join(self.log.read_text(errors="replace").splitlines()[-lines:]) if self.log.exists() else ""

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process.poll() is None

    def stop(self, deadline_s: float = 8.0) -> int:
        """Ask it to end, wait, and if it must be, end it. Its exit code."""
        if self.alive:
            self.process.terminate()
            try:
                self.process.wait(deadline_s)
            except subprocess.TimeoutExpired:
                self.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        return self.process.wait()

    def kill(self) -> None:
        """As a power cut does."""
        if self.alive:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(
    name: str,
    *arguments: str,
    folder: Path,
    piped: bool = False,
    ready: bool = True,
    own_group: bool = False,
    **env: str,
) -> Program:
    """Start `python -m <arguments>`. `piped`: its standard input and output are ours. `env` is added to our own.

    `own_group`: Ctrl-C in our terminal reaches us alone, and we end the program when its turn comes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ready_file = folder / f"{name}.ready" if ready else None
    if ready_file is not None:
        ready_file.unlink(missing_ok=True)
    more = ["--ready-file", str(ready_file)] if ready_file is not None else []
    command = [sys.executable, "-m", *arguments, *more]
    return _popen(name, command, folder, env, piped=piped, ready=ready_file, own_group=own_group)


def run(*arguments: str, deadline_s: float = 120.0) -> str:
    """Run `python -m <arguments>` to its end; what it wrote. Raises ProcessError when it fails or takes longer."""
    name = " ".join(arguments[:2])
    try:
        done = subprocess.run(
            [sys.executable, "-m", *arguments], capture_output=True, text=True, check=False, timeout=deadline_s
        )
    except subprocess.TimeoutExpired:
        raise ProcessError(f"{name}: not done within {deadline_s:g} s") from None
    if done.returncode:
        raise ProcessError(f"{name}: {done.stderr.strip()}")
    return done.stdout


def start_mosquitto(folder: Path, port: int | None = None, own_group: bool = False) -> tuple[Program, int]:
    """Debian's mosquitto with our configuration on a loopback port; returns when it accepts connections."""
    binary = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if binary is None:
        raise ProcessError("mosquitto is not installed: apt-get install mosquitto")
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    conf = folder / f"mosquitto-{port}.conf"
    conf.write_text(CONF.read_text().replace("@LISTENER@", f"{port} 127.0.0.1"))
    program = _popen(f"mosquitto-{port}", [binary, "-c", str(conf)], folder, {}, own_group=own_group)
    return program.wait_for(lambda: listening(port), "listen", 10), port


def _popen(
    name: str,
    command: list[str],
    folder: Path,
    env: dict[str, str],
    *,
    piped: bool = False,
    ready: Path | None = None,
    own_group: bool,
) -> Program:
    log = folder / f"{name}.log"
    with log.open("a") as words:
        pipe: int | IO[str] = subprocess.PIPE if piped else subprocess.DEVNULL
        process = subprocess.Popen(
            command,
            stdin=pipe,
            stdout=subprocess.PIPE if piped else words,
            stderr=words,
            text=True,
            bufsize=1,
            env={**os.environ, **env},
            process_group=0 if own_group else None,
        )
    return Program(name, process, log, ready)
