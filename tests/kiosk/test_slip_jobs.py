"""The kiosk prints for others: the guide desk's slips and slips that were lost, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.contract import commands as c
from kiosk.session.staff import PAUSES
from kiosk.session.staff_messages import Kept, StaffKept
from kiosk.slip_jobs import CHANGING_PAPER, REPAIR
from tests.kiosk.world import World, open_world
from tests.offices import DATE

pytestmark = pytest.mark.edge


@pytest.fixture
def world(tmp_path: Path) -> World:
    return open_world(tmp_path)


def desk_gives(world: World, number: int = 1) -> None:
    """The guide desk takes a number for somebody and has it printed here."""
    request = c.RequestTicket(request_id=f"desk-00{number}", service="land", kiosk="k2", print_at="k1")
    world.engine.hall.do(request, "k2")
    publish(world)


def publish(world: World) -> None:
    """As the engine does after every group."""
    world.engine.publish_all()
    world.pass_s(1)


def reports(world: World) -> list[c.ReportSlip]:
    return [each for each in world.engine.heard if isinstance(each, c.ReportSlip)]


def test_a_slip_of_the_guide_desk_is_printed_and_its_paper_proven(world: World) -> None:
    desk_gives(world)
    assert world.numbers == ["A-001"]
    assert world.tray.cut[0].reprint == ""
    assert [each.printed for each in reports(world)] == [True]
    assert world.engine.tickets[0].paper == "proven"
    publish(world)
    assert world.numbers == ["A-001"], "once"
    assert world.page == "home"


def test_a_lost_slip_is_printed_again_and_marked(world: World) -> None:
    world.touch("field:land", "take", "done")
    world.engine.hall.do(c.PrintSlip(ticket=f"{DATE}.A-001", kiosk="k1", reason="lost"), "desk")
    publish(world)
    assert world.numbers == ["A-001", "A-001"]
    assert world.tray.cut[-1].reprint.startswith("In lại lúc")


def test_a_printer_that_fails_is_told_and_the_number_stays(world: World) -> None:
    world.tray.outcomes.extend(["failed", "failed"])
    desk_gives(world)
    world.pass_s(1)
    assert [(each.printed, each.reason) for each in reports(world)] == [(False, "paper out")]
    assert world.engine.tickets[0].outcome is None


def test_a_crash_in_the_middle_prints_nothing_twice_and_tells(world: World) -> None:
    world.tray.usual = "never"
    desk_gives(world)
    assert world.numbers == ["A-001"]
    world.tray.usual = "proven"
    world.crash()
    world.pass_s(3)
    assert world.numbers == ["A-001"]
    assert [each.printed for each in reports(world)] == [True]


def test_what_was_asked_while_the_line_was_cut_is_printed_when_it_is_back(world: World) -> None:
    world.cut_line()
    world.pass_s(4)
    desk_gives(world)
    assert world.numbers == []
    world.mend_line()
    world.pass_s(2)
    assert world.numbers == ["A-001"]


def test_a_visitor_in_hand_is_served_beside(world: World) -> None:
    world.touch("field:certify", "service:copy")
    desk_gives(world)
    assert world.page == "confirm"
    world.touch("take")
    assert world.numbers == ["A-001", "C-001"]


def paused(world: World, text: str) -> None:
    """Staff pause the kiosk, or let it go on."""
    world.turn(StaffKept(kept=Kept(paused=text)))


def test_the_pauses_that_concern_the_printer_are_such_as_staff_can_choose() -> None:
    assert {CHANGING_PAPER, REPAIR} <= set(PAUSES)


@pytest.mark.parametrize("text", sorted(set(PAUSES) - {CHANGING_PAPER, REPAIR}))
def test_a_kiosk_paused_for_visitors_prints_for_others(world: World, text: str) -> None:
    paused(world, text)
    desk_gives(world)
    assert (world.page, world.numbers) == ("out.service", ["A-001"])


def test_while_its_paper_is_changed_slips_wait(world: World) -> None:
    paused(world, CHANGING_PAPER)
    desk_gives(world)
    assert (world.numbers, reports(world)) == ([], [])
    paused(world, "")
    world.pass_s(1)
    assert world.numbers == ["A-001"]
    assert [each.printed for each in reports(world)] == [True]


def test_a_kiosk_in_repair_says_no_at_once_and_prints_nothing_of_it_later(world: World) -> None:
    paused(world, REPAIR)
    desk_gives(world)
    assert [(each.printed, each.reason) for each in reports(world)] == [(False, "the kiosk is being repaired")]
    paused(world, "")
    world.pass_s(2)
    assert world.numbers == []
