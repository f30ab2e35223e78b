"""Settings of the keypads, and what their digits show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from broker.client.settings import SettingsError
from broker.contract.status import CounterStatus
from display.counter.view import View
from display.keypad.digits import digits, sign_digits
from display.keypad.settings import read_settings
from tests.display.counter_tools import NINE_MS, called, counter_status

GIVEN = {"line": "serial:/dev/x?baud=38400", "pads": "1=3, 7=12", "broker": "mqtt://127.0.0.1:1", "site": "binh-minh"}


def test_pads_and_line_are_read_from_options_and_from_a_file(tmp_path: Path) -> None:
    settings = read_settings(None, GIVEN)
    assert settings.counters == {1: "3", 7: "12"}
    assert read_settings(None, GIVEN | {"signs": "33=3,39=12"}).signed == {33: "3", 39: "12"}
    assert settings.address is not None
    assert (settings.address.target, settings.address.baud) == ("/dev/x", 38_400)
    (tmp_path / "keypads.toml").write_text(
        'line = "numpad:/dev/input/event3"\npads = ["1=3"]\nbroker = "mqtt://h:1"\nsite = "binh-minh"\n'
        "[hands]\nlong_s = 1.5\n"
    )
    of_file = read_settings(tmp_path / "keypads.toml", {})
    assert of_file.address is None
    assert of_file.how_hands_press(quick=False).long_s == 1.5
    assert of_file.how_hands_press(quick=True).stable_s == 0.0


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"pads": "33=3"}, "address of 1 to 32"),
        ({"signs": "3=3"}, "address of 33 to 64"),
        ({"signs": "33=3,34=3"}, "signs: counter 3 is given twice"),
        ({"signs": "33=5"}, "counter 5 has no keypad here"),
        ({"line": "numpad:/dev/input/event3", "pads": "1=3", "signs": "33=3"}, "not on a numpad"),
        ({"pads": "x=3"}, "'x=3'"),
        ({"pads": "1=3,1=4"}, "address 1 is given twice"),
        ({"pads": "1=3,2=3"}, "counter 3 is given twice"),
        ({"pads": "1="}, "'1='"),
        ({"line": "/dev/x"}, "neither serial:... nor numpad:"),
        ({"line": "serial:/dev/x?baud=fast"}, "no speed"),
        ({"line": "numpad:/dev/input/event3"}, "one numpad serves one counter"),
    ],
)
def test_mistakes_are_named(change: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        read_settings(None, GIVEN | change)


def view(status: CounterStatus | None, **changes: Any) -> View:
    return replace_view(View("3", NINE_MS, True, NINE_MS, status=status), **changes)  # type: ignore[arg-type]


def replace_view(base: View, **changes: Any) -> View:
    from dataclasses import replace as change

    return change(base, **changes)


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (called("A-025"), "A025"),
        (replace(called("A-025"), state="serving"), "A025"),
        (called("1025"), "1025"),
        (counter_status(state="ready", waiting=12), "n12"),
        (counter_status(state="free", waiting=0), "n0"),
        (counter_status(state="shut"), "OFF"),
        (counter_status(state="paused"), "PAUS"),
        (None, "----"),
    ],
)
def test_digits_say_the_number_or_how_many_wait(status: CounterStatus | None, shown: str) -> None:
    assert digits(view(status)) == shown


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (called("A-025"), "A025"),
        (counter_status(state="ready", waiting=12), ""),
        (counter_status(state="shut"), "OFF"),
        (counter_status(state="paused"), "PAUS"),
        (None, "----"),
    ],
)
def test_a_sign_says_the_number_alone(status: CounterStatus | None, shown: str) -> None:
    assert sign_digits(view(status)) == shown


def test_an_old_number_is_not_shown_without_a_connection() -> None:
    assert digits(view(called("A-025"), online=False)) == "----"


def test_the_settings_of_the_document_can_be_used(tmp_path: Path) -> None:
    document = (Path(__file__).parents[3] / "docs" / "keypad-protocol.md").read_text()
    example = document.split("--settings keypads.toml`:")[1].split("## Keys without")[0]
    (tmp_path / "keypads.toml").write_text("\n".join(line.removeprefix("    ") for line in example.splitlines()))
    settings = read_settings(tmp_path / "keypads.toml", {})
    assert settings.counters == {1: "1", 2: "2", 3: "guide"}
    assert settings.address is not None
    assert settings.address.baud == 115_200
