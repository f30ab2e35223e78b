"""What the office is told of a printer: each trouble once, its end too, and nothing of it is lost with a connection."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets import languages, translation
from broker.contract.commands import ReportTrouble
from kiosk.alerts import CODES
from kiosk.session.messages import PrinterChanged, ScannerChanged
from tests.kiosk.world import World, open_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    return open_world(tmp_path)


def standing(world: World) -> set[str]:
    """What the engine shows the office."""
    return {each.code for each in world.engine.hall.floor.state.troubles.values()}


def told(world: World) -> list[tuple[str, bool]]:
    return [(each.code, each.on) for each in world.engine.heard if isinstance(each, ReportTrouble)]


TROUBLES = [
    (PrinterChanged(trouble="paper"), {"paper_out"}),
    (PrinterChanged(trouble="cover"), {"printer_cover"}),
    (PrinterChanged(trouble="jam"), {"printer_jam"}),
    (PrinterChanged(trouble="fault"), {"printer_fault"}),
    (PrinterChanged(trouble="gone"), {"printer_gone"}),
    (PrinterChanged(trouble="", near_end=True), {"paper_near_end"}),
    (PrinterChanged(trouble="", mute=True), {"printer_mute"}),
    (PrinterChanged(trouble="", slow=True), {"printer_slow"}),
    (PrinterChanged(trouble="", spare="jam"), {"printer_spare"}),
    (PrinterChanged(trouble="cover", near_end=True), {"printer_cover", "paper_near_end"}),
]


@pytest.mark.parametrize(("change", "codes"), TROUBLES)
def test_each_trouble_is_told_and_its_end(world: World, change: PrinterChanged, codes: set[str]) -> None:
    world.turn(change)
    world.pass_s(1)
    assert standing(world) == codes
    assert {each.source for each in world.engine.hall.floor.state.troubles.values()} == {"k1"}
    world.turn(PrinterChanged(trouble=""))
    world.pass_s(1)
    assert standing(world) == set()


def test_every_alert_has_its_sentence_in_every_language() -> None:
    for lang in languages():
        for code in CODES:
            assert "máy 1" in translation(lang).text(f"alert.{code}", kiosk="máy 1")


SCANNERS = [
    (ScannerChanged(there=False, reason="unplugged"), {"scanner_gone"}),
    (ScannerChanged(there=False, noisy=True, reason="it sends without end"), {"scanner_noise"}),
]


@pytest.mark.parametrize(("change", "codes"), SCANNERS)
def test_a_scanner_is_told_of_beside_the_printer_and_settled(
    world: World, change: ScannerChanged, codes: set[str]
) -> None:
    world.turn(PrinterChanged(trouble="jam"))
    world.turn(change)
    world.pass_s(1)
    assert standing(world) == {*codes, "printer_jam"}
    world.turn(PrinterChanged(trouble=""))
    world.pass_s(1)
    assert standing(world) == codes
    world.turn(ScannerChanged(there=True, straight=True))
    world.pass_s(1)
    assert standing(world) == set()


def test_a_scanner_that_was_taken_away_for_good_does_not_stand_for_ever(world: World) -> None:
    world.turn(ScannerChanged(there=False, reason="unplugged"))
    world.pass_s(1)
    world.crash()
    world.pass_s(3)
    assert standing(world) == set(), "started anew without one"


def test_what_stands_is_told_once(world: World) -> None:
    world.pass_s(2)
    before = len(told(world))
    world.turn(PrinterChanged(trouble="", near_end=True))
    world.pass_s(3)
    world.turn(PrinterChanged(trouble="", near_end=True, reason="the same"))
    world.pass_s(3)
    assert told(world)[before:] == [("paper_near_end", True)]


def test_trouble_while_cut_off_is_told_when_the_line_is_back(world: World) -> None:
    world.cut_line()
    world.pass_s(5)
    world.turn(PrinterChanged(trouble="jam"))
    world.pass_s(2)
    assert standing(world) == set()
    world.mend_line()
    world.pass_s(3)
    assert standing(world) == {"printer_jam"}


def test_a_trouble_that_ended_while_the_kiosk_was_away_does_not_stand_for_ever(world: World) -> None:
    world.turn(PrinterChanged(trouble="paper"))
    world.pass_s(1)
    world.crash()
    world.pass_s(3)
    assert standing(world) == set(), "after its start the printer was found in order"


def test_an_unheard_alert_is_told_again(world: World) -> None:
    world.engine.mute = True
    world.turn(PrinterChanged(trouble="cover"))
    world.pass_s(2.5)
    world.engine.mute = False
    world.pass_s(3)
    assert told(world).count(("printer_cover", True)) >= 2
    assert standing(world) == {"printer_cover"}
