"""The order as a queue: two classes at four counters, held against the known figures.

Mean waits in mean services, M/M/4, load 0.90, 15 % priority (Kleinrock 1964; Stanford, Taylor, Ziedins 2014). All
orders see the same arrivals, and the n-th service begun takes the same time in all of them: then the sum of all waits
is the same to the last bit, and what differs is only who waits it.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Sequence
from random import Random

import pytest

from broker.core.policy import Candidate, Choice, accumulating, first_come

COUNTERS, LOAD, PRIORITY = 4, 0.90, 0.15
VISITORS = 60_000
#: One mean service, in the order's milliseconds: fine enough that nothing is rounded away.
SERVICE_MS = 1_000_000
NEVER = 10**18
Waits = dict[float, list[int]]


def hall(choose: Callable[[Sequence[Candidate], int], Choice], weight: float) -> Waits:
    """Waits of each class under an order."""
    chance = Random(2026)
    arrivals, services = [], []
    now = 0.0
    for n in range(VISITORS):
        now += chance.expovariate(COUNTERS * LOAD) * SERVICE_MS
        arrivals.append((int(now), n, weight if chance.random() < PRIORITY else 1.0))
        services.append(int(chance.expovariate(1) * SERVICE_MS))
    lines: dict[float, deque[Candidate]] = {weight: deque(), 1.0: deque()}
    waits: Waits = {weight: [], 1.0: []}
    free = [0] * COUNTERS
    begun = next_in = 0
    while begun < VISITORS:
        at = max(free[0], arrivals[next_in][0] if not any(lines.values()) else 0)
        while next_in < VISITORS and arrivals[next_in][0] <= at:
            came, n, heavy = arrivals[next_in]
            lines[heavy].append(Candidate((came, n), str(n), heavy, NEVER))
            next_in += 1
        winner = choose([line[0] for line in lines.values() if line], at).winner
        lines[winner.weight].popleft()
        waits[winner.weight].append(at - winner.place[0])
        heapq.heapreplace(free, at + services[begun])
        begun += 1
    return waits


def mean(values: list[int]) -> float:
    return sum(values) / len(values) / SERVICE_MS


@pytest.fixture(scope="module")
def in_order() -> Waits:
    return hall(first_come, 2.0)


@pytest.mark.parametrize(
    ("weight", "priority", "ordinary"), [(10.0, 0.426, 2.242), (2.0, 1.162, 2.112), (1e9, 0.228, 2.277)]
)
def test_accumulating_priority_gives_the_known_waits(
    in_order: Waits, weight: float, priority: float, ordinary: float
) -> None:
    waits = hall(accumulating, weight)
    everybody = [wait for each in in_order.values() for wait in each]
    # as a share of first come, first served (1.969) on the same arrivals: that takes most of the chance out
    assert mean(waits[weight]) / mean(everybody) == pytest.approx(priority / 1.969, rel=0.08)
    assert mean(waits[1.0]) / mean(everybody) == pytest.approx(ordinary / 1.969, rel=0.03)
    assert sum(map(sum, waits.values())) == sum(everybody)


def test_the_favoured_never_wait_longer_than_without_priority(in_order: Waits) -> None:
    favoured = hall(accumulating, 2.0)
    assert mean(favoured[2.0]) < mean(in_order[2.0])
    assert mean(favoured[1.0]) < 1.2 * mean(in_order[1.0])
