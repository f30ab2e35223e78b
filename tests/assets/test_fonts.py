"""Every character the product can show is in both weights of its font, and lines stand evenly."""

import itertools
import tomllib
import unicodedata

import pytest
from PIL import Image, ImageDraw, ImageFont, features

from assets import find, languages, translation, wording
from assets.files import ROOT
from assets.look.theme import LINE_SHARE, SHAPED_LINE_SHARE
from assets.scripts import clusters, font_file, shaped
from assets.translation import catalogue

WEIGHTS = ("Regular", "Bold")
NO_CHARACTER = "\U0010fffd"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VIETNAMESE = {
    unicodedata.normalize("NFC", case + tone)
    for vowel, tone in itertools.product("aăâeêioôơuưy", TONES)
    for case in (vowel, vowel.upper())
} | {"đ", "Đ"}
#: Drawn as nothing: vowels that are not written, the sign that puts a letter below, the end of a word.
UNSEEN = frozenset("\u17b4\u17b5\u17d2\u200b")
SIGNS = "0123456789–—…·•×−≤≥≈“”‘’←↑→↓◆✓✗№₫%°"
KHMER_LETTER = "ក"
#: What shaping is about: a subscript below a subscript, vowels before and around their consonant, signs above signs.
KHMER_WORDS = ("ស្ត្រី", "ខ្មែរ", "ប៉ុន្តែ", "ញ៉ាំ", "ផ្លូវ", "ជំនឿ", "កៅអី", "ទ្រព្យ", "សំបុត្រ", "ចុះ", "ស្រុក")
#: "Noto Sans" and the file that has Khmer besides.
SCRIPTS = ("A", KHMER_LETTER)


def font(weight: str, size: int = 40, text: str = "A") -> ImageFont.FreeTypeFont:
    """The font this text is drawn with."""
    return ImageFont.truetype(str(find(font_file(text, bold=weight == "Bold"))), size)


def missing(weight: str, *texts: str) -> set[str]:
    """Characters drawn as the box that stands for "no such character", each in the font of its text."""
    return set().union(*(_missing(weight, shaped(text), frozenset(text)) for text in texts))


def _missing(weight: str, khmer: bool, characters: frozenset[str]) -> set[str]:
    drawn = font(weight, text=SCRIPTS[khmer])
    box = bytes(drawn.getmask(NO_CHARACTER))
    return {char for char in characters - UNSEEN if not char.isspace() and bytes(drawn.getmask(char)) == box}


def texts_of(value: object) -> list[str]:
    """Every text of a file that was read."""
    if isinstance(value, dict):
        return [*value, *texts_of(list(value.values()))]
    if isinstance(value, list):
        return [text for each in value for text in texts_of(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_check_finds_a_character_that_is_not_there(weight: str) -> None:
    assert missing(weight, "A漢") == {"漢"}
    assert missing(weight, f"{KHMER_LETTER}漢") == {"漢"}
    assert _missing(weight, khmer=False, characters=frozenset({KHMER_LETTER, "A"})) == {KHMER_LETTER}


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("beside", ["", KHMER_LETTER])
def test_all_vietnamese_letters_and_signs_are_there(weight: str, beside: str) -> None:
    assert len(VIETNAMESE) == 2 * 12 * 6 + 2
    assert missing(weight, "".join(VIETNAMESE) + SIGNS + beside) == set()


@pytest.mark.parametrize("weight", WEIGHTS)
def test_all_khmer_letters_and_marks_are_there(weight: str) -> None:
    block = [chr(code) for code in range(0x1780, 0x1800) if unicodedata.name(chr(code), "")]
    assert len(block) == 114
    assert missing(weight, "".join(block)) == set()


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("lang", languages())
def test_every_text_can_be_drawn(weight: str, lang: str) -> None:
    words = wording.WEEKDAYS.get(lang, ())
    assert missing(weight, *translation(lang).texts.values(), *words) == set()


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_sample_offices_can_be_drawn(weight: str) -> None:
    offices = list((ROOT / "offices").rglob("*.toml"))
    assert len(offices) > 2
    assert missing(weight, *(text for path in offices for text in texts_of(tomllib.loads(path.read_text())))) == set()


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("word", KHMER_WORDS)
def test_khmer_is_shaped(weight: str, word: str) -> None:
    """Letter beside letter would be as wide as all letters, and a subscript would stand on the line as a circle."""
    drawn = font(weight, 100, word)
    apart = sum(drawn.getlength(char) for char in word)
    assert drawn.getlength(word) < apart
    assert bytes(drawn.getmask("\u25cc")) != bytes(drawn.getmask(word))


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_letter_below_another_takes_no_width_of_its_own(weight: str) -> None:
    drawn = font(weight, 100, KHMER_LETTER)
    assert drawn.getlength("ខ្ម") == drawn.getlength("ខ")
    assert drawn.getbbox("ខ្ម", anchor="ls")[3] > drawn.getbbox("ខ", anchor="ls")[3] + 15


def picture(drawn: ImageFont.FreeTypeFont, text: str, left: int) -> Image.Image:
    page = Image.new("1", (200, 200))
    ImageDraw.Draw(page).text((left, 130), text, fill=1, font=drawn, anchor="ls")
    return page


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_vowel_is_drawn_before_the_consonant_it_is_typed_after(weight: str) -> None:
    drawn = font(weight, 100, KHMER_LETTER)
    with_vowel = f"{KHMER_LETTER}\u17c1"
    before = round(drawn.getlength(with_vowel) - drawn.getlength(KHMER_LETTER))
    assert before > 20
    assert picture(drawn, with_vowel, 0).crop((before, 0, 200, 200)).tobytes() == (
        picture(drawn, KHMER_LETTER, before).crop((before, 0, 200, 200)).tobytes()
    )


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_end_of_a_word_is_not_seen(weight: str) -> None:
    drawn = font(weight, 60, KHMER_LETTER)
    assert drawn.getmask("យក\u200bលេខ").size == drawn.getmask("យកលេខ").size
    assert bytes(drawn.getmask("យក\u200bលេខ")) == bytes(drawn.getmask("យកលេខ"))


def test_shaping_is_there() -> None:
    assert features.check("raqm"), "Pillow's wheels bring it; without it Khmer is drawn letter by letter"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_khmer_stays_inside_its_line(weight: str) -> None:
    drawn = font(weight, 100, KHMER_LETTER)
    ascent, descent = drawn.getmetrics()
    for word in {each for text in (*catalogue("km").values(), *KHMER_WORDS) for each in clusters(text)}:
        _left, top, _right, bottom = drawn.getbbox(word, anchor="ls")
        assert -top <= ascent and bottom <= descent, word


@pytest.mark.parametrize("text", SCRIPTS)
def test_the_look_knows_how_high_a_line_is(text: str) -> None:
    share = sum(font("Regular", 1000, text).getmetrics()) / 1000
    assert share == (SHAPED_LINE_SHARE if shaped(text) else LINE_SHARE)


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


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("bold", [False, True])
def test_a_font_is_small(text: str, bold: bool) -> None:
    assert find(font_file(text, bold=bold)).stat().st_size < 200_000


def test_the_licence_lies_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE" in find("fonts/OFL.txt").read_text("utf-8")
    assert "make_fonts.py" in find("LICENSES.md").read_text("utf-8")
