"""Where the product's own files are."""

import difflib
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parent


class AssetsError(Exception):
    """A file, a text or a parameter that is not there."""


def find(name: str) -> Path:
    """The file `name`, a path below assets such as "fonts/NotoSans-Bold.ttf".

    Raises AssetsError, naming the nearest file there is, when it is missing or lies outside.
    """
    asked = PurePosixPath(name)
    path = ROOT / asked
    if asked.is_absolute() or ".." in asked.parts or not path.is_file():
        raise AssetsError(f"no asset file {name!r}{_nearest(name)}")
    return path


def _nearest(name: str) -> str:
    known = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.*") if path.suffix != ".pyc"]
    same_name = [path for path in known if PurePosixPath(path).name == PurePosixPath(name).name]
    near = same_name or difflib.get_close_matches(name, known, n=1, cutoff=0.3)
    return f"; nearest: {min(near)!r}" if near else ""
