"""The web board in a real browser, on the real service, engine and mosquitto."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from broker.contract import commands as c
from broker.hall.sentences import Notice, Phrasebook
from tests.broker.web.browser.hall import TV, UPRIGHT, board, call, press
from tests.broker.web.browser.stand import CHROMIUM, PHONE, Stand, start_web

pytestmark = [pytest.mark.flow, pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")]

#: A browser whose sound can be looked at: tones that were started, words that were said.
EARS = """
window.heard = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) { heard.push(this.frequency.value); return start.call(this, at); };
const play = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function () { heard.push(this.buffer.duration); return play.call(this); };
const asked = XMLHttpRequest.prototype.open;
window.fetched = [];
XMLHttpRequest.prototype.open = function (how, what) { fetched.push(what); return asked.call(this, how, what); };
const voices = VOICES;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  speak: (words) => {
    heard.push(words.text);
    window.speaks = words;
    if (!window.held) setTimeout(() => words.onend());
  },
  cancel: () => setTimeout(() => speaks.onend()),
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def test_a_call_is_shown_with_its_counter_and_its_sentence(office: Stand) -> None:
    page = board(office)
    expect(page.locator(".told")).to_contain_text("Mời ngồi chờ")
    number = call(office, "2", class_id="elder")
    cell = page.locator(".cell.new")
    expect(cell.locator(".number")).to_contain_text(number)
    expect(cell.locator(".counter")).to_have_text("2")
    expect(cell.locator("sup")).to_have_text("◆")
    expect(page.locator(".subtitle")).to_contain_text("Xin mời công dân có số thứ tự")
    expect(page.locator("#foot")).to_contain_text("◆")
    expect(page.locator(".tile.calls")).to_contain_text(number)
    page.reload()
    expect(page.locator(".cell .number")).to_contain_text(number)
    press(office, c.Recall, "2")
    expect(page.locator(".cell.again .come")).to_contain_text("Gọi lần 2")


