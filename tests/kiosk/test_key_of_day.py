"""The key of the day: asked for when cards can be read and the office limits numbers, let go when the day is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.contract import commands as c
from kiosk.scanning.card import KeyOfDay
from kiosk.session.messages import ScannerChanged
from tests.kiosk.world import World, open_world
from tests.offices import DATE, small_office

pytestmark = pytest.mark.edge

HERE = ScannerChanged(there=True, straight=True)


def world(folder: Path, **rules: object) -> World:
    made = open_world(folder, office=small_office(**rules), key_of_day=KeyOfDay())
    made.engine.day_key = "ab" * 32
    return made


def key(world: World) -> KeyOfDay:
    assert world.key_of_day is not None
    return world.key_of_day


def asked(world: World) -> int:
    return sum(isinstance(each, c.AskDayKey) for each in world.engine.heard)


def test_it_is_asked_for_once_and_cards_can_be_read(tmp_path: Path) -> None:
    here = world(tmp_path, one_per_person=True)
    here.turn(HERE)
    here.pass_s(20)
    assert (asked(here), key(here).day, here.machine.session.reads_cards) == (1, DATE, True)


@pytest.mark.parametrize("state", [ScannerChanged(there=True), ScannerChanged(there=False, reason="out")])
def test_without_a_scanner_fit_for_cards_it_is_not(tmp_path: Path, state: ScannerChanged) -> None:
    here = world(tmp_path, one_per_person=True)
    here.turn(state)
    here.pass_s(5)
    assert (asked(here), key(here).day, here.machine.session.reads_cards) == (0, "", False)


def test_an_office_that_limits_nothing_needs_none(tmp_path: Path) -> None:
    here = world(tmp_path)
    here.turn(HERE)
    here.pass_s(5)
    assert asked(here) == 0


def test_silence_is_asked_again(tmp_path: Path) -> None:
    here = world(tmp_path, one_per_person=True)
    here.engine.alive = False
    here.turn(HERE)
    here.pass_s(2)
    here.engine.alive = True
    here.pass_s(10)
    assert here.machine.session.reads_cards


def test_it_is_gone_with_the_day(tmp_path: Path) -> None:
    here = world(tmp_path, one_per_person=True)
    here.turn(HERE)
    here.pass_s(2)
    here.engine.hall.do(c.CloseDay())
    here.pass_s(2)
    assert (key(here).day, here.machine.session.reads_cards) == ("", False)


def test_a_cable_that_is_pulled_ends_it_and_the_key_is_kept(tmp_path: Path) -> None:
    here = world(tmp_path, one_per_person=True)
    here.turn(HERE)
    here.pass_s(2)
    here.turn(ScannerChanged(there=False, reason="out"))
    assert not here.machine.session.reads_cards
    here.turn(HERE)
    here.pass_s(2)
    assert (asked(here), here.machine.session.reads_cards) == (1, True)


def test_cut_off_cards_are_still_read(tmp_path: Path) -> None:
    here = world(tmp_path, one_per_person=True)
    here.turn(HERE)
    here.pass_s(2)
    here.cut_line()
    here.pass_s(5)
    assert here.machine.session.reads_cards
