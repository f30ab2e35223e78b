"""How one number stands: by the boards first, then by the queue, and never more than the hall knows."""

from __future__ import annotations

import pytest

from broker.contract.ids import InstantMs
from broker.contract.status import Board, BoardCall, BoardMissed, BoardMove
from broker.web.board.mine import MyNumber, my_number
from broker.web.numbers import bare
from tests.broker.web.guide.test_view import live, waiting

DAY = "2026-11-23"


def call(number: str, counter: str, at: int = 1, stage: str = "called") -> BoardCall:
    """A call that stands."""
    return BoardCall(
        call_id=f"{DAY}.{number}/{counter}/{at}", ticket=f"{DAY}.{number}", number=number, service="copy",
        counter=counter, nth=1, at=InstantMs(at), stage=stage,  # type: ignore[arg-type]
    )  # fmt: skip


BOARDS = (
    Board(
        epoch=1, revision=1, zone="hall", day=DAY,
        calls=(call("A-025", "3"), call("C-001", "1", stage="serving")),
        absent=(BoardMissed(number="C-002", counter="1"),),
        moves=(BoardMove(number="C-003", counter="2", at=InstantMs(1)),),
    ),
    Board(epoch=1, revision=1, zone="upstairs", day=DAY, calls=(call("A-025", "7", at=9),)),
)  # fmt: skip
QUEUE = waiting(live("A-025"), live("C-004"), live("C-005", "held"))


@pytest.mark.parametrize(
    ("typed", "mine"),
    [
        ("A-025", MyNumber("A-025", "called", "7")),  # the newest call counts, whichever zone
        ("a25", MyNumber("A-025", "called", "7")),
        ("C 001", MyNumber("C-001", "serving", "1")),
        ("c2", MyNumber("C-002", "absent", "1")),
        ("C-003", MyNumber("C-003", "moved", "2")),
        ("C-004", MyNumber("C-004", "waiting")),
        ("C-005", MyNumber("C-005", "waiting")),  # on hold: why is between the visitor and the clerk
        ("C-040", MyNumber("C-040", "unknown")),
        ("<b>", MyNumber("<B>", "unknown")),
    ],
)
def test_a_number_stands(typed: str, mine: MyNumber) -> None:
    assert my_number(typed, BOARDS, QUEUE) == mine


def test_before_anything_is_heard_nothing_is_known() -> None:
    assert my_number("A-001", (), None).state == "unknown"


@pytest.mark.parametrize(("typed", "short"), [("A-025", "A25"), ("a 25", "A25"), ("1001", "1001"), ("0007", "7")])
def test_bare(typed: str, short: str) -> None:
    assert bare(typed) == short
