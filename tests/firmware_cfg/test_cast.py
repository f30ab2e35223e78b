"""Who comes in a played morning: as many as asked for, each way once, the early ones before the doors open."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from firmware_cfg.demo.cast import (
    BOOKED,
    DOORS_MIN,
    EARLY_WAYS,
    LATER_WAYS,
    MINUTE_MS,
    SEVEN_MS,
    booking_of,
    morning,
)


@given(st.integers(1, 150))
def test_as_many_come_as_asked_for_in_order_and_nobody_goes_a_way_twice(count: int) -> None:
    citizens = morning(count, 150)
    assert len(citizens) == count
    assert [each.arrives_ms for each in citizens] == sorted(each.arrives_ms for each in citizens)
    ways = Counter(each.way for each in citizens if each.way)
    assert set(ways.values()) <= {1}
    doors_ms = SEVEN_MS + DOORS_MIN * MINUTE_MS
    assert all(each.arrives_ms < doors_ms for each in citizens if each.way in EARLY_WAYS)


@given(st.integers(8, 150))
def test_from_eight_citizens_on_every_way_is_gone(count: int) -> None:
    citizens = {each.way: each for each in morning(count, 150) if each.way}
    assert set(citizens) == {*EARLY_WAYS, *LATER_WAYS}
    assert not any(each.absent for each in citizens.values())
    assert citizens["moves"].mark == 4  # somebody always says why it was not good
    assert citizens["moves"].moves_to not in (None, citizens["moves"].service)


@given(st.integers(0, 150))
def test_a_booking_is_the_next_one_that_the_one_stop_system_has(minute: int) -> None:
    code, service = booking_of(SEVEN_MS + minute * MINUTE_MS)
    found = re.fullmatch(r"LH-1123-(\d{3})", code)
    assert found is not None
    nth = int(found.group(1))
    assert 1 <= nth <= 12
    assert BOOKED[(nth - 1) % len(BOOKED)] == service
    at_min = 60 + (nth - 1) * 30
    assert at_min >= minute
    assert at_min - minute < 30 or nth == 1
