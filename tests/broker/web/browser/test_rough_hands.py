"""The clerk's page under rough hands, in a real browser: impatience, long words, large text, a line that breaks."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import FloatRect, Page, Route, expect

from tests.broker.web.browser.stand import CHROMIUM, OFFICE_PC, PHONE, Stand, shown

pytestmark = [pytest.mark.flow, pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")]

#: What a 1366 × 768 screen leaves to a page made half as large again, beside the browser's own bars.
LARGER = {"width": 911, "height": 417}
#: What a counter is after a press.
AFTER = {"open": "ready", "next": "calling", "recall": "calling", "start": "serving", "shut": "shut"}
ENDLESS = "<script>alert('x')</script>" + "W" * 150


def at(office: Stand, *acts: str, counter: str = "2", **more: Any) -> Page:
    """A clerk's page after these presses."""
    page = office.hand("lan", f"/counter/{counter}", **more)
    for act in acts:
        press(page, act)
    return page


def press(page: Page, act: str) -> None:
    """Press a key of the page and see it done."""
    page.click(f"#deed-{act}")
    page.wait_for_selector("#said:text('Đã nhận')")
    expect(page.locator("#desk")).to_have_attribute("data-state", AFTER[act])
    page.click("#said")
    expect(page.locator("#said")).to_be_hidden()
    expect(page.locator("body")).to_have_class("counter")


def box(page: Page, selector: str) -> FloatRect:
    """Where something is in the window."""
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return found


def over(one: FloatRect, other: FloatRect) -> bool:
    """Whether one lies on the other."""
    beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
    below = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
    return not (beside or below)


def readable(page: Page, selector: str) -> bool:
    """Whether what stands in its middle is itself, and nothing that covers it."""
    return bool(
        page.locator(selector).evaluate("""each => {
            const { x, y, width, height } = each.getBoundingClientRect();
            const top = document.elementFromPoint(x + width / 2, y + height / 2);
            return top === each || each.contains(top);
        }""")
    )


