"""Words compared without what a finger leaves out."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.folding import plain


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đăng ký khai sinh (liên thông)", "dang ky khai sinh lien thong"),
        ("ĐẤT ĐAI – Tài nguyên", "dat dai tai nguyen"),
        ("  Phí,  lệ phí: ", "phi le phi"),
        ("1.001193", "1 001193"),
        ("Ẵ Ễ Ộ Ự Ỵ", "a e o u y"),
        ("…", ""),
    ],
)
def test_letters_and_digits_are_left(written: str, folded: str) -> None:
    assert plain(written) == plain(unicodedata.normalize("NFD", written)) == folded


@given(st.text())
def test_folding_twice_is_folding_once(written: str) -> None:
    assert plain(plain(written)) == plain(written)
