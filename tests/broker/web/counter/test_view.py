"""What the clerk's page offers in each state, and whom it lists: from statuses made by hand."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest

from assets import translation
from broker.contract.ids import InstantMs
from broker.contract.status import CounterState, CounterStatus, LiveTicket
from broker.web.counter import keys
from broker.web.counter.deeds import AT_COUNTER, OF_TICKET
from broker.web.counter.view import LIKELY, POSSIBLE, ROWS, lists, possible, why_not_others
from broker.web.words import LANGUAGES

ME = "web-lan"


def counter(state: CounterState = "ready", **more: Any) -> CounterStatus:
    """Counter 2, held by nobody unless said."""
    given: dict[str, Any] = {"services": ("copy", "land"), "clerk_id": "lan", **more}
    return CounterStatus(epoch=1, counter="2", revision=7, state=state, day="2026-11-23", **given)


def ticket(number: str, service: str = "copy", stage: Any = "waiting", **more: Any) -> LiveTicket:
    """A live ticket of the day."""
    given: dict[str, Any] = {"class_id": "ordinary", "taken": 1, "place_ms": 1, "since": 1, **more}
    return LiveTicket(ticket=f"2026-11-23.{number}", number=number, service=service, stage=stage, **given)


def numbers(tickets: tuple[LiveTicket, ...]) -> list[str]:
    """Their numbers."""
    return [each.number for each in tickets]


@pytest.mark.parametrize("state", get_args(CounterState))
def test_every_state_offers_something_and_what_is_likely_is_possible(state: CounterState) -> None:
    can = possible(counter(state), ME)
    assert can.acts
    assert can.likely in {"", *can.acts}
    assert set(POSSIBLE) == set(get_args(CounterState)) >= set(LIKELY)


def test_every_deed_has_a_key_of_its_own_and_a_command_behind_it() -> None:
    used = [each.key for each in keys.DEEDS.values()]
    used += [keys.LIST_KEY, keys.SMALL_KEY, keys.HELP_KEY, keys.RETURN_KEY, keys.TAKE_KEY, keys.OTHER_KEY]
    used += [keys.NOTIFY_KEY, keys.SETTLE_KEY]
    assert len(used) == len(set(used))
    assert all(len(each) == 1 and each.isalpha() for each in used)
    commanded = {*AT_COUNTER, *OF_TICKET, "send_back"}  # a way of transferring
    assert set(keys.DEEDS) <= commanded
    assert {act for acts in POSSIBLE.values() for act in acts} <= set(keys.DEEDS)


def test_a_counter_that_another_works_can_only_be_taken_over() -> None:
    held = counter("serving", holder="web-minh", ticket="2026-11-23.C-001")
    assert possible(held, ME).acts == {"take"}
    assert why_not_others(counter("ready", holder="web-minh"), ME) == "held"
    assert possible(msgspec.structs.replace(held, holder=ME), ME).acts >= {"finish", "next"}


def test_a_counter_that_its_own_keys_opened_is_joined_without_a_question() -> None:
    assert possible(counter("serving", holder="counter-2", ticket="2026-11-23.C-001"), ME).acts == {"join"}
    assert possible(counter("ready", holder="counter-3"), ME).acts == {"take"}


def test_absent_may_be_marked_only_when_enough_calls_were_made_and_from_when_the_status_says() -> None:
    assert "no_show" not in possible(counter("calling", nth=1), ME).acts
    can = possible(counter("calling", nth=2, no_show_from=InstantMs(90_000)), ME)
    assert "no_show" in can.acts
    assert can.no_show_from == 90_000


def test_undo_lasts_as_long_as_the_status_says() -> None:
    assert "undo" not in possible(counter(), ME).acts
    assert possible(counter(undo_until=InstantMs(5)), ME).undo_till == 5


def test_priority_is_confirmed_once_and_withdrawn_only_where_there_is_one() -> None:
    serving = counter("serving", ticket="2026-11-23.C-001", class_id="elder")
    assert possible(serving, ME).acts >= {"confirm_priority", "withdraw_priority"}
    seen = msgspec.structs.replace(serving, confirmed=True)
    assert "confirm_priority" not in possible(seen, ME).acts
    assert "withdraw_priority" in possible(seen, ME).acts
    plain = msgspec.structs.replace(serving, class_id="ordinary")
    assert not possible(plain, ME).acts & {"confirm_priority", "withdraw_priority"}


def test_sending_back_needs_a_counter_that_had_it_before() -> None:
    assert "send_back" not in possible(counter("serving"), ME).acts
    assert "send_back" in possible(counter("serving", former="1"), ME).acts
    assert "send_back" not in possible(counter("ready", former="1"), ME).acts


def test_times_can_be_marked_while_there_is_a_ticket_to_mark() -> None:
    assert "mark_time" not in possible(counter(), ME).acts
    assert "mark_time" in possible(counter(), ME, left=True).acts


def test_i_see_whom_i_may_call_in_their_order_and_nobody_else() -> None:
    everybody = (
        ticket("C-001"),
        ticket("C-002", "sign"),
        ticket("A-001", "land", to_counter="3"),
        ticket("A-002", "sign", to_counter="2"),
        ticket("A-003", "land", to_clerk="minh"),
        ticket("A-004", "sign", to_clerk="lan"),
        ticket("X-001", training=True),
        ticket("C-003", stage="issued"),
        ticket("C-004", stage="serving", counter="1"),
        ticket("C-005", stage="held"),
        ticket("C-006", "sign", stage="held"),
        ticket("C-007", stage="missed"),
        ticket("C-008"),
    )
    found = lists(counter(), everybody)
    assert numbers(found.waiting) == ["C-001", "A-002", "A-004", "C-008"]
    assert numbers(found.held) == ["C-005"]
    assert numbers(found.missed) == ["C-007"]
    assert numbers(lists(counter(training=True), everybody).waiting) == ["X-001"]


def test_a_long_queue_is_cut_and_counted() -> None:
    found = lists(counter(), tuple(ticket(f"C-{n:03}") for n in range(1, ROWS + 24)))
    assert (len(found.waiting), found.more, found.count) == (ROWS, 23, ROWS + 23)
    assert found.waiting[0].number == "C-001"


def test_a_number_is_called_by_name_only_where_nobody_is_at_the_counter() -> None:
    states = {state: why_not_others(counter(state), ME) for state in get_args(CounterState)}
    assert {state for state, why_not in states.items() if not why_not} == {"ready", "free"}
    for lang in LANGUAGES:  # each reason is a sentence
        assert all(translation(lang).text(f"clerk.why_not_{each}", number="A-001") for each in states.values() if each)
