"""The sentences, word for word as agreed, and what may be changed in them."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import translation
from assets.voice.errors import WordingError
from assets.voice.numbers import Lang, ticket_number
from broker.hall.sentences import Call, Form, Notice, Phrasebook, explained_by

CALL = Call("2026-11-23.A-025/1/1", "A-025", None, 3, nth=1, called_at_ms=0)
RESULT = replace(CALL, number="T-012", counter_number=1, kind="collect")
MOVED = replace(CALL, number="A-031", counter_number=5, kind="moved")
DESK = replace(CALL, counter_spoken="bàn hướng dẫn", counter_number=None)
ENGLISH = replace(CALL, lang="en")
RESERVED = replace(CALL, number="A-801", reserved_ticket="2026-11-23.A-801")

SAID: list[tuple[Form, Call, str]] = [
    ("call.full", CALL, "Xin mời công dân có số thứ tự a, không hai năm, đến quầy số ba."),
    ("call.repeat", CALL, "Xin nhắc lại: số a, không hai năm, quầy số ba."),
    ("call.short", CALL, "Mời số a, không hai năm, quầy ba."),
    ("call.third", CALL, "Mời lần cuối: số a, không hai năm, quầy số ba."),
    (
        "call.result",
        RESULT,
        "Xin mời công dân có số thứ tự tê, không một hai, đến quầy số một để nhận kết quả.",
    ),
    ("call.full", DESK, "Xin mời công dân có số thứ tự a, không hai năm, đến bàn hướng dẫn."),
    ("call.short", DESK, "Mời số a, không hai năm, bàn hướng dẫn."),
    ("moved", MOVED, "Số a, không ba một xin chuyển sang quầy số năm."),
    ("call.reserved", RESERVED, "Số a, tám không một lấy khi mất kết nối, gọi theo giờ lấy số."),
    ("call.full", ENGLISH, "Ticket A, zero two five, please go to counter three."),
    ("call.repeat", ENGLISH, "Again: ticket A, zero two five, counter three."),
]
NOTICES = [
    (Notice("n", "closing15", 0), "Còn mười lăm phút nữa là hết giờ nhận số buổi sáng."),
    (
        Notice("n", "closing15", 0, session="afternoon"),
        "Còn mười lăm phút nữa là hết giờ nhận số buổi chiều.",
    ),
    (
        Notice("n", "lunch", 0, resume_at="13:30"),
        "Đã đến giờ nghỉ trưa. Công dân đang giữ số buổi sáng sẽ được mời trước, "
        "từ mười ba giờ ba mươi phút. Xin cảm ơn.",
    ),
    (Notice("n", "open", 0), "Trung tâm bắt đầu làm việc. Xin mời công dân giữ phiếu và chờ gọi số."),
    (
        Notice("n", "end", 0),
        "Trung tâm đã hết giờ làm việc. Công dân chưa được phục vụ, xin đến bàn hướng dẫn để được ưu tiên sáng mai.",
    ),
]


@pytest.mark.parametrize(("form", "call", "said"), SAID)
def test_a_call_is_said_in_the_agreed_words(form: Form, call: Call, said: str) -> None:
    assert Phrasebook().call(call, form) == said


@pytest.mark.parametrize(("lang", "before"), [("vi", ""), ("en", "Ticket ")])
def test_a_number_of_the_reserved_series_is_explained_in_the_words_of_the_board(lang: Lang, before: str) -> None:
    """Heard alone, an English "A" would be an article, so the ear gets one word more."""
    board = translation(lang).text("offline.series", number=ticket_number("A-801", lang))
    assert Phrasebook().call(replace(RESERVED, lang=lang), "call.reserved") == f"{before}{board}."


@pytest.mark.parametrize(
    ("call", "form", "explained"),
    [
        (RESERVED, "call.full", True),
        (replace(RESERVED, kind="collect"), "call.result", True),
        (RESERVED, "call.short", False),
        (RESERVED, "call.repeat", False),
        (RESERVED, "call.reserved", False),
        (replace(RESERVED, kind="moved"), "moved", False),
        (replace(RESERVED, nth=2), "call.full", False),
        (replace(RESERVED, nth=3), "call.third", False),
        (CALL, "call.full", False),
    ],
)
def test_what_is_explained(call: Call, form: Form, explained: bool) -> None:
    assert (explained_by(call, form) == "call.reserved") is explained


@pytest.mark.parametrize(("notice", "said"), NOTICES)
def test_a_notice_is_said_in_the_agreed_words(notice: Notice, said: str) -> None:
    assert Phrasebook().notice(notice) == said


def test_the_region_changes_the_counter_not_the_ticket() -> None:
    call = replace(CALL, number="A-044", counter_number=24)
    assert Phrasebook(accent="south").call(call, "call.short") == "Mời số a, không bốn bốn, quầy hai mươi bốn."
    assert Phrasebook(accent="north").call(call, "call.short") == "Mời số a, không bốn bốn, quầy hai mươi tư."


@pytest.mark.parametrize(
    ("call", "crowded", "form"),
    [
        (CALL, False, "call.full"),
        (CALL, True, "call.short"),
        (replace(CALL, nth=2), False, "call.full"),
        (replace(CALL, nth=3), False, "call.third"),
        (replace(CALL, nth=4), True, "call.third"),
        (RESULT, False, "call.result"),
        (RESULT, True, "call.short"),
        (MOVED, True, "moved"),
    ],
)
def test_which_sentence_opens_a_call(call: Call, crowded: bool, form: Form) -> None:
    assert Phrasebook().opening(call, crowded=crowded) == form


def test_an_office_may_change_a_sentence() -> None:
    book = Phrasebook(changes={"vi": {"who": "tổ chức, công dân"}})
    assert book.call(CALL, "call.full").startswith("Xin mời tổ chức, công dân có số thứ tự a, ")
    assert book.call(ENGLISH, "call.full") == Phrasebook().call(ENGLISH, "call.full")


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"vi": {"call.ful": "x"}}, "call.ful"),
        ({"km": {"call.full": "x"}}, "km"),
        ({"vi": {"call.full": "Mời {so}"}}, "so"),
        ({"vi": {"call.full": "Mời {0}"}}, "call.full"),
        ({"vi": {"call.full": "Mời {number"}}, "call.full"),
    ],
)
def test_a_wrong_change_is_refused_at_once(changes: dict, names: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(WordingError, match=names):
        Phrasebook(changes=changes)


@pytest.mark.parametrize(
    "call",
    [
        replace(CALL, counter_number=None),
        replace(CALL, counter_number=-1),
        replace(CALL, number="A_025"),
    ],
)
def test_a_call_that_cannot_be_said_is_refused(call: Call) -> None:
    with pytest.raises(WordingError):
        Phrasebook().call(call, "call.full")


def test_lunch_without_a_time_is_refused() -> None:
    with pytest.raises(WordingError, match="time of day"):
        Phrasebook().notice(Notice("n", "lunch", 0))


@given(
    number=st.from_regex(r"[A-Z]{1,2}-[0-9]{2,4}|[0-9]{3,5}", fullmatch=True),
    counter=st.integers(0, 9_999),
    form=st.sampled_from(get_args(Form)),
)
def test_nothing_is_left_to_guess(number: str, counter: int, form: Form) -> None:
    said = Phrasebook().call(replace(CALL, number=number, counter_number=counter), form)
    assert not any(sign.isdigit() or sign in "{}" for sign in said)
    assert not any(sign.isupper() for sign in said[1:])
