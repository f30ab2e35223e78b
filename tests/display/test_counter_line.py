"""The words beside the keys."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import translation
from broker.contract.ids import InstantMs
from broker.contract.office import NO_HOURS, Calendar, Counter, Office, Rules
from broker.contract.refusals import REFUSALS
from broker.contract.status import CounterStatus
from display.counter.line import Line, line
from display.counter.view import Outcome, View
from tests.display.counter_tools import NINE_MS, called, counter_status

VI, EN = translation("vi"), translation("en")
OFFICE = Office(
    site="binh-minh", name={"vi": "Trung tâm"}, authority={"vi": "UBND"}, series=(), fields=(), services=(), kiosks=(),
    counters=(
        Counter(id="3", name={"vi": "Quầy 3 – Hộ tịch", "en": "Counter 3"}, services=(), number=3),
        Counter(id="guide", name={"vi": "Bàn hướng dẫn"}, services=()),
    ),
    calendar=Calendar(counters=NO_HOURS, kiosk=NO_HOURS), rules=Rules(free_asks_s=45),
)  # fmt: skip


def view(status: CounterStatus | None = None, **changes: Any) -> View:
    """Counter 3 at nine o'clock, online."""
    made = {"counter": "3", "now_ms": NINE_MS, "online": True, "heard_ms": NINE_MS, "status": status, **changes}
    return View(**made)


def refused(code: str, /, at_ms: int = NINE_MS, **params: str | int) -> Outcome:
    return Outcome("refused", "recall", True, at_ms, code, params)


def said(made: View) -> Line:
    return line(made, VI)


def test_a_calling_counter() -> None:
    status = called(nth=2, waiting=12, no_show_from=InstantMs(NINE_MS + 23_400))
    assert said(view(status)).text() == (
        "Quầy 3 · Đang mời · Gọi lần 2 · A-025 · Đang chờ: 12 người · Báo vắng mặt được sau 24 giây."
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (counter_status(state="shut"), "Đóng quầy"),
        (counter_status(state="ready"), "Sẵn sàng"),
        (counter_status(state="free"), "Sẵn sàng"),
        (called(), "Đang mời · Gọi lần 1"),
        (called(state="serving"), "Đang phục vụ"),
        (counter_status(state="paused"), "Tạm nghỉ"),
        (counter_status(state="paused", pause_reason="other"), "Tạm nghỉ"),
        (counter_status(state="paused", pause_reason="personal"), "Tạm nghỉ (Việc cá nhân)"),
        (counter_status(state="paused", pause_reason="clerk_absent"), "Tạm nghỉ (Cán bộ vắng mặt)"),
        (counter_status(state="paused", pause_reason="personal", until=NINE_MS + 300_000),
         "Tạm nghỉ, trở lại lúc 09:05"),
        (counter_status(state="paused", pause_reason="lunch", until=NINE_MS + 16_200_000), "Nghỉ trưa đến 13:30"),
    ],
)  # fmt: skip
def test_each_state_in_the_words_of_the_lobby(status: CounterStatus, words: str) -> None:
    assert said(view(status)).state == words


def test_a_free_counter_says_what_will_happen() -> None:
    made = said(view(counter_status(state="free")))
    assert made.notice == "Chưa có người chờ. Quầy sẵn sàng; người tiếp theo sẽ được mời tự động."
    assert made.tone == "plain"


def test_the_offices_own_name_of_the_counter() -> None:
    assert said(view(counter_status(), office=OFFICE)).name == "Quầy 3 – Hộ tịch"
    assert line(view(counter_status(), office=OFFICE), EN).name == "Counter 3"
    assert said(view(counter_status(counter="9"), counter="9", office=OFFICE)).name == "Quầy 9"


def test_training_is_marked() -> None:
    assert "CHẾ ĐỘ TẬP" in said(view(counter_status(training=True))).text()


@pytest.mark.parametrize(("later_ms", "seconds"), [(0, 24), (999, 24), (1_000, 23), (23_999, 1)])
def test_the_seconds_of_an_early_no_show_run_down_by_office_time(later_ms: int, seconds: int) -> None:
    outcome = refused("e_soon", calls=2, wait_s=60, left_s=24)
    status = called(nth=2, no_show_from=InstantMs(NINE_MS + 24_000))
    made = said(view(status, office=OFFICE, outcome=outcome, now_ms=NINE_MS + later_ms))
    assert made.notice == f"Cần mời ít nhất 2 lần và chờ 60 giây sau khi loa đọc xong (còn {seconds} giây)."
    assert made.tone == "notice"


def test_when_they_are_over_the_refusal_is_gone() -> None:
    status = called(nth=2, no_show_from=InstantMs(NINE_MS + 24_000))
    made = said(view(status, outcome=refused("e_soon", calls=2, wait_s=60, left_s=24), now_ms=NINE_MS + 24_000))
    assert made.notice == "Đã có thể báo vắng mặt."


