"""Lines of like length."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from assets.look.wrap import balanced, balanced_width, lines_at, parted
from assets.scripts import pieces

WORDS = st.lists(st.integers(1, 200), min_size=1, max_size=12)


def test_a_last_short_word_is_not_left_alone() -> None:
    assert balanced_width([60, 60, 60, 30], space=10, width=200) < 140 + 1
    assert lines_at([60, 60, 60, 30], 10, balanced_width([60, 60, 60, 30], 10, 200)) == 2


def test_one_line_stays_as_it_is() -> None:
    assert balanced_width([50, 50], 10, 200) == 200


@given(WORDS, st.integers(1, 20), st.integers(200, 1000))
def test_balancing_never_adds_a_line_nor_breaks_a_word(words: list[int], space: int, width: int) -> None:
    balanced = balanced_width(words, space, width)
    assert max(words) <= balanced <= width
    assert lines_at(words, space, balanced) == lines_at(words, space, width)


def broken_at(width: int) -> Callable[[str], list[str]]:
    def lines(text: str) -> list[str]:
        words = pieces(text)
        return balanced(words, [len(each.rstrip()) for each in words], 1, width)

    return lines


@given(st.lists(st.sampled_from(["24 người", "5–60 phút", "Xin chờ. Cảm ơn", "A"]), min_size=1), st.integers(12, 60))
def test_no_line_begins_or_ends_with_what_sets_parts_off(parts: list[str], width: int) -> None:
    lines = parted(" · ".join(parts), lambda line: len(line) <= width, broken_at(width))
    assert all(line == line.strip(" ·") and len(line) <= width for line in lines)
    assert " ".join(lines).replace(" · ", " ") == " ".join(parts)


def test_an_abbreviation_ends_no_sentence() -> None:
    at_13 = broken_at(13)
    assert parted("UBND TP. Huế. Xin chờ.", lambda line: len(line) <= 13, at_13) == ["UBND TP. Huế.", "Xin chờ."]
    assert parted("Một hai TP. Huế", lambda line: len(line) <= 13, at_13) == ["Một hai", "TP. Huế"]