@pytest.mark.parametrize("size", [OFFICE_PC, PHONE, LARGER])
def test_a_note_without_a_blank_pushes_no_number_out_of_sight(office: Stand, size: Any) -> None:
    office.take()
    page = at(office, "open", "next", "start", size=size)
    page.click("#deed-note")
    page.fill("#ask-note textarea", ENDLESS)
    page.click("#ask-note button.action")
    shown(page, "WWWW")
    number = box(page, "#desk .number")
    assert number["x"] >= 0 and number["x"] + number["width"] <= size["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("(desk => desk.scrollWidth <= desk.clientWidth)(document.querySelector('[data-piece=desk]'))")


def test_a_page_made_half_as_large_again_scrolls_and_nothing_lies_on_the_number(office: Stand) -> None:
    for _ in range(16):
        office.take(class_id="elder")
    page = at(office, "open", "next", size=LARGER)
    boxes = [box(page, "#desk .number")]
    names = page.locator("#desk .deeds button").evaluate_all("all => all.map(each => each.id)")
    boxes += [box(page, f"#{each}") for each in names]
    assert not [(one, other) for one in boxes for other in boxes if one is not other and over(one, other)]
    for selector in ("#deed-shut", "[data-tool=alarm]"):
        page.locator(selector).scroll_into_view_if_needed()
        assert readable(page, selector), selector


@pytest.mark.parametrize("size", [OFFICE_PC, PHONE, LARGER])
def test_why_not_is_read_over_the_dialog_that_was_refused(office: Stand, size: Any) -> None:
    office.take("copy")
    page = at(office, "open", "next", size=size)
    page.click("#deed-transfer")
    page.select_option("#ask-transfer select[name=to_counter]", "3")
    page.click("#ask-transfer button.action")
    expect(page.locator("#said")).to_contain_text("không nhận")
    assert readable(page, "#said")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#said")).to_be_visible()  # it stays until the next press


def test_a_dialog_about_what_is_over_gives_way_and_one_that_still_fits_can_be_sent_again(office: Stand) -> None:
    office.take("copy"), office.take("copy")
    page = at(office, "open")
    other = page.context.new_page()
    other.goto(f"{office.root}/counter/2")
    other.wait_for_selector("main[data-ready]")
    page.click(".queue [data-act=call_this]")
    press(other, "next")
    expect(page.locator("#desk")).to_have_attribute("data-state", "calling")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    number = page.inner_text("#desk .number")
    why = "Chưa ghi lần bấm này: quầy vừa có thao tác khác trước đó. Xin xem lại rồi bấm."
    expect(page.locator("#said")).to_have_text(f"{why} Nay: {number} · Đang mời · Gọi lần 1.")
    expect(page.locator("dialog[open]")).to_have_count(0)  # no number can be called by name now
    page.click("#deed-hold")
    press(other, "recall")
    page.click("#ask-hold button.action")
    expect(page.locator("#said")).to_have_text(f"{why} Nay: {number} · Đang mời · Gọi lần 2.")
    expect(page.locator("#ask-hold[open]")).to_have_count(1)  # the same number is still here
    page.click("#ask-hold button.action")
    shown(page, "Đang giữ lại · 1")


def test_enter_ends_every_dialog_from_every_field_and_after_two_clicks(office: Stand) -> None:
    number = office.take("copy")
    page = at(office, "open", "next")
    page.keyboard.press("c")
    page.wait_for_selector("#ask-transfer[open]")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.input_value("#ask-transfer select[name=to_counter]") == "1"
    page.keyboard.press("Enter")
    office.until(lambda: office.ticket(number).to_counter == "1", "the transfer")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.dblclick("#deed-pause")  # the second click falls beside the dialog
    page.wait_for_selector("#ask-pause[open]")
    page.keyboard.press("Enter")
    expect(page.locator("#desk")).to_have_attribute("data-state", "paused")


def test_a_key_pressed_before_the_last_was_answered_is_not_lost(office: Stand) -> None:
    office.take("copy", class_id="elder")
    page = at(office, "open", "next")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/confirm_priority", hold)
    page.keyboard.press("u")
    office.until(lambda: page.evaluate("document.body.className") and held, "the press to be under way")
    page.keyboard.press("u")
    page.keyboard.press("b")
    held[0].continue_()
    expect(page.locator("#desk")).to_have_attribute("data-state", "serving")
    assert len(held) == 1


def test_enter_held_down_opens_a_dialog_and_finishes_nothing(office: Stand) -> None:
    office.take("copy")
    page = at(office, "open", "next", "start")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.focus("#deed-finish")
    for _ in range(4):  # the second and all later ones are repeats
        page.keyboard.down("Enter")
    page.wait_for_selector("#ask-finish[open]")
    page.keyboard.up("Enter")
    expect(page.locator("#ask-finish[open]")).to_have_count(1)
    assert not sent
    page.keyboard.press("Enter")
    expect(page.locator("#desk")).to_have_attribute("data-state", "ready")


def test_open_and_next_in_one_breath(office: Stand) -> None:
    office.take()
    page = at(office)
    for _ in range(3):
        page.keyboard.type("ot")
        expect(page.locator("#desk")).to_have_attribute("data-state", "calling")
        expect(page.locator("#said")).to_have_text("Đã nhận")
        press(page, "shut")
        assert office.desk("2").clerk is None


def test_a_finger_whose_end_was_never_told_freezes_nothing(office: Stand) -> None:
    page = at(office, "open")
    page.evaluate("document.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))")
    office.take()
    shown(page, "Đang chờ: 1 người")


def test_a_list_that_is_open_takes_enter_for_itself(office: Stand) -> None:
    office.take("copy")
    page = at(office, "open", "next")
    page.keyboard.press("c")
    page.wait_for_selector("#ask-transfer[open]")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#ask-transfer select[name=service]")).not_to_have_value("")
    expect(page.locator("#ask-transfer[open]")).to_have_count(1)
    assert office.desk("2").state == "calling"


def test_a_dialog_left_open_at_one_counter_does_not_open_at_another(office: Stand) -> None:
    page = at(office, "open", counter="1")
    page.click("#deed-pause")
    page.wait_for_selector("#ask-pause[open]")
    page.goto(f"{office.root}/counter/2")
    page.wait_for_selector("main[data-ready]")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_on_a_phone_help_is_called_for_without_scrolling(office: Stand) -> None:
    for _ in range(12):
        office.take()
    page = at(office, "open", size=PHONE, has_touch=True, is_mobile=True)
    assert box(page, "[data-tool=alarm]")["y"] + box(page, "[data-tool=alarm]")["height"] <= PHONE["height"]
    assert readable(page, "[data-tool=alarm]")


@pytest.mark.parametrize("size", [OFFICE_PC, PHONE, LARGER])
def test_help_is_called_for_with_any_dialog_open_at_the_place_where_the_button_always_is(
    office: Stand, size: Any
) -> None:
    page, other = at(office, "open", size=size), office.hand("minh", "/counter/3")
    place = box(page, "[data-tool=alarm]")
    names = page.locator("dialog").evaluate_all("all => all.map(each => each.id)")
    assert len(names) == 10
    for name in names:
        page.evaluate("name => document.getElementById(name).showModal()", name)
        expect(page.locator(f"#{name} > [data-tool=alarm]")).to_have_count(1)
        assert readable(page, "[data-tool=alarm]"), name
        assert not over(box(page, "[data-tool=alarm]"), box(page, f"#{name}")), name
        for key in page.locator(f"#{name} .ends button").all():
            expect(key).to_be_in_viewport(ratio=1)  # what ends it, however little height there is
        if size != LARGER:  # where the page is as high as the window
            assert box(page, "[data-tool=alarm]") == pytest.approx(place, abs=1), name
        page.evaluate("name => document.getElementById(name).close()", name)
    page.click("#deed-pause")
    page.fill("#ask-pause [name=until]", "15:00")
    page.click("[data-tool=alarm]")
    expect(other.locator(".trouble.alarm")).to_contain_text("Cần hỗ trợ ngay: Quầy 2")
    expect(page.locator("[data-tool=alarm]")).to_contain_text("✓")
    expect(page.locator("#ask-pause[open] [name=until]")).to_have_value("15:00")
    assert page.locator("#said:visible, .trouble").count() == 0
    expect(page.locator("#ask-pause [name=until]")).to_be_focused()  # nobody need see that something was pressed
    page.click("#ask-pause [data-shut]")
    expect(page.locator(".tools > [data-tool=alarm]")).to_contain_text("✓")


def test_a_call_for_help_goes_on_until_it_has_arrived(office: Stand) -> None:
    page, other = at(office, "open"), office.hand("minh", "/counter/3")
    page.route("**/alarm", lambda route: route.abort())
    page.keyboard.press("Control+Alt+k")
    expect(page.locator("#said")).to_have_text("Chưa báo được. Đang gửi lại; xin gọi trực tiếp.")
    page.unroute("**/alarm")
    expect(other.locator(".trouble.alarm")).to_contain_text("Cần hỗ trợ ngay: Quầy 2")
    expect(page.locator("[data-tool=alarm]")).to_contain_text("✓")
    expect(page.locator("#said")).to_be_hidden()
    assert page.locator(".trouble").count() == 0
