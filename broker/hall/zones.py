"""One board of several zones: a screen between two waiting rooms shows both. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import msgspec

from broker.contract.status import Board, BoardField


@dataclass
class Zones:
    """The newest board of each zone of a screen."""

    zones: tuple[str, ...]
    boards: dict[str, Board] = field(default_factory=dict)

    def take(self, board: Board) -> Board | None:
        """The joined board with this one in it; None when it is another zone's or not newer.

        A later start of the engine beats any revision.
        """
        before = self.boards.get(board.zone)
        if board.zone not in self.zones or (before and _mark(board) <= _mark(before)):
            return None
        self.boards[board.zone] = board
        return self.joined()

    def keep(self, zones: Collection[str]) -> None:
        """Only these zones are in the office any more."""
        self.boards = {zone: board for zone, board in self.boards.items() if zone in zones}

    def joined(self) -> Board | None:
        """All boards as one, in the order of the zones; None without any."""
        boards = [self.boards[zone] for zone in self.zones if zone in self.boards]
        return joined(boards) if boards else None


def joined(boards: list[Board]) -> Board:
    """Several boards as one. It is only as new as the oldest engine among them, and as its newest change."""
    if len(boards) == 1:
        return boards[0]
    calls = sorted((call for each in boards for call in each.calls), key=lambda call: (-call.at, call.call_id))
    return msgspec.structs.replace(
        boards[0],
        epoch=min(each.epoch for each in boards),
        revision=max(each.revision for each in boards),
        training=any(each.training for each in boards),
        calls=tuple(calls),
        counters=tuple(counter for each in boards for counter in each.counters),
        fields=tuple(_fields(field for each in boards for field in each.fields)),
        missed=tuple(number for each in boards for number in each.missed),
        absent=tuple(number for each in boards for number in each.absent),
        moves=tuple(move for each in boards for move in each.moves),
    )


def _mark(board: Board) -> tuple[int, int]:
    return board.epoch, board.revision


def _fields(fields: Iterable[BoardField]) -> Iterable[BoardField]:
    """Each field once: every zone's board has those of the whole office."""
    return {each.field: each for each in fields}.values()
