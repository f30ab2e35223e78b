"""setup.sh on machines on which it cannot work: one sentence each, and nothing done."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import firmware_cfg

SETUP = Path(firmware_cfg.__file__).parent / "dev" / "setup.sh"
#: Says of each package that it is there.
INSTALLED = "#!/bin/sh\necho installed\n"
OLD_PYTHON = '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2"\nexit 1\n'

pytestmark = pytest.mark.edge


def setup_on(folder: Path, **programs: str) -> subprocess.CompletedProcess[str]:
    """Run it where only these programs are, beside what every system has."""
    for usual in ("dirname", "grep", "id", "sha256sum", "cut", "sh"):
        (folder / usual).symlink_to(str(shutil.which(usual)))
    for name, script in programs.items():
        (folder / name.replace("_", "-")).write_text(script)
        (folder / name.replace("_", "-")).chmod(0o755)
    env = {"PATH": str(folder), "VENV": str(folder / "venv")}
    bash = str(shutil.which("bash"))
    return subprocess.run([bash, SETUP], env=env, capture_output=True, text=True, timeout=60, check=False)


def test_a_machine_that_is_no_debian_is_told_so(tmp_path: Path) -> None:
    done = setup_on(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "setup: this machine has no apt-get: Debian 12 (bookworm) or 13 (trixie) is needed\n"


def test_a_python_that_is_too_old_is_named(tmp_path: Path) -> None:
    done = setup_on(tmp_path, apt_get=INSTALLED, dpkg_query=INSTALLED, python3=OLD_PYTHON)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "setup: Python 3.11 or newer is needed, and python3 here is Python 3.9.2\n"
    assert not (tmp_path / "venv").exists()
