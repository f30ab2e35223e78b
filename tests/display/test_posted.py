"""Notices of the office: put into the broker's folder, served, fetched by the screen, laid out, made ready."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from assets.look.notices import Notices
from broker import bundles
from broker.client.bundle import OpenBundle
from broker.client.link import MemoryHub, MemoryLink
from broker.client.posted import BUNDLE, keeper, lay_out
from broker.contract.status import Bundle
from broker.contract.topics import Topics
from broker.web.bundles import BundleService, path_of
from firmware_cfg.processes import until

pytestmark = pytest.mark.edge


def png(folder: Path, colour: str) -> bytes:
    path = folder / f"{colour}.png"
    Image.new("RGB", (40, 30), colour).save(path)
    return path.read_bytes()


def announced(folder: Path, port: int) -> Bundle:
    packed = next(each for each in bundles.bundles(folder) if each.name == BUNDLE)
    return Bundle(epoch=0, name=BUNDLE, digest=packed.digest, size=packed.size, port=port, path=path_of(packed))


def test_what_the_office_puts_up_comes_to_the_screen_and_goes_when_it_is_taken_down(tmp_path: Path) -> None:
    shelf, folder = tmp_path / "shelf", tmp_path / "posted"
    folder.mkdir()
    red, blue = png(tmp_path, "red"), png(tmp_path, "blue")
    bundles.pack(BUNDLE, {"a.png": red, "b.png": blue}, shelf)
    service = BundleService(shelf, MemoryLink(MemoryHub()), Topics("test"), "127.0.0.1", 0)
    service.start()
    kept = keeper("127.0.0.1", tmp_path / "state", folder)
    kept.start()
    try:
        kept.announced(announced(shelf, service.port))
        until(lambda: len(list(folder.glob("*.png"))) == 2, 10, "two notices")
        notices = Notices(folder, tmp_path / "cache", (80, 60))
        notices.look()
        notices.wait(20)
        assert len(notices.ready) == 2
        bundles.pack(BUNDLE, {"b.png": blue}, shelf)
        kept.announced(announced(shelf, service.port))
        until(lambda: [each.read_bytes() for each in folder.iterdir()] == [blue], 10, "one of them taken down")
    finally:
        kept.close()
        service.close()


def test_what_was_kept_is_there_without_a_network(tmp_path: Path) -> None:
    shelf, folder = tmp_path / "state" / "bundles" / BUNDLE, tmp_path / "posted"
    packed = bundles.pack(BUNDLE, {"a.png": png(tmp_path, "red")}, shelf)
    file = next(shelf.rglob("*.zip"))
    file.rename(shelf / f"{packed.digest}.zip")
    kept = keeper("127.0.0.1", tmp_path / "state", folder)
    kept.start()
    until(lambda: folder.exists() and list(folder.glob("*.png")), 10, "the notice of yesterday")
    kept.close()


def test_no_file_of_a_bundle_is_written_elsewhere(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name in ("../../out.png", "/abs.png", "deep/er/in.png", "folder/"):
            made.writestr(name, b"x")
    lay_out(OpenBundle(path), tmp_path / "posted")
    assert sorted(each.name for each in (tmp_path / "posted").iterdir()) == ["000-out.png", "001-abs.png", "002-in.png"]
    assert not (tmp_path / "out.png").exists()
