"""Keys against a scripted engine: every press is answered once, in time, and never sent again."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.contract.status import LastRefusal, Removed
from display.gestures import Hands
from tests.display.counter_tools import DAY, NINE_MS, TOPICS, Bench, called, counter_status, ready_bench


def playing(bench: Bench) -> str:
    """Names of the answers that are being played, the present one first."""
    return " ".join(each.answered for each in bench.keys.lights._answers)


def test_a_gesture_becomes_one_press_that_names_what_it_was_made_against() -> None:
    bench = ready_bench(counter_status(revision=7))
    bench.engine.beats = 41
    bench.engine.beat()
    bench.press("start")
    bench.rest()
    bench.press("recall", long=True)
    short, long = bench.engine.presses
    assert (short.counter, short.key, short.long, short.revision, short.epoch, short.beat) == (
        "3", "start", False, 7, 1, 42,
    )  # fmt: skip
    assert (long.key, long.long, long.revision) == ("recall", True, 7)
    assert long.beat > short.beat


def test_heard_comes_before_any_answer() -> None:
    bench = ready_bench()
    bench.engine.script = ["never"]
    bench.press("next")
    assert playing(bench) == "heard"


def test_accepted() -> None:
    bench = ready_bench()
    outcome = bench.press("next")
    assert outcome is not None
    assert (outcome.end, outcome.key, outcome.long) == ("accepted", "next", False)
    assert playing(bench) == "accepted"


def test_refused_says_why() -> None:
    bench = ready_bench(called())
    bench.engine.script = ["refuse"]
    outcome = bench.press("next")
    assert outcome is not None
    assert (outcome.end, outcome.code, outcome.params) == ("refused", "calling", {"number": "A-025"})
    assert playing(bench) == "refused"
    assert bench.keys.view().outcome == outcome


def test_a_refusal_is_forgotten_when_the_counter_moves_on_but_not_when_people_come() -> None:
    bench = ready_bench(called())
    bench.engine.script = ["refuse"]
    own = bench.press("next")
    bench.tell(called(waiting=5))
    assert bench.keys.view().outcome == own
    bench.tell(called(revision=2, state="serving"))
    assert bench.keys.view().outcome is None


def test_no_answer_is_told_after_a_second_and_a_late_one_changes_nothing() -> None:
    bench = ready_bench()
    bench.engine.script = ["late"]
    assert bench.press("next") is None
    bench.forward(0.9)
    assert bench.outcomes == []
    bench.forward(0.1)
    assert [each.end for each in bench.outcomes] == ["silent"]
    assert playing(bench) == "offline"
    bench.engine.answer_late()
    bench.rest()
    assert [each.end for each in bench.outcomes] == ["silent"]
    assert len(bench.engine.presses) == 1


def test_an_answer_given_twice_counts_once() -> None:
    bench = ready_bench()
    bench.engine.script = ["twice"]
    bench.press("next")
    bench.rest()
    assert [each.end for each in bench.outcomes] == ["accepted"]


def test_a_press_while_one_is_waiting_is_refused_here_and_not_queued() -> None:
    bench = ready_bench()
    bench.engine.script = ["late"]
    bench.press("next")
    outcome = bench.press("pause")
    assert outcome is not None
    assert (outcome.end, outcome.key) == ("busy", "pause")
    assert playing(bench) == "busy"
    bench.engine.answer_late()
    bench.rest()
    assert [press.key for press in bench.engine.presses] == ["next"]
    assert [each.end for each in bench.outcomes] == ["busy", "accepted"]


def test_a_press_without_any_beat_is_offline_at_once() -> None:
    bench = Bench()
    bench.tell(counter_status())
    outcome = bench.press("next", beating=False)
    assert outcome is not None
    assert outcome.end == "offline"
    assert bench.engine.presses == []


def test_a_press_without_any_status_is_offline_for_it_has_no_revision_to_name() -> None:
    bench = Bench()
    bench.engine.beat()
    outcome = bench.press("next")
    assert outcome is not None
    assert outcome.end == "offline"


def test_three_beats_missed_are_offline_and_the_mood_says_so() -> None:
    bench = ready_bench()
    bench.forward(2.9, beating=False)
    assert bench.keys.lights.mood == "ready"
    bench.forward(0.2, beating=False)
    assert bench.keys.lights.mood == "offline"
    assert bench.keys.view().online is False
    assert bench.keys.view().heard_ms == NINE_MS


def test_a_press_into_a_cut_link_is_offline_at_once_and_never_sent_later() -> None:
    bench = ready_bench()
    bench.link.cut()
    outcome = bench.press("next", beating=False)
    assert outcome is not None
    assert outcome.end == "offline"
    bench.link.mend()
    bench.engine.beat()
    bench.rest()
    assert bench.engine.presses == []


def test_a_press_lost_on_the_way_is_never_sent_again_after_a_reconnection() -> None:
    bench = ready_bench()
    bench.engine.script = ["never"]
    bench.press("next")
    bench.link.cut()
    bench.forward(5, beating=False)
    bench.link.mend()
    bench.engine.beat()
    bench.forward(5)
    assert len(bench.engine.presses) == 1
    assert [each.end for each in bench.outcomes] == ["silent"]


def test_an_older_status_never_takes_the_place_of_a_newer_one() -> None:
    bench = ready_bench(counter_status(revision=5, epoch=2))
    bench.tell(counter_status(revision=4, epoch=2))
    bench.tell(counter_status(revision=9, epoch=1))
    assert bench.keys.status == counter_status(revision=5, epoch=2)
    bench.tell(counter_status(revision=5, epoch=2, waiting=8))
    assert bench.keys.status is not None
    assert bench.keys.status.waiting == 8
    bench.tell(counter_status(revision=1, epoch=3))
    assert bench.keys.status == counter_status(revision=1, epoch=3)


@given(st.permutations(list(itertools.product((1, 2), (1, 2, 3)))))
def test_in_whatever_order_states_come_the_newest_stands(order: list[tuple[int, int]]) -> None:
    bench = Bench()
    for epoch, revision in order:
        bench.keys.on_status(counter_status(epoch=epoch, revision=revision))
    assert bench.keys.status == counter_status(epoch=2, revision=3)


def test_a_status_of_another_counter_is_not_ours() -> None:
    bench = ready_bench()
    bench.keys.on_status(counter_status(counter="4", revision=99))
    assert bench.keys.status == counter_status()


def test_a_number_that_comes_by_itself_to_a_free_counter_is_announced() -> None:
    bench = ready_bench(counter_status(state="free"))
    bench.tell(called(revision=2))
    assert playing(bench) == "called"


def test_a_number_that_our_press_called_is_not_announced_besides() -> None:
    bench = ready_bench()
    bench.engine.events = (ticket_called("A-025"),)
    bench.press("next")
    bench.rest()
    bench.tell(called(revision=2))
    assert playing(bench) == ""


def test_it_does_not_matter_whether_the_status_comes_before_the_answer() -> None:
    bench = ready_bench()
    bench.engine.script, bench.engine.events = ["late"], (ticket_called("A-025"),)
    bench.press("next")
    bench.tell(called(revision=2))
    bench.engine.answer_late()
    bench.forward(0.01)
    assert playing(bench) == "accepted"
    bench.rest()
    assert playing(bench) == ""


def test_a_number_that_came_while_our_press_was_refused_is_announced_after_it() -> None:
    bench = ready_bench(counter_status(state="free"))
    bench.engine.script, bench.engine.code = ["late"], "already_done"
    bench.press("pause")
    bench.tell(called(revision=2))
    bench.engine.answer(bench.engine.got[-1], refuse=True)
    bench.forward(0.01)
    assert playing(bench) == "refused called"


def test_the_same_number_called_anew_after_an_absence_is_announced_again() -> None:
    bench = ready_bench(counter_status(state="free"))
    bench.tell(called(revision=2))
    bench.tell(counter_status(revision=3, state="free"))
    bench.rest()
    bench.tell(called(revision=4))
    assert playing(bench) == "called"


def test_a_number_called_before_we_came_is_no_news() -> None:
    bench = ready_bench(called())
    assert playing(bench) == ""


def test_a_call_of_another_counter_in_our_answer_is_not_ours() -> None:
    bench = ready_bench(called("A-031"))
    bench.engine.events = (ticket_called("A-025", counter="4"),)
    bench.press("pause")
    bench.rest()
    bench.tell(counter_status(revision=2, state="free"))
    bench.tell(called(revision=3))
    assert playing(bench) == "called"


def test_the_question_is_shown_and_any_key_goes_to_the_engine_as_a_press() -> None:
    bench = ready_bench(counter_status(state="free", asks=True, revision=4))
    assert bench.keys.lights.mood == "asks"
    assert bench.keys.view().asked_ms == pytest.approx(NINE_MS, abs=1000)
    bench.press("recall")
    (press,) = bench.engine.presses
    assert (press.key, press.revision) == ("recall", 4)
    bench.tell(counter_status(state="free", revision=5))
    assert bench.keys.lights.mood == "free"
    assert bench.keys.view().asked_ms is None


def test_a_stuck_key_shines_is_reported_and_hinders_no_other_key() -> None:
    bench = ready_bench()
    alert = TOPICS.homie("counter-3", "$alert/stuck-key")
    bench.keys.edge("pause", True, bench.time.s)
    bench.forward(10.1)
    assert bench.keys.lights.mood == "stuck"
    assert bench.keys.view().stuck == ("pause",)
    assert bench.hub.retained[alert] == b"key pause is stuck down"
    assert reports(bench)[-1] == ("counter-3", {"counter": "3", "keys": "pause"}, True)
    assert [each.key for each in bench.outcomes] == ["pause"]  # its long press, once
    outcome = bench.press("next")
    assert outcome is not None
    assert outcome.key == "next"
    bench.keys.edge("pause", False, bench.time.s)
    bench.forward(0.1)
    assert alert not in bench.hub.retained
    assert reports(bench)[-1] == ("counter-3", {}, False)
    assert bench.keys.lights.mood == "ready"


def reports(bench: Bench) -> list[tuple[str, dict[str, str | int], bool]]:
    """What the office was told of stuck keys."""
    return [(each.source, each.params, each.on) for each in bench.engine.reports if each.code == "stuck_key"]


def test_whoever_starts_says_that_nothing_is_stuck_and_says_it_once() -> None:
    bench = ready_bench()
    bench.forward(5)
    assert reports(bench) == [("counter-3", {}, False)]


def test_a_stuck_key_is_told_again_until_the_engine_has_heard_it() -> None:
    bench = ready_bench()
    bench.engine.deaf_to_reports = True
    bench.keys.edge("pause", True, bench.time.s)
    bench.forward(13)
    assert len(reports(bench)) >= 3
    bench.engine.deaf_to_reports = False
    bench.forward(2)
    heard = len(reports(bench))
    assert reports(bench)[-1][2]
    bench.forward(5)
    assert len(reports(bench)) == heard


def test_the_alert_is_told_again_after_a_reconnection() -> None:
    bench = ready_bench()
    alert = TOPICS.homie("counter-3", "$alert/stuck-key")
    bench.keys.edge("pause", True, bench.time.s)
    bench.forward(10.1)
    bench.link.cut()
    bench.hub.retained.clear()
    bench.forward(5, beating=False)
    bench.link.mend()
    bench.engine.beat()
    bench.keys.step()
    assert bench.hub.retained[alert] == b"key pause is stuck down"


def test_a_press_that_does_not_count_is_told_to_who_listens_and_sounds_like_nothing() -> None:
    bench = ready_bench()
    bench.press("next")
    outcome = bench.press("next")
    assert outcome is not None
    assert (outcome.end, outcome.code) == ("ignored", "lockout")
    assert len(bench.engine.presses) == 1


def test_a_counter_taken_out_of_the_office_says_so_and_comes_back() -> None:
    bench = ready_bench()
    bench.tell(Removed(epoch=1))
    assert bench.keys.view().removed
    outcome = bench.press("next")
    assert outcome is not None
    assert (outcome.end, outcome.code) == ("refused", "unknown_counter")
    bench.tell(counter_status(revision=2))
    assert not bench.keys.view().removed


def test_what_was_refused_on_the_clerks_page_is_shown_while_it_is_news() -> None:
    bench = ready_bench()
    refusal = LastRefusal(code="serving", at=InstantMs(NINE_MS + 500), params={"number": "A-025"})
    bench.tell(counter_status(refusal=refusal))
    outcome = bench.keys.view().outcome
    assert outcome is not None
    assert (outcome.end, outcome.key, outcome.code) == ("refused", None, "serving")
    bench.forward(10.1)
    assert bench.keys.view().outcome is None
    bench.tell(counter_status(refusal=refusal, waiting=3))
    assert bench.keys.view().outcome is None


def test_a_refusal_of_an_hour_ago_is_no_news() -> None:
    old = LastRefusal(code="serving", at=InstantMs(NINE_MS - 3_600_000))
    assert ready_bench(counter_status(refusal=old)).keys.view().outcome is None


def test_our_own_refusal_in_the_status_is_not_told_twice() -> None:
    bench = ready_bench(called())
    bench.engine.script = ["refuse"]
    own = bench.press("next")
    refusal = LastRefusal(code="calling", at=InstantMs(bench.engine.now_ms), params={"number": "A-025"})
    bench.tell(called(refusal=refusal))
    assert bench.keys.view().outcome == own


def test_garbage_on_our_topics_stops_nothing() -> None:
    bench = ready_bench()
    for payload in (b"", b"{", b"\xff\xfe", b"[]", b'{"v":[9,0],"status":{"kind":"Beat"}}', b"x" * 600_000):
        for topic in (TOPICS.counter("3"), TOPICS.answer("counter-3"), TOPICS.beat, TOPICS.catalogue):
            bench.engine.link.publish(topic, payload)
    outcome = bench.press("next")
    assert outcome is not None
    assert outcome.end == "accepted"
    assert bench.device.errors == 24


def test_when_nothing_moves_there_is_nothing_to_do_but_the_mood() -> None:
    bench = ready_bench()
    assert bench.keys.step() == float("inf")
    bench.tell(called(revision=2))
    assert bench.time.s < bench.keys.step() < bench.time.s + Hands().long_s


def ticket_called(number: str, counter: str = "3") -> e.TicketCalled:
    return e.TicketCalled(
        counter=counter, ticket=f"{DAY}.{number}", call_id=f"{DAY}.{number}/1/1", nth=1, clerk=None,
        why=e.Why(rule="score"),
    )  # fmt: skip


def test_a_press_that_was_long_on_its_way_names_the_state_that_its_hand_could_see() -> None:
    bench = ready_bench(counter_status(revision=4))
    pressed_s = bench.time.s
    bench.forward(0.3)
    bench.tell(counter_status(revision=5))
    bench.forward(0.1)
    bench.keys.edge("next", True, pressed_s)
    bench.keys.edge("next", False, pressed_s + 0.1)
    bench.keys.step()
    (press,) = bench.engine.presses
    assert press.revision == 4


def test_a_press_that_comes_too_late_dies_and_its_hand_is_told() -> None:
    bench = ready_bench()
    bench.keys.edge("next", True, bench.time.s)
    bench.keys.edge("next", False, bench.time.s + 0.1)
    bench.time.s += 2.5
    bench.keys.step()
    assert bench.engine.presses == []
    assert [each.end for each in bench.outcomes] == ["offline"]
