"""Pictures of a folder: made ready for the screen, and nothing of them believed."""

from __future__ import annotations

import io
import logging
import os
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from assets.look.notices import Notices, NoticesError, Picture, Posters, prepared
from assets.look.turns import shown_now

pytestmark = pytest.mark.edge
SCREEN = (640, 300)


def picture(path: Path, size: tuple[int, int] = (400, 600), colour: str = "red", **how: object) -> Path:
    Image.new("RGBA" if path.suffix == ".png" else "RGB", size, colour).save(path, **how)
    return path


def ready(folder: Path, cache: Path) -> Notices:
    found = Notices(folder, cache, SCREEN)
    found.look()
    found.wait(20)
    return found


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.gif", "a.bmp", "a.tiff"])
def test_a_picture_fits_the_screen_and_keeps_its_shape(tmp_path: Path, name: str) -> None:
    found = prepared(picture(tmp_path / name), *SCREEN)
    assert (found.width, found.height) == (200, 300)
    red, green, blue = found.pixels[:3]
    assert red > 240
    assert max(green, blue) < 16


def test_a_small_picture_is_made_as_large_as_fits(tmp_path: Path) -> None:
    assert prepared(picture(tmp_path / "a.png", (32, 15)), *SCREEN).width == 640


def test_what_can_be_seen_through_stands_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert set(prepared(tmp_path / "a.png", 8, 8).pixels) == {255}


def test_a_photograph_stands_as_its_camera_was_held(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    found = prepared(picture(tmp_path / "a.jpg", (600, 400), exif=exif), *SCREEN)
    assert (found.width, found.height) == (200, 300)


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it has nine hundred million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 90)) + chunk(b"IEND", b"")


def cut_in_half() -> bytes:
    whole = io.BytesIO()
    Image.effect_noise((300, 300), 80).save(whole, "PNG")
    return whole.getvalue()[: len(whole.getvalue()) // 2]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.png", b""),
        ("text.jpg", b"not a picture"),
        ("bomb.png", bomb()),
        ("half.png", cut_in_half()),
        ("page.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("eps.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n"),
    ],
)
def test_a_broken_picture_is_named_and_the_others_are_shown(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, content: bytes
) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / name).write_bytes(content)
    picture(folder / "good.png")
    with caplog.at_level(logging.WARNING):
        found = ready(folder, tmp_path / "cache")
    assert len(found.ready) == 1
    assert Picture.read(found.ready[0]).height == 300
    assert [record.getMessage() for record in caplog.records if name in record.getMessage()]


def test_a_folder_that_is_not_there_is_named_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = Notices(tmp_path / "none", tmp_path / "cache", SCREEN)
    for _ in range(3):
        found.look()
        found.wait(5)
    assert found.ready == ()
    assert [str(tmp_path / "none") in record.getMessage() for record in caplog.records] == [True]


def test_a_folder_is_followed_and_what_has_gone_is_forgotten(tmp_path: Path) -> None:
    folder, cache = tmp_path / "notices", tmp_path / "cache"
    folder.mkdir()
    first = picture(folder / "a.png")
    found = ready(folder, cache)
    before = found.ready
    picture(folder / "b.png", colour="blue")
    os.utime(first, (1, 1))
    picture(first, (600, 300))
    found.look()
    found.wait(20)
    assert len(found.ready) == 2
    assert not set(before) & set(found.ready)
    assert {str(path) for path in cache.iterdir()} == set(found.ready)
    first.unlink()
    found.look()
    found.wait(20)
    assert len(found.ready) == 1


def test_what_was_made_ready_is_not_made_again(tmp_path: Path) -> None:
    folder, cache = tmp_path / "notices", tmp_path / "cache"
    folder.mkdir()
    picture(folder / "a.png")
    (made,) = ready(folder, cache).ready
    changed = Path(made).stat().st_mtime_ns
    assert ready(folder, cache).ready == (made,)
    assert Path(made).stat().st_mtime_ns == changed


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200), st.integers(0, 300))
def test_no_damage_of_a_picture_is_more_than_an_error(tmp_path: Path, noise: bytes, at: int) -> None:
    whole = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(whole, "GIF")
    spoilt = bytearray(whole.getvalue())
    spoilt[at : at + len(noise)] = noise
    (tmp_path / "a.gif").write_bytes(spoilt)
    try:
        found = prepared(tmp_path / "a.gif", 30, 30)
    except NoticesError as error:
        assert "a.gif" in str(error)
    else:
        assert len(found.pixels) == 3 * found.width * found.height


@pytest.mark.parametrize("content", [b"", b"P6\n2 2\n255\nxx", b"P5\n1 1\n255\nx", b"P6\nx y\n255\n"])
def test_a_spoilt_prepared_picture_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.ppm").write_bytes(content)
    with pytest.raises(NoticesError, match=r"a\.ppm"):
        Picture.read(tmp_path / "a.ppm")


def test_notices_and_the_board_take_turns_after_a_calm() -> None:
    turns = [shown_now(("a", "b"), calm_ms, after_ms=60_000, each_ms=15_000) for calm_ms in range(0, 151_000, 15_000)]
    assert turns == ["", "", "", "", "a", "", "b", "", "a", "", "b"]
    assert shown_now((), 999_000, after_ms=60_000, each_ms=15_000) == ""


def test_the_folder_is_looked_at_from_time_to_time(tmp_path: Path) -> None:
    posters = Posters(Notices(tmp_path, tmp_path / "cache", SCREEN), after_ms=0, each_ms=5_000)
    assert posters.at(0, 0) == ""
    picture(tmp_path / "a.png")
    assert posters.at(0, 9_000) == "", "not yet"
    posters.notices.wait(5)
    posters.at(0, 10_000)
    posters.notices.wait(20)
    assert posters.at(0, 10_001) == posters.notices.ready[0]
