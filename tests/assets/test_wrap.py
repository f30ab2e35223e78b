"""Lines of like length."""

from hypothesis import given
from hypothesis import strategies as st

from assets.look.wrap import balanced_width, lines_at

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
