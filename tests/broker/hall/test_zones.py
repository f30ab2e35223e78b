"""A screen of several zones shows their boards as one."""

from __future__ import annotations

import itertools

import pytest

from broker.contract.status import Board
from broker.hall.board import BoardView
from broker.hall.zones import Zones
from tests.display.boards import MONDAY_0805, board, call, counter, waiting

HALL = board(3, call("A-025", 1, at=MONDAY_0805 + 2), counters=(counter(1),), fields=(waiting("Đất đai", 7),))
STAIRS = board(
    5, call("C-044", 6, at=MONDAY_0805 + 3), zone="upstairs", counters=(counter(6),), missed=("H-007",),
    fields=(waiting("Đất đai", 7), waiting("Hộ tịch", 2)),
)  # fmt: skip


def of(*boards: Board) -> BoardView:
    view = BoardView("hall", ("upstairs",))
    for each in boards:
        view.take(each, 0)
    return view


@pytest.mark.parametrize("order", list(itertools.permutations((HALL, STAIRS))))
def test_two_boards_are_one_however_they_arrive(order: tuple[Board, ...]) -> None:
    view = of(*order)
    assert view.board is not None
    assert [each.number for each in view.board.calls] == ["C-044", "A-025"]
    assert [each.counter for each in view.board.counters] == ["quay-1", "quay-6"]
    assert [each.field for each in view.board.fields] == ["đất-đai", "hộ-tịch"]
    assert view.board.missed == ("H-007",)
    assert {turn.call.number for turn in view.spotlight()} == {"A-025", "C-044"}
    assert view.mark == (1, 5)


def test_a_zone_not_shown_here_is_not_taken() -> None:
    view = of(HALL)
    assert view.take(board(9, zone="yard"), 0) is False
    assert view.board == HALL


def test_an_older_board_of_one_zone_changes_nothing_although_another_is_older_still() -> None:
    view = of(HALL, STAIRS)
    assert view.take(board(4, zone="upstairs"), 0) is False
    assert view.take(board(4), 0) is True, "newer than the hall's own third"


def test_boards_of_two_engines_are_believed_no_further_than_the_older() -> None:
    """After a restart the boards come one after the other: until then the screen says that it does not know."""
    view = of(HALL, STAIRS)
    view.take(board(1, epoch=2), 0)
    assert view.board is not None
    assert view.board.epoch == 1
    view.take(board(2, epoch=2, zone="upstairs"), 0)
    assert view.board.epoch == 2


def test_a_zone_taken_out_of_the_office_goes_and_the_other_stays() -> None:
    view = of(HALL, STAIRS)
    view.keep({"hall"})
    assert view.board == HALL
    assert not view.withdrawn
    view.keep({"yard"})
    assert view.withdrawn


def test_one_zone_is_its_own_board() -> None:
    zones = Zones(("hall",))
    assert zones.joined() is None
    assert zones.take(HALL) is HALL
    assert zones.take(HALL) is None
