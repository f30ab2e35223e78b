"""Calls over lines that drop: none lost, none made twice. The benchmark presses a hundred thousand times."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from broker.contract.events import TicketCalled, TicketRecalled, Why
from firmware_cfg.processes import start_mosquitto
from tests.bench.presses import WRONG, judge, measure

pytestmark = pytest.mark.flow

FIRST = TicketCalled(counter="1", ticket="t", call_id="t/1/1", nth=1, clerk=None, why=Why(rule="score"))
SECOND = TicketRecalled(counter="1", ticket="t", call_id="t/1/2", nth=2)
TOLD, HEARD, SHOWN = ["t/1/1"], Counter(["t/1/1", "t/1/2"]), {("t", 2)}


def test_no_call_is_lost_and_none_doubled_while_lines_drop(tmp_path: Path) -> None:
    mosquitto, port = start_mosquitto(tmp_path)
    try:
        found = measure(f"mqtt://127.0.0.1:{port}", tmp_path / "office", 4_000, 16, lambda _text: None)
    finally:
        mosquitto.stop()
    assert {name: found[name] for name in WRONG} == dict.fromkeys(WRONG, 0)
    assert found["drops"] >= 16 and found["presses"] >= 4_000 and found["calls"] > 3_000
    assert found["ends"]["silent"] > 0, "no press was in flight when a line dropped"


def test_a_whole_account_is_right() -> None:
    found = judge([FIRST, SECOND], TOLD, HEARD, SHOWN)
    assert (found["calls"], found["unanswered"]) == (2, 1)
    assert not any(found[name] for name in WRONG)


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ("doubled", judge([FIRST, SECOND, SECOND], TOLD, HEARD, SHOWN)),
        ("doubled", judge([FIRST, SECOND], TOLD * 2, HEARD, SHOWN)),
        ("answered_not_stored", judge([FIRST], ["t/1/2"], Counter(["t/1/1"]), {("t", 1)})),
        ("stored_not_heard", judge([FIRST, SECOND], TOLD, Counter(["t/1/1"]), SHOWN)),
        ("heard_not_stored", judge([FIRST], TOLD, HEARD, SHOWN)),
        ("heard_twice", judge([FIRST, SECOND], TOLD, HEARD + Counter(["t/1/1"]), SHOWN)),
        ("unanswered_not_shown", judge([FIRST, SECOND], TOLD, HEARD, set())),
    ],
)
def test_what_is_wrong_is_found(wrong: str, found: dict[str, int]) -> None:
    assert found[wrong] > 0
