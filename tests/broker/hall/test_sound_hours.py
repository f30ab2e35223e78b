"""Quiet hours and the volume of the day."""

import pytest

from assets.voice.errors import WordingError
from broker.hall.sound_hours import SoundHours, read_hours


def at(time: str) -> int:
    """An instant of 23 November 2026 at this Vietnamese time."""
    hour, minute = map(int, time.split(":"))
    return 1_795_366_800_000 + (hour * 60 + minute) * 60_000


@pytest.mark.parametrize(
    ("time", "silent"),
    [("11:59", False), ("12:00", True), ("12:59", True), ("13:00", False), ("21:59", False), ("22:00", True),
     ("05:59", True), ("06:00", False)],
)  # fmt: skip
def test_quiet_lasts_to_its_end_and_over_midnight(time: str, silent: bool) -> None:
    assert read_hours(["12:00-13:00", "22:00-6:00"], []).silent(at(time)) is silent


@pytest.mark.parametrize(
    ("time", "gain_db"), [("07:00", 0.0), ("11:29", 0.0), ("11:30", -6.0), ("16:00", -20.0), ("06:00", -20.0)]
)
def test_the_volume_holds_until_the_next_time_and_over_night(time: str, gain_db: float) -> None:
    assert read_hours([], ["07:00=100", "11:30=50", "16:00=10"]).gain_db(at(time)) == gain_db


def test_without_settings_it_is_always_full() -> None:
    assert not SoundHours().silent(at("03:00")) and SoundHours().gain_db(at("03:00")) == 0.0


@pytest.mark.parametrize("text", ["", "12:00", "12:00-12:00", "24:00-25:00", "12-13", "12:00-13:60", "x"])
def test_a_wrong_span_is_named(text: str) -> None:
    with pytest.raises(WordingError, match="no time of quiet such as"):
        read_hours([text], [])


@pytest.mark.parametrize("text", ["", "07:00", "07:00=0", "07:00=101", "7=50", "07:00=-5"])
def test_a_wrong_volume_is_named(text: str) -> None:
    with pytest.raises(WordingError, match="no volume such as"):
        read_hours([], [text])
