"""Lines of a paragraph: nothing lost, nothing too wide, breaks where a reader would pause."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.paper.wrapping import flow, wrap
from tests.kiosk.slips import WORDS


def monospace(text: str) -> float:
    return float(len(text))


@given(WORDS, st.integers(1, 40))
def test_every_letter_stays_and_no_line_is_too_wide(text: str, width: int) -> None:
    words = " ".join(text.split())
    lines = wrap(words, monospace, width)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(len(line) <= width for line in lines)


@given(WORDS, st.integers(12, 40))
def test_it_takes_no_more_lines_than_filling_each_would(text: str, width: int) -> None:
    words = [word for word in text.split() if len(word) <= width]
    filled = 0
    room = 0
    for word in words:
        if filled == 0 or len(word) + 1 > room:
            filled, room = filled + 1, width - len(word)
        else:
            room -= len(word) + 1
    assert len([line for line in wrap(" ".join(words), monospace, width) if line]) == filled


def test_lines_are_even() -> None:
    assert wrap("một hai ba bốn năm", monospace, 16) == ["một hai ba", "bốn năm"]


def test_a_line_ends_with_its_sentence_where_that_costs_none() -> None:
    assert wrap("Chờ gọi số. Xin cảm ơn!", monospace, 14) == ["Chờ gọi số.", "Xin cảm ơn!"]


def test_a_word_wider_than_the_paper_goes_on_below() -> None:
    assert wrap("abcdefghij", monospace, 4) == ["abcd", "efgh", "ij"]


def test_a_no_break_space_holds() -> None:
    assert wrap("Quầy số 12\u00a0A", monospace, 9) == ["Quầy số", "12\u00a0A"]


def test_parts_share_a_line_while_they_fit_and_the_dot_goes_where_they_do_not() -> None:
    assert flow("ab · cd · efgh", monospace, 9) == ["ab · cd", "efgh"]
    assert flow("ab · cd", monospace, 7) == ["ab · cd"]
