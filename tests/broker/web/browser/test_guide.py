"""The guide desk's page in a real browser, on the real service, engine and mosquitto; the printer's answers by hand."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page, expect

from broker.contract import commands as c
from broker.contract.ids import InstantMs
from broker.engine import Engine
from tests.broker.web.browser.stand import CHROMIUM, OFFICE_PC, PHONE, Stand, shown
from tests.offices import DATE, SEVEN

pytestmark = [pytest.mark.flow, pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")]


def desk(office: Stand, **more: Any) -> Page:
    """The page, ready."""
    page = office.hand("huong", "/guide", **more)
    page.wait_for_selector("main[data-ready]")
    return page


def tickets(office: Stand) -> list[Any]:
    """Today's tickets at the engine."""
    found: list[Any] = office.engine.ask(lambda engine: list(engine.floor.state.tickets.values()))
    return found


def printed(office: Stand, *, printed: bool = True) -> str:
    """The printer brings out the one slip it was asked for, or does not; the ticket's number."""

    def report(engine: Engine) -> str:
        (job,) = engine.floor.state.slips.values()
        engine.submit(c.ReportSlip(job=job.job, printed=printed, reason="" if printed else "paper_out"))
        return job.ticket

    office.until(lambda: office.engine.ask(lambda engine: len(engine.floor.state.slips)) == 1, "one slip")
    ticket: str = office.engine.ask(report)
    return ticket.rpartition(".")[2]


def choose(page: Page, service: str) -> None:
    """What the number is for."""
    page.check(f"[name=service][value={service}]")


def test_a_number_after_a_paper_check_goes_to_the_printer_that_was_chosen(office: Stand) -> None:
    page = desk(office)
    choose(page, "copy")
    page.select_option("[name=class_id]", "elder")
    page.select_option("#issue [name=lang]", "en")
    page.click(".further summary")
    page.check("[name=further][value=land]")
    page.fill("[name=note]", "thiếu bản chính")
    page.select_option("#printer", "k2")
    page.click("#give")
    expect(page.locator("#slips .printing")).to_contain_text("Máy 2 đang in")
    (ticket,) = tickets(office)
    number = ticket.id.rpartition(".")[2]
    expect(page.locator("#said")).to_contain_text(f"Đã phát số {number}")
    assert (ticket.class_id, ticket.lang, ticket.further, ticket.note, ticket.kiosk) == (
        "elder", "en", ("land",), "thiếu bản chính", "k2",
    )  # fmt: skip
    assert printed(office) == number
    expect(page.locator("#slips .printed")).to_contain_text(f"{number} Máy 2 đã in")
    expect(page.locator("[name=service]:checked")).to_have_count(0)  # ready for the next person
    expect(page.locator("#printer")).to_have_value("k2")
    page.reload()
    expect(page.locator("#printer")).to_have_value("k2")
    expect(page.locator("#slips .printed")).to_contain_text(number)


def test_many_numbers_at_one_press_one_slip_after_another_until_somebody_says_stop(office: Stand) -> None:
    page = desk(office)
    choose(page, "land")
    page.fill("#count", "5")
    page.click("#give")
    for n in (1, 2):
        expect(page.locator("#giving output")).to_contain_text(f"Đã phát {n}/5 · đang in A-")
        assert len(tickets(office)) == n  # the next is not asked for before this one is out
        assert printed(office) in page.inner_text("#giving output")
    expect(page.locator("#giving output")).to_contain_text("Đã phát 3/5")
    page.click("#stop")
    expect(page.locator("#said")).to_contain_text("Đã phát 3 số.")
    printed(office)
    expect(page.locator("#slips .printed")).to_have_count(3)
    assert len(tickets(office)) == 3


def test_a_reload_loses_nothing_of_the_form_and_tells_how_far_a_row_had_come(office: Stand) -> None:
    page = desk(office)
    choose(page, "copy")
    page.select_option("[name=class_id]", "elder")
    page.click(".further summary")
    page.check("[name=further][value=land]")
    page.fill("[name=note]", "thiếu bản chính")
    page.fill("#count", "5")
    page.reload()
    page.wait_for_selector("main[data-ready]")
    expect(page.locator("#chosen")).to_have_text("Sao y")
    page.click("#give")
    expect(page.locator("#giving output")).to_contain_text("Đã phát 1/5")
    printed(office)
    expect(page.locator("#giving output")).to_contain_text("Đã phát 2/5")
    page.reload()
    page.wait_for_selector("main[data-ready]")
    expect(page.locator("#said")).to_have_text("Trang đã mở lại. Đã phát 2/5 số; bấm Phát số để phát tiếp.")
    expect(page.locator("#count")).to_have_value("3")
    printed(office)
    page.click("#give")
    expect(page.locator("#giving output")).to_contain_text("Đã phát 1/3")
    given = tickets(office)
    assert len(given) == 3
    assert {(each.class_id, each.note, each.further) for each in given} == {("elder", "thiếu bản chính", ("land",))}
    page.click("#stop")
    expect(page.locator("#giving")).to_be_hidden()
    page.reload()
    page.wait_for_selector("main[data-ready]")
    expect(page.locator("#said")).to_be_hidden()  # said once


