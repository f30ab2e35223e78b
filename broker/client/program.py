"""What every device program needs as a process: a place for its files, its age, its ready file, its command line."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from broker.client.clock import boottime_s
from broker.client.link import LinkError


class CommandLine(argparse.ArgumentParser):
    """Of a program and of its commands. Options are written out: a new one shall not change what a short one meant."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **({"allow_abbrev": False} | more))


def age_s() -> float:
    """Seconds since this process began; the kernel knows."""
    after_name = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    return boottime_s() - int(after_name[19]) / os.sysconf("SC_CLK_TCK")


def may_stand_alone(parser: argparse.ArgumentParser, flag: str) -> None:
    """A yes-or-no setting may stand on the command line without its "true"."""
    action = next(each for each in parser._actions if flag in each.option_strings)
    action.nargs, action.const = "?", "true"


@contextmanager
def kept_dir(given: Path | None, name: str) -> Iterator[Path]:
    """What is kept over a restart: as given, as systemd gives it, or only for this run. Raises LinkError."""
    kept = given or (Path(os.environ["STATE_DIRECTORY"]) if "STATE_DIRECTORY" in os.environ else None)
    if kept is not None:
        try:
            kept.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LinkError(f"{kept}, where this program keeps its files: cannot be made: {error.strerror}") from error
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix=f"motcua-{name}-") as only_now:
        yield Path(only_now)


def missing_folders(named: Mapping[str, Path | None]) -> Iterator[str]:
    """A sentence for each setting whose folder is not there. It may still come: a hall opens without it."""
    for name, folder in named.items():
        if folder is not None and not folder.is_dir():
            yield f"{name} = {str(folder)!r} is no folder: nothing comes from there"


def missing_library(error: ModuleNotFoundError, extra: str) -> str:
    """A sentence for a program whose libraries were not installed with it. Raises the error if the fault is ours."""
    name = (error.name or "").partition(".")[0]
    if not name or name in {"assets", "broker", "display", "firmware_cfg", "kiosk"}:
        raise error
    return f"{name} is not installed here: this program comes with  pip install 'motcua[{extra}]'"
