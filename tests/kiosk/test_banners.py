"""What stands over every page when several things are true at once: the most important first."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.contract import commands as c
from kiosk.session.messages import Scanned, VoiceChanged
from kiosk.session.modes import Mode
from tests.kiosk.world import World, open_world

pytestmark = pytest.mark.edge


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = open_world(tmp_path)
    world.machine.session.modes = tuple(Mode)
    world.pass_s(1)
    return world


def over_the_page(world: World) -> list[str]:
    return [each.key for each in world.view.banners]


def test_what_makes_a_number_worthless_comes_first_then_what_answers_the_hand(world: World) -> None:
    world.engine.hall.now += 4 * 3_600_000 + 10 * 60_000
    world.pass_s(2)
    assert over_the_page(world) == ["closed.lunch"]
    world.cut_line()
    world.pass_s(5)
    assert over_the_page(world) == ["out.link", "closed.lunch"]
    world.touch("mode:voice")
    world.turn(VoiceChanged(trouble="no such device"))
    assert over_the_page(world) == ["spoken.lost", "out.link", "closed.lunch"]
    world.turn(Scanned(text="H60", token="x"))
    assert over_the_page(world) == ["scan.bad", "spoken.lost", "out.link", "closed.lunch"]
    world.pass_s(8)
    assert over_the_page(world) == ["spoken.lost", "out.link", "closed.lunch"], "an answer goes by itself"


def test_training_stands_before_any_answer(world: World) -> None:
    world.engine.hall.do(c.SetTraining(on=True, kiosk="k1"))
    world.pass_s(2)
    world.turn(Scanned(text="H60", token="x"))
    assert over_the_page(world) == ["train.banner", "scan.bad"]


def test_where_nothing_is_to_be_had_no_number_is_explained(world: World) -> None:
    world.engine.hall.do(c.CloseDay())
    world.engine.hall.now += 12 * 3_600_000
    world.pass_s(2)
    world.cut_line()
    world.pass_s(5)
    assert (world.page, over_the_page(world)) == ("closed", [])
