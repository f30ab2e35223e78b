"""The small screens of a counter as programs: what they are called, and what they say when they cannot begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from display.__main__ import main
from display.sign.settings import SignSettings
from display.tablet.settings import TabletSettings

WHERE = ("--counter", "3", "--site", "binh-minh", "--broker", "mqtt://127.0.0.1:1")


def test_a_device_is_named_by_kind_and_counter_unless_it_has_a_name() -> None:
    where = {"counter": "3", "site": "binh-minh", "broker": "mqtt://127.0.0.1"}
    assert SignSettings(**where).named("sign") == "sign-3"
    assert TabletSettings(**where, device="left").named("tablet") == "left"


@pytest.mark.parametrize("kind", ["sign", "tablet"])
def test_what_is_missing_is_said_before_any_window(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([kind]) == 2
    said = capsys.readouterr().err
    assert all(f"missing: {each}" in said for each in ("counter", "site")) and "broker" not in said


def test_from_how_far_a_sign_is_read_is_said_whosever_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sign", "--check"]) == 0
    assert capsys.readouterr().out.startswith("the number on the sign can be read from ")


def test_a_setting_that_is_none_is_said_with_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tablet.toml"
    file.write_text('counter = "3"\nsite = "binh-minh"\nbroker = "mqtt://127.0.0.1:1"\nsounds = "default"\n')
    assert main(["tablet", "--settings", str(file)]) == 2
    assert "sound" in capsys.readouterr().err


def test_a_screen_too_small_for_its_seats_is_told_and_does_not_start(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sign", *WHERE, "--check", "--distance-m", "9"]) == 1
    assert "is to be read from 9 m" in capsys.readouterr().out
    assert main(["sign", *WHERE, "--check", "--distance-m", "2"]) == 0
