"""Where the broker's files lie unless somebody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path


def default_database() -> Path:
    """`MOTCUA_DB` of the environment, else where the services keep it."""
    return Path(os.environ.get("MOTCUA_DB", "/var/lib/motcua/motcua.db"))


def default_run_dir() -> Path:
    """`MOTCUA_RUN` of the environment, else a folder that is gone with the power."""
    return Path(os.environ.get("MOTCUA_RUN", "/run/motcua"))
