"""When a scanner is taken to have gone mad, and when a person merely showed it the wrong thing."""

from __future__ import annotations

from kiosk.scanning.noise import BUSY_S, MOST_LINES, STILL_S, WITHIN_S, Noise

SLOW_LINE_S = 10_000 * 10 / 9_600  # ten kilobytes at 9600 baud


def heard(noise: Noise, begin_s: float, seconds: float, step_s: float = 0.05) -> float:
    """Bytes without a pause; when the last came."""
    for nth in range(round(seconds / step_s) + 1):
        noise.heard(begin_s + nth * step_s, 0)
    return begin_s + seconds


def test_ten_kilobytes_on_a_slow_line_are_only_a_bad_code() -> None:
    noise = Noise()
    heard(noise, 100.0, SLOW_LINE_S)
    assert not noise.mad


def test_bytes_without_end_are_noise_until_they_have_been_still() -> None:
    noise = Noise()
    last_s = heard(noise, 100.0, BUSY_S + 1)
    assert noise.mad
    noise.passes(last_s + STILL_S / 2)
    assert noise.mad
    noise.passes(last_s + STILL_S)
    assert not noise.mad
    noise.heard(last_s + STILL_S + 1, 1)
    assert not noise.mad


def test_one_line_after_the_other_is_noise() -> None:
    noise = Noise()
    for nth in range(MOST_LINES):
        noise.heard(100.0 + nth * WITHIN_S / MOST_LINES, 1)
    assert noise.mad


def test_a_hand_that_shows_a_code_each_second_is_none() -> None:
    noise = Noise()
    for nth in range(60):
        noise.heard(100.0 + nth, 1)
        noise.passes(100.5 + nth)
    assert not noise.mad


def test_lines_in_one_lump_count_each() -> None:
    noise = Noise()
    noise.heard(100.0, MOST_LINES)
    assert noise.mad
