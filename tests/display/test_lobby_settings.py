"""Settings of a lobby screen, and the command line that gives them."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from broker.client.settings import SettingsError, given_options
from broker.hall.sound_hours import SoundHours
from display import __main__ as command
from display.lobby import program as lobby
from display.lobby.settings import LobbySettings, read_settings

NEEDED = {"name": "lobby1", "broker": "mqtt://127.0.0.1:1883", "site": "binh-minh"}


def parsed(*more: str) -> LobbySettings:
    parser = argparse.ArgumentParser()
    lobby.add_arguments(parser)
    given = [part for name, value in NEEDED.items() for part in (f"--{name}", value)]
    args = parser.parse_args([*given, *more])
    return read_settings(args.settings, given_options(args, LobbySettings))


def test_three_settings_are_enough() -> None:
    found = parsed()
    assert (found.zone, found.width, found.height, found.fullscreen) == ("hall", 1920, 1080, False)
    assert (found.sinks, found.lang, found.voice) == ({"hall": ("none", "default")}, "vi", "north")


@pytest.mark.parametrize("given", [("--fullscreen",), ("--fullscreen", "true")])
def test_fullscreen_needs_no_value(given: tuple[str, ...]) -> None:
    assert parsed(*given).fullscreen
    assert not parsed("--fullscreen", "false").fullscreen


@pytest.mark.parametrize(
    ("sink", "kind", "place"),
    [
        ("none", "none", "default"),
        ("alsa", "alsa", "default"),
        ("alsa:plughw:CARD=vc4hdmi0", "alsa", "plughw:CARD=vc4hdmi0"),
        ("paced:/tmp/x", "paced", "/tmp/x"),
    ],
)
def test_where_calls_are_spoken(sink: str, kind: str, place: str) -> None:
    found = parsed("--sink", sink)
    assert found.sinks == {"hall": (kind, place)}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (("--sink", "radio"), "sink"),
        (("--sink", "paced"), "sink"),
        (("--sink", "none:x"), "sink"),
        (("--further-zones", "hall"), "further_zones"),
        (("--further-sinks", "yard=alsa"), "further_sinks"),
        (("--further-zones", "yard", "--further-sinks", "yard=radio"), "further_sinks"),
        (("--quiet", "noon"), "quiet"),
        (("--volume", "07:00=0"), "volume"),
        (("--announce", "tea"), "announce"),
        (("--second-lang", "vi"), "second_lang"),
        (("--ticker", "fast"), "ticker"),
        (("--distance-m", "0"), "distance-m"),
        (("--voice", "east"), "voice"),
        (("--zone", "Hall 1"), "zone"),
    ],
)
def test_a_mistake_is_named(given: tuple[str, ...], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        parsed(*given)


def test_a_file_may_hold_the_settings_and_the_command_line_goes_before(tmp_path: Path) -> None:
    file = tmp_path / "lobby.toml"
    file.write_text('name = "lobby1"\nsite = "binh-minh"\nbroker = "mqtt://127.0.0.1:1883"\nzone = "upstairs"\n')
    assert read_settings(file, {}).zone == "upstairs"
    assert read_settings(file, {"zone": "hall"}).zone == "hall"


def test_a_lobby_that_cannot_begin_says_why_and_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["lobby", "--name", "lobby1"]) == 2
    assert "missing: site" in capsys.readouterr().err


def test_each_command_has_help_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    for name in command.COMMANDS:
        with pytest.raises(SystemExit) as end:
            command.main([name, "--help"])
        assert end.value.code == 0
        assert "--" in capsys.readouterr().out


def test_a_screen_may_stand_upright_show_more_zones_and_speak_two_languages() -> None:
    found = parsed("--width", "1080", "--height", "1920", "--further-zones", "upstairs,yard", "--second-lang", "en")
    assert found.zones == ("hall", "upstairs", "yard")
    assert (found.second_lang, found.ticker, found.notices) == ("en", "run", None)


def test_the_check_says_from_how_far_it_can_be_read_and_whether_that_is_enough(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command.main(["lobby", "--check"]) == 0
    said = capsys.readouterr().out
    assert "three calls in the spotlight can be read from 5.6 m" in said
    assert "all of it with numbers as wide as H-011" in said
    assert command.main(["lobby", "--check", "MW-00001"]) == 1
    said = capsys.readouterr().out
    assert "2 calls at once can be large enough, not three" in said
    assert "all of it with numbers as wide as MW-00001" in said
    assert command.main(["lobby", "--check", "--distance-m", "14"]) == 1
    said = capsys.readouterr().out
    assert "1 call at once can be large enough, not three" in said
    assert "one call in the spotlight can be read from 9.3 m, and the last row sits at 14 m" in said


def test_each_zone_has_the_loudspeaker_that_is_set_for_it() -> None:
    found = parsed("--sink", "alsa", "--further-zones", "yard,roof", "--further-sinks", "yard=alsa:plughw:1")
    assert found.sinks == {"hall": ("alsa", "default"), "yard": ("alsa", "plughw:1"), "roof": ("none", "default")}


def test_the_hours_of_the_voice() -> None:
    found = parsed("--quiet", "12:00-13:00, 22:00-06:00", "--volume", "07:00=100,11:30=50")
    assert found.hours == SoundHours(((720, 780), (1_320, 360)), ((420, 100), (690, 50)))
    assert parsed().announce == ("open", "closing15", "lunch", "end") and parsed("--announce", "").announce == ()