def test_all_that_one_number_needs_is_seen_at_once_beside_the_bars_of_a_browser(office: Stand) -> None:
    before = office.engine.office
    papers = {"vi": ("Đơn đăng ký biến động", "Hợp đồng hoặc văn bản thừa kế", "Giấy chứng nhận đã cấp", "Căn cước")}
    services = tuple(msgspec.structs.replace(each, papers=papers, ask_quantity=True) for each in before.services)
    changed = msgspec.structs.replace(before, services=services)
    try:
        office.engine.ask(lambda engine: engine.submit(c.ApplyOffice(office=changed)))
        page = desk(office, size={"width": 1366, "height": 625})
        office.hand("minh", "/counter").keyboard.press("Control+Alt+k")
        expect(page.locator(".trouble")).to_have_count(1)
        choose(page, "copy")
        expect(page.locator("[data-papers=copy]")).to_contain_text("Căn cước")
        assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
        room = page.locator(".check > .scroll").evaluate("each => [each.scrollHeight, each.clientHeight]")
        assert room[0] <= room[1]
        for each in ("[name=note]", "#quantity", "#count", "#give", ".slips"):
            expect(page.locator(each)).to_be_in_viewport(ratio=1)
    finally:
        office.engine.ask(lambda engine: engine.submit(c.ApplyOffice(office=before)))


def test_another_office_file_waits_for_the_row_and_then_shows(office: Stand) -> None:
    page = desk(office)
    choose(page, "land")
    page.fill("#count", "2")
    page.click("#give")
    expect(page.locator("#giving output")).to_contain_text("Đã phát 1/2")
    before = office.engine.office
    named = {"vi": "Đất đai và nhà ở", "en": "Land"}
    services = tuple(
        msgspec.structs.replace(each, name=named) if each.id == "land" else each for each in before.services
    )
    changed = msgspec.structs.replace(before, services=services)
    try:
        office.engine.ask(lambda engine: engine.submit(c.ApplyOffice(office=changed)))
        expect(page.locator("#live")).to_contain_text("Đất đai và nhà ở")  # it has come, and the row goes on
        printed(office)
        expect(page.locator("#giving output")).to_contain_text("Đã phát 2/2")
        printed(office)
        expect(page.locator(".services")).to_contain_text("Đất đai và nhà ở")
    finally:
        office.engine.ask(lambda engine: engine.submit(c.ApplyOffice(office=before)))
    assert len(tickets(office)) == 2


def test_a_slip_that_does_not_come_out_stops_the_row_and_is_printed_elsewhere(office: Stand) -> None:
    page = desk(office)
    choose(page, "land")
    page.fill("#count", "4")
    page.click("#give")
    failed = printed(office, printed=False)
    expect(page.locator("#said")).to_contain_text(f"Đã dừng: phiếu {failed} chưa in được")
    expect(page.locator("#slips .failed")).to_contain_text(failed)
    assert len(tickets(office)) == 1
    page.click(f"#live [data-number='{failed}']")
    page.select_option("#ticket [data-deed=print] [name=kiosk]", "k2")
    page.click("#ticket [data-deed=print] button")
    assert printed(office) == failed
    expect(page.locator("#slips .printed")).to_contain_text("Máy 2")
    assert office.ticket(failed).paper == "proven"


def test_what_was_taken_wrongly_is_put_right(office: Stand) -> None:
    number = office.take("copy")
    page = desk(office)
    page.keyboard.press("t")
    page.keyboard.type(number[0] + number[-2:])
    expect(page.locator("#found [data-row]")).to_have_count(1)
    page.keyboard.press("Enter")
    page.select_option("#ticket [data-deed=move] [name=service]", "land")
    page.click("#ticket [data-deed=move] button")
    expect(page.locator("#found")).to_contain_text("Đất đai")  # what was found is live as well
    assert office.ticket(number).service == "land"
    page.click("#found [data-row]")
    page.select_option("#ticket [data-deed=class] [name=class_id]", "elder")
    page.click("#ticket [data-deed=class] button")
    expect(page.locator("#found .mark")).to_contain_text("Cao tuổi")
    page.click("#found [data-row]")
    page.click("#ticket [data-deed=give_up] button")
    expect(page.locator("#ticket [data-deed=give_up] button")).to_have_text("Bấm lần nữa để bỏ số")
    assert office.ticket(number).stage == "waiting"
    page.click("#ticket [data-deed=give_up] button")
    expect(page.locator("#found")).to_contain_text("Không có số nào như vậy")
    assert office.ticket(number).outcome == "given_up"


