"""What the hall sees, by tables: which board counts, the spotlight's turns, the list, the link, the voice's calls."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from broker.contract.ids import InstantMs
from broker.contract.status import Board, BoardCall
from broker.hall.board import CROWDED_TURN_MS, TURN_MS, BoardView, LinkWatch, spoken_calls
from broker.hall.sentences import Phrasebook
from tests.display.boards import MONDAY_0805, board, call, counter

S = 1_000


def lit(view: BoardView) -> list[str]:
    return [turn.call.number for turn in view.spotlight()]


def listed(view: BoardView) -> list[str]:
    return [each.number for each in view.recent()]


def served(each: BoardCall) -> BoardCall:
    return msgspec.structs.replace(each, stage="serving")


def view_of(*boards: Board) -> BoardView:
    view = BoardView("hall")
    for each in boards:
        view.take(each, 0)
    return view


@pytest.mark.parametrize(
    ("seen", "comes", "taken"),
    [
        ((1, 5), (1, 6), True),
        ((1, 5), (1, 5), False),
        ((1, 5), (1, 4), False),
        ((2, 1), (1, 900), False),
        ((1, 900), (2, 1), True),
    ],
)
def test_only_a_newer_board_is_shown(seen: tuple[int, int], comes: tuple[int, int], taken: bool) -> None:
    view = view_of(board(seen[1], call("A-001"), epoch=seen[0]))
    assert view.take(board(comes[1], call("A-002", at=MONDAY_0805 + 1), epoch=comes[0]), 0) is taken
    assert lit(view) == (["A-002"] if taken else ["A-001"])


def test_the_board_of_another_zone_is_not_shown() -> None:
    view = BoardView("hall")
    assert not view.take(board(1, call("A-001"), zone="upstairs"), 0)
    assert lit(view) == []


def test_a_call_has_the_spotlight_for_twenty_seconds_then_the_list() -> None:
    first = call("A-001")
    view = view_of(board(1), board(2, first))
    view.take(board(3, served(first)), 3 * S)
    view.step(TURN_MS - 1)
    assert (lit(view), listed(view)) == (["A-001"], [])
    assert view.next_change_ms(TURN_MS - 1) == TURN_MS
    view.step(TURN_MS)
    assert (lit(view), listed(view)) == ([], ["A-001"])
    assert view.next_change_ms(TURN_MS) is None


def test_twenty_seconds_are_the_eyes_due() -> None:
    assert TURN_MS >= 20_000
    assert 4_000 <= CROWDED_TURN_MS < TURN_MS


def test_who_was_shown_longest_makes_room() -> None:
    view = view_of(board(1), board(2, call("A-001", 1)))
    view.take(board(3, call("A-001", 1), call("A-002", 2, at=MONDAY_0805 + 1)), S)
    all_four = [call(f"A-00{n}", n, at=MONDAY_0805 + n) for n in (1, 2, 3, 4)]
    view.take(board(4, *all_four), 6 * S)
    assert lit(view) == ["A-004", "A-003", "A-002"]


def test_the_newest_call_stays_while_its_visitor_has_not_come() -> None:
    older, newer = call("A-001"), call("C-001", 2, at=MONDAY_0805 + S)
    view = view_of(board(1), board(2, older, newer))
    view.step(10 * TURN_MS)
    assert (lit(view), listed(view)) == (["C-001"], ["A-001"])


def test_up_to_three_calls_share_the_spotlight_newest_first() -> None:
    calls = [call(f"A-00{n}", n, at=MONDAY_0805 + n) for n in (1, 2, 3)]
    assert lit(view_of(board(1), board(2, *calls))) == ["A-003", "A-002", "A-001"]


def test_a_fourth_call_waits_in_the_list_and_gets_its_turn() -> None:
    calls = [call(f"A-00{n}", n, at=MONDAY_0805 + n) for n in (1, 2, 3, 4)]
    view = view_of(board(1), board(2, *calls))
    assert (lit(view), listed(view)) == (["A-003", "A-002", "A-001"], ["A-004"])
    assert view.next_change_ms(0) == CROWDED_TURN_MS
    view.step(CROWDED_TURN_MS)
    assert (lit(view), listed(view)) == (["A-004", "A-003", "A-002"], ["A-001"])


def test_the_call_that_is_spoken_is_in_the_spotlight_and_stays_there() -> None:
    calls = [call(f"A-00{n}", n, at=MONDAY_0805 + n) for n in (1, 2, 3, 4, 5)]
    view = view_of(board(1), board(2, *calls))
    view.speak(calls[4].call_id, S)
    assert lit(view)[0] == "A-005"
    view.step(3 * TURN_MS)
    assert "A-005" in lit(view)
    view.speak(None, 3 * TURN_MS)
    assert view.queue == []


def test_who_comes_late_shows_the_three_newest_and_lists_the_others() -> None:
    calls = [call(f"A-00{n}", n, at=MONDAY_0805 + n) for n in range(1, 6)]
    view = view_of(board(700, *calls))
    assert lit(view) == ["A-005", "A-004", "A-003"]
    assert listed(view) == ["A-002", "A-001"]
    assert view.queue == []


def test_a_call_that_was_served_before_we_looked_goes_to_the_list() -> None:
    view = view_of(board(1, served(call("A-001"))))
    assert (lit(view), listed(view)) == ([], ["A-001"])


def test_a_recall_takes_the_place_of_the_call_and_begins_a_new_turn() -> None:
    view = view_of(board(1), board(2, call("A-001")))
    view.take(board(3, call("A-001", nth=2, at=MONDAY_0805 + 15 * S)), 15 * S)
    (turn,) = view.spotlight()
    assert (turn.call.nth, turn.since_ms) == (2, 15 * S)
    assert listed(view) == []


def test_a_moved_ticket_is_listed_once_under_its_new_counter() -> None:
    view = view_of(board(1), board(2, served(call("A-031", 2))))
    moved = call("A-031", 5, call_id=f"{call('A-031').ticket}/2/1", at=MONDAY_0805 + S, moved=True)
    view.take(board(3), 1)
    view.take(board(4, moved), 2)
    view.take(board(5), 3)
    assert [(each.number, each.counter) for each in view.recent()] == [("A-031", "quay-5")]


def test_a_call_that_left_the_board_is_in_the_list_not_in_the_spotlight() -> None:
    view = view_of(board(1), board(2, call("A-001")), board(3))
    assert (lit(view), listed(view)) == ([], ["A-001"])


def test_an_absent_visitor_is_in_the_line_of_the_missed_only() -> None:
    view = view_of(board(1), board(2, call("A-001")), board(3, missed=("A-001",)))
    assert (lit(view), listed(view)) == ([], [])


def test_a_new_day_begins_empty() -> None:
    view = view_of(board(1), board(2, call("A-001")), board(3, day=None), board(4, day="2026-11-24"))
    assert (lit(view), listed(view), view.queue) == ([], [], [])


def test_sixty_seven_served_counters_do_not_come_back_into_the_spotlight() -> None:
    calls = [served(call(f"A-{n:03}", n, at=MONDAY_0805 + n)) for n in range(1, 68)]
    view = view_of(board(1, *calls), board(2, *calls), board(3, *calls))
    assert lit(view) == []
    assert listed(view)[0] == "A-067"


BEAT = InstantMs(MONDAY_0805)


@pytest.mark.parametrize(
    ("heard", "online", "same_epoch", "real_ms", "since"),
    [
        (None, False, False, 2_999, None),
        (None, False, False, 3_000, MONDAY_0805 - 9),
        (BEAT, True, True, 9_000, None),
        (BEAT, False, True, 9_000, BEAT),
    ],
)
def test_since_when_the_screen_cannot_be_trusted(
    heard: InstantMs | None, online: bool, same_epoch: bool, real_ms: int, since: int | None
) -> None:
    watch = LinkWatch(InstantMs(MONDAY_0805 - 9), 0)
    found = watch.since(heard_ms=heard, online=online, same_epoch=same_epoch, now_ms=BEAT, real_ms=real_ms)
    assert found == since


def test_a_beat_of_another_epoch_than_the_board_is_trouble_after_three_seconds() -> None:
    watch = LinkWatch(BEAT, 0)

    def since(same_epoch: bool, real_ms: int) -> InstantMs | None:
        now = InstantMs(BEAT + real_ms)
        return watch.since(heard_ms=BEAT, online=True, same_epoch=same_epoch, now_ms=now, real_ms=real_ms)

    assert since(False, 1_000) is None
    assert since(False, 3_999) is None
    assert since(False, 4_000) == BEAT + 1_000
    assert since(True, 5_000) is None
    assert since(False, 6_000) is None


def test_the_voice_says_the_calls_that_are_still_to_be_answered() -> None:
    answered, awaited = served(call("A-001")), call("C-002", 3, nth=2, at=MONDAY_0805 + S)
    (spoken,) = spoken_calls(board(1, answered, awaited))
    assert (spoken.call_id, spoken.number, spoken.counter_number, spoken.nth) == (awaited.call_id, "C-002", 3, 2)
    assert spoken.called_at_ms == awaited.at


def test_the_voice_hears_of_the_reserved_series_by_the_mark_of_the_board() -> None:
    reserved, other = spoken_calls(board(1, call("A-801", reserved=True), call("A-025", at=MONDAY_0805 - S)))
    assert (reserved.reserved_ticket, other.reserved_ticket) == (call("A-801").ticket, "")


def sentence(each: BoardCall, **of_counter: object) -> str:
    (spoken,) = spoken_calls(board(1, each, counters=(counter(1, **of_counter),)))
    book = Phrasebook()
    return book.call(spoken, book.opening(spoken, crowded=False))


@pytest.mark.parametrize(
    ("each", "of_counter", "said"),
    [
        (call("A-025"), {}, "Xin mời công dân có số thứ tự a, không hai năm, đến quầy số một."),
        (call("A-025", nth=3), {}, "Mời lần cuối: số a, không hai năm, quầy số một."),
        (
            call("T-012", collects=True),
            {},
            "Xin mời công dân có số thứ tự tê, không một hai, đến quầy số một để nhận kết quả.",
        ),
        (call("A-031", moved=True), {}, "Số a, không ba một xin chuyển sang quầy số một."),
        (
            call("A-025"),
            {"spoken": {"vi": "bàn hướng dẫn"}, "counter_number": None},
            "Xin mời công dân có số thứ tự a, không hai năm, đến bàn hướng dẫn.",
        ),
        (call("A-025", lang="en"), {}, "Ticket A, zero two five, please go to counter one."),
        (call("A-025", lang="km"), {}, "Xin mời công dân có số thứ tự a, không hai năm, đến quầy số một."),
        (
            call("A-025", lang="en"),
            {"spoken": {"vi": "bàn hướng dẫn"}, "counter_number": None},
            "Ticket A, zero two five, please go to bàn hướng dẫn.",
        ),
    ],
)
def test_what_is_said_of_a_call(each: BoardCall, of_counter: dict[str, object], said: str) -> None:
    assert sentence(each, **of_counter) == said


def test_a_call_to_a_counter_that_is_not_on_the_board_is_still_said() -> None:
    (spoken,) = spoken_calls(board(1, call("A-025", 9)))
    assert spoken.counter_spoken == "quay-9"


def lit_times(view: BoardView, until_ms: int) -> Counter[str]:
    """How long each number was in the spotlight, in milliseconds."""
    lit: Counter[str] = Counter()
    for real_ms in range(0, until_ms, 100):
        view.step(real_ms)
        for turn in view.spotlight():
            lit[turn.call.number] += 100
    return lit


def test_six_calls_at_once_are_all_seen_soon_and_each_has_its_twenty_seconds() -> None:
    view = BoardView("hall")
    view.take(board(1), 0)
    calls = [call(f"A-{n:03}", n, at=MONDAY_0805 + n) for n in range(1, 7)]
    view.take(board(2, *calls), 0)
    first: dict[str, int] = {}
    for real_ms in range(0, CROWDED_TURN_MS + 1, 100):
        view.step(real_ms)
        for turn in view.spotlight():
            first.setdefault(turn.call.number, real_ms)
    assert set(first) == {each.number for each in calls}, "all were lit within one short turn"
    again = BoardView("hall")
    again.take(board(1), 0)
    again.take(board(2, *calls), 0)
    lit = lit_times(again, 3 * TURN_MS)
    assert min(lit[each.number] for each in calls) >= TURN_MS


def test_who_has_come_to_the_counter_does_not_come_back_into_the_spotlight() -> None:
    view = BoardView("hall", spots=1)
    view.take(board(1), 0)
    one, other = call("A-001", 1), call("A-002", 2, at=MONDAY_0805 + 1)
    view.take(board(2, one, other), 0)
    view.step(CROWDED_TURN_MS)
    assert [turn.call.number for turn in view.spotlight()] == ["A-002"]
    view.take(board(3, msgspec.structs.replace(one, stage="serving"), other), CROWDED_TURN_MS)
    view.step(CROWDED_TURN_MS + TURN_MS)
    assert [turn.call.number for turn in view.spotlight()] == ["A-002"], "the one who is still awaited"


def test_no_more_calls_are_lit_than_can_be_read() -> None:
    view = BoardView("hall", spots=1)
    view.take(board(1), 0)
    view.take(board(2, *(call(f"A-{n:03}", n, at=MONDAY_0805 + n) for n in range(1, 4))), 0)
    for real_ms in range(0, 2 * TURN_MS, 500):
        view.step(real_ms)
        assert len(view.spotlight()) == 1


def test_how_long_it_has_been_calm() -> None:
    view = BoardView("hall")
    view.take(board(1, call("A-001", 1)), 1_000)
    view.step(50_000)
    assert view.calm_for_ms(50_000) == 0, "still awaited"
    view.take(board(2), 51_000)
    view.step(70_000)
    assert view.calm_for_ms(71_000) == 21_000
