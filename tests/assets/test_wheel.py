"""What is in this folder also reaches those who install the product from its wheel."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from assets.files import ROOT

pytestmark = pytest.mark.edge
HOME = ROOT.parent
ASK = "import assets; assets.find('fonts/NotoSans-Bold.ttf'); print(assets.translation('vi').text('keys.next'))"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made of the assets alone, unpacked."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(HOME / name, source)
    shutil.copytree(ROOT, source / "assets", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(target), str(source)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    (wheel,) = target.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(target / "site")
    return target / "site"


def test_every_file_is_in_the_wheel(unpacked: Path) -> None:
    files = {path.relative_to(HOME) for path in ROOT.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert {path for path in files if not (unpacked / path).is_file()} == set()


def test_the_unpacked_wheel_finds_its_files_and_texts(unpacked: Path) -> None:
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=unpacked, check=True)
    assert done.stdout.strip() == "Mời tiếp"
