"""The counter's settings: strict, and clear about what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.client.settings import SettingsError
from display.counter.settings import CounterSettings, read_settings
from display.gestures import Hands

GIVEN = {"counter": "3", "broker": "mqtt://127.0.0.1:1883", "site": "binh-minh"}


def read(tmp_path: Path, text: str) -> CounterSettings:
    file = tmp_path / "counter.toml"
    file.write_text(text)
    return read_settings(file, GIVEN)


def test_three_names_are_enough_and_the_rest_is_sane() -> None:
    settings = read_settings(None, GIVEN)
    assert settings.device_name == "counter-3"
    pins = [*settings.pin.keys().values(), *settings.pin.key_lamps().values(), settings.pin.lamp, settings.pin.buzzer]
    assert len(set(pins)) == len(pins) == 10
    assert not set(pins) & {2, 3, 7, 8, 9, 10, 11, 14, 15}  # I2C, SPI, UART
    assert settings.how_hands_press(quick=False) == Hands()


def test_a_file_sets_what_it_names_and_leaves_the_rest(tmp_path: Path) -> None:
    settings = read(tmp_path, "[pin]\nnext = 4\nrecall_lamp = 0\n[hands]\nlockout_s = 0.8\nlong_s = 2\n")
    assert settings.pin.keys() == {"next": 4, "recall": 27, "start": 22, "pause": 23}
    assert settings.pin.key_lamps() == {"next": 5, "start": 13, "pause": 19}
    assert settings.how_hands_press(quick=False) == Hands(lockout_s=0.8, long_s=2.0)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[pin]\nnext = 99\n", r"counter\.toml:2"),
        ("[pin]\nnxt = 4\n", r"counter\.toml:2: .*'nxt' \(did you mean 'next'"),
        ("[hands]\nlockuot_s = 0.4\n", "lockout_s"),
        ("[pin]\nnext = 24\n", "GPIO24 is given to next and to lamp"),
        ("[pin]\nnext_lamp = 17\n", "GPIO17 is given to next and to next_lamp"),
        ("[hands]\nstable_s = 1.0\n", r"counter\.toml:2"),
        ('pins = "rpigpio"\n', r"counter\.toml:1"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        read(tmp_path, text)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(None, {"counter": "Quầy 3"})
    assert "counter" in str(error.value)
    assert "missing: site" in str(error.value)
    assert "broker" not in str(error.value), "it is on this machine"


def test_quick_hands_keep_every_guard() -> None:
    hands = read_settings(None, GIVEN).how_hands_press(quick=True)
    assert 0 < hands.stable_s < hands.lockout_s < hands.long_s < hands.stuck_s
    assert hands.long_s < Hands().long_s
