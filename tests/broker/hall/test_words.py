"""From the board to the words the hall reads."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from broker.contract.ids import InstantMs
from broker.contract.office import Office, Screens
from broker.contract.status import Board, BoardCounter, BoardMissed, BoardMove
from broker.hall.board import TURN_MS, BoardView
from broker.hall.foot_words import FOOT_MS, RUN_MS
from broker.hall.paging import PAGE_MS
from broker.hall.scene import Foot, Mood, Scene
from broker.hall.words import Moment, Words
from display.lobby.gallery import tongue
from tests.display.boards import MONDAY_0805, board, call, counter, office, ten_fields, waiting

MINUTE = 60_000
FEES_EN = "No payment is due beyond the posted fees."


def words(lang: str = "vi", of: Office | None = None) -> Words:
    made = Words(tongue(lang))
    made.take_office(of or office())
    return made


def scene(*boards: Board, at_min: int = 0, real_ms: int = 0, stale: InstantMs | None = None, **how: Any) -> Scene:
    view = BoardView("hall")
    for each in boards:
        view.take(each, 0)
    view.step(real_ms)
    now = InstantMs(MONDAY_0805 + at_min * MINUTE)
    return words(**how).scene(view, Moment(now, real_ms, stale))


def test_the_head_says_whose_board_it_is_and_what_time_it_is() -> None:
    head = scene(board(1)).head
    assert (head.authority, head.office) == (
        "Ủy ban nhân dân xã Bình Minh",
        "Trung tâm Phục vụ hành chính công xã Bình Minh",
    )
    assert (head.clock, head.date) == ("08:05", "Thứ Hai, 23/11/2026")


def test_before_the_office_is_known_the_board_is_shown_without_it() -> None:
    view = BoardView("hall")
    view.take(board(1, call("A-025", 3)), 0)
    found = Words(tongue("vi")).scene(view, Moment(MONDAY_0805, 0))
    assert found.head.office == ""
    assert (found.spotlight.cells[0].number, found.spotlight.cells[0].field) == ("A-025", "")
    assert Words(tongue("vi")).scene(BoardView("hall"), Moment(MONDAY_0805, 0)).counters.tiles == ()


def test_a_call_says_number_counter_and_field_and_the_words_spoken() -> None:
    found = scene(board(1, call("A-025", 3))).spotlight
    (cell,) = found.cells
    assert (cell.come, cell.number, cell.to, cell.counter, cell.desk) == ("Mời số", "A-025", "Đến quầy", "3", "")
    assert (cell.field, cell.pictogram, cell.mark, cell.again) == ("Chứng thực", "stamp", "", False)
    assert found.subtitle == "Xin mời công dân có số thứ tự a, không hai năm, đến quầy số ba."


def test_a_screen_with_a_voice_shows_what_the_voice_says() -> None:
    view = BoardView("hall")
    view.take(board(1, call("A-025", 3)), 0)
    assert words().scene(view, Moment(MONDAY_0805, 0), "Mời số a, không hai năm, quầy ba.").spotlight.subtitle == (
        "Mời số a, không hai năm, quầy ba."
    )
    assert words().scene(view, Moment(MONDAY_0805, 0), "").spotlight.subtitle == ""


def test_a_recall_says_which_call_it_is() -> None:
    (cell,) = scene(board(1, call("A-025", nth=2))).spotlight.cells
    assert (cell.come, cell.again) == ("Gọi lần 2", True)


def test_a_counter_with_a_name_is_said_by_its_name() -> None:
    desk = counter(1, "calling", name={"vi": "Bàn hướng dẫn"}, spoken={"vi": "bàn hướng dẫn"}, counter_number=None)
    found = scene(board(1, call("A-025"), counters=(desk,)))
    assert (found.spotlight.cells[0].counter, found.spotlight.cells[0].desk) == ("", "Bàn hướng dẫn")
    assert found.spotlight.subtitle.endswith("đến bàn hướng dẫn.")
    assert (found.counters.tiles[0].badge, found.counters.tiles[0].name) == ("", "Bàn hướng dẫn")


@pytest.mark.parametrize(
    ("of_call", "mark", "sentence"),
    [
        ({"class_id": "elder"}, "◆", "◆ Số ưu tiên theo quy định"),
        ({"reserved": True}, "◇", "◇ Số A-801 lấy khi mất kết nối, gọi theo giờ lấy số"),
        ({"moved": True}, "→", "→ A-801 chuyển sang quầy 5"),
    ],
)
def test_a_mark_stands_at_the_number_and_its_sentence_in_the_foot(
    of_call: dict[str, Any], mark: str, sentence: str
) -> None:
    found = scene(board(1, call("A-801", 5, **of_call)))
    assert found.spotlight.cells[0].mark == mark
    assert found.foot.text == sentence


def test_several_sentences_of_the_foot_take_turns() -> None:
    all_at_once = board(1, call("A-801", 5, class_id="elder", reserved=True), missed=("C-044",))
    told = [scene(all_at_once, real_ms=n * FOOT_MS).foot.text for n in range(4)]
    assert told == [
        "◆ Số ưu tiên theo quy định",
        "◇ Số A-801 lấy khi mất kết nối, gọi theo giờ lấy số",
        "Đã gọi, vắng mặt: C-044. Mời liên hệ bàn hướng dẫn.",
        told[0],
    ]


def test_every_absent_number_is_told() -> None:
    missed = tuple(f"A-{n:03}" for n in range(1, 10))
    told = [scene(board(1, missed=missed), real_ms=n * FOOT_MS).foot.text for n in range(2)]
    assert all(any(number in line for line in told) for number in missed)


FEES = "Ngoài phí, lệ phí đã niêm yết, Ông/Bà không phải nộp khoản nào khác."
OPEN_ON_SATURDAY = Screens(ticker=({"vi": "Sáng thứ Bảy có làm việc.", "en": "Open on Saturday."},))


@pytest.mark.parametrize(
    ("ticker", "lang", "foot"),
    [
        ("run", "vi", Foot(running=("Sáng thứ Bảy có làm việc.", FEES))),
        ("run", "vi+en", Foot(running=("Sáng thứ Bảy có làm việc.", "Open on Saturday.", FEES, FEES_EN))),
        ("turn", "vi", Foot("Sáng thứ Bảy có làm việc.")),
        ("off", "vi", Foot(FEES)),
    ],
)
def test_with_nothing_else_to_tell_the_office_speaks_and_says_what_must_not_be_paid(
    ticker: Any, lang: str, foot: Foot
) -> None:
    view, said = BoardView("hall"), words(lang, office(screens=OPEN_ON_SATURDAY))
    said.ticker = ticker
    assert said.scene(view, Moment(MONDAY_0805, 0)).foot == foot


def test_absent_numbers_are_told_by_their_counter_and_take_turns_with_the_ticker() -> None:
    absent = tuple(BoardMissed(number=number, counter=f"quay-{n}") for number, n in (("A-019", 3), ("C-044", 3)))
    one = board(1, missed=("A-019", "C-044", "H-007"), absent=(*absent, BoardMissed(number="H-007", counter="quay-1")))
    of = office(screens=OPEN_ON_SATURDAY)
    told = [scene(one, real_ms=n * FOOT_MS, of=of).foot for n in range(2)]
    assert [each.text for each in told] == [
        "Đã gọi, vắng mặt: A-019, C-044. Mời liên hệ quầy 3.",
        "Đã gọi, vắng mặt: H-007. Mời liên hệ quầy 1.",
    ]
    assert scene(one, real_ms=2 * FOOT_MS, of=of).foot.running == ("Sáng thứ Bảy có làm việc.", FEES)
    assert scene(one, real_ms=2 * FOOT_MS + RUN_MS, of=of).foot == told[0]


def test_an_office_without_lines_has_no_ticker() -> None:
    assert scene(board(1)).foot == Foot(FEES)


def test_a_number_on_its_way_to_another_counter_is_told_before_it_is_called_there() -> None:
    moves = (BoardMove(number="A-031", counter="quay-5", at=MONDAY_0805),)
    assert scene(board(1, moves=moves)).foot.text == "A-031 chuyển sang quầy 5"


def test_what_a_mark_means_is_told_before_everything_else() -> None:
    lit = board(1, call("A-025", 3, class_id="elder"), missed=("C-044",))
    told = {scene(lit, real_ms=n * FOOT_MS).foot.text for n in range(5)}
    assert told == {"◆ Số ưu tiên theo quy định", "Đã gọi, vắng mặt: C-044. Mời liên hệ bàn hướng dẫn."}


def test_a_number_of_training_says_so_in_the_place_of_its_field() -> None:
    (cell,) = scene(board(1, call("X-001", training=True))).spotlight.cells
    assert (cell.field, cell.pictogram) == ("PHIẾU THỬ – KHÔNG CÓ GIÁ TRỊ", "")


def test_an_office_in_training_has_a_banner() -> None:
    assert scene(board(1, training=True)).banner == "CHẾ ĐỘ TẬP – số không có giá trị"
    assert scene(board(1)).banner == ""


def test_a_lost_link_says_since_when_and_shows_no_call() -> None:
    found = scene(board(1, call("A-025")), stale=InstantMs(MONDAY_0805 + 67 * MINUTE)).spotlight
    assert found.alarm == "Mất kết nối từ 09:12. Xin nghe cán bộ gọi số."
    assert (found.cells, found.subtitle) == ((), "")


AT_NINE = InstantMs(MONDAY_0805 + 55 * MINUTE)
PAUSED_TILL_NINE = "Tạm nghỉ, trở lại lúc 09:00"
SIT = "Mời ngồi chờ. Khi đến lượt sẽ có loa gọi và số hiện trên màn hình."


@pytest.mark.parametrize(
    ("of_counter", "at_min", "mood", "said"),
    [
        ({"state": "ready"}, 0, Mood.READY, "Sẵn sàng"),
        ({"state": "free"}, 0, Mood.READY, "Sẵn sàng"),
        ({"state": "calling", "number": "A-025"}, 0, Mood.CALLS, "Đang mời"),
        ({"state": "serving", "number": "A-025"}, 0, Mood.SERVES, "Đang phục vụ"),
        ({"state": "paused"}, 0, Mood.AWAY, "Tạm nghỉ"),
        ({"state": "paused", "until": AT_NINE}, 0, Mood.AWAY, "Tạm nghỉ, trở lại lúc 09:00"),
        ({"state": "paused", "until": AT_NINE}, 56, Mood.AWAY, "Tạm nghỉ"),
        ({"state": "paused", "until": 2**60}, 0, Mood.AWAY, "Tạm nghỉ, trở lại lúc 07:00"),
        ({"state": "paused", "pause_reason": "lunch", "until": AT_NINE}, 0, Mood.AWAY, "Nghỉ trưa đến 09:00"),
        ({"state": "paused", "pause_reason": "lunch"}, 0, Mood.AWAY, "Nghỉ trưa"),
        ({"state": "paused", "pause_reason": "personal"}, 0, Mood.AWAY, "Tạm nghỉ"),
        ({"state": "shut"}, -60, Mood.AWAY, "Mở lúc 07:30"),
        ({"state": "shut", "opens_at": AT_NINE}, 0, Mood.AWAY, "Mở lúc 09:00"),
        ({"state": "shut", "opens_at": AT_NINE}, 55, Mood.AWAY, "Đóng quầy"),
        ({"state": "shut", "opens_at": AT_NINE + 24 * 60 * MINUTE}, 0, Mood.AWAY, "Đóng quầy"),
        ({"state": "shut", "opens_at": AT_NINE + 5 * 60 * MINUTE}, 4 * 60, Mood.AWAY, "Nghỉ trưa đến 14:00"),
        ({"state": "shut"}, 0, Mood.AWAY, "Đóng quầy"),
        ({"state": "shut"}, 4 * 60, Mood.AWAY, "Nghỉ trưa đến 13:30"),
        ({"state": "shut"}, 10 * 60, Mood.AWAY, "Đóng quầy"),
    ],
)
def test_what_a_counter_says(of_counter: dict[str, Any], at_min: int, mood: Mood, said: str) -> None:
    (tile,) = scene(board(1, counters=(counter(3, **of_counter),)), at_min=at_min).counters.tiles
    assert (tile.mood, tile.words, tile.number) == (mood, said, of_counter.get("number", ""))
    assert (tile.name, tile.badge) == ("Quầy 3", "3")


@pytest.mark.parametrize(
    ("counters", "said"),
    [
        ((counter(1, "paused", until=AT_NINE + MINUTE), counter(2, "paused", until=AT_NINE)), PAUSED_TILL_NINE),
        ((counter(1, "paused", until=AT_NINE), counter(2, "paused"), counter(3, "shut")), PAUSED_TILL_NINE),
        ((counter(1, "paused", until=AT_NINE, pause_reason="lunch"),), "Nghỉ trưa đến 09:00"),
        ((counter(1, "paused", until=AT_NINE), counter(2, "free")), SIT),
        ((counter(1, "paused", until=MONDAY_0805), counter(2, "paused")), SIT),
    ],
)
def test_a_hall_whose_counters_are_all_paused_says_until_when(counters: tuple[BoardCounter, ...], said: str) -> None:
    assert scene(board(1, counters=counters)).spotlight.calm == said


def test_without_a_day_counters_have_not_opened_yet() -> None:
    (tile,) = scene(board(1, day=None, counters=(counter(1, "shut"),))).counters.tiles
    assert tile.words == "Chưa mở"


def test_when_a_counter_opens_is_said_before_the_office_is_known_too() -> None:
    view = BoardView("hall")
    view.take(board(1, day=None, counters=(counter(1, "shut", opens_at=AT_NINE), counter(2, "shut"))), 0)
    found = Words(tongue("vi+en")).scene(view, Moment(MONDAY_0805, 0)).counters.tiles
    assert [tile.words for tile in found] == ["Mở lúc 09:00 · Opens at 09:00", "Chưa mở · Not open yet"]


def test_a_list_of_calls_says_what_it_is_for_while_there_are_none() -> None:
    assert scene(board(1)).recent.nothing == "Số được gọi sẽ hiện ở đây"
    served = msgspec.structs.replace(call("A-025", 1), stage="serving")
    later = scene(board(1, served), real_ms=TURN_MS).recent
    assert (later.nothing, [each.number for each in later.calls]) == ("", ["A-025"])


def test_a_counter_says_what_is_done_there() -> None:
    serving = msgspec.structs.replace(call("A-025", 1, service="so-do"), stage="serving")
    both = counter(2, services=("sao-y", "khai-sinh", "sao-y"))
    many = counter(3, services=tuple(each.id for each in office().services))
    counters = (counter(1, "serving", number="A-025"), both, many, counter(4, services=("unheard-of",)))
    found = scene(board(1, serving, counters=counters)).counters.tiles
    assert [tile.service for tile in found] == [
        "Đất đai",
        "Chứng thực · Hộ tịch",
        "Đất đai · Chứng thực · Hộ tịch · +7",
        "",
    ]


def test_in_two_languages_labels_stand_beside_each_other_and_sentences_one_below_the_other() -> None:
    found = scene(board(1, call("A-025", 3), counters=(counter(3, "paused", until=AT_NINE),)), lang="vi+en")
    (cell,), (tile,) = found.spotlight.cells, found.counters.tiles
    assert (cell.come, cell.come_too, cell.to, cell.to_too) == ("Mời số", "Now calling", "Đến quầy", "Counter")
    assert tile.words == "Tạm nghỉ, trở lại lúc 09:00 · Back at 09:00"
    assert found.recent.title == "Vừa gọi\nJust called"
    lost = scene(board(1), stale=MONDAY_0805, lang="en+vi").spotlight.alarm.split("\n")
    assert [line[:20] for line in lost] == ["No connection since ", "Mất kết nối từ 08:05"]


def test_a_lost_link_leaves_no_counter_lit() -> None:
    lost = scene(board(1, counters=(counter(3, "calling", number="A-025"),)), stale=MONDAY_0805)
    assert [(tile.mood, tile.words, tile.number) for tile in lost.counters.tiles] == [(Mood.AWAY, "–", "A-025")]


def test_a_lost_link_tells_no_waits_of_before() -> None:
    known = board(1, fields=(waiting("Đất đai", 7, 14, 26),))
    assert [(row.people, row.wait) for row in scene(known).waiting.rows] == [("7 người", "14–26 phút")]
    lost = scene(known, stale=MONDAY_0805).waiting.rows
    assert [(row.field, row.people, row.wait) for row in lost] == [("Đất đai", "–", "–")]


@pytest.mark.parametrize(
    ("state", "at_min", "people", "shut", "empty"),
    [
        ("free", 0, 3, False, False),
        ("shut", 0, 3, False, False),
        ("shut", -60, 3, True, False),
        ("shut", 10 * 60, 0, True, True),
        ("serving", 10 * 60, 3, False, False),
    ],
)
def test_a_hall_in_which_nobody_works_shows_no_counters(
    state: str, at_min: int, people: int, shut: bool, empty: bool
) -> None:
    of_hall = board(1, counters=(counter(1, state),), fields=(waiting("Hộ tịch", people),))
    found = scene(of_hall, at_min=at_min)
    assert (found.shut, found.empty) == (shut, empty)


def test_a_notice_gives_way_to_calls_to_words_spoken_and_to_a_lost_link() -> None:
    def poster(shown: Board, subtitle: str | None = None, stale: InstantMs | None = None) -> str:
        view = BoardView("hall")
        view.take(shown, 0)
        return words().scene(view, Moment(MONDAY_0805, 0, stale, "notice.ppm"), subtitle).poster

    assert poster(board(1)) == "notice.ppm"
    assert poster(board(1, call("A-025", 3))) == poster(board(1), "Đã đến giờ nghỉ trưa.") == ""
    assert poster(board(1), stale=MONDAY_0805) == ""


@pytest.mark.parametrize("total", [1, 5, 12, 13, 40, 67])
def test_all_counters_are_shown_page_after_page(total: int) -> None:
    shown = board(1, counters=tuple(counter(n) for n in range(1, total + 1)))
    pages = scene(shown).counters.pages
    seen = [tile.counter for n in range(pages) for tile in scene(shown, real_ms=n * PAGE_MS).counters.tiles]
    assert seen == [f"quay-{n}" for n in range(1, total + 1)]


@pytest.mark.parametrize(
    ("at_min", "said"),
    [
        (-60, "Bắt đầu gọi số lúc 07:30"),
        (0, "Mời ngồi chờ. Khi đến lượt sẽ có loa gọi và số hiện trên màn hình."),
        (4 * 60, "Nghỉ trưa, phục vụ lại lúc 13:30. Số lấy bây giờ được gọi vào buổi chiều."),
        (10 * 60, "Hiện ngoài giờ làm việc. Mời quay lại lúc 07:30, thứ Ba, 24/11."),
    ],
)
def test_what_the_hall_is_told_when_nobody_is_called(at_min: int, said: str) -> None:
    shut = board(1, counters=(counter(1, "shut"),))
    assert scene(shut, at_min=at_min).spotlight.calm == said


def test_a_holiday_is_named() -> None:
    closed = office()
    calendar = msgspec.structs.replace(closed.calendar, closures={"2026-11-23": {"vi": "Quốc khánh"}})
    closed = msgspec.structs.replace(closed, calendar=calendar)
    assert scene(board(1, counters=()), of=closed).spotlight.calm == (
        "Hôm nay nghỉ Quốc khánh. Phục vụ lại 07:30, thứ Ba, 24/11."
    )


def test_counters_that_work_on_after_hours_are_believed() -> None:
    late = board(1, counters=(counter(1, "serving", number="A-025"),))
    assert scene(late, at_min=10 * 60).spotlight.calm.startswith("Mời ngồi chờ.")


def test_just_called_lists_number_and_counter() -> None:
    old = [msgspec.structs.replace(call(f"A-00{n}", n, at=MONDAY_0805 + n), stage="serving") for n in range(1, 6)]
    found = scene(board(1, *old))
    assert found.recent.title == "Vừa gọi"
    assert [(each.number, each.counter) for each in found.recent.calls] == [
        (f"A-00{n}", str(n)) for n in (5, 4, 3, 2, 1)
    ]


def test_who_waits_for_what_and_how_long() -> None:
    found = scene(board(1, fields=(waiting("Đất đai", 7, 35, 60), waiting("Hộ tịch", 0)))).waiting
    assert [(row.field, row.people, row.wait) for row in found.rows] == [
        ("Đất đai", "7 người", "35–60 phút"),
        ("Hộ tịch", "0 người", "–"),
    ]
    assert scene(board(1, fields=ten_fields())).waiting.rows[0].pictogram == "land"


def test_fields_turn_pages_too() -> None:
    everything = board(1, fields=ten_fields())
    seen = [row.field for n in range(3) for row in scene(everything, real_ms=n * PAGE_MS).waiting.rows]
    assert seen == [each.name["vi"] for each in ten_fields()]


def test_the_same_moment_gives_the_same_scene() -> None:
    assert scene(board(1, call("A-025", 3))) == scene(board(2, call("A-025", 3)))
    assert scene(board(1, call("A-025"))) != scene(board(1, call("A-025")), real_ms=2 * TURN_MS, at_min=1)


def test_another_language_says_the_same() -> None:
    found = scene(board(1, call("A-025", 3), training=True), lang="en")
    assert found.banner == "TRAINING – numbers are not valid"
    assert found.spotlight.cells[0].to == "Counter"
    assert found.head.date == "Mon 23 Nov 2026"


def test_a_board_of_nonsense_is_no_error() -> None:
    odd = board(
        1,
        call("A-025", 99, service="unheard-of", lang="zz"),
        counters=(counter(1, "paused", name={}, until=-5),),
        fields=(waiting("X", -1, 5, None),),
    )
    found = scene(odd)
    assert found.spotlight.cells[0].desk == "quay-99"
    assert found.counters.tiles[0].words == "Tạm nghỉ"
