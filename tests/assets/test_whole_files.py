"""Who waits for a file finds it whole, or not at all."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from assets.whole_files import write_whole

LONG = "word " * 200_000


def test_what_is_found_is_complete(tmp_path: Path) -> None:
    file, seen = tmp_path / "new" / "told.ready", []

    def wait() -> None:
        while not file.exists():
            pass
        seen.append(file.read_text())

    waits = threading.Thread(target=wait)
    waits.start()
    assert write_whole(file, LONG) == file
    waits.join()
    assert seen == [LONG]
    assert [each.name for each in file.parent.iterdir()] == ["told.ready"]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    file = write_whole(tmp_path / "told", b"before")
    (tmp_path / ".told.part").mkdir()
    with pytest.raises(OSError, match="told"):
        write_whole(file, "after")
    assert file.read_bytes() == b"before"
