"""What each of the four keys does in each state of a counter, short and long."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from broker.contract.commands import Key
from broker.contract.status import CounterState
from broker.core import tables
from tests.broker.core.hall import Hall, code, kinds
from tests.offices import small_office

#: (state, key, long) -> (events in order, state after), or a refusal. Nobody waits.
DOES: dict[tuple[str, str, bool], tuple[list[str], str] | str] = {
    ("shut", "next", False): (["CounterOpened"], "ready"),
    ("shut", "next", True): (["CounterOpened"], "ready"),
    ("shut", "recall", False): "shut",
    ("shut", "recall", True): "shut",
    ("shut", "start", False): "shut",
    ("shut", "start", True): "shut",
    ("shut", "pause", False): "shut",
    ("shut", "pause", True): "shut",
    ("ready", "next", False): (["CounterFreed"], "free"),
    ("ready", "next", True): (["CounterFreed"], "free"),
    ("ready", "recall", False): "nobody_called",
    ("ready", "recall", True): "nobody_called",
    ("ready", "start", False): "nobody_called",
    ("ready", "start", True): (["PressUndone"], "shut"),
    ("ready", "pause", False): (["CounterPaused"], "paused"),
    ("ready", "pause", True): (["CounterShut"], "shut"),
    ("free", "next", False): (["FreeConfirmed"], "free"),
    ("free", "next", True): (["FreeConfirmed"], "free"),
    ("free", "recall", False): (["FreeConfirmed"], "free"),
    ("free", "recall", True): (["FreeConfirmed"], "free"),
    ("free", "start", False): (["FreeConfirmed"], "free"),
    ("free", "start", True): (["PressUndone"], "ready"),
    ("free", "pause", False): (["CounterPaused"], "paused"),
    ("free", "pause", True): (["CounterShut"], "shut"),
    ("calling", "next", False): "calling",
    ("calling", "next", True): "calling",
    ("calling", "recall", False): (["TicketRecalled"], "calling"),
    ("calling", "recall", True): "e_soon",
    ("calling", "start", False): (["ServiceStarted"], "serving"),
    ("calling", "start", True): (["PressUndone"], "ready"),
    ("calling", "pause", False): (["TicketReleased", "CounterPaused"], "paused"),
    ("calling", "pause", True): (["TicketReleased", "CounterShut"], "shut"),
    ("serving", "next", False): (["ServiceFinished", "CounterFreed"], "free"),
    ("serving", "next", True): (["ServiceFinished", "CounterFreed"], "free"),
    ("serving", "recall", False): "serving",
    ("serving", "recall", True): "serving",
    ("serving", "start", False): (["ServiceFinished"], "ready"),
    ("serving", "start", True): (["PressUndone"], "calling"),
    ("serving", "pause", False): "serving",
    ("serving", "pause", True): "serving",
    ("paused", "next", False): (["CounterOpened", "CounterFreed"], "free"),
    ("paused", "next", True): (["CounterOpened", "CounterFreed"], "free"),
    ("paused", "recall", False): "paused",
    ("paused", "recall", True): "paused",
    ("paused", "start", False): "paused",
    ("paused", "start", True): (["PressUndone"], "ready"),
    ("paused", "pause", False): (["CounterOpened"], "ready"),
    ("paused", "pause", True): (["CounterShut"], "shut"),
}


def test_every_key_in_every_state_is_thought_of() -> None:
    assert set(DOES) == set(product(get_args(CounterState), get_args(Key), (False, True)))


@pytest.mark.parametrize(("state", "key", "long"), DOES, ids=str)
def test_a_key_does_what_the_table_says(state: str, key: Key, long: bool) -> None:
    hall = Hall()
    hall.put("1", state)
    assert hall.desk("1").state == state
    answer = hall.key("1", key, long=long)
    expected = DOES[(state, key, long)]
    if isinstance(expected, str):
        assert (code(answer), hall.desk("1").state) == (expected, state)
    else:
        assert (kinds(answer), hall.desk("1").state) == expected


@pytest.mark.parametrize(("state", "key", "long"), DOES, ids=str)
def test_the_documented_table_knows_the_same_keys(state: CounterState, key: Key, long: bool) -> None:
    """The table in the documentation says "refused" where a key is refused, whatever the circumstances."""
    always = DOES[(state, key, long)] == tables.REFUSED[state] and (state, key) != ("calling", "next")
    assert (tables.meaning(state, key, long=long) is None) == always


@pytest.mark.parametrize(
    ("state", "events"),
    [
        ("ready", ["TicketCalled"]),
        ("paused", ["CounterOpened", "TicketCalled"]),
        ("serving", ["ServiceFinished", "TicketCalled"]),
    ],
)
def test_next_calls_whoever_waits(state: str, events: list[str]) -> None:
    hall = Hall()
    hall.put("1", state)
    waiting = hall.take("sign")
    assert kinds(hall.key("1", "next")) == events
    assert (hall.desk("1").state, hall.desk("1").ticket) == ("calling", waiting.id)


@pytest.mark.parametrize(
    ("closes", "events"),
    [("served", ["ServiceStarted", "ServiceFinished", "TicketCalled"]), ("no_show", ["TicketMissed", "TicketCalled"])],
)
def test_next_while_calling_closes_as_the_office_wants_it(closes: str, events: list[str]) -> None:
    hall = Hall(small_office(next_closes=closes))
    called = hall.put("1", "calling")
    hall.key("1", "recall")
    hall.pass_s(75)
    hall.take()
    assert kinds(hall.key("1", "next")) == events
    assert called is not None
    assert called.outcome == ("accepted" if closes == "served" else "no_show")
    assert ("start_implied" in called.leg.marks) == (closes == "served")


def test_next_while_calling_does_not_make_a_no_show_before_its_time() -> None:
    hall = Hall(small_office(next_closes="no_show"))
    hall.put("1", "calling")
    hall.take()
    assert code(hall.key("1", "next")) == "e_soon"
    assert hall.desk("1").state == "calling"


@pytest.mark.parametrize(("start", "measured"), [("explicit", True), ("implied", False)])
def test_where_the_office_implies_the_start_it_is_not_measured(start: str, measured: bool) -> None:
    hall = Hall(small_office(start=start))
    ticket = hall.put("1", "calling")
    hall.pass_s(20)
    hall.key("1", "start")
    hall.pass_s(100)
    hall.key("1", "start")
    assert ticket is not None
    assert ticket.leg.measured is measured
    figures = hall.floor.state.tallies["counter/1"]
    assert (figures.summary("walk").median_s, figures.summary("service").median_s) == (
        (20, 100) if measured else (None, None)
    )


def test_a_finished_counter_becomes_free_by_itself_where_the_office_wants_it() -> None:
    hall = Hall(small_office(auto_free_s=8))
    hall.put("1", "serving")
    hall.key("1", "start")
    hall.pass_s(7)
    assert hall.desk("1").state == "ready"
    assert kinds(hall.pass_s(1)) == ["CounterFreed"]
    hall.put("2", "calling")
    hall.key("2", "start", long=True)
    hall.pass_s(60)
    assert hall.desk("2").state == "ready"  # it has not finished anybody
