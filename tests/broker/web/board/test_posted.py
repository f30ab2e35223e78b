"""What the office has put up: its procedures are read when the bundle comes, changes and goes."""

from __future__ import annotations

from pathlib import Path

from broker.bundles import pack
from broker.contract.procedures import BUNDLE, BUNDLE_FILE, ProcedureList, encode_procedures
from broker.web.board.posted import Posted, Shelf
from display.lobby.gallery_calm import PUBLISHED

LIST, OTHER = PUBLISHED["procedures"][0], PUBLISHED["procedures-bare"][0]


def put(folder: Path, listed: ProcedureList) -> None:
    """An import."""
    pack(BUNDLE, {BUNDLE_FILE: encode_procedures(listed)}, folder)


def test_the_list_comes_changes_and_goes_with_its_bundle(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.look() == Posted()
    put(tmp_path, LIST)
    first = shelf.look().listed
    assert first == LIST
    assert shelf.look().listed is first, "read once"
    put(tmp_path, OTHER)
    assert shelf.look().listed == OTHER
    (tmp_path / f"{BUNDLE}.zip").unlink()
    assert shelf.look().listed is None


def test_a_list_that_cannot_be_read_leaves_the_one_before(tmp_path: Path) -> None:
    put(tmp_path, LIST)
    shelf = Shelf(tmp_path)
    shelf.look()
    pack(BUNDLE, {BUNDLE_FILE: b"no list"}, tmp_path)
    assert shelf.look().listed == LIST
    (tmp_path / f"{BUNDLE}.zip").write_bytes(b"PK no zip")
    assert shelf.look().listed == LIST


def test_an_office_may_want_none_on_its_boards(tmp_path: Path) -> None:
    put(tmp_path, LIST)
    assert Shelf(tmp_path, published=False).look().listed is None
