"""Names side by side are of one size, except one that is much too long for it."""

import math

from hypothesis import given
from hypothesis import strategies as st

from assets.look.alike import LEAST_SHARE, shared_px

SIZES = st.lists(st.integers(12, 90), min_size=1, max_size=12)


def test_all_have_the_size_of_the_smallest() -> None:
    assert shared_px([63, 48, 58, 46, 46]) == 46
    assert shared_px([40, 36]) == 36


def test_one_name_that_is_much_too_long_is_left_to_itself() -> None:
    assert shared_px([50, 22, 48, 50]) == 48


def test_two_long_names_are_no_exception() -> None:
    assert shared_px([50, 22, 22, 50]) == 22


def test_one_alone_and_none_need_no_one() -> None:
    assert shared_px([31]) == 31
    assert shared_px([]) == math.inf


@given(SIZES)
def test_one_at_most_is_smaller_than_the_others_and_nobody_loses_much_to_it(own_px: list[int]) -> None:
    shared = shared_px(own_px)
    smaller = [each for each in own_px if each < shared]
    assert shared in own_px
    assert len(smaller) <= 1
    assert all(each < shared * LEAST_SHARE for each in smaller)
