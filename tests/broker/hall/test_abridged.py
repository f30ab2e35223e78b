"""Names in fewer letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.hall.abridged import ELLIPSIS, few, shorter


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hộ tịch", ["Hộ tịch", "Hộ…"]),
        ("Đất đai (sổ đỏ, tách thửa)", ["Đất đai (sổ đỏ, tách thửa)", "Đất đai", "Đất…"]),
        (
            "Đất đai – Tài nguyên, môi trường",
            ["Đất đai – Tài nguyên, môi trường", "Đất đai – Tài nguyên…", "Đất đai…", "Đất…"],
        ),
        ("Chứng thực · Hộ tịch", ["Chứng thực · Hộ tịch", "Chứng thực · +1", "Chứng… · +1"]),
        ("Thuế · Hộ tịch · +2", ["Thuế · Hộ tịch · +2", "Thuế · +3"]),
        ("", [""]),
    ],
)
def test_what_may_be_left_out_goes_first(text: str, found: list[str]) -> None:
    assert list(shorter(text)) == found


@given(st.lists(st.text("aếk", min_size=1, max_size=5), max_size=9), st.sampled_from([" ", ", ", " – "]))
def test_each_is_shorter_than_the_one_before_and_nothing_is_cut_within_a_word(words: list[str], between: str) -> None:
    found = list(shorter(between.join(words)))
    kept = [each.rstrip(ELLIPSIS) for each in found]
    assert kept == [between.join(words[:n]) for n in range(len(words), 0, -1)] or kept == [""]


@given(st.integers(1, 60))
def test_a_few_have_the_first_and_the_last_and_go_on_getting_shorter(count: int) -> None:
    every = [f"{n:02}" for n in range(count)]
    found = few(every)
    assert len(found) == min(count, 8)
    assert (found[0], found[-1]) == (every[0], every[-1])
    assert found == sorted(set(found))