def test_while_a_call_is_missing_the_seconds_have_not_begun_to_run() -> None:
    made = said(view(called(nth=1), outcome=refused("e_soon", calls=2, wait_s=60, left_s=60), now_ms=NINE_MS + 5_000))
    assert made.notice == "Cần mời ít nhất 2 lần và chờ 60 giây sau khi loa đọc xong (còn 60 giây)."


def test_a_status_that_is_not_there_yet_does_not_stop_the_seconds() -> None:
    outcome = refused("e_soon", calls=2, wait_s=60, left_s=24)
    made = said(view(counter_status(), outcome=outcome, now_ms=NINE_MS + 4_000))
    assert "còn 20 giây" in made.notice


def test_instants_counters_and_stages_in_a_refusal_are_put_as_people_say_them() -> None:
    taken = refused("e_taken", number="A-031", counter="3", stage="serving", at=NINE_MS - 60_000)
    made = said(view(counter_status(), office=OFFICE, outcome=taken))
    assert made.notice == "Số A-031 đang ở quầy 3 (Đang phục vụ) từ 08:59."


@given(st.sampled_from(sorted(REFUSALS)), st.booleans())
def test_every_refusal_has_its_sentence(code: str, vietnamese: bool) -> None:
    numbers = {"left_s", "calls"}
    params: dict[str, str | int] = {name: 7 if name in numbers else "x" for name in REFUSALS[code][1]}
    made = line(view(counter_status(), outcome=refused(code, **params)), VI if vietnamese else EN)
    assert made.notice
    assert "{" not in made.notice
    assert code not in made.notice or "_" not in code


def test_a_refusal_of_a_newer_engine_is_named_by_its_code() -> None:
    assert said(view(counter_status(), outcome=refused("moon_phase"))).notice == "Không thực hiện được (moon_phase)."


def test_a_refusal_that_lacks_its_parameters_still_says_something() -> None:
    assert said(view(called(), outcome=refused("calling"))).notice == "Không thực hiện được (calling)."


@pytest.mark.parametrize(("end", "notice"), [
    ("busy", "Đang chờ trả lời cho lần bấm trước."),
    ("silent", "Chưa có trả lời. Xin xem lại số đang hiện rồi hãy bấm."),
    ("accepted", ""),
    ("ignored", ""),
])  # fmt: skip
def test_what_became_of_the_last_press(end: Any, notice: str) -> None:
    assert said(view(counter_status(), outcome=Outcome(end, "next", False, NINE_MS))).notice == notice


def test_offline_since_when_and_that_the_press_was_not_recorded() -> None:
    made = said(view(called(), online=False))
    assert (made.notice, made.tone) == ("Mất kết nối từ 09:00.", "alarm")
    lost = said(view(called(), online=False, outcome=Outcome("offline", "next", False, NINE_MS)))
    assert lost.notice == "Mất kết nối từ 09:00. Thao tác vừa rồi chưa được ghi."


def test_before_anybody_has_been_heard() -> None:
    made = said(view(None, online=False, heard_ms=None))
    assert made.text() == "Quầy 3 · Chưa kết nối được với hệ thống."
    assert said(view(None)).notice == "Chưa kết nối được với hệ thống."


def test_the_question_counts_down_to_the_pause() -> None:
    status = counter_status(state="free", asks=True)
    made = said(view(status, office=OFFICE, asked_ms=NINE_MS - 5_000))
    assert made.notice == ("Anh/chị còn ở quầy không? Bấm phím bất kỳ; sau 40 giây quầy chuyển sang tạm nghỉ.")
    assert made.tone == "notice"


def test_a_stuck_key_is_named_in_words() -> None:
    made = said(view(counter_status(), stuck=("recall",)))
    assert (made.notice, made.tone) == ("Phím Mời lại bị kẹt. Xin báo kỹ thuật.", "alarm")


def test_a_counter_that_is_not_in_the_office() -> None:
    made = said(view(None, removed=True))
    assert (made.notice, made.tone) == ("Quầy 3 không có trong cấu hình cơ quan.", "alarm")


def test_what_was_just_pressed_comes_before_what_goes_on_and_offline_before_all() -> None:
    pressed = refused("calling", number="A-025")
    everything = {"stuck": ("next",), "outcome": pressed}
    assert "A-025" in said(view(called(), **everything)).notice
    assert "kết nối" in said(view(called(), **everything, online=False)).notice


def test_the_line_speaks_english_too() -> None:
    status = called(nth=2, waiting=12, no_show_from=InstantMs(NINE_MS + 23_400))
    assert line(view(status, office=OFFICE), EN).text() == (
        "Counter 3 · Calling · Call 2 · A-025 · 12 waiting · No-show possible in 24 s."
    )
