"""Runs the outside programs of the voice: bounded in time, ended when the voice stops."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence

from assets.voice.errors import CutShortError, MissingProgramError, ProgramError, StoppedError

#: A killed program must be gone after this long; then it is left to the system.
_GONE_S = 1.0


class Programs:
    """Runs one program at a time. `stop` ends it and refuses all later ones; `cut` ends this one only."""

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        self._env = {**os.environ, "LC_ALL": "C.UTF-8", **(env or {})}
        self._lock = threading.Lock()
        self._stopped = self._cut = False
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, args: Sequence[str], timeout_s: float, stdin: bytes = b"") -> float:
        """Run to the end and return the seconds it took.

        Raises MissingProgramError, StoppedError, CutShortError, or ProgramError if it failed or took longer than
        `timeout_s`.
        """
        started = time.monotonic()
        process = self._start(args)
        try:
            _, errors = process.communicate(stdin, timeout_s)
        except subprocess.TimeoutExpired:
            end(process)
            raise ProgramError(f"{args[0]} did not end within {timeout_s:.1f} s and was ended") from None
        finally:
            self._process = None
        if self._stopped:
            raise StoppedError(f"{args[0]} was ended: the voice stops")
        if self._cut:
            raise CutShortError(f"{args[0]} was ended: something else cannot wait")
        if process.returncode:
            raise ProgramError(f"{args[0]} failed ({process.returncode}): {_last_line(errors)}")
        return time.monotonic() - started

    def stop(self) -> None:
        """End what runs; whatever is asked for from now on raises StoppedError."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                end(self._process)

    def cut(self) -> bool:
        """End what runs now, if anything does; what is asked for later runs."""
        with self._lock:
            process = self._process
            if process is None or process.poll() is not None:
                return False
            self._cut = True
            end(process)
            return True

    def _start(self, args: Sequence[str]) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise StoppedError(f"{args[0]} was not started: the voice stops")
            self._cut = False
            try:
                self._process = _popen(args, self._env)
            except FileNotFoundError:
                raise MissingProgramError(f"{args[0]} is not installed; the voice needs it") from None
            except OSError as error:
                raise ProgramError(f"{args[0]} cannot be started: {error}") from error
            return self._process


def _popen(args: Sequence[str], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A group of its own, so that a program's children end with it."""
    return subprocess.Popen(
        args, env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and its children; wait until it is gone."""
    if process.poll() is not None:
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(_GONE_S)
    except (ProcessLookupError, subprocess.TimeoutExpired):
        return


def _last_line(errors: bytes) -> str:
    lines = errors.decode(errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else "it gave no reason"
