"""Closing time: who will not be served in this session hears so before, and what can be done instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.contract import commands as c
from kiosk.session.views import Confirm, Sorry, say
from kiosk.session.ways import Ways
from tests.kiosk.world import World, open_world
from tests.offices import DATE, SEVEN, small_office

pytestmark = pytest.mark.edge

ELEVEN = SEVEN + 4 * 3_600_000
HALF_PAST_SIXTEEN = SEVEN + 9 * 3_600_000 + 30 * 60_000


def late_world(tmp_path: Path, now: int, waiting: int = 8, **rules: object) -> World:
    """A day on which more wait for land than can be served before the counters close."""
    world = open_world(tmp_path, office=small_office(**rules))
    world.engine.hall.now = now
    for _ in range(waiting):
        world.engine.hall.take("land")
    world.pass_s(2)
    return world


def ways(world: World) -> list[str]:
    content = world.view.content
    assert isinstance(content, Ways), content
    return [way.action for way in content.ways]


def test_before_lunch_it_is_said_and_the_afternoon_is_offered(tmp_path: Path) -> None:
    world = late_world(tmp_path, ELEVEN)
    content = world.touch("field:land").content
    assert world.page == "late"
    assert isinstance(content, Ways)
    assert content.title == say("late.title", half=say("half.morning"))
    assert content.text is not None
    assert (content.text.key, content.text.params["count"]) == ("late.body", 8)
    assert ways(world) == ["late:afternoon", "tomorrow", "late:anyway", "late:other"]


def test_an_afternoon_number_is_called_after_lunch_and_says_so(tmp_path: Path) -> None:
    world = late_world(tmp_path, ELEVEN)
    content = world.touch("field:land", "late:afternoon").content
    assert isinstance(content, Confirm)
    assert [fact.key for fact in content.facts] == ["late.next"]
    world.touch("take")
    ticket = world.engine.tickets[-1]
    assert ticket.not_before == SEVEN + 6 * 3_600_000 + 30 * 60_000
    lines = [line.text for line in world.tray.cut[-1].lines]
    assert "Số buổi chiều, gọi từ 13:30" in lines
    assert "Buổi: Chiều" in lines


def test_who_takes_it_all_the_same_gets_a_number_of_now(tmp_path: Path) -> None:
    world = late_world(tmp_path, ELEVEN)
    world.touch("field:land", "late:anyway", "take")
    assert world.engine.tickets[-1].not_before is None
    assert world.page == "ticket"


def test_in_the_afternoon_there_is_no_later_session(tmp_path: Path) -> None:
    world = late_world(tmp_path, HALF_PAST_SIXTEEN)
    world.touch("field:land")
    assert ways(world) == ["tomorrow", "late:anyway", "late:other"]


def test_tomorrows_list_prints_a_slip_that_is_no_number(tmp_path: Path) -> None:
    world = late_world(tmp_path, HALF_PAST_SIXTEEN)
    before = len(world.engine.tickets)
    world.touch("field:land", "tomorrow")
    content = world.view.content
    assert isinstance(content, Sorry)
    assert content.text == say("late.listed", nth=1)
    assert len(world.engine.tickets) == before
    slip = world.tray.cut[-1]
    assert (slip.number, slip.qr, slip.title) == ("Thứ tự 1", f"{DATE}/1", "PHIẾU ĐĂNG KÝ SÁNG MAI")
    assert "thứ Ba, 24/11/2026" in [line.text for line in slip.lines]


def test_the_slip_of_the_list_is_made_good_on_the_next_day(tmp_path: Path) -> None:
    world = late_world(tmp_path, HALF_PAST_SIXTEEN, waiting=3)
    world.touch("field:land", "tomorrow", "done")
    hall = world.engine.hall
    hall.do(c.CloseDay())
    hall.now = SEVEN + 24 * 3_600_000 + 1_800_000
    hall.do(c.OpenDay(date="2026-11-24"))
    device = world.machine.device
    assert device.beat is not None
    world.pass_s(2)
    world.open_counters()
    world.pass_s(2)
    world.scan(f"{DATE}/1")
    assert world.page == "confirm"
    world.touch("take")
    ticket = world.engine.tickets[-1]
    assert (ticket.service, ticket.carried) == ("land", f"{DATE}/1")
    assert "Đã đăng ký hôm trước, được gọi trước" in [line.text for line in world.tray.cut[-1].lines]
    world.touch("done")
    world.pass_s(2)
    world.scan(f"{DATE}/1")
    content = world.view.content
    assert isinstance(content, Sorry)
    assert content.text == say("mine.used", number=ticket.number)


def test_the_office_offers_what_it_wants_and_no_more(tmp_path: Path) -> None:
    world = late_world(tmp_path, ELEVEN, late_offers=("tomorrow",))
    world.touch("field:land")
    assert ways(world) == ["tomorrow", "late:other"]


def test_something_else_leads_back_to_where_it_is_chosen(tmp_path: Path) -> None:
    world = late_world(tmp_path, ELEVEN)
    world.touch("field:land", "late:other")
    assert world.page == "home"


def test_after_the_last_number_tomorrow_is_still_offered(tmp_path: Path) -> None:
    world = late_world(tmp_path, SEVEN + 9 * 3_600_000 + 46 * 60_000, waiting=0)
    content = world.touch("field:land").content
    assert isinstance(content, Ways)
    assert content.title == say("field.over")
    assert ways(world) == ["tomorrow", "late:other"]


def test_cut_off_nobody_knows_how_late_it_gets(tmp_path: Path) -> None:
    world = late_world(tmp_path, ELEVEN)
    world.cut_line()
    world.pass_s(4)
    assert world.touch("field:land").page == "confirm"
