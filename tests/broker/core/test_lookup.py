"""What is looked up at every command, against its plain definition."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from broker.contract.office import Shift, WeekHours
from broker.core import hours
from broker.core.floor import Rulebook
from tests.offices import SEVEN, small_office

spans = st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 1440)), max_size=2).map(tuple)
weeks = st.tuples(*[spans] * 7)
shifts = st.lists(st.tuples(st.sampled_from("123"), st.sampled_from(["lan", "minh"]), weeks), max_size=5)
instants = st.integers(SEVEN - 400 * 86_400_000, SEVEN + 400 * 86_400_000)


@given(instants)
def test_weekday_and_minute_are_those_of_the_calendar(at: int) -> None:
    moment = hours.local(at)
    assert hours.weekday_and_minute(at) == (moment.weekday(), moment.hour * 60 + moment.minute)


@given(shifts, instants, st.sampled_from("123"))
def test_the_first_shift_of_the_roster_that_covers_the_minute_says_who_sits_there(
    roster: list[tuple[str, str, WeekHours]], at: int, counter: str
) -> None:
    lines = tuple(Shift(counter=where, clerk=clerk, hours=week) for where, clerk, week in roster)
    moment = hours.local(at)
    minute = moment.hour * 60 + moment.minute
    expected = [
        line.clerk
        for line in lines
        if line.counter == counter and any(from_ <= minute < to for from_, to in line.hours[moment.weekday()])
    ]
    book = Rulebook(msgspec.structs.replace(small_office(), roster=lines))
    assert book.rostered(counter, at) == (expected[0] if expected else None)


def test_a_clerk_may_do_the_services_of_both_the_counter_and_the_skills() -> None:
    book = Rulebook(small_office())
    assert book.callable_at("2", "minh") == {"copy", "land"}
    assert book.callable_at("1", "lan") == {"copy", "sign"}
    assert book.callable_at("1", None) == {"copy", "sign"}
    assert book.callable_at("9", "lan") == set()
