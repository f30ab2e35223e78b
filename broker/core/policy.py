"""The order: which of those who wait is called next. One small pure function; others can stand beside it.

Accumulating priority (Kleinrock 1964; Stanford, Taylor, Ziedins 2014): a claim is minutes waited x the weight of
the class, so nobody is overtaken for ever. Beyond it a limit: once a ticket has waited the limit of its class,
none with a later place goes before it (promise "Fairness"). Within a class: first come, first served.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from broker.contract.events import Rule, Why
from broker.contract.ids import TicketId
from broker.core.floor import Entry
from broker.core.state import Place

#: How many of those passed over are named.
NAMED = 10


class Candidate(NamedTuple):
    """The head of a line: its place, its class's weight and limit."""

    place: Place
    ticket: TicketId
    weight: float
    limit_ms: int


class Choice(NamedTuple):
    """Who is called, by which rule, with which score, and who came next."""

    winner: Candidate
    rule: Rule
    score: float
    runner_up: Candidate | None
    runner_up_score: float


Order = Callable[[Sequence[Candidate], int], Choice]


def claim(candidate: Candidate, now: int) -> float:
    """Minutes waited x weight."""
    return max(0, now - candidate.place[0]) / 60_000 * candidate.weight


def accumulating(heads: Sequence[Candidate], now: int) -> Choice:
    """The oldest of those beyond their limit; else the greatest claim, the earlier place on a tie."""
    overdue = [each for each in heads if now - each.place[0] >= each.limit_ms]
    if overdue:
        return _choice("limit", sorted(overdue, key=lambda each: each.place), heads, now)
    return _choice("score", sorted(heads, key=lambda each: (-claim(each, now), each.place)), heads, now)


def first_come(heads: Sequence[Candidate], now: int) -> Choice:
    """The earliest place, whatever the class."""
    return _choice("first_come", sorted(heads, key=lambda each: each.place), heads, now)


def _choice(rule: Rule, ranked: list[Candidate], heads: Sequence[Candidate], now: int) -> Choice:
    winner = ranked[0]
    others = ranked[1:] or [each for each in heads if each is not winner]
    second = max(others, key=lambda each: claim(each, now)) if others else None
    return Choice(winner, rule, claim(winner, now), second, claim(second, now) if second else 0.0)


ORDERS: dict[str, Order] = {"accumulating": accumulating, "first_come": first_come}


def explain(choice: Choice, lines: Sequence[Sequence[Entry]], *, rule: Rule | None = None, reason: str = "") -> Why:
    """Why this one: candidates, scores, and whom it passed over (earlier places in any of the lines)."""
    place = choice.winner.place
    passed: list[Entry] = []
    count = 0
    for line in lines:
        earlier = bisect_left(line, (place, ""))
        count += earlier
        passed.extend(line[: min(earlier, NAMED)])
    passed = [entry for entry in sorted(passed) if entry[1] != choice.winner.ticket][:NAMED]
    return Why(
        rule=rule or choice.rule,
        candidates=sum(len(line) for line in lines),
        score=round(choice.score, 3),
        runner_up=choice.runner_up.ticket if choice.runner_up else None,
        runner_up_score=round(choice.runner_up_score, 3),
        passed_count=count,
        passed=tuple(entry[1] for entry in passed),
        reason=reason,
    )
