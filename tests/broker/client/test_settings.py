"""Device settings: a file, the command line before it, all mistakes at once, secrets never shown."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import pytest

from broker.client.settings import Secret, Settings, SettingsError, add_options, given_options, load, options, table
from broker.contract.ids import Name


class Printer(Settings, frozen=True, kw_only=True):
    """A printer."""

    url: Annotated[str, msgspec.Meta(min_length=1, description="tcp://host:9100 or /dev/usb/lp0")]
    timeout_ms: Annotated[int, msgspec.Meta(ge=100, le=60_000, description="no answer for so long: away")] = 1_500
    native: bool = False


class Kiosk(Settings, frozen=True, kw_only=True):
    """A kiosk."""

    device: Name
    password: Annotated[Secret, msgspec.Meta(description="for mosquitto")]
    state_dir: Path = Path("/var/lib/motcua")
    languages: tuple[str, ...] = ("vi", "en")
    width_mm: Literal[58, 80] = 80
    look: Literal["light", "dark"] = "light"
    volume: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5
    printer: Printer
    spare: Printer | None = None


SOUND = """\
device = "kiosk-1"
password = "hunter2"
state_dir = "/tmp/kiosk"

[printer]
url = "tcp://127.0.0.1:9100"
timeout_ms = 2000
"""


def written(folder: Path, text: str) -> Path:
    """The text as a file."""
    file = folder / "kiosk.toml"
    file.write_text(text)
    return file


def mistakes(folder: Path, text: str, given: dict[str, str] | None = None) -> list[tuple[int, str, str]]:
    """What is wrong with a file and options."""
    with pytest.raises(SettingsError) as error:
        load(written(folder, text), Kiosk, given or {})
    return [tuple(problem) for problem in error.value.problems]


def test_a_file_is_read_and_the_rest_stands_by_default(tmp_path: Path) -> None:
    settings = load(written(tmp_path, SOUND), Kiosk)
    assert settings.printer == Printer(url="tcp://127.0.0.1:9100", timeout_ms=2000)
    assert (settings.device, settings.state_dir, settings.languages) == ("kiosk-1", Path("/tmp/kiosk"), ("vi", "en"))
    assert settings.password.reveal() == "hunter2"
    assert settings.spare is None


def test_a_table_that_may_be_missing_is_read_when_it_is_there(tmp_path: Path) -> None:
    settings = load(written(tmp_path, SOUND + '[spare]\nurl = "/dev/usb/lp0"\nnative = true\n'), Kiosk)
    assert settings.spare == Printer(url="/dev/usb/lp0", native=True)


def test_all_mistakes_are_told_at_once_with_lines_and_nearest_names(tmp_path: Path) -> None:
    text = """\
devise = "kiosk-1"
password = 7
languages = "vi"
width_mm = 60
look = "drak"
volume = 2.5
[printer]
timeout_ms = "fast"
natif = true
"""
    assert mistakes(tmp_path, text) == [
        (1, "", "unknown key 'devise' (did you mean 'device'?)"),
        (2, "", "password = •••: expected a secret text"),
        (3, "", "languages = 'vi': expected [ \"text\", … ]"),
        (4, "", "width_mm = 60: expected one of 58, 80"),
        (5, "", "look = 'drak': expected one of dark, light (did you mean 'dark'?)"),
        (6, "", "volume = 2.5: expected a number from 0 to 1"),
        (7, "[printer]", 'missing: url = "text"'),
        (8, "[printer]", "timeout_ms = 'fast': expected a whole number from 100 to 60000"),
        (9, "[printer]", "unknown key 'natif' (did you mean 'native'?)"),
    ]


def test_a_missing_table_is_told_as_a_table(tmp_path: Path) -> None:
    assert mistakes(tmp_path, 'device = "a"\npassword = "b"\n') == [(0, "", "missing: [printer]")]
    assert mistakes(tmp_path, 'device = "a"\npassword = "b"\nprinter = 3\n') == [
        (3, "", "printer = 3: expected a table")
    ]


def test_the_file_is_named_in_the_error_and_so_is_one_that_is_not_there(tmp_path: Path) -> None:
    file = written(tmp_path, "device = 1\n")
    with pytest.raises(SettingsError, match="device = 1: expected a short name") as error:
        load(file, Kiosk)
    assert f"{file}:1: device = 1" in str(error.value)
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read: No such file"):
        load(tmp_path / "none.toml", Kiosk)


def test_a_secret_is_seen_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = load(written(tmp_path, SOUND), Kiosk)
    logging.getLogger("test").warning("%s %r %s", settings, settings.password, settings.password)
    with pytest.raises(SettingsError) as error:
        load(written(tmp_path, SOUND.replace('"hunter2"', '["hunter2"]')), Kiosk)
    for text in (repr(settings), str(settings), caplog.text, str(error.value), table(Kiosk)):
        assert "hunter2" not in text
    assert "•••" in caplog.text
    assert settings.password == Secret("hunter2")
    assert settings.password != Secret("hunter3")


def parsed(*arguments: str) -> dict[str, str]:
    """The settings given on a command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--other")
    add_options(parser, Kiosk)
    return given_options(parser.parse_args(arguments), Kiosk)


