"""The gallery: a picture of every state, and a page that shows them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from assets.files import find
from display.gallery import index
from display.gallery_table import shots
from display.lobby.gallery import LANGUAGES, SAMPLES, SIZES, UPRIGHT, WIDE
from display.samples import LETTERS, field_of
from display.sign import gallery as sign
from display.tablet import gallery as tablet


class Pictures(HTMLParser):
    """The pictures of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.names.append(dict(attrs)["src"] or "")


def test_every_state_size_and_language_has_a_picture_of_its_own() -> None:
    names = [shot.name for shot in shots()]
    assert len(names) == len(set(names))
    both = [(w, h, lang) for w, h in (WIDE, UPRIGHT) for lang in ("vi", "en")]
    wanted = {f"lobby-{name}-{w}x{h}-{lang}" for name in SAMPLES for w, h, lang in both}
    wanted |= {f"lobby-sixty-seven-counters-{w}x{h}-{lang}" for w, h in SIZES for lang in ("vi", "en")}
    for room in (sign, tablet):
        kind = room.__name__.split(".")[1]
        screens = [(w, h, lang) for w, h, _inches in room.SIZES[:2] for lang in ("vi", "en")]
        wanted |= {f"{kind}-{name}-{w}x{h}-{lang}" for name in room.SAMPLES for w, h, lang in screens}
    wanted |= {f"lobby-twelve-counters-1920x1080-{lang}" for lang in LANGUAGES}
    assert wanted <= set(names)
    assert sorted(Pictures(index(shots())).names) == sorted(f"{name}.png" for name in names)


@pytest.mark.parametrize("office", ["commune", "district"])
def test_numbers_have_the_letters_that_the_sample_offices_give_their_fields(office: str) -> None:
    fields = tomllib.loads(find(f"offices/{office}.toml").read_text("utf-8"))["field"]
    given = {each["id"]: each["prefix"] for each in fields}
    assert {field: given.get(field, letter) for field, letter in LETTERS.items()} == LETTERS
    for sample in SAMPLES.values():
        assert all(call.service == field_of(call.number) for call in sample.board.calls)
        busy = [counter for counter in sample.board.counters if counter.number]
        assert all(field_of(counter.number or "") in counter.services for counter in busy)


@pytest.mark.flow
def test_the_command_draws_what_is_asked_for(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "display", "gallery", "--out", str(tmp_path / "out"), "--only"]
    done = subprocess.run(
        [*command, "five-counters-1366x768-vi"], capture_output=True, text=True, timeout=60, check=True
    )
    assert "1 pictures" in done.stdout
    picture = Image.open(tmp_path / "out" / "lobby-five-counters-1366x768-vi.png")
    assert picture.size == (1366, 768)
    assert len(picture.getcolors(1 << 24) or []) > 100
    assert "lobby-five-counters-1366x768-vi.png" in (tmp_path / "out" / "index.html").read_text("utf-8")
    subprocess.run([*command, "sign-free-1280x800-vi"], capture_output=True, timeout=60, check=True)
    kept = Pictures((tmp_path / "out" / "index.html").read_text("utf-8")).names
    assert kept == ["sign-free-1280x800-vi.png", "lobby-five-counters-1366x768-vi.png"], "what stood there still does"
    none = subprocess.run([*command, "no-such"], capture_output=True, text=True, timeout=60, check=False)
    assert (none.returncode, "no-such" in none.stderr) == (2, True)
