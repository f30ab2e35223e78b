"""What the kiosk's programs say to what is asked wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.look.theme import Screen, hand_look
from kiosk.__main__ import main
from kiosk.printing.ports import PortUrlError
from kiosk.run import _printer
from kiosk.session.messages import Hands
from kiosk.settings import KioskSettings, read_settings
from kiosk.window import _posters

WHERE = {"name": "kiosk-1", "site": "binh-minh", "printer": "tcp://127.0.0.1:1"}


def test_mosquitto_is_on_this_machine_unless_it_is_said_where() -> None:
    assert read_settings(None, WHERE).broker == "mqtt://127.0.0.1:1883"


@pytest.mark.edge
def test_a_folder_of_notices_that_is_not_there_is_told_and_the_kiosk_starts(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = read_settings(None, WHERE | {"notices": str(tmp_path / "none")})
    _posters(settings, tmp_path, hand_look(Screen(1080, 1920, 21.5)), Hands())
    said = [each.getMessage() for each in caplog.records if each.name == "kiosk.window"]
    assert said == [f"notices = '{tmp_path}/none' is no folder: nothing comes from there"]


@pytest.mark.parametrize("spoilt", ["printer", "second_printer"])
def test_a_wrong_port_says_which_printer_it_is(spoilt: str) -> None:
    settings: KioskSettings = read_settings(None, WHERE | {spoilt: "tcp:/nowhere"})
    with pytest.raises(PortUrlError, match=f"^{spoilt}: .*tcp:/nowhere"):
        _printer(settings)


def test_a_sample_is_a_png_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["print-sample", "--out", str(tmp_path / "x.xyz")])
    assert "x.xyz' is no name of a picture, such as ticket.png" in capsys.readouterr().err


def test_a_sample_that_cannot_be_written_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["print-sample", "--out", str(tmp_path / "file" / "x.png")]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"{tmp_path}/file/x.png cannot be written: ")


@pytest.mark.edge
def test_a_page_that_the_gallery_does_not_have_is_told_with_those_it_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gallery", "--out", str(tmp_path / "out"), "--page", "home", "--page", "zzz"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("gallery: no page is called 'zzz'; there is: ") and "home" in said
    assert not (tmp_path / "out").exists()
