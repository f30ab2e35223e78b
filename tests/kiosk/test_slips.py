"""From a number to the words on its paper."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from broker.contract.events import TicketIssued, TomorrowListed
from broker.contract.ids import InstantMs
from broker.contract.office import Counter, Office
from broker.contract.status import ServiceQueue
from kiosk.paper.ticket import Role, Slip, SlipError
from kiosk.session.offers import calls_from
from kiosk.slips import listed, slip, without_scan
from tests.offices import DATE, SEVEN, small_office, text

EIGHT = InstantMs(SEVEN + 65 * 60_000)
TEN = InstantMs(SEVEN + 180 * 60_000)


def issued(**more: Any) -> TicketIssued:
    facts: dict[str, Any] = {
        "ticket": f"{DATE}.C-025", "number": "C-025", "request_id": "request-1", "service": "copy", "kiosk": "k1",
        "taken": EIGHT, "place_ms": EIGHT, "ahead": 12, "wait_low_min": 10, "wait_high_min": 25,
    }  # fmt: skip
    return TicketIssued(**(facts | more))


def lines(made: Slip) -> dict[Role, list[str]]:
    found: dict[Role, list[str]] = {}
    for line in made.lines:
        found.setdefault(line.role, []).append(line.text)
    return found


def test_all_lines_of_an_ordinary_ticket() -> None:
    made = slip(issued(), small_office())
    assert (made.office, made.title) == (("UBND xã thử", "Trung tâm thử"), "PHIẾU SỐ THỨ TỰ")
    assert (made.number, made.field, made.service) == ("C-025", "Chứng thực", "Sao y")
    assert lines(made) == {
        Role.AHEAD: ["Số người chờ trước: 12"],
        Role.ESTIMATE: ["Dự kiến chờ: 10–25 phút"],
        Role.COUNTERS: ["Quầy 1, 2"],
        Role.SESSION: ["Buổi: Sáng"],
        Role.TAKEN: ["08:05, thứ Hai, 23/11/2026"],
    }
    assert made.qr == f"{DATE}.C-025"
    assert made.footer[1] == "Có giá trị trong ngày; không thay giấy hẹn trả kết quả."
    assert (made.priority, made.reprint, made.second, made.training) == ("", "", (), False)


def test_optional_lines() -> None:
    half_past = SEVEN + 30 * 60_000
    early = issued(taken=SEVEN, class_id="elder", training=True)
    made = slip(early, small_office(), ServiceQueue(offer="offered", opens_at=InstantMs(half_past)))
    assert lines(made)[Role.OPENS] == ["Bắt đầu gọi số từ 07:30"]
    made = slip(early, small_office(), again_at=EIGHT)
    assert made.priority == "Diện ưu tiên"
    assert made.reprint == "In lại lúc 08:05"
    assert made.training


def test_counters_that_call_already_are_no_news() -> None:
    calling = ServiceQueue(offer="offered", opens_at=InstantMs(EIGHT + 900))
    assert Role.OPENS not in lines(slip(issued(), small_office(), calling))
    again = slip(issued(), small_office(), msgspec.structs.replace(calling, opens_at=TEN), again_at=TEN)
    assert Role.OPENS not in lines(again)


def test_where_nobody_serves_the_paper_promises_no_wait_and_says_what_the_screen_says() -> None:
    nobody = ServiceQueue(offer="nobody", opens_at=EIGHT)
    made = slip(issued(lang="en"), small_office(), nobody)
    assert lines(made)[Role.NOBODY] == ["Chưa có quầy phục vụ"]
    assert lines(made)[Role.AHEAD] == ["Số người chờ trước: 12"]
    assert Role.ESTIMATE not in lines(made)
    assert "No counter open yet" in made.second
    assert not any("min" in each for each in made.second)


def test_before_the_hours_the_paper_says_from_when_numbers_are_called_and_no_more() -> None:
    half_past = InstantMs(SEVEN + 30 * 60_000)
    made = lines(slip(issued(taken=SEVEN), small_office(), ServiceQueue(offer="nobody", opens_at=half_past)))
    assert made[Role.OPENS] == ["Bắt đầu gọi số từ 07:30"]
    assert Role.ESTIMATE not in made
    assert Role.NOBODY not in made


def test_a_booking_that_came_early_is_called_from_its_own_time() -> None:
    booked = issued(booked_at=TEN, not_before=TEN)
    assert lines(slip(booked, small_office()))[Role.OPENS] == ["Bắt đầu gọi số từ 10:00"]


def test_a_slip_tells_how_to_show_it_to_a_kiosk_that_can_see_it() -> None:
    made = slip(issued(lang="en"), small_office())
    assert [len(each) > 0 for each in made.scan] == [True, True]
    assert without_scan(made) == msgspec.structs.replace(made, scan=())
    assert slip(issued(), small_office()).scan == made.scan[:1]


def test_cut_off_the_paper_says_so_and_promises_no_wait() -> None:
    made = lines(slip(issued(offline=True, ahead=0, wait_low_min=None, wait_high_min=None), small_office()))
    assert made[Role.OFFLINE] == ["Lấy khi mất kết nối, thứ tự tính theo giờ lấy"]
    assert Role.AHEAD not in made
    assert Role.ESTIMATE not in made


@pytest.mark.parametrize(("hour", "half"), [(7, "Sáng"), (11, "Sáng"), (12, "Chiều"), (14, "Chiều"), (18, "Chiều")])
def test_the_half_of_the_day_is_the_one_in_which_the_number_is_called(hour: int, half: str) -> None:
    made = lines(slip(issued(taken=SEVEN + (hour - 7) * 3_600_000), small_office()))
    assert made[Role.SESSION] == [f"Buổi: {half}"]


def test_another_language_comes_after_the_vietnamese() -> None:
    made = slip(issued(lang="en"), small_office())
    assert made.title == "PHIẾU SỐ THỨ TỰ"
    assert made.second[0] == "Queue ticket"
    assert "People ahead: 12" in made.second
    assert made.second[-1] == "Valid today only. Not a receipt."


def test_a_desk_with_a_name_of_its_own_stands_after_the_numbers() -> None:
    office = small_office()
    desk = Counter(id="guide", name=text("Bàn hướng dẫn"), services=("copy",))
    office = msgspec.structs.replace(office, counters=(*office.counters, desk))
    assert lines(slip(issued(), office))[Role.COUNTERS] == ["Quầy 1, 2", "Bàn hướng dẫn"]


def test_seats_are_named_where_the_office_has_zones() -> None:
    office = small_office()
    services = tuple(msgspec.structs.replace(each, seats="A") for each in office.services)
    assert lines(slip(issued(), msgspec.structs.replace(office, services=services)))[Role.SEAT] == ["Mời ngồi khu A"]


def test_a_service_that_the_office_has_dropped_still_prints_its_number() -> None:
    made = slip(issued(service="gone"), small_office())
    assert (made.number, made.field, made.service) == ("C-025", "", "")


def test_an_office_that_would_look_like_an_appointment_slip_is_refused() -> None:
    office: Office = msgspec.structs.replace(small_office(), name=text("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"))
    with pytest.raises(SlipError):
        slip(issued(), office)


def test_a_visit_of_several_services_names_them_in_order() -> None:
    found = lines(slip(issued(further=("sign", "land")), small_office()))
    assert found[Role.NEXT_SERVICE] == ["Việc thứ hai: Chữ ký", "Việc thứ 3: Đất đai"]


def test_a_number_for_the_coming_session_says_from_when() -> None:
    half_past_one = InstantMs(SEVEN + 390 * 60_000)
    found = lines(slip(issued(not_before=half_past_one), small_office()))
    assert found[Role.CARRIED] == ["Số buổi chiều, gọi từ 13:30"]
    assert found[Role.SESSION] == ["Buổi: Chiều"]


def test_a_booking_that_came_early_is_no_number_of_the_coming_session() -> None:
    nine = InstantMs(SEVEN + 120 * 60_000)
    assert Role.CARRIED not in lines(slip(issued(not_before=nine, booked_at=nine), small_office()))


def test_who_was_listed_the_day_before_reads_it() -> None:
    found = lines(slip(issued(carried="2026-11-20/7"), small_office()))
    assert found[Role.CARRIED] == ["Đã đăng ký hôm trước, được gọi trước"]


def test_a_number_of_uncertain_time_says_so() -> None:
    (said,) = lines(slip(issued(offline=True, uncertain=True), small_office()))[Role.OFFLINE]
    assert "có thể chưa đúng" in said


def entry(**more: Any) -> TomorrowListed:
    facts: dict[str, Any] = {
        "entry": f"{DATE}/7", "nth": 7, "request_id": "request-1", "service": "copy", "kiosk": "k1",
    }  # fmt: skip
    return TomorrowListed(**(facts | more))


def test_a_place_in_tomorrows_list_is_no_number() -> None:
    made = listed(entry(), small_office(), EIGHT)
    assert (made.title, made.number, made.qr) == ("PHIẾU ĐĂNG KÝ SÁNG MAI", "Thứ tự 7", f"{DATE}/7")
    assert (made.field, made.service, made.training) == ("Chứng thực", "Sao y", False)
    assert lines(made)[Role.CARRIED] == ["Đây không phải số thứ tự."]
    assert lines(made)[Role.TAKEN] == ["thứ Ba, 24/11/2026"]
    assert made.second == ()


def test_a_place_in_the_list_is_said_in_the_visitors_language_too() -> None:
    made = listed(entry(lang="en", class_id="elder", training=True), small_office(), EIGHT)
    assert "This is not a queue number." in made.second
    assert made.priority
    assert made.training


@pytest.mark.parametrize(("opens_at", "said"), [
    (None, None), (SEVEN, None), (EIGHT - 60_000, None), (EIGHT, None), (EIGHT + 60_000, None),
    (EIGHT + 60_001, EIGHT + 60_001), (TEN, TEN),
])  # fmt: skip
def test_from_when_numbers_are_called_is_news_only_while_it_is_to_come(opens_at: int | None, said: int | None) -> None:
    """Inside the hours the engine gives the moment of writing, which may lie a little ahead of the kiosk's clock."""
    queue = ServiceQueue(offer="offered", opens_at=None if opens_at is None else InstantMs(opens_at))
    assert calls_from(queue, EIGHT) == said
    assert (Role.OPENS in lines(slip(issued(), small_office(), queue))) == (said is not None)
