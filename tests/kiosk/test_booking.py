"""A booking is checked in by scan or code: early, late, unknown, twice; with the line down, and after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.contract import commands as c
from broker.contract.ids import InstantMs
from kiosk.paper.ticket import Role
from kiosk.session.enquiry import GO, Entry, Reply
from kiosk.session.views import Sorry, Take, View
from kiosk.texts import text
from tests.kiosk.world import World, open_world
from tests.offices import DATE

pytestmark = pytest.mark.edge  # the journal is a real SQLite file

#: The world begins at 07:30.
MINUTE_MS = 60_000
CODE = "LH-1123-001"


def booked(world: World, *, minutes: int = 30, code: str = CODE, service: str = "copy") -> World:
    """The list of the day: one booking, so many minutes from now."""
    at = InstantMs(world.engine.hall.now + minutes * MINUTE_MS)
    world.engine.hall.do(c.ApplyBookings(date=DATE, bookings=(c.Booking(code=code, service=service, at=at),)), "links")
    return heard(world)


def heard(world: World) -> World:
    world.engine.publish_all()
    world.turn()
    world.pass_s(1)
    return world


@pytest.fixture
def world(tmp_path: Path) -> World:
    return open_world(tmp_path)


def words(view: View) -> str:
    assert isinstance(view.content, Reply)
    return text(view.content.text, view.lang)


def notes(view: View) -> list[str]:
    assert isinstance(view.content, Take)
    return [text(note, view.lang) for note in view.content.notes]


def lines(world: World, role: Role) -> list[str]:
    return [line.text for line in world.tray.cut[-1].lines if line.role is role]


def test_the_button_stands_while_somebody_may_have_a_booking(world: World) -> None:
    assert "look:booking" not in world.view.actions
    assert "look:booking" in booked(world).view.actions


def test_who_comes_early_is_told_from_when_on_screen_and_paper(world: World) -> None:
    view = booked(world, minutes=90).scan(CODE)
    assert view.page == "ticket"
    assert notes(view) == ["Ông/Bà đến sớm. Số sẽ được gọi từ 09:00."]
    assert lines(world, Role.BOOKING) == ["Lịch hẹn 09:00"]
    assert lines(world, Role.OPENS) == ["Bắt đầu gọi số từ 09:00"]


def test_who_comes_late_is_told_and_gets_a_number_all_the_same(world: World) -> None:
    booked(world, minutes=1)
    world.pass_s(21 * 60)
    (note,) = notes(world.scan(CODE))
    assert note == "Đã quá giờ hẹn 20 phút. Ông/Bà được xếp như người lấy số lúc này."


def test_who_is_on_time_is_told_that_the_booking_was_found(world: World) -> None:
    booked(world, minutes=1)
    world.pass_s(5 * 60)
    assert notes(world.scan(CODE)) == ["Đã nhận lịch hẹn 07:31. Số của Ông/Bà: C-001"]


def test_a_code_is_typed_in_small_and_large_letters(world: World) -> None:
    booked(world)
    digits = [f"key:{digit}" for digit in "1123"]
    view = world.touch("look:booking", "key:letters", "key:L", "key:H", "key:digits", "key:-", *digits)
    assert isinstance(view.content, Entry)
    assert view.content.typed == "LH-1123"
    world.touch("key:-", "key:0", "key:0", "key:1", GO)
    assert world.numbers == ["C-001"]


def test_a_code_that_is_not_in_the_list(world: World) -> None:
    view = booked(world).scan("LH-9999-999")
    assert (view.page, world.numbers) == ("booking", [])
    assert words(view) == "Không tìm thấy lịch hẹn hôm nay. Xin kiểm tra mã hoặc hỏi bàn hướng dẫn."


def test_the_same_booking_gets_no_second_number(world: World) -> None:
    booked(world).scan(CODE)
    world.touch("done")
    assert words(world.scan(CODE)) == "Lịch hẹn này đã lấy số C-001."
    heard(world)
    world.machine.session.checked_in.clear()
    assert words(world.scan(CODE)) == "Lịch hẹn này đã lấy số C-001."
    assert world.numbers == ["C-001"]


def test_what_another_kiosk_checked_in_a_moment_ago_is_refused_by_the_engine(world: World) -> None:
    booked(world)
    world.engine.hall.do(
        c.RequestTicket(request_id="elsewhere-1", service="copy", kiosk="k2", booking=CODE), "k2"
    )  # fmt: skip
    assert words(world.scan(CODE)) == "Lịch hẹn này đã lấy số C-001."


def test_a_booking_for_what_is_stopped_today_is_told_so(world: World) -> None:
    booked(world)
    world.engine.hall.do(c.StopIssuing(service="copy"))
    view = world.scan(CODE)
    assert view.page == "not_offered"
    assert isinstance(view.content, Sorry)
    assert view.content.title == "Sao y"


def test_a_list_of_another_day_says_nothing(world: World) -> None:
    booked(world)
    world.engine.hall.do(c.CloseDay())
    world.engine.hall.now += 24 * 3_600_000
    world.engine.hall.do(c.OpenDay(date="2026-11-24"))
    queues = world.machine.session.bookings
    heard(world)
    world.machine.session.bookings = queues
    assert "look:booking" not in world.view.actions
    world.machine.session.visit.home()
    assert words(world.scan(CODE)) == "Chưa kiểm tra được lịch hẹn. Mời đến bàn hướng dẫn."


def test_with_the_line_down_it_is_checked_in_from_the_list_heard_before(world: World) -> None:
    booked(world)
    world.cut_line()
    world.pass_s(5)
    view = world.scan(CODE)
    assert (view.page, world.numbers) == ("ticket", ["C-801"])
    assert lines(world, Role.BOOKING) == ["Lịch hẹn 08:00"]
    world.touch("done")
    assert words(world.scan(CODE)) == "Lịch hẹn này đã lấy số C-801."
    world.mend_line()
    world.pass_s(10)
    (ticket,) = world.engine.tickets
    assert (ticket.number, ticket.offline, world.engine.hall.floor.state.checked_in) == ("C-801", True, {CODE: "C-801"})


def test_a_kiosk_that_restarts_while_cut_off_still_knows_the_list_and_whom_it_checked_in(world: World) -> None:
    booked(world)
    world.cut_line()
    world.pass_s(5)
    world.scan(CODE)
    before = world.machine.session.bookings
    world.crash()
    kept = world.machine.session.bookings
    assert kept is not None
    assert kept == before
    assert list(world.machine.session.checked_in.values()) == ["C-801"]
    assert CODE not in str(kept)


def test_on_the_page_of_bookings_any_code_is_one(world: World) -> None:
    booked(world, code="A12-123456")
    world.touch("look:booking")
    assert world.scan("A12-123456").page == "ticket"
