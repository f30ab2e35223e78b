"""What every device program needs as a process: a place for its files, its age, its ready file, yes-or-no options."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broker.client.clock import boottime_s


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
    """What is kept over a restart: as given, as systemd gives it, or only for this run."""
    kept = given or (Path(os.environ["STATE_DIRECTORY"]) if "STATE_DIRECTORY" in os.environ else None)
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix=f"motcua-{name}-") as only_now:
        yield Path(only_now)


def missing_library(error: ModuleNotFoundError, extra: str) -> str:
    """A sentence for a program whose libraries were not installed with it. Raises the error if the fault is ours."""
    name = (error.name or "").partition(".")[0]
    if not name or name in {"assets", "broker", "display", "firmware_cfg", "kiosk"}:
        raise error
    return f"{name} is not installed here: this program comes with  pip install 'motcua[{extra}]'"
