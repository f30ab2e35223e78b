"""Dates, times and numbers as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import wording

MONDAY = dt.datetime(2026, 11, 23, 7, 30)  # noqa: DTZ001  as shown: no zone is written
SUNDAY = dt.date(2026, 9, 6)


@pytest.mark.parametrize(
    ("written", "vi", "en"),
    [
        (wording.weekday, "thứ Hai", "Monday"),
        (wording.date, "23/11/2026", "23 Nov 2026"),
        (wording.short_date, "23/11", "23 Nov"),
        (wording.long_date, "thứ Hai, 23/11/2026", "Mon 23 Nov 2026"),
        (wording.day_of_week, "thứ Hai, 23/11", "Mon 23 Nov"),
        (wording.moment, "07:30, thứ Hai, 23/11", "Mon 23 Nov, 07:30"),
    ],
)
def test_a_day_is_written(written, vi: str, en: str) -> None:  # type: ignore[no-untyped-def]
    assert (written(MONDAY, "vi"), written(MONDAY, "en")) == (vi, en)


def test_khmer_writes_a_day_as_vietnamese_does_in_its_own_words() -> None:
    assert wording.moment(MONDAY, "km") == "07:30, ថ្ងៃចន្ទ, 23/11"
    assert wording.minutes(10, 25, "km") == "10–25 នាទី"
    assert (wording.thousands(42937, "km"), wording.month(10, "km")) == ("42.937", "10")


def test_sunday_has_no_number() -> None:
    assert wording.long_date(SUNDAY) == "Chủ nhật, 06/09/2026"


def test_an_hour_has_two_digits() -> None:
    assert wording.time(MONDAY) == "07:30"


def test_a_month_stands_after_its_word_in_vietnamese() -> None:
    assert (wording.month(10), wording.month(10, "en")) == ("10", "October")


def test_numbers_use_each_languages_signs() -> None:
    assert (wording.thousands(42937), wording.thousands(42937, "en")) == ("42.937", "42,937")
    assert (wording.decimal(1234.5), wording.decimal(1234.5, 1, "en")) == ("1.234,5", "1,234.5")


@pytest.mark.parametrize(
    ("share", "vi", "en"),
    [
        (0.993, "99,3 %", "99.3 %"),
        (0.98, "98 %", "98 %"),
        (1, "100 %", "100 %"),
        (0, "0 %", "0 %"),
        (0.1, "10 %", "10 %"),
    ],
)
def test_a_share_is_written_in_per_cent(share: float, vi: str, en: str) -> None:
    assert (wording.percent(share), wording.percent(share, lang="en")) == (vi, en)


def test_whole_per_cents_lose_no_nought() -> None:
    assert wording.percent(0.9, places=0) == "90 %"


def test_a_range_has_an_en_dash_and_equal_ends_are_one_number() -> None:
    assert wording.minutes(10, 25) == "10–25 phút"
    assert wording.minutes(5, 5, "en") == "5 min"


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_thousands_lose_no_digit(number: int) -> None:
    assert int(wording.thousands(number).replace(".", "")) == number
    assert wording.thousands(number).replace(".", ",") == wording.thousands(number, "en")