def test_who_was_absent_or_held_is_brought_back(office: Stand) -> None:
    number = office.take("land")
    clerk = office.hand("lan", "/counter/3")
    for act, after in (("open", "ready"), ("next", "calling")):
        clerk.click(f"#deed-{act}")
        expect(clerk.locator("#desk")).to_have_attribute("data-state", after)
        expect(clerk.locator("body")).not_to_contain_class("busy")
    clerk.click("#deed-hold")
    clerk.click("#ask-hold button.action")
    page = desk(office)
    page.click(f"#live [data-number='{number}']")
    page.click("#ticket [data-deed=return] button")
    office.until(lambda: office.ticket(number).stage == "waiting", "the ticket to be back")
    expect(page.locator("#live")).not_to_contain_text("Vắng mặt và đang giữ")


def test_bookings_of_today_are_checked_in(office: Stand) -> None:
    booking = c.Booking(code="HEN-001", service="land", at=InstantMs(SEVEN + 3_600_000))
    office.engine.ask(lambda engine: engine.submit(c.ApplyBookings(date=DATE, bookings=(booking,))))
    page = desk(office)
    page.keyboard.press("l")
    expect(page.locator("#booked li")).to_contain_text("08:00 Đất đai")
    page.keyboard.type("hen-009")
    page.keyboard.press("Enter")
    expect(page.locator("#said.notice")).to_be_visible()
    page.fill("[name=booking]", "hen-001")
    page.keyboard.press("Enter")
    expect(page.locator("#booked li")).to_contain_text("đã lấy số A-")
    (ticket,) = tickets(office)
    assert ticket.booking == "HEN-001"


def test_yesterdays_unserved_come_first(office: Stand) -> None:
    office.take("land", class_id="elder")
    office.new_day()
    page = desk(office)
    page.keyboard.press("q")
    entry = page.locator("[data-entry]")
    expect(entry).to_be_focused()
    page.keyboard.press("Enter")
    expect(entry).to_contain_text("đã lấy số A-")
    expect(entry).to_be_disabled()
    (ticket,) = tickets(office)
    assert (ticket.class_id, bool(ticket.carried)) == ("elder", True)


def test_a_call_for_help_is_silent_here_and_red_elsewhere(office: Stand) -> None:
    page, clerk = desk(office), office.hand("minh", "/counter/3")
    page.keyboard.press("Control+Alt+k")
    expect(clerk.locator(".trouble.alarm")).to_contain_text("Cần hỗ trợ ngay: Bàn hướng dẫn")
    expect(page.locator("[data-tool=alarm]")).to_contain_text("✓")
    assert page.locator(".trouble.alarm").count() == 0
    clerk.click(".trouble.alarm button")
    expect(page.locator("[data-tool=alarm]")).not_to_contain_text("✓")


@pytest.mark.parametrize("size", [OFFICE_PC, PHONE])
def test_help_is_called_for_while_a_number_is_being_put_right(office: Stand, size: Any) -> None:
    office.take()
    page, clerk = desk(office, size=size), office.hand("minh", "/counter/3")
    page.click("#live [data-row]")
    page.wait_for_selector("#ticket[open]")
    page.click("[data-tool=alarm]")
    expect(clerk.locator(".trouble.alarm")).to_contain_text("Cần hỗ trợ ngay: Bàn hướng dẫn")
    expect(page.locator("#ticket[open] > [data-tool=alarm]")).to_contain_text("✓")
    page.click("#ticket [data-shut]")
    expect(page.locator(".tools > [data-tool=alarm]")).to_be_visible()


def test_clerks_have_no_guide_desk(office: Stand) -> None:
    page = office.hand("lan", "/counter")
    page.goto(f"{office.root}/guide")
    shown(page, "Tài khoản này không được dùng trang hoặc thao tác này")


def test_nothing_scrolls_on_an_office_pc_and_nothing_is_wider_than_a_phone(office: Stand) -> None:
    for _ in range(12):
        office.take()
    page = desk(office)
    choose(page, "copy")
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    phone = desk(office, size=PHONE, has_touch=True, is_mobile=True)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    phone.tap("#live [data-row]")
    widths = phone.locator("#ticket select").evaluate_all("all => all.map(each => each.offsetWidth)")
    assert min(widths) > PHONE["width"] / 2  # what is chosen can be read
