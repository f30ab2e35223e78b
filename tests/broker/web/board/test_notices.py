"""Notices on the web board: pictures that lie in the office's bundle, and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

from broker.bundles import pack
from broker.web.board.notices import MOST_BYTES, Pictures, kind_of

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def pictures(folder: Path) -> Pictures:
    """What lies in the folder."""
    made = Pictures(folder)
    made.look()
    return made


def test_only_what_is_a_picture_by_its_first_bytes_is_up(tmp_path: Path) -> None:
    files = {"a.png": PNG, "b.svg": b"<svg onload=alert(1)>", "c.jpg": b"<html>", "d.dat": b"\xff\xd8\xff\xe0"}
    pack("notices", files, tmp_path)
    found = pictures(tmp_path)
    assert [found.content(key) for key in found.keys] == [(PNG, "image/png"), (files["d.dat"], "image/jpeg")]


def test_what_is_larger_than_a_page_bears_is_left_out(tmp_path: Path) -> None:
    pack("notices", {"a.png": PNG + bytes(MOST_BYTES)}, tmp_path)
    assert pictures(tmp_path).keys == ()


def test_another_bundle_takes_effect_and_its_end_too(tmp_path: Path) -> None:
    found = pictures(tmp_path)
    assert found.keys == ()
    pack("notices", {"a.png": PNG}, tmp_path)
    found.look()
    (first,) = found.keys
    pack("notices", {"a.png": PNG + b"more"}, tmp_path)
    found.look()
    assert first not in found.keys
    assert found.content(first) is None
    (tmp_path / "notices.zip").unlink()
    found.look()
    assert found.keys == ()


def test_a_broken_bundle_has_no_notices(tmp_path: Path) -> None:
    (tmp_path / "notices.zip").write_bytes(b"PK no zip")
    assert pictures(tmp_path).keys == ()


def test_no_name_leads_out_of_the_bundle(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "notices.zip", "w") as out:
        out.writestr("../../etc/a.png", PNG)
    found = pictures(tmp_path)
    assert found.content(*found.keys) == (PNG, "image/png")
    assert found.content("../notices.zip") is None


def test_kinds() -> None:
    assert kind_of(b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"
    assert kind_of(b"GIF89a") == "image/gif"
    assert kind_of(b"") == ""