def test_a_number_of_my_own_on_a_phone(office: Stand) -> None:
    number = office.take("land")
    page = board(office, f"?so={number[0]}{number[-2:]}", size=PHONE)
    expect(page.locator(".mine.waiting")).to_contain_text(number)
    press(office, c.OpenCounter, "3")
    press(office, c.CallNext, "3")
    expect(page.locator(".mine.called")).to_contain_text("Mời đến Quầy 3")
    expect(page.locator(".tile.mine")).to_contain_text(number)
    press(office, c.StartService, "3")
    expect(page.locator("div.mine.serving")).to_be_visible()
    press(office, c.FinishService, "3")
    expect(page.locator("div.mine.unknown")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.fill("#ask input[name=so]", "Z-001")
    page.click("#ask button")
    expect(page.locator("div.mine.unknown")).to_contain_text("Z-001")


def test_nothing_of_a_person_is_on_the_board(office: Stand) -> None:
    clerk = office.hand("lan", "/counter/1")
    clerk.click("#deed-open")
    expect(clerk.locator("#desk")).to_have_attribute("data-state", "ready")
    office.take(note="thiếu bản chính")
    clerk.click("#deed-next")
    page = board(office)
    expect(page.locator(".cell")).to_have_count(1)
    assert "Lan" not in page.content()
    assert "thiếu bản chính" not in page.content()
    assert not page.context.cookies()


def test_since_when_nothing_is_heard_is_said_within_five_seconds(office: Stand) -> None:
    page = board(office)
    expect(page.locator(".told")).to_contain_text("Mời ngồi chờ")
    with office.without_engine():
        began = time.monotonic()
        expect(page.locator(".told.alarm")).to_contain_text("Mất kết nối từ", timeout=5_000)
        assert time.monotonic() - began < 5
    expect(page.locator(".told.alarm")).to_have_count(0, timeout=15_000)
    number = call(office, "1")
    office.web.kill()
    began = time.monotonic()
    expect(page.locator("#stale")).to_contain_text("Mất kết nối từ", timeout=5_000)
    assert time.monotonic() - began < 5
    office.web = start_web(office.folder, office.engine.db, office.engine.url, office.port, "web-again")
    expect(page.locator("#stale")).to_be_hidden(timeout=15_000)
    expect(page.locator(".cell .number")).to_contain_text(number)


def test_sound_is_allowed_by_one_press_and_calls_are_heard_in_the_hall_s_own_voice(office: Stand) -> None:
    page = board(office, script=EARS.replace("VOICES", "[]"))
    page.click("#sound")
    page.evaluate("heard.length = 0")
    call(office, "2")
    office.until(lambda: page.evaluate("heard.length") == 1, "the hall's own voice")
    assert 5 < page.evaluate("heard[0]") < 12  # seconds: chime and sentence; no chime of the browser's own
    expect(page.locator("#sound")).to_have_attribute("data-state", "on")
    assert page.evaluate("fetched.length") == 2  # the repeat is fetched while the call sounds
    office.until(lambda: page.evaluate("heard.length") == 2, "the repeat")
    assert 2 < page.evaluate("heard[1]") < page.evaluate("heard[0]") - 1
    expect(page.locator(".subtitle")).to_contain_text("Xin nhắc lại: số")


def without_voice(page: Page) -> Page:
    """The service has no voice of its own."""
    page.route("**/board/call/*", lambda route: route.fulfill(status=404))
    return page


def test_without_the_hall_s_voice_every_call_is_rung_and_said_once_by_the_browser_s(office: Stand) -> None:
    before = call(office, "1")
    page = without_voice(board(office, script=EARS.replace("VOICES", '[{ lang: "vi-VN" }]')))
    sound = page.locator("#sound")
    expect(sound).to_have_attribute("data-state", "off")
    sound.click()
    expect(sound).to_contain_text("Tiếng đang bật")
    page.evaluate("heard.length = 0")
    number = call(office, "2")
    office.until(lambda: page.evaluate("heard.length") == 6, "the chime, the words, and once more")
    assert page.evaluate("heard.slice(0, 4)") == [880, 1320, 660, 990]
    assert page.evaluate("heard[4]").startswith("Xin mời công dân có số thứ tự")
    assert page.evaluate("heard[5]").startswith("Xin nhắc lại")
    expect(page.locator(".subtitle")).to_contain_text("Xin nhắc lại")  # as long as the call is lit
    office.take()  # the page changes; nobody is called
    expect(page.locator("#waiting")).to_contain_text("1 người")
    assert page.evaluate("heard.length") == 6
    assert before != number


def test_without_a_vietnamese_voice_there_is_a_chime_and_the_page_says_so(office: Stand) -> None:
    page = without_voice(board(office, script=EARS.replace("VOICES", '[{ lang: "en-US" }]')))
    page.click("#sound")
    page.evaluate("heard.length = 0")
    call(office, "2")
    office.until(lambda: len(page.evaluate("heard")) == 4, "the chime alone")
    expect(page.locator("#sound")).to_contain_text("Chỉ có tiếng chuông")


def test_two_at_once_are_said_short_and_repeated_afterwards_but_not_who_has_come(office: Stand) -> None:
    page = without_voice(board(office, script=EARS.replace("VOICES", '[{ lang: "vi-VN" }]')))
    page.click("#sound")
    page.evaluate("heard.length = 0")
    page.evaluate("window.held = true")  # what is said now lasts until the test lets it end
    first = call(office, "1")
    words = lambda: page.evaluate("heard.filter((each) => typeof each === 'string')")  # noqa: E731
    office.until(lambda: len(words()) == 1, "the first call")
    call(office, "2", "sign")
    call(office, "3", "land")
    expect(page.locator(".cell")).to_have_count(3)
    press(office, c.StartService, "1")
    expect(page.locator(".tile.serves")).to_contain_text(first)
    page.evaluate("window.held = false; speaks.onend()")
    office.until(lambda: len(words()) == 5, "two short ones, two repeats")
    assert [each.split(":")[0].split(" số")[0] for each in words()[1:]] == [
        "Mời",
        "Mời",
        "Xin nhắc lại",
        "Xin nhắc lại",
    ]
    notes = page.evaluate("heard.filter((each) => typeof each === 'number')")
    assert notes == [880, 1320, 660, 990, 880, 1320, 880, 1320, 880, 1320, 660, 990, 880, 1320, 660, 990]


def test_the_clock_is_heard_and_makes_way_for_a_call(office: Stand) -> None:
    voices = '[{ lang: "vi-VN" }, { lang: "en-US" }]'
    page = without_voice(board(office, size={"width": 1366, "height": 768}, script=EARS.replace("VOICES", voices)))
    page.click("#sound")
    page.evaluate("heard.length = 0; window.held = true")
    page.evaluate(NOTICE, END)
    words = lambda: page.evaluate("heard.filter((each) => typeof each === 'string')")  # noqa: E731
    office.until(lambda: words() == [END], "the notice")
    line = page.locator("#spotlight .subtitle")
    expect(line).to_have_text(END)
    assert line.evaluate("(each) => each.scrollWidth <= each.clientWidth"), "all of it is shown"
    call(office, "1")
    office.until(lambda: len(words()) == 2, "the call")
    assert words()[1].startswith("Xin mời")
    page.evaluate("window.held = false; speaks.onend()")
    office.until(lambda: len(words()) == 4, "the repeat, and the notice from its beginning")
    assert words()[3] == END


#: The longest notice there is.
END = Phrasebook().notice(Notice("end", "end", 0, "en"))
#: The end of a day that the test does not wait for.
NOTICE = """(words) => {
  const now = JSON.parse(document.body.dataset.pulse).now;
  const saying = { words, lang: "en", chime: "long", sound: "/board/call/none.wav" };
  const notices = [{ notice: "n", at: now, saying }];
  boardSound.hear({ known: true, quiet: false, gain: 1, calls: [], notices }, now, 1);
}"""


def test_in_quiet_hours_nothing_is_heard_and_the_board_shows_on(office: Stand) -> None:
    page = without_voice(board(office, script=EARS.replace("VOICES", '[{ lang: "vi-VN" }]')))
    page.click("#sound")
    page.evaluate("heard.length = 0")
    page.evaluate("() => { window.loud = boardSound.hear; }")
    page.evaluate("() => { boardSound.hear = (what, ...at) => loud({ ...what, quiet: true }, ...at); }")
    number = call(office, "1")
    expect(page.locator(".cell .number")).to_contain_text(number)
    press(office, c.Recall, "1")
    expect(page.locator(".cell.again")).to_be_visible()
    assert page.evaluate("heard") == []
    expect(page.locator(".subtitle")).to_contain_text("Xin mời")


def test_a_browser_that_blocks_sound_after_a_restart_says_so_until_it_is_pressed(office: Stand) -> None:
    page = board(office)
    page.click("#sound")
    expect(page.locator("#sound")).to_contain_text("Tiếng đang bật")
    blocked = page.context.new_page()
    blocked.add_init_script(
        "AudioContext.prototype.resume = function () { return new Promise(() => {}); };"
        "Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' });"
    )
    blocked.goto(f"{office.root}/board")
    expect(blocked.locator("#sound")).to_contain_text("Trình duyệt đang chặn tiếng")


def test_zones_that_the_office_has_not_are_no_board(office: Stand) -> None:
    page = board(office)
    assert page.context.request.get(f"{office.root}/board?zone=hall").status == 200
    assert page.context.request.get(f"{office.root}/board?zone=cellar").status == 404
    assert page.context.request.get(f"{office.root}/board/live?zone=hall,cellar").status == 404


@pytest.mark.parametrize("size", [TV, UPRIGHT, {"width": 1366, "height": 768}, {"width": 1280, "height": 1024}])
def test_three_calls_fit_every_screen(office: Stand, size: Any) -> None:
    for counter, service in (("1", "copy"), ("2", "sign"), ("3", "land")):
        call(office, counter, service)
    page = board(office, size=size)
    expect(page.locator(".cell")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    overlaps = page.evaluate("""() => [...document.querySelectorAll(".cell")].filter((cell) => {
        const box = cell.getBoundingClientRect();
        return [...cell.children].some((part) => {
            const own = document.createRange();
            own.selectNodeContents(part);
            const text = own.getBoundingClientRect();
            const style = getComputedStyle(part);
            const wide = style.overflow !== "hidden" && (text.right > box.right + 1 || text.left < box.left - 1);
            const place = part.getBoundingClientRect();
            const ink = parseFloat(style.fontSize) * 0.76;  // of figures
            return wide || place.bottom > box.bottom + 1 || ink > place.height + 1;
        });
    }).length""")
    assert overlaps == 0
    heads = page.evaluate("[...document.querySelectorAll('.cell .come, .cell .to')].map(each => each.clientHeight)")
    assert max(heads) < 0.06 * size["height"]  # one line, however long the name of the field: figures have the room
    capital = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.cell .number')).fontSize) * 0.714")
    assert capital > 0.04 * size["height"]


def test_fields_have_their_pictograms_and_pages_their_dots(office: Stand) -> None:
    call(office, "3", "land")
    page = board(office)
    expect(page.locator("#waiting li .sign").first).to_be_visible()
    assert page.locator("#waiting li .sign").count() == 2
    drawn = page.context.request.get(f"{office.root}/static/pictograms.svg")
    names = page.evaluate("[...document.querySelectorAll('use')].map(each => each.getAttribute('href').split('#')[1])")
    assert names
    assert all(f'<symbol id="{name}"' in drawn.text() for name in names)
    tiles = page.evaluate("""() => { const one = document.querySelector(".tile");
        for (let n = 0; n < 20; n += 1) one.parentNode.append(one.cloneNode(true));
        boardPages();
        const count = (what) => document.querySelectorAll(what).length;
        return [count(".tile:not([hidden])"), count("#counters .dots i")]; }""")
    assert tiles in ([8, 3], [7, 3])  # 23 counters with numbers as large as on the lobby's window: three pages


def test_who_looks_for_a_number_stays_in_the_zone_and_the_languages_of_the_page(office: Stand) -> None:
    number = office.take()
    page = board(office, "?zone=hall&langs=en", size=PHONE)
    expect(page.locator("#ask")).to_contain_text("My number")
    expect(page.locator("#sound")).to_have_text("Press for sound")
    page.fill("#ask input[name=so]", number)
    page.click("#ask button")
    expect(page.locator(".mine.waiting strong")).to_have_text(number)
    expect(page.locator(".told")).to_have_text("Please sit. Your number will be called and shown.")
    assert "zone=hall&langs=en" in page.url
