"""Who is called next, why, and that nobody is overtaken for ever."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.events import Why
from broker.core.floor import Entry
from broker.core.policy import ORDERS, Candidate, Choice, accumulating, claim, explain, first_come
from tests.broker.core.hall import Hall
from tests.offices import small_office

MINUTE = 60_000


def head(ticket: str, waited_min: float, weight: float = 1.0, limit_min: int = 45, nth: int = 0) -> Candidate:
    """One who waits, seen from minute 100."""
    return Candidate((int((100 - waited_min) * MINUTE), nth), ticket, weight, limit_min * MINUTE)


def choose(*heads: Candidate, order: str = "accumulating") -> tuple[str, str]:
    choice = ORDERS[order](heads, 100 * MINUTE)
    return choice.winner.ticket, choice.rule


# --- the orders ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "winner"),
    [
        ([head("old", 10), head("new", 5)], ("old", "score")),
        ([head("ordinary", 20), head("elder", 8, 3.0, 20)], ("elder", "score")),  # 24 against 20
        ([head("ordinary", 20), head("elder", 6, 3.0, 20)], ("ordinary", "score")),  # 18 against 20
        ([head("first", 12, nth=1), head("second", 12, nth=2)], ("first", "score")),
        ([head("elder", 4, 3.0, 20), head("ordinary", 12)], ("ordinary", "score")),  # a tie: the earlier place
        ([head("ordinary", 46), head("elder", 19, 3.0, 20)], ("ordinary", "limit")),
        ([head("ordinary", 46), head("elder", 21, 3.0, 20)], ("ordinary", "limit")),  # the oldest of two overdue
        ([head("ordinary", 44), head("elder", 21, 3.0, 20)], ("elder", "limit")),
        ([head("ordinary", 45), head("elder", 44, 3.0, 60)], ("ordinary", "limit")),  # at the limit is over it
        ([head("alone", 0)], ("alone", "score")),
        ([head("tomorrow", -5), head("now", 0)], ("now", "score")),
    ],
)
def test_accumulating_priority_with_the_limit_of_each_class(heads: list[Candidate], winner: tuple[str, str]) -> None:
    assert choose(*heads) == winner
    assert choose(*reversed(heads)) == winner


def test_first_come_knows_no_classes() -> None:
    assert choose(head("ordinary", 20), head("elder", 19, 100.0, 1), order="first_come") == ("ordinary", "first_come")


waiting = st.builds(
    head,
    ticket=st.uuids().map(str),
    waited_min=st.integers(-5, 300),
    weight=st.sampled_from([1.0, 2.0, 3.0, 10.0]),
    limit_min=st.sampled_from([10, 20, 45, 60]),
    nth=st.integers(0, 1000),
)
heads = st.lists(waiting, min_size=1, max_size=8, unique_by=lambda each: each.place)


@settings(max_examples=200, deadline=None)
@given(heads)
def test_beyond_a_limit_nobody_with_a_later_place_goes_first(each: list[Candidate]) -> None:
    now = 100 * MINUTE
    choice = accumulating(each, now)
    for other in each:
        overdue = now - other.place[0] >= other.limit_ms
        assert not (overdue and other.place < choice.winner.place)
    if choice.rule == "score":
        assert claim(choice.winner, now) == max(claim(other, now) for other in each)
    assert choice.runner_up is None or choice.runner_up is not choice.winner
    assert (choice.runner_up is None) == (len(each) == 1)


@settings(max_examples=200, deadline=None)
@given(heads)
def test_within_a_class_first_come_is_first_served(each: list[Candidate]) -> None:
    alike = [candidate._replace(weight=2.0, limit_ms=20 * MINUTE) for candidate in each]
    assert accumulating(alike, 100 * MINUTE).winner == first_come(alike, 100 * MINUTE).winner


# --- the explanation -------------------------------------------------------------------------------------------


def lines_of(*lines: list[int]) -> list[list[Entry]]:
    return [[((minute * MINUTE, 0), f"t{minute}") for minute in line] for line in lines]


def test_the_reason_names_who_was_passed_over_ten_at_most_and_counts_all() -> None:
    lines = lines_of(list(range(0, 40, 2)), [41])
    winner = Candidate((41 * MINUTE, 0), "t41", 3.0, 20 * MINUTE)
    why = explain(Choice(winner, "score", 30.0, None, 0.0), lines)
    assert (why.candidates, why.passed_count) == (21, 20)
    assert why.passed == tuple(f"t{minute}" for minute in range(0, 20, 2))


def test_nobody_is_passed_over_by_the_earliest() -> None:
    lines = lines_of([1, 5, 9], [3])
    winner = Candidate((1 * MINUTE, 0), "t1", 1.0, 20 * MINUTE)
    why = explain(Choice(winner, "first_come", 5.0, None, 0.0), lines)
    assert (why.passed_count, why.passed) == (0, ())


def the_why(hall: Hall, counter: str = "1") -> Why:
    (call,) = hall.key(counter, "next")
    assert isinstance(call, e.TicketCalled)
    return call.why


def test_every_call_stores_rule_scores_and_whom_it_passed_over() -> None:
    hall = Hall()
    hall.put("1", "ready")
    first, second = hall.take(), hall.take("sign")
    hall.jump(5 * 60)
    elder = hall.take(class_id="elder")
    hall.jump(10 * 60)
    assert the_why(hall) == Why(
        rule="score",
        candidates=3,
        score=30.0,
        runner_up=first.id,
        runner_up_score=15.0,
        passed_count=2,
        passed=(first.id, second.id),
    )
    assert hall.desk("1").ticket == elder.id


def test_beyond_the_limit_the_rule_says_so() -> None:
    hall = Hall()
    hall.put("1", "ready")
    first = hall.take()
    hall.jump(44 * 60)
    hall.take(class_id="elder")
    hall.jump(60)
    why = the_why(hall)
    assert (hall.desk("1").ticket, why.rule, why.passed_count) == (first.id, "limit", 0)


def test_an_office_may_choose_first_come() -> None:
    hall = Hall(small_office(order="first_come"))
    hall.put("1", "ready")
    first = hall.take()
    hall.pass_s(1)
    hall.take(class_id="elder")
    hall.jump(15 * 60)
    why = the_why(hall)
    assert (hall.desk("1").ticket, why.rule) == (first.id, "first_come")


def test_a_counter_orders_all_its_services_together() -> None:
    hall = Hall()
    hall.put("2", "ready")
    order = []
    for service in ("land", "copy", "sign", "copy"):
        order.append(hall.take(service).number)
        hall.pass_s(20)
    called = []
    for _ in order:
        hall.key("2", "next")
        called.append(hall.floor.state.tickets[hall.desk("2").ticket or ""].number)
        hall.key("2", "start")
        hall.key("2", "start")
    assert called == order


def test_those_sent_to_a_counter_are_ordered_by_class_and_limit_like_all() -> None:
    hall = Hall()
    ordinary, elder = hall.take(), hall.take(class_id="elder")
    for _ in (ordinary, elder):
        if hall.desk("1").state == "shut":
            hall.put("1", "ready")
        hall.key("1", "next")
        hall.press(c.TransferTicket, "1", to_counter="2")
    hall.jump(19 * 60)
    hall.take()
    hall.jump(2 * 60)
    hall.put("2", "ready")
    why = the_why(hall, "2")
    assert (hall.desk("2").ticket, why.rule) == (elder.id, "sent")
    assert why.passed == (ordinary.id,)
    other = msgspec.structs.replace(ordinary)
    hall.key("2", "start")
    hall.key("2", "next")
    assert hall.desk("2").ticket == other.id