def test_the_command_line_goes_before_the_file(tmp_path: Path) -> None:
    given = parsed("--printer-timeout-ms", "300", "--languages", "vi,km", "--state-dir", "/srv", "--other", "x")
    assert given == {"printer.timeout_ms": "300", "languages": "vi,km", "state_dir": "/srv"}
    settings = load(written(tmp_path, SOUND), Kiosk, given)
    assert settings.printer == Printer(url="tcp://127.0.0.1:9100", timeout_ms=300)
    assert (settings.languages, settings.state_dir) == (("vi", "km"), Path("/srv"))
    assert settings.device == "kiosk-1"


def test_the_command_line_alone_is_enough() -> None:
    given = parsed(
        "--device", "k", "--password", "p", "--printer-url", "u", "--printer-native", "true", "--volume", "1",
        "--width-mm", "58", "--look", "dark",
    )  # fmt: skip
    settings = load(None, Kiosk, given)
    assert settings == Kiosk(
        device="k", password=Secret("p"), printer=Printer(url="u", native=True), volume=1.0, width_mm=58, look="dark"
    )


def test_mistakes_of_the_command_line_are_told_with_those_of_the_file(tmp_path: Path) -> None:
    given = {"printer.timeout_ms": "soon", "volum": "1", "device": "Quầy 1"}
    assert mistakes(tmp_path, SOUND.replace("state_dir", "state_dri"), given) == [
        (0, "--printer-timeout-ms", "'soon': expected a whole number from 100 to 60000"),
        (0, "--volum", "unknown setting (did you mean 'volume'?)"),
        (0, "--device", "'Quầy 1': expected a short name (a-z, 0-9, hyphen)"),
        (3, "", "unknown key 'state_dri' (did you mean 'state_dir'?)"),
    ]


def test_an_option_mends_what_the_file_has_wrong(tmp_path: Path) -> None:
    settings = load(written(tmp_path, SOUND.replace("2000", "1")), Kiosk, {"printer.timeout_ms": "150"})
    assert settings.printer.timeout_ms == 150


def test_the_help_says_what_each_option_is_and_takes(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_options(parser, Kiosk)
    with pytest.raises(SystemExit):
        parser.parse_args(["--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "--printer-timeout-ms … no answer for so long: away (a whole number from 100 to 60000)" in said


def test_every_setting_has_one_option() -> None:
    assert [name for name, _ in options(Kiosk)] == [
        "device", "password", "state_dir", "languages", "width_mm", "look", "volume",
        "printer.url", "printer.timeout_ms", "printer.native", "spare.url", "spare.timeout_ms", "spare.native",
    ]  # fmt: skip


def test_the_table_for_the_documents() -> None:
    assert table(Printer).splitlines() == [
        "| name | value | default | meaning |",
        "|---|---|---|---|",
        '| `url` | "text" | **needed** | tcp://host:9100 or /dev/usb/lp0 |',
        "| `timeout_ms` | a whole number from 100 to 60000 | `1500` | no answer for so long: away |",
        "| `native` | true or false | `false` |  |",
    ]


def test_one_table_of_another_programs_file_is_read_alone_with_its_lines(tmp_path: Path) -> None:
    """The rest of the file is none of ours, nor is what is wrong there."""
    whole = written(tmp_path, 'unknown = 1\n\n[printer]\nurl = "tcp://h:1"\ntimeout_ms = 5\n')
    with pytest.raises(SettingsError) as error:
        load(whole, Printer, {}, within="printer")
    assert str(error.value).startswith(f"{whole}:5: [printer]: timeout_ms = 5: expected")
    assert load(whole, Printer, {"timeout_ms": "200"}, within="printer") == Printer(url="tcp://h:1", timeout_ms=200)
    with pytest.raises(SettingsError, match="expected a table"):
        load(written(tmp_path, "printer = 3\n"), Printer, {}, within="printer")


def test_a_name_that_is_not_alike_is_not_suggested(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        load(written(tmp_path, 'url = "tcp://h:1"\nstate_dir = "/srv"\n'), Printer)
    assert "did you mean" not in str(error.value)
