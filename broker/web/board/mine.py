"""What the board says of one number, for whoever holds its slip: nothing that the hall does not know. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from broker.contract.status import Board, Waiting
from broker.web.numbers import bare

#: waiting: its turn has not come · unknown: no such number lives today
Mine = Literal["called", "serving", "absent", "moved", "waiting", "unknown"]


@dataclass(frozen=True)
class MyNumber:
    """How a number stands, and the counter that has it, will have it or had it."""

    number: str
    state: Mine
    counter: str = ""


def my_number(typed: str, boards: Iterable[Board], waiting: Waiting | None) -> MyNumber:
    """How the number stands that was typed or stands in an address."""
    wanted, shown = bare(typed), tuple(boards)
    return _called(wanted, shown) or _elsewhere(wanted, shown) or _waits(wanted, typed, waiting)


def _called(wanted: str, boards: Iterable[Board]) -> MyNumber | None:
    calls = [each for board in boards for each in board.calls if bare(each.number) == wanted]
    newest = max(calls, key=lambda call: call.at, default=None)
    return MyNumber(newest.number, newest.stage, newest.counter) if newest else None


def _elsewhere(wanted: str, boards: Iterable[Board]) -> MyNumber | None:
    for board in boards:
        for missed in board.absent:
            if bare(missed.number) == wanted:
                return MyNumber(missed.number, "absent", missed.counter)
        for move in board.moves:
            if bare(move.number) == wanted:
                return MyNumber(move.number, "moved", move.counter)
    return None


def _waits(wanted: str, typed: str, waiting: Waiting | None) -> MyNumber:
    tickets = waiting.tickets if waiting else ()
    found = next((each.number for each in tickets if bare(each.number) == wanted), None)
    return MyNumber(found, "waiting") if found else MyNumber(typed.upper(), "unknown")
