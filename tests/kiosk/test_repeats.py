"""A slip that is left under the scanner is read once a second for an hour, and counts once."""

from __future__ import annotations

from kiosk.scanning.repeats import AWAY_S, Repeats
from kiosk.session.messages import CardScanned, Scanned

SLIP, OTHER = Scanned(text="2026-11-23.A-025"), Scanned(text="2026-11-23.A-026")


def test_what_stays_there_counts_once() -> None:
    repeats = Repeats()
    assert [repeats.again(SLIP, 100.0 + second) for second in range(60)] == [False] + [True] * 59


def test_what_was_away_for_a_moment_counts_again() -> None:
    repeats = Repeats()
    assert [repeats.again(SLIP, at_s) for at_s in (100.0, 100.0 + AWAY_S)] == [False, False]


def test_something_else_in_between_counts() -> None:
    repeats = Repeats()
    assert [repeats.again(each, 100.0) for each in (SLIP, OTHER, SLIP)] == [False, False, False]


def test_a_card_that_is_read_better_the_second_time_counts() -> None:
    repeats = Repeats()
    read = (CardScanned(whole=False), CardScanned(person="a" * 64), CardScanned(person="a" * 64))
    assert [repeats.again(each, 100.0) for each in read] == [False, False, True]
