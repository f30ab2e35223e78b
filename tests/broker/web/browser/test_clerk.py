"""The clerk's page in a real browser, on the real service, engine and mosquitto: mornings by mouse and by keyboard."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.broker.web.browser.stand import CHROMIUM, PHONE, Stand, shown, start_web

pytestmark = [pytest.mark.flow, pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")]


def number(page: Page) -> Any:
    """The large number."""
    return page.locator("#desk .number")


def state(page: Page, name: str) -> None:
    """The counter shows this state."""
    expect(page.locator("#desk")).to_have_attribute("data-state", name)


def test_a_morning_by_mouse(office: Stand) -> None:
    first, second, third = office.take(), office.take("sign"), office.take(class_id="elder")
    page = office.hand()
    page.click("text=Quầy 1")
    page.wait_for_selector("main[data-ready]")
    page.click("text=Mở quầy")
    state(page, "ready")
    page.click("#deed-next")
    state(page, "calling")
    called = number(page).inner_text()
    assert called == third  # three times the claim
    page.click("text=Xác nhận diện ưu tiên")
    shown(page, "◆ Cao tuổi ✓")
    page.click("#deed-start")
    state(page, "serving")
    page.click("#deed-add_service")
    page.select_option("#ask-add_service select", "sign")
    page.click("#ask-add_service button.action")
    shown(page, "Còn việc: Chữ ký")
    page.click("#deed-note")
    page.fill("#ask-note textarea", "thiếu bản chính")
    page.click("#ask-note button.action")
    shown(page, "“thiếu bản chính”")
    page.click("#deed-hold")
    page.click("#ask-hold >> text=10 phút")
    page.click("#ask-hold button.action")
    shown(page, "Đang giữ lại · 1")
    page.click(f".queue button[data-number='{second}']")
    page.click("#ask-call_this >> text=Sự cố")
    page.click("#ask-call_this button.action")
    expect(number(page)).to_have_text(second)
    page.click("#deed-start")
    page.click("#deed-finish")
    page.click("#ask-finish >> text=Yêu cầu bổ sung")
    page.fill("#ask-finish input[name=dossiers]", "3")
    page.click("#ask-finish button.action")
    state(page, "ready")
    done = office.ticket(second)
    assert (done.outcome, done.leg.dossiers, done.leg.clerk) == ("more_papers", 3, "lan")
    assert "named" in done.leg.marks
    page.click("#deed-mark_time")
    page.fill("#ask-mark_time input[name=words]", "quên bấm bắt đầu")
    page.click("#ask-mark_time button.action")
    office.until(lambda: "wrong" in office.ticket(second).leg.marks, "the times to be marked")
    page.click("#deed-next")
    expect(number(page)).to_have_text(first)
    page.click("#deed-start")
    state(page, "serving")
    page.click("#deed-transfer")
    page.select_option("#ask-transfer select[name=to_counter]", "2")
    page.click("#ask-transfer button.action")
    state(page, "ready")
    assert office.ticket(first).to_counter == "2"
    page.click("#deed-pause")
    page.click("#ask-pause >> text=Trao đổi nghiệp vụ")
    page.fill("#ask-pause input[name=until]", "9.15 pm")
    page.click("#ask-pause button.action")
    expect(page.locator("#ask-pause")).to_be_visible()  # a day has twenty-four hours, whatever the browser speaks
    page.fill("#ask-pause input[name=until]", "09:15")
    page.click("#ask-pause button.action")
    shown(page, "Tạm nghỉ, trở lại lúc 09:15")
    page.click("#deed-shut")
    state(page, "shut")
    assert office.desk("1").clerk is None


def test_a_morning_by_keyboard_alone(office: Stand) -> None:
    one, two = office.take("land"), office.take("land")
    page = office.hand(path="/counter/3")
    press = page.keyboard.press
    for key, after in (("o", "ready"), ("t", "calling"), ("b", "serving"), ("z", "calling"), ("l", "calling")):
        press(key)
        state(page, after)
        expect(page.locator("body")).not_to_contain_class("busy")
    expect(page.locator("#desk .mood")).to_contain_text("Gọi lần 2")
    expect(page.locator("#deed-no_show")).to_be_disabled()
    expect(page.locator("#deed-no_show .left")).to_contain_text("s")  # the seconds that are left stand on the key
    press("v")
    state(page, "calling")
    office.forward(90)
    expect(page.locator("#deed-no_show")).to_be_enabled()
    press("v")
    state(page, "ready")
    shown(page, "Vắng mặt · 1")
    press("t")
    expect(number(page)).to_have_text(two)
    press("b")
    state(page, "serving")
    press("i")
    page.keyboard.type("thiếu bản chính")
    press("Enter")
    shown(page, "“thiếu bản chính”")
    expect(page.locator("dialog[open]")).to_have_count(0)  # the push may come before the answer that closes it
    press("k")
    page.wait_for_selector("#ask-finish[open]")
    press("5")
    press("Enter")
    state(page, "ready")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert office.ticket(two).outcome == "advice"
    press("m")  # to the list: the one who was absent stands there now
    press("Enter")
    page.wait_for_selector("#ask-call_this[open]")
    press("3")
    press("Enter")
    expect(number(page)).to_have_text(one)
    expect(page.locator("dialog[open]")).to_have_count(0)
    press("b")
    state(page, "serving")
    press("t")  # finished, and nobody else is there
    shown(page, "người tiếp theo sẽ được mời tự động")
    state(page, "free")
    three = office.take("land")
    expect(number(page)).to_have_text(three)
    press("h")
    page.wait_for_selector("#ask-help[open]")
    shown(page, "Ctrl + Alt + K")
    press("Escape")
    page.wait_for_selector("#ask-help", state="hidden")
    press("n")
    page.wait_for_selector("#ask-pause[open]")
    press("Enter")
    state(page, "paused")
    expect(page.locator("dialog[open]")).to_have_count(0)
    press("x")
    state(page, "shut")


def test_a_key_right_after_a_dialog_has_closed_is_no_typing(office: Stand) -> None:
    page = office.hand(path="/counter/3")
    page.evaluate("""() => {
        const dialog = document.getElementById("ask-help"), box = document.getElementById("keys-on");
        dialog.showModal(), box.focus(), dialog.close();
        const key = { key: "o", code: "KeyO", bubbles: true, cancelable: true };
        box.dispatchEvent(new KeyboardEvent("keydown", key)); // before the next picture it has the focus still
    }""")
    state(page, "ready")
    page.keyboard.press("x")
    state(page, "shut")


def test_two_browsers_on_one_counter(office: Stand) -> None:
    office.take()
    lan = office.hand("lan", "/counter/2")
    minh = office.hand("minh", "/counter/2")
    lan.click("#deed-open")
    shown(minh, "Quầy 2 do Trần Thị Lan giữ từ")
    expect(minh.locator("#deed-next")).to_be_disabled()
    minh.click(".held button")
    minh.click("#ask-take button.action")  # without a reason nothing happens
    expect(minh.locator("#ask-take")).to_be_visible()
    minh.fill("#ask-take input", "đổi ca")
    minh.click("#ask-take button.action")
    minh.click("#deed-next")
    state(minh, "calling")
    shown(lan, "Quầy 2 do Lê Minh giữ từ")
    expect(number(lan)).to_have_text(number(minh).inner_text())


def test_two_tabs_of_one_clerk_call_once_however_both_press(office: Stand) -> None:
    office.take(), office.take()
    one = office.hand("lan", "/counter/2")
    other = one.context.new_page()
    other.goto(f"{office.root}/counter/2")
    other.wait_for_selector("main[data-ready]")
    one.click("#deed-open")
    state(one, "ready"), state(other, "ready")
    seen = one.evaluate("document.getElementById('desk').dataset.revision")
    for page in (one, other):  # both saw the same revision
        page.evaluate("revision => { document.getElementById('desk').dataset.revision = revision }", seen)
        page.evaluate("document.getElementById('deed-next').click()")
    state(one, "calling"), state(other, "calling")
    words = "Chưa ghi lần bấm này"  # whichever of the two came second
    office.until(lambda: [page for page in (one, other) if words in page.inner_text("#said")], "a refusal")
    assert office.desk("2").ticket == office.ticket(number(one).inner_text()).id


def test_a_reload_in_the_midst_loses_nothing_even_of_a_half_filled_form(office: Stand) -> None:
    office.take()
    page = office.hand("lan", "/counter/2")
    for act, after in (("open", "ready"), ("next", "calling"), ("start", "serving")):
        page.click(f"#deed-{act}")
        state(page, after)
    page.click("#deed-finish")
    page.click("#ask-finish >> text=Đã trả kết quả")
    page.fill("#ask-finish input[name=dossiers]", "4")
    before = number(page).inner_text()
    page.reload()
    expect(number(page)).to_have_text(before)
    page.wait_for_selector("#ask-finish[open]")
    assert page.input_value("#ask-finish input[name=dossiers]") == "4"
    page.click("#ask-finish button.action")
    state(page, "ready")
    assert (office.ticket(before).outcome, office.ticket(before).leg.dossiers) == ("result_given", 4)


def test_a_call_for_help_is_silent_where_it_is_made_and_red_elsewhere_until_settled(office: Stand) -> None:
    lan, minh = office.hand("lan", "/counter/1"), office.hand("minh", "/counter/3")
    lan.click("#deed-open")
    lan.keyboard.press("Control+Alt+k")
    expect(lan.locator("[data-tool=alarm]")).to_contain_text("✓")
    alarm = minh.locator(".trouble.alarm")
    expect(alarm).to_contain_text("Cần hỗ trợ ngay: Quầy 1")
    assert lan.locator(".trouble").count() == 0
    assert "Cần hỗ trợ" not in lan.inner_text("body")
    alarm.locator("button").click()
    expect(alarm).to_have_count(0)
    expect(lan.locator("[data-tool=alarm]")).not_to_contain_text("✓")


def test_help_is_called_for_before_a_counter_is_chosen_too(office: Stand) -> None:
    lan, minh = office.hand("lan", "/counter"), office.hand("minh", "/counter/3")
    lan.click("[data-tool=alarm]")
    alarm = minh.locator(".trouble.alarm")
    expect(alarm).to_contain_text("Cần hỗ trợ ngay: Trần Thị Lan")
    expect(lan.locator("[data-tool=alarm]")).to_contain_text("✓")
    assert "Cần hỗ trợ" not in lan.inner_text("body")
    lan.keyboard.press("ArrowDown")
    lan.keyboard.press("Enter")
    lan.wait_for_url("**/counter/1")
    expect(lan.locator("[data-tool=alarm]")).to_contain_text("✓")
    assert lan.locator(".trouble").count() == 0
    minh.keyboard.press("s")
    expect(alarm).to_have_count(0)
    lan.keyboard.press("f")
    lan.wait_for_url("**/counter?all")
    lan.keyboard.press("Control+Alt+k")
    expect(alarm).to_be_visible()


def test_rows_that_cannot_be_called_say_why(office: Stand) -> None:
    first = office.take("land")
    office.take("land")
    page = office.hand("lan", "/counter/3")
    why = page.locator(".why")
    expect(why).to_have_text("Quầy đang đóng. Mở quầy rồi mới gọi được số.")
    row = page.locator(".queue button[data-act=call_this]").first
    expect(row).to_be_disabled()
    expect(row).to_have_attribute("title", "Quầy đang đóng. Mở quầy rồi mới gọi được số.")
    page.keyboard.press("o")
    expect(why).to_have_count(0)
    expect(row).to_be_enabled()
    page.keyboard.press("t")
    expect(why).to_have_text(f"Đang mời số {first}. Xong số này mới gọi được số khác.")
    minh = office.hand("minh", "/counter/3")
    expect(minh.locator(".why")).to_contain_text("do người khác giữ")
    minh.keyboard.press("a")
    minh.wait_for_selector("#ask-take[open]")


def test_an_answer_that_was_lost_is_made_up_for_once_the_page_knows(office: Stand) -> None:
    office.take()
    page = office.hand("lan", "/counter/2")
    page.click("#deed-open")
    state(page, "ready")
    page.route("**/counter/2/next", lambda route: (route.fetch(), route.abort()))
    page.click("#deed-next")
    state(page, "calling")
    expect(page.locator("#said")).to_have_text("Đã có kết nối. Thao tác trước đó đã được ghi.")
    page.unroute("**/counter/2/next")
    page.click("#deed-start")
    state(page, "serving")


def test_every_key_is_on_the_sheet_that_a_question_mark_opens(office: Stand) -> None:
    office.take()
    page = office.hand("lan", "/counter/2")
    page.keyboard.press("?")
    page.wait_for_selector("#ask-help[open]")
    told = page.locator("#ask-help kbd").all_inner_texts()
    keys = page.locator("[aria-keyshortcuts]")
    pressed = keys.evaluate_all("all => all.map(each => each.getAttribute('aria-keyshortcuts'))")
    assert set(pressed) <= set(told)
    page.keyboard.press("Escape")
    page.wait_for_selector("#ask-help", state="hidden")
    for act, after in (("open", "ready"), ("next", "calling"), ("hold", "calling")):
        page.click(f"#deed-{act}")
        state(page, after)
    page.keyboard.press("Enter")
    shown(page, "Đang giữ lại · 1")
    expect(page.locator("dialog[open]")).to_have_count(0)  # the push may come before the answer that closes it
    page.keyboard.press("m")
    page.keyboard.press("r")  # of the number that was reached
    shown(page, "Đang chờ: 1 người")


def test_single_keys_can_be_switched_off_but_not_the_call_for_help(office: Stand) -> None:
    page = office.hand("lan", "/counter/1")
    page.keyboard.press("h")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.wait_for_selector("#ask-help", state="hidden")
    page.keyboard.press("o")
    page.keyboard.press("Control+Alt+k")
    expect(page.locator("[data-tool=alarm]")).to_contain_text("✓")
    state(page, "shut")
    assert office.desk("1").state == "shut"


def test_the_small_window_stays_on_top_and_works(office: Stand) -> None:
    called = office.take()
    page = office.hand("lan", "/counter/2")
    assert page.evaluate("window.isSecureContext")
    page.click("#deed-open")
    state(page, "ready")
    page.keyboard.press("w")
    inside = "documentPictureInPicture.window?.document.querySelector('iframe')?.contentDocument"
    ready = f"!!{inside}?.querySelector('[data-ready] [data-state=ready]')"
    office.until(lambda: page.evaluate(ready), "the small window")  # wait_for_function evaluates: the policy forbids it
    page.evaluate(f"{inside}.querySelector('#deed-next').click()")
    expect(number(page)).to_have_text(called)
    its_number = f"{inside}?.querySelector('#desk .number')?.textContent"
    office.until(lambda: page.evaluate(its_number) == called, "the small window to follow")


def test_a_number_that_comes_by_itself_is_noticed_while_another_program_is_used(office: Stand) -> None:
    page = office.hand("lan", "/counter/2")
    page.context.grant_permissions(["notifications"])
    page.evaluate("""() => {
        window.noticed = [];
        window.Notification = class { constructor(words) { noticed.push(words) } };
        Notification.permission = "granted";
        Notification.requestPermission = async () => "granted";
        document.hasFocus = () => false;
    }""")
    page.click("[data-tool=notify]")
    expect(page.locator("[data-tool=notify]")).to_contain_text("Đang báo khi có số mới")
    page.click("#deed-open")
    state(page, "ready")
    page.click("#deed-next")
    state(page, "free")
    called = office.take()
    office.until(lambda: page.evaluate("noticed.length === 1"), "the notice")
    assert page.evaluate("noticed[0]") == f"{called} · Quầy 2"
    office.hand("minh", "/counter/3").keyboard.press("Control+Alt+k")
    office.until(lambda: page.evaluate("noticed.length === 2"), "the notice of the call for help")
    assert page.evaluate("noticed[1]").startswith("Cần hỗ trợ ngay: Quầy 3")


def test_a_free_counter_asks_whether_somebody_is_there_and_any_key_answers(office: Stand) -> None:
    page = office.hand("lan", "/counter/2")
    page.click("#deed-open")
    state(page, "ready")
    page.click("#deed-next")
    state(page, "free")
    office.forward(601)
    shown(page, "Anh/chị còn ở quầy không? Bấm phím bất kỳ; sau")
    expect(page.locator("#desk [data-down]")).to_have_text("59", timeout=8_000)
    page.keyboard.press("Space")
    shown(page, "người tiếp theo sẽ được mời tự động")
    assert not office.desk("2").asks


def test_sent_on_and_sent_back_to_the_counter_that_had_it(office: Stand) -> None:
    sent = office.take()
    lan, minh = office.hand("lan", "/counter/1"), office.hand("minh", "/counter/2")
    for page in (lan, minh):
        page.click("#deed-open")
        state(page, "ready")
    lan.click("#deed-next")
    state(lan, "calling")
    lan.click("#deed-transfer")
    lan.select_option("#ask-transfer select[name=to_counter]", "2")
    lan.click("#ask-transfer button.action")
    shown(minh, "từ Quầy 1")
    minh.click("#deed-next")
    state(minh, "calling")
    minh.keyboard.press("q")
    minh.wait_for_selector("#ask-transfer[open]")
    minh.click("#ask-transfer button.action")
    state(minh, "ready")
    assert office.ticket(sent).to_counter == "1"


def test_a_press_is_not_lost_because_the_page_changes_under_the_finger(office: Stand) -> None:
    page, other = office.hand("lan", "/counter/2"), office.hand("minh", "/counter/2")
    page.click("#deed-open")
    state(page, "ready")
    expect(other.locator(".held")).to_be_visible()
    page.hover("#deed-next")
    page.mouse.down()
    for n in range(1, 4):
        office.take()
        shown(other, f"Đang chờ: {n} người")
    expect(page.locator("[data-piece=queue] h2")).to_contain_text("Đang chờ: 0 người")
    page.mouse.up()
    state(page, "calling")
    expect(page.locator("[data-piece=queue] h2")).to_contain_text("Đang chờ: 2 người")


def test_the_engine_is_killed_and_comes_back(office: Stand) -> None:
    office.take()
    page = office.hand("lan", "/counter/2")
    page.click("#deed-open")
    state(page, "ready")
    with office.without_engine():
        began = time.monotonic()
        page.wait_for_selector("#stale:not([hidden])")
        assert time.monotonic() - began < 5
        expect(page.locator("#stale")).to_have_text(re.compile(r"^Mất kết nối từ \d\d:\d\d\.$"))
        page.click("#deed-next")
        shown(page, "Thao tác vừa rồi chưa được ghi")
    page.wait_for_selector("#stale", state="hidden")
    expect(page.locator("#said")).to_have_text("Đã có kết nối. Thao tác trước đó chưa được ghi, mời bấm lại.")
    state(page, "ready")  # what was pressed meanwhile is not done later
    page.click("#deed-next")
    state(page, "calling")


def test_the_service_is_killed_and_comes_back(office: Stand) -> None:
    page = office.hand("lan", "/counter/3")
    office.web.kill()
    began = time.monotonic()
    page.wait_for_selector("#stale:not([hidden])")
    assert time.monotonic() - began < 5
    office.web = start_web(office.folder, office.engine.db, office.engine.url, office.port, "web-again")
    page.wait_for_selector("#stale", state="hidden")
    page.click("#deed-open")
    state(page, "ready")  # still signed in


def test_on_a_phone_nothing_is_wider_than_the_screen(office: Stand, tmp_path: Path) -> None:
    office.take()
    page = office.hand("lan", "/counter/2", size=PHONE, has_touch=True, is_mobile=True)
    page.tap("#deed-open")
    state(page, "ready")
    page.tap("#deed-next")
    state(page, "calling")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    keys = page.locator(".deeds.main button")
    assert all(keys.nth(n).bounding_box()["height"] >= 44 for n in range(keys.count()))  # type: ignore[index]
    page.goto(f"{office.root}/counter?all")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_an_office_pc_nothing_scrolls_and_no_key_moves_between_states(office: Stand) -> None:
    for _ in range(12):
        office.take()
    page = office.hand("lan", "/counter/2")
    places = set()
    for act, after in (("open", "ready"), ("next", "calling"), ("start", "serving")):
        page.click(f"#deed-{act}")
        state(page, after)
        box = page.locator("#deed-next").bounding_box()
        assert box is not None
        places.add((round(box["x"]), round(box["y"])))
        assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
        assert page.evaluate("document.querySelector('[data-piece=desk]').scrollHeight") <= page.evaluate(
            "document.querySelector('[data-piece=desk]').clientHeight"
        )
    assert len(places) == 1
