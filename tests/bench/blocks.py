"""Blocks that alternate between the floor and the product, so that both see the same minutes of the machine."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from firmware_cfg.demo.hand import Hand


@dataclass(frozen=True)
class Plan:
    """How much is asked: `warm_up` of each kind, then `blocks` of `size` of each kind by turns."""

    warm_up: int = 500
    size: int = 500
    blocks: int = 10


Tick = Callable[[str], None]


def quantile(values: Sequence[float], share: float) -> float:
    """Nearest rank: the smallest value that so large a share does not exceed."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]


class Block(TypedDict):
    """What one block gave: milliseconds, and of calls the board's revision and when it was asked (ns)."""

    ms: list[float]
    marks: list[tuple[int, int]]


def ask(hand: Hand, do: str, count: int, pause_s: float = 0.0) -> Block:
    """One block of one kind, by the asking process."""
    line = json.dumps({"do": do, "count": count, "pause_s": pause_s})
    found = hand.do(line, answer_s=60 + count * (0.2 + pause_s))
    return {"ms": found["ms"], "marks": found["marks"]}


def alternate(ways: Mapping[str, Callable[[int], list[float]]], plan: Plan, tick: Tick) -> dict[str, list[list[float]]]:
    """Blocks of each way by turns: way -> its blocks. Every second round goes the other way round."""
    for name, way in ways.items():
        tick(f"warm-up, {name}")
        way(plan.warm_up)
    found: dict[str, list[list[float]]] = {name: [] for name in ways}
    for n in range(plan.blocks):
        for name in list(ways)[:: 1 if n % 2 == 0 else -1]:
            tick(f"block {n + 1} of {plan.blocks}, {name}")
            found[name].append(ways[name](plan.size))
    return found


def compared(product: list[list[float]], floor: list[list[float]]) -> dict[str, float]:
    """The figures of the whole, and the median of the ratios of the blocks."""
    return {
        "p50_ms": _whole(product, 0.5),
        "p99_ms": _whole(product, 0.99),
        "floor_p50_ms": _whole(floor, 0.5),
        "floor_p99_ms": _whole(floor, 0.99),
        "ratio_p50": _ratio(product, floor, 0.5),
        "ratio_p99": _ratio(product, floor, 0.99),
    }


def _whole(blocks: list[list[float]], share: float) -> float:
    """Median of the blocks' own quantiles: one block with a neighbour's noise does not speak for all."""
    return round(statistics.median(quantile(block, share) for block in blocks), 3)


def _ratio(product: list[list[float]], floor: list[list[float]], share: float) -> float:
    ratios = [quantile(ours, share) / quantile(theirs, share) for ours, theirs in zip(product, floor, strict=True)]
    return round(statistics.median(ratios), 3)
