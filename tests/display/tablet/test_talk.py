"""The talk with a visitor: asked in turn, sent once, forgotten."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from assets import translation
from broker.contract.commands import RateService
from broker.contract.ids import InstantMs
from broker.contract.office import Rating
from display.samples import MONDAY_0805
from display.tablet.gallery import ONE, SAMPLES, THREE, scene
from display.tablet.scene import TabletWords
from display.tablet.talk import LAST_MS, MESSAGE_MS, Talk

FIRST, SECOND = "token-of-the-first-visitor", "token-of-the-second-visitor"
UNTIL = InstantMs(MONDAY_0805 + 30_000)


def awake(rules: Rating = ONE, token: str = FIRST) -> Talk:
    talk = Talk()
    talk.ruled(rules)
    talk.offered(token, UNTIL)
    tick(talk)
    assert talk.stage == "asking"
    return talk


def tick(talk: Talk, after_ms: int = 0, *, online: bool = True, speed: float = 1.0) -> None:
    talk.tick(InstantMs(MONDAY_0805 + int(after_ms * speed)), after_ms, online=online, speed=speed)


def test_one_question_is_answered_by_one_touch() -> None:
    talk = awake()
    talk.touched("mark:2")
    assert talk.pending == RateService(token=FIRST, marks={"satisfaction": 2})
    talk.answered("", 0)
    assert talk.stage == "thanks"
    tick(talk, MESSAGE_MS - 1)
    assert talk.stage == "thanks"
    tick(talk, MESSAGE_MS)
    assert talk.stage == "asleep"


def test_the_same_right_is_never_used_again() -> None:
    """The retained offer still stands until the engine takes it away, and may be heard again."""
    talk = awake()
    talk.touched("mark:1")
    talk.touched("mark:4")
    talk.answered("", 0)
    for after_ms in range(0, 20_000, 500):
        talk.offered(FIRST, UNTIL)
        tick(talk, after_ms)
        talk.touched("mark:4")
    assert (talk.stage, talk.pending) == ("asleep", None)


def test_the_lowest_mark_is_asked_why() -> None:
    talk = awake()
    talk.touched("mark:4")
    assert (talk.stage, talk.pending) == ("why", None)
    for each in ("reason:papers", "reason:waited", "reason:other", "reason:other"):
        talk.touched(each)
    talk.touched("send")
    assert talk.pending == RateService(token=FIRST, marks={"satisfaction": 4}, reasons=("waited", "papers"))


@pytest.mark.parametrize("mark", [1, 2, 3])
def test_other_marks_are_not(mark: int) -> None:
    talk = awake()
    talk.touched(f"mark:{mark}")
    assert talk.stage == "sending"


def test_reasons_may_be_left_out_and_the_mark_counts() -> None:
    talk = awake()
    for each in ("mark:4", "reason:waited", "skip"):
        talk.touched(each)
    assert talk.pending == RateService(token=FIRST, marks={"satisfaction": 4})


def test_an_office_without_reasons_does_not_ask() -> None:
    talk = awake(replace(ONE, reasons=()))
    talk.touched("mark:4")
    assert talk.stage == "sending"


def test_questions_come_one_after_another_and_one_may_be_skipped() -> None:
    talk = awake(THREE)
    talk.touched("mark:1")
    talk.touched("skip")
    assert talk.at == 2
    talk.touched("mark:2")
    assert talk.pending == RateService(token=FIRST, marks={"manner": 1, "time": 2})


def test_who_goes_back_may_say_something_else() -> None:
    talk = awake(THREE)
    for each in ("mark:1", "mark:2", "mark:3", "reason:waited", "back", "mark:1"):
        talk.touched(each)
    assert talk.pending == RateService(token=FIRST, marks={"manner": 1, "clear": 2, "time": 1})


def test_who_skips_everything_says_nothing_and_is_not_asked_again() -> None:
    talk = awake()
    talk.touched("skip")
    for after_ms in (0, 5_000):
        tick(talk, after_ms)
        assert (talk.stage, talk.pending) == ("asleep", None)


def test_the_next_visitor_ends_the_talk_of_the_one_before() -> None:
    talk = awake()
    talk.touched("help")
    talk.offered(None, None)
    assert (talk.stage, talk.pending) == ("asleep", None)
    talk.offered(SECOND, UNTIL)
    tick(talk)
    talk.touched("mark:1")
    assert talk.pending == RateService(token=SECOND, marks={"satisfaction": 1})


def test_a_quick_clerk_wipes_out_no_mark() -> None:
    talk = awake()
    talk.touched("mark:4")
    talk.touched("reason:manner")
    talk.offered(None, None)
    assert talk.pending == RateService(token=FIRST, marks={"satisfaction": 4}, reasons=("manner",))
    talk.answered("", 0)
    assert talk.stage == "thanks"


def test_time_is_over() -> None:
    talk = awake()
    tick(talk, 29_999)
    assert talk.stage == "asking"
    tick(talk, 30_000)
    assert talk.stage == "asleep"


@pytest.mark.parametrize("speed", [1.0, 60.0])
def test_what_was_said_is_sent_before_its_time_is_over(speed: float) -> None:
    """Somebody touches a face and walks away from the reasons."""
    talk = Talk()
    talk.ruled(ONE)
    talk.offered(FIRST, InstantMs(MONDAY_0805 + int(30_000 * speed)))
    tick(talk, speed=speed)
    talk.touched("mark:4")
    talk.touched("reason:manner")
    tick(talk, 30_000 - LAST_MS - 1, speed=speed)
    assert talk.stage == "why"
    tick(talk, 30_000 - LAST_MS, speed=speed)
    assert talk.pending == RateService(token=FIRST, marks={"satisfaction": 4}, reasons=("manner",))


def test_a_lost_answer_is_asked_again_and_what_was_counted_is_thanked_for() -> None:
    talk = awake()
    talk.touched("mark:1")
    sent = talk.pending
    assert talk.silent(1_000, online=True) is sent, "the same again"
    talk.offered(None, None)  # the engine counted the first and took the offer away
    talk.answered("no_rating", 2_000)
    assert talk.stage == "thanks"


def test_a_right_that_had_ended_is_not_thanked_for() -> None:
    talk = awake()
    talk.touched("mark:1")
    talk.answered("no_rating", 0)
    assert talk.stage == "over"


@pytest.mark.parametrize("code", ["not_stored", "malformed"])
def test_what_was_not_recorded_is_said(code: str) -> None:
    talk = awake()
    talk.touched("mark:1")
    talk.answered(code, 0)
    assert talk.stage == "lost"
    tick(talk, MESSAGE_MS)
    tick(talk, MESSAGE_MS)
    assert talk.stage == "asleep"


def test_silence_is_given_up_in_the_end() -> None:
    talk = awake()
    talk.touched("mark:1")
    tries = 1
    while talk.silent(0, online=True) is not None:
        tries += 1
    assert (tries, talk.stage, talk.pending) == (3, "lost", None)


def test_cut_off_it_goes_dark_and_asks_again_when_the_line_is_back_in_time() -> None:
    talk = awake()
    tick(talk, 5_000, online=False)
    assert talk.stage == "asleep"
    tick(talk, 10_000)
    assert talk.stage == "asking"


def test_an_old_offer_that_comes_once_more_asks_nobody() -> None:
    talk = awake()
    talk.touched("mark:1")
    talk.offered(SECOND, UNTIL)
    tick(talk)
    talk.touched("mark:2")
    talk.answered("", 0)
    for stale in (FIRST, SECOND, FIRST):
        talk.offered(stale, UNTIL)
        tick(talk, 20_000)
        assert talk.stage == "asleep", stale


def test_cut_off_who_has_said_something_is_told_that_it_was_not_recorded() -> None:
    talk = awake()
    talk.touched("mark:4")
    tick(talk, 5_000, online=False)
    assert talk.stage == "lost"
    tick(talk, 10_000)
    tick(talk, 10_000)
    assert talk.stage == "asleep", "not asked again: nobody knows who stands there now"


def test_nobody_is_asked_where_the_office_does_not_want_it() -> None:
    talk = Talk()
    talk.ruled(replace(ONE, on=False))
    talk.offered(FIRST, UNTIL)
    tick(talk)
    assert talk.stage == "asleep"


def test_with_other_questions_nobody_goes_on() -> None:
    talk = awake(THREE)
    talk.touched("mark:1")
    talk.ruled(ONE)
    assert (talk.stage, talk.marks) == ("asleep", {})


def test_the_next_visitor_finds_the_tablets_own_language_and_silence() -> None:
    talk = awake()
    for each in ("lang:en", "voice", "help"):
        talk.touched(each)
    assert (talk.asked_in, talk.aloud, talk.helping) == ("en", True, True)
    talk.offered(SECOND, UNTIL)
    tick(talk)
    assert (talk.asked_in, talk.aloud, talk.helping) == ("vi", False, False)


def test_a_voice_that_fails_is_withdrawn_and_reads_on_when_it_is_back() -> None:
    talk = awake()
    words = TabletWords({each: translation(each) for each in ("vi", "en")}, speaks=True)

    def offered() -> bool:
        return "voice" in [each.action for each in words.scene(talk).tools]

    talk.touched("voice")
    assert (offered(), words.scene(talk).aloud) == (True, True)
    talk.voiced(mute=True)
    talk.touched("voice")
    assert (offered(), words.scene(talk).aloud) == (False, False)
    told = "Máy không đọc thành tiếng được nữa. Xin nhờ người bên cạnh hoặc đến bàn hướng dẫn."
    assert words.scene(talk).note == told
    talk.voiced(mute=False)
    assert (offered(), words.scene(talk).aloud) == (True, True)
    assert words.scene(talk).note == translation("vi").text("rate.anon")


def test_the_next_visitor_does_not_begin_to_hear_what_another_was_listening_to() -> None:
    talk = awake()
    talk.touched("voice")
    talk.voiced(mute=True)
    talk.offered(SECOND, UNTIL)
    tick(talk)
    talk.voiced(mute=False)
    assert (talk.aloud, talk.unheard) == (False, False)


def test_who_was_not_listening_is_told_nothing_of_the_voice() -> None:
    talk = awake()
    talk.voiced(mute=True)
    assert not talk.unheard
    talk.voiced(mute=False)
    assert not talk.aloud


def test_neither_token_nor_marks_are_in_what_may_be_logged() -> None:
    talk = awake()
    talk.touched("mark:4")
    talk.touched("reason:papers")
    assert not any(each in repr(talk) for each in (FIRST, "papers", "satisfaction", "why"))


TOUCHES = st.sampled_from([
    "mark:1", "mark:2", "mark:3", "mark:4", "skip", "back", "send", "help", "voice", "lang:en",
    "reason:waited", "reason:other",
])  # fmt: skip
STEPS = st.lists(
    st.one_of(
        TOUCHES,
        st.sampled_from(
            ["offer", "withdraw", "second", "second", "answer", "used up", "silent", "cut", "time", "time"]
        ),
    ),
    max_size=60,
)


@given(STEPS, st.sampled_from([ONE, THREE]))
def test_whatever_happens_a_right_is_used_for_one_rating(steps: list[str], rules: Rating) -> None:
    """Repeats are the very same command; nothing is sent that the office does not ask."""
    talk = Talk()
    talk.ruled(rules)
    sent: dict[str, Any] = {}
    at_ms = 0
    for step in steps:
        at_ms = _step(talk, step, at_ms)
        if talk.pending is not None:
            assert sent.setdefault(talk.pending.token, talk.pending) is talk.pending
            assert set(talk.pending.marks) <= set(talk.questions)
            assert talk.pending.marks
        tick(talk, at_ms)


def _step(talk: Talk, step: str, at_ms: int) -> int:
    doing: dict[str, Any] = {
        "offer": lambda: talk.offered(FIRST, UNTIL), "second": lambda: talk.offered(SECOND, UNTIL),
        "withdraw": lambda: talk.offered(None, None), "cut": lambda: tick(talk, at_ms, online=False),
        "answer": lambda: talk.pending and talk.answered("", at_ms),
        "used up": lambda: talk.pending and talk.answered("no_rating", at_ms),
        "silent": lambda: talk.pending and talk.silent(at_ms, online=True), "time": lambda: None,
    }  # fmt: skip
    if step in doing:
        doing[step]()
    else:
        talk.touched(step if step != "mark:4" or talk.rules.grades == 4 else "mark:3")
    return at_ms + (700 if step == "time" else 0)


# --- in words ----------------------------------------------------------------------------------------------


def test_three_grades_begin_with_satisfied() -> None:
    assert [each.words for each in scene(SAMPLES["three-faces"]).faces] == ["Hài lòng", "Bình thường", "Không hài lòng"]
    assert [each.mark for each in scene(SAMPLES["faces"]).faces] == [1, 2, 3, 4]


def test_a_question_without_a_translation_is_asked_in_vietnamese() -> None:
    assert scene(SAMPLES["second-question"], "en").title == "Hướng dẫn hồ sơ có rõ ràng, đầy đủ trong một lần không?"
    assert scene(SAMPLES["second-question"], "en").progress == "2/3"


def test_who_needs_help_is_told_whom_to_ask_and_whom_not() -> None:
    assert "Cán bộ quầy này không bấm thay." in scene(SAMPLES["help"]).note
    assert scene(SAMPLES["faces"]).note == "Đánh giá không ghi tên Ông/Bà."


def test_languages_are_those_of_the_office_that_there_are_texts_in() -> None:
    talk = awake()
    words = TabletWords({each: translation(each) for each in ("vi", "en")})
    assert [each.action for each in words.scene(talk, ("vi", "en", "km")).tools] == ["lang:en"]
    assert words.scene(talk, ("vi",)).tools == ()


def test_the_dark_page_says_only_that_the_line_is_cut() -> None:
    assert (scene(SAMPLES["dark"]).title, scene(SAMPLES["dark-offline"]).title) == ("", "Mất kết nối từ 08:04")


def test_the_voice_is_offered_in_languages_that_it_speaks() -> None:
    talk = awake()
    words = TabletWords({each: translation(each) for each in ("vi", "en", "km")}, speaks=True)
    talk.touched("voice")
    assert words.scene(talk).aloud
    talk.touched("lang:km")
    shown = words.scene(talk, ("vi", "en", "km"))
    assert (shown.aloud, [each.action for each in shown.tools]) == (False, ["lang:vi", "lang:en"])
