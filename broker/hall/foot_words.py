"""The line below everything: marks and who is asked back stand still, what the office says to all runs. Pure.

A sentence about a number that is lit now goes before everything; absent and moved numbers take turns with the ticker.
An office without lines of its own has no ticker: one sentence need not run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from broker.contract.ids import ORDINARY
from broker.contract.office import Text
from broker.contract.status import Board, BoardCall, BoardCounter
from broker.hall.board import BoardView
from broker.hall.scene import Foot
from broker.hall.tongue import Tongue

#: run: the office's lines run through · turn: they stand still and take turns · off: only what must not be paid is said
Ticker = Literal["run", "turn", "off"]
#: Each sentence that stands still stays so long; the lines run so long between two rounds of them.
FOOT_MS, RUN_MS = 6_000, 24_000
#: Absent numbers in one sentence; more of them take turns.
MISSED_IN_A_SENTENCE = 6
PRIORITY_MARK, RESERVED_MARK, MOVED_MARK = "◆", "◇", "→"


def foot(tongue: Tongue, view: BoardView, lines: Sequence[Text], ticker: Ticker, real_ms: int) -> Foot:
    """What the line says now."""
    lit = _legends(tongue, view)
    asked = _moves(tongue, view) + _absent(tongue, view)
    said = _said_to_all(tongue, lines if ticker != "off" else ())
    if lit or ticker != "run" or not lines:
        return _still(lit + asked or said, real_ms)
    into_ms = real_ms % (len(asked) * FOOT_MS + RUN_MS)
    return _still(asked, into_ms) if into_ms < len(asked) * FOOT_MS else Foot(running=tuple(said))


def marks(call: BoardCall) -> str:
    """The marks of a number; `foot` has their sentences."""
    found = (
        (PRIORITY_MARK, call.class_id != ORDINARY),
        (RESERVED_MARK, call.reserved),
        (MOVED_MARK, call.moved),
    )
    return "".join(mark for mark, there in found if there)


def badge(counter: BoardCounter | None) -> str:
    """The number of a counter; empty for one that has only a name."""
    return str(counter.counter_number) if counter and counter.counter_number is not None else ""


def _still(sentences: Sequence[str], real_ms: int) -> Foot:
    return Foot(sentences[real_ms // FOOT_MS % len(sentences)])


def _said_to_all(tongue: Tongue, lines: Sequence[Text]) -> list[str]:
    return [*[said for line in lines for said in tongue.names(line)], *tongue.each("fees")]


def _legends(tongue: Tongue, view: BoardView) -> list[str]:
    """The sentence of every mark that stands in the spotlight, once each."""
    told = [line for turn in view.spotlight() for line in _legend(tongue, view, turn.call)]
    return list(dict.fromkeys(told))


def _legend(tongue: Tongue, view: BoardView, call: BoardCall) -> list[str]:
    lines = tongue.each("prio") if call.class_id != ORDINARY else []
    if call.reserved:
        lines += [f"{RESERVED_MARK} {line}" for line in tongue.each("offline.series", number=call.number)]
    if call.moved:
        lines += [f"{MOVED_MARK} {line}" for line in _moved(tongue, view, call.number, call.counter)]
    return lines


def _moves(tongue: Tongue, view: BoardView) -> list[str]:
    """Numbers on their way to another counter and not called there yet, the newest first."""
    moves = sorted(view.board.moves, key=lambda move: -move.at) if view.board else ()
    return [line for move in moves for line in _moved(tongue, view, move.number, move.counter)]


def _moved(tongue: Tongue, view: BoardView, number: str, counter_id: str) -> list[str]:
    counter = view.counter(counter_id)
    if own := badge(counter):
        return tongue.each("moved", number=number, counter=own)
    return [f"{number}: {tongue.name(counter.name) if counter else counter_id}"]


def _absent(tongue: Tongue, view: BoardView) -> list[str]:
    """Who was called and did not come, by the counter that will have them."""
    groups: dict[str, list[str]] = {}
    for number, counter in _missed(view.board) if view.board else ():
        groups.setdefault(counter, []).append(number)
    return [
        line
        for counter, numbers in groups.items()
        for at in range(0, len(numbers), MISSED_IN_A_SENTENCE)
        for line in _asked_back(tongue, view.counter(counter), numbers[at : at + MISSED_IN_A_SENTENCE])
    ]


def _missed(board: Board) -> list[tuple[str, str]]:
    """Absent numbers and their counters; a number of which no counter is told has none."""
    known = {each.number: each.counter for each in board.absent}
    return [(number, known.get(number, "")) for number in dict.fromkeys([*board.missed, *known])]


def _asked_back(tongue: Tongue, counter: BoardCounter | None, numbers: Sequence[str]) -> list[str]:
    said = ", ".join(numbers)
    if counter is None:
        texts = [each for each in (tongue.first, tongue.second) if each]
        return [each.text("missed", numbers=said, place=each.text("place.guide")) for each in texts]
    name = tongue.name(counter.name)
    return [tongue.text("missed", numbers=said, place=name[:1].lower() + name[1:])]
