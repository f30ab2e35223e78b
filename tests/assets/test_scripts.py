"""Where a line of Khmer may end, and which font has its letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.look.wrap import filled
from assets.scripts import BLANKS, clusters, font_file, pieces, shaped

KHMER = "សូម\u200bយក\u200bសំបុត្រ"
TEXTS = st.text(alphabet="កខម្ែសុំ\u200b ab-ễ", max_size=40)


def test_khmer_anywhere_in_a_text_makes_it_one_that_is_shaped() -> None:
    assert shaped("បញ្ជរ 3") and shaped("Quầy 3 · បញ្ជរ 3")
    assert not shaped("Quầy 3") and not shaped("")


def test_all_of_one_text_has_one_font() -> None:
    assert font_file("Quầy 3", bold=True) == "fonts/NotoSans-Bold.ttf"
    assert font_file("Quầy 3 · បញ្ជរ 3", bold=False) == "fonts/NotoSansKhmer-Regular.ttf"


def test_a_line_may_end_after_a_blank_or_where_a_word_does() -> None:
    assert pieces("សូម\u200bយក A-025") == ["សូម\u200b", "យក ", "A-025"]
    assert pieces("12\u00a0A") == ["12\u00a0A"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("ស្ត្រី", ["ស្ត្រី"]),
        ("ខ្មែរ", ["ខ្មែ", "រ"]),
        ("ប៉ុន្តែ", ["ប៉ុ", "ន្តែ"]),
        ("A-0", ["A", "-", "0"]),
        ("e\u0302\u0303", ["e\u0302\u0303"]),
    ],
)
def test_a_syllable_is_not_torn(word: str, parts: list[str]) -> None:
    assert clusters(word) == parts


def test_lines_are_filled_and_end_between_words() -> None:
    assert filled(pieces(KHMER), len, 7) == ["សូម\u200bយក", "សំបុត្រ"]


def test_a_word_wider_than_a_line_is_broken_between_syllables() -> None:
    assert filled(pieces("ស្ត្រីខ្មែរ"), len, 6) == ["ស្ត្រី", "ខ្មែរ"]


@given(TEXTS, st.integers(1, 12))
def test_nothing_is_lost_and_no_line_is_wider_than_its_widest_syllable(text: str, width: int) -> None:
    lines = filled(pieces(text), len, width)
    left = str.maketrans("", "", BLANKS)
    assert "".join(lines).translate(left) == text.translate(left)
    widest = max((len(each) for each in clusters(text)), default=0)
    assert all(len(line) <= max(width, widest) for line in lines)
