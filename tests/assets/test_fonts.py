"""Every character the product can show is in both weights of its font, and lines stand evenly."""

import itertools
import unicodedata

import pytest
from PIL import ImageFont

from assets import find, languages, translation
from assets.files import ROOT

WEIGHTS = ("Regular", "Bold")
NO_CHARACTER = "\U0010fffd"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VIETNAMESE = {
    unicodedata.normalize("NFC", case + tone)
    for vowel, tone in itertools.product("aăâeêioôơuưy", TONES)
    for case in (vowel, vowel.upper())
} | {"đ", "Đ"}
SIGNS = "0123456789–—…·•×−≤≥≈“”‘’←↑→↓◆✓✗№₫%°"


def font(weight: str, size: int = 40) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(find(f"fonts/NotoSans-{weight}.ttf")), size)


def missing(weight: str, characters: set[str]) -> set[str]:
    """Those drawn as the box that stands for "no such character"."""
    drawn = font(weight)
    box = bytes(drawn.getmask(NO_CHARACTER))
    return {char for char in characters if not char.isspace() and bytes(drawn.getmask(char)) == box}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_check_finds_a_character_that_is_not_there(weight: str) -> None:
    assert missing(weight, {"អ", "A"}) == {"អ"}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_all_vietnamese_letters_and_signs_are_there(weight: str) -> None:
    assert len(VIETNAMESE) == 2 * 12 * 6 + 2
    assert missing(weight, VIETNAMESE | set(SIGNS)) == set()


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("lang", languages())
def test_every_text_can_be_drawn(weight: str, lang: str) -> None:
    assert missing(weight, set("".join(translation(lang).texts.values()))) == set()


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_sample_offices_can_be_drawn(weight: str) -> None:
    offices = list((ROOT / "offices").rglob("*.toml"))
    assert offices
    assert missing(weight, set("".join(path.read_text("utf-8") for path in offices))) == set()


@pytest.mark.parametrize("weight", WEIGHTS)
def test_stacked_marks_stay_inside_the_line(weight: str) -> None:
    drawn = font(weight, 200)
    ascent, descent = drawn.getmetrics()
    for letter in VIETNAMESE:
        _left, top, _right, bottom = drawn.getbbox(letter)
        assert top >= 0 and bottom <= ascent + descent, letter


@pytest.mark.parametrize("weight", WEIGHTS)
def test_digits_are_equally_wide_so_that_numbers_stand_in_columns(weight: str) -> None:
    assert len({font(weight).getlength(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_font_is_small(weight: str) -> None:
    assert find(f"fonts/NotoSans-{weight}.ttf").stat().st_size < 200_000


def test_the_licence_lies_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE" in find("fonts/OFL.txt").read_text("utf-8")
    assert "make_fonts.py" in find("LICENSES.md").read_text("utf-8")
