"""A scanner that types, at a real window: keys go through X and SDL as those of the plugged-in one do."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.scanning.noise import STILL_S
from tests.at_screen import x_screen, xdotool
from tests.kiosk.test_app import OVER, Office

pytestmark = pytest.mark.flow

DOSSIER = "H60.15-261103-0012"


class Wedge:
    """The scanner."""

    def __init__(self) -> None:
        window = xdotool("search", "--sync", "--class", "^motcua-kiosk-1$").split()[0]
        xdotool("windowfocus", "--sync", window)

    def scan(self, code: str) -> None:
        """Keys as quick as a scanner's, and its Enter."""
        xdotool("type", "--delay", "4", "--args", "1", code, "key", "Return")

    def type(self, text: str) -> None:
        """Keys without an Enter."""
        xdotool("type", "--delay", "1", "--file", "-", words_in=text)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with ExitStack() as exits:
        monkeypatch.setenv("DISPLAY", exits.enter_context(x_screen(540, 960)))
        more = ("--scanner", "keyboard", "--sound", "", "--web-port", "9")
        yield Office(tmp_path, exits, more=more)


def test_a_slip_and_a_dossier_are_read(office: Office) -> None:
    wedge = Wedge()
    for way in ("touch field:land", "touch service:land-split", "touch take"):
        office.page(way)
    assert office.do(OVER)["number"] == "A-001"
    office.page("wait page:home 10")
    wedge.scan("2026-11-23.A-001")
    assert office.page("wait page:mine 15") == "mine"
    wedge.scan(DOSSIER)
    assert office.page("wait page:dossier 15") == "dossier"


def test_half_a_code_and_ten_kilobytes_change_nothing_and_the_next_code_is_read(office: Office) -> None:
    wedge, chance = Wedge(), random.Random(10)
    office.page("touch field:land")
    wedge.scan("2026-11-")
    rubbish = "".join(chance.choices(string.ascii_letters + string.digits + "|;:%&", k=10_000))
    wedge.type(rubbish + "\n")
    assert office.do("status")["page"] == "services"
    assert office.kiosk.alive
    assert "Traceback" not in office.kiosk.log.read_text()
    assert not any(rubbish[at : at + 12] in office.kiosk.log.read_text() for at in range(0, 9_000, 500))
    office.do(f"sleep {STILL_S + 1}")  # so much in one go is noise, and believed again when it is still
    wedge.scan(DOSSIER)
    assert office.page("wait page:dossier 15") == "dossier"


def test_what_a_person_types_is_no_scan(office: Office) -> None:
    Wedge()
    xdotool("type", "--delay", "120", "--args", "1", DOSSIER, "key", "Return")
    office.do("sleep 0.5")
    assert office.do("status")["page"] == "home"
