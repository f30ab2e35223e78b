"""A kiosk that is started while nobody is heard: a grace time first, then on from what it knew, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.offline.memory import KEY
from kiosk.session.messages import PrinterChanged
from tests.kiosk.world import World, open_world

pytestmark = pytest.mark.edge

YEAR_MS = 365 * 24 * 3_600_000


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Cut off, with one number given from its own series."""
    world = open_world(tmp_path)
    world.cut_line()
    world.pass_s(4)
    world.touch("field:land", "take", "done")
    assert world.numbers == ["A-801"]
    return world


def start_again(world: World, *, reboot: bool = False, server_gone: bool = True) -> None:
    """Killed and started, with the engine away still."""
    world.engine.alive = False
    if server_gone:
        world.hub.retained.clear()
    world.crash(reboot=reboot)
    world.turn(PrinterChanged(trouble=""))


@pytest.mark.parametrize("server_gone", [True, False])
def test_killed_while_cut_off_it_waits_and_then_goes_on(world: World, server_gone: bool) -> None:
    start_again(world, server_gone=server_gone)
    world.pass_s(38)
    assert world.page == "starting", "the engine may yet be heard"
    world.pass_s(4)
    assert (world.page, [banner.key for banner in world.view.banners]) == ("home", ["out.link"])
    world.touch("field:land", "take", "done")
    assert world.numbers == ["A-801", "A-802"]
    assert not world.issued()[-1].uncertain
    world.engine.alive = True
    world.engine.publish_all()
    world.pass_s(4)
    assert sorted((each.number, each.outcome) for each in world.engine.tickets) == [("A-801", None), ("A-802", None)]
    assert world.machine.outbox.left == 0


def test_an_engine_heard_in_the_grace_time_is_the_one_that_gives(world: World) -> None:
    start_again(world)
    world.pass_s(20)
    world.engine.alive = True
    world.engine.publish_all()
    world.pass_s(2)
    world.touch("field:land", "take")
    assert world.numbers[-1] == "A-001"


def test_after_a_reboot_with_a_clock_that_nobody_has_set_nothing_is_given(world: World) -> None:
    start_again(world, reboot=True)
    world.pass_s(60)
    assert world.page == "out.service"


def test_after_a_reboot_with_a_good_clock_numbers_are_of_uncertain_time(world: World) -> None:
    world.wall = int(world.engine.hall.now) + 5 * 60_000
    start_again(world, reboot=True)
    world.pass_s(42)
    world.touch("field:land", "take", "done")
    assert world.numbers == ["A-801", "A-802"]
    issued = world.issued()[-1]
    assert (issued.uncertain, issued.taken >= world.wall) == (True, True)
    assert any("có thể chưa đúng" in line.text for line in world.tray.cut[-1].lines)
    world.engine.alive = True
    world.engine.hall.now = world.wall + 60_000
    world.engine.publish_all()
    world.pass_s(4)
    found = next(each for each in world.engine.tickets if each.number == "A-802")
    assert "time_uncertain" in found.leg.marks


@pytest.mark.parametrize("jump_ms", [-YEAR_MS, -60_000, 24 * 3_600_000])
def test_a_clock_that_jumped_gives_nothing(world: World, jump_ms: int) -> None:
    world.wall = int(world.engine.hall.now) + jump_ms
    start_again(world, reboot=True)
    world.pass_s(60)
    assert world.page == "out.service"
    assert world.numbers == ["A-801"]


def test_a_kiosk_that_never_heard_the_office_never_begins_its_own_series(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.engine.alive = False
    world.pass_s(39)
    assert world.page == "starting"
    world.pass_s(30)
    assert world.page == "out.service"


def test_what_was_kept_and_cannot_be_read_is_not_believed(world: World) -> None:
    world.journal.keep(KEY, b'{"boot_id":"boot-1"')
    start_again(world)
    world.pass_s(60)
    assert world.page == "out.service"


def test_a_clock_put_back_at_boot_makes_nobody_stand_there_still(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    world.engine.mute = True
    world.touch("field:land", "take")
    world.engine.hall.now -= YEAR_MS
    world.crash(reboot=True)
    world.engine.mute = False
    world.engine.hall.beat += 1
    world.pass_s(6)
    assert world.numbers == []
    assert [each.outcome for each in world.engine.tickets] == ["voided"]
