"""Gesture -> lamp at a real counter program with mock pins, beside the floor: "heard" at once, then "accepted"."""

from __future__ import annotations

from functools import partial
from typing import Any

from display.counter.settings import HandSettings
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import Program, start
from tests.bench.blocks import Plan, Tick, alternate, ask, compared
from tests.bench.hall import STAFFED
from tests.bench.issue import answers
from tests.bench.pressing import TURNS
from tests.bench.stage import Stage

COUNTER, BLOCKS, WARM_UP = STAFFED[-1], 4, 4
#: A press waits for its key to rest; slower than this it hangs.
PRESS_S = 2.0


def measure(stage: Stage, count: int, tick: Tick) -> dict[str, Any]:
    """`heard` and `accepted` from the moment the key's pin is let go; `settled` is accepted without the `stable_ms`
    for which a level must stand before it counts: what is left is the product's own, fit to be held to the floor."""
    stage.floor()
    site = stage.site("lamp")
    tick("engine and counter start")
    site.start()
    plan = Plan(WARM_UP, max(1, count // BLOCKS), BLOCKS)
    presses, stable_ms = plan.size * BLOCKS, HandSettings().stable_s * 1000
    asker = stage.asker(site.site, floor=True)
    ask(asker, "open", (WARM_UP + presses) // len(TURNS) + 2)
    heard: list[list[float]] = []
    with _counter(stage, site.site) as program:
        ways = {"floor": partial(answers, asker, "floor"), "lamp": partial(_accepted_ms, Hand(program), heard)}
        found = alternate(ways, plan, tick)
    settled = [[each - stable_ms for each in block] for block in found["lamp"]]
    blocks = {"heard": heard[1:], "accepted": found["lamp"], "settled": settled}  # the first of heard was warm-up
    return {"presses": presses, "stable_ms": stable_ms, **_figures(blocks, found["floor"])}


def _figures(blocks: dict[str, list[list[float]]], floor: list[list[float]]) -> dict[str, dict[str, float]]:
    """The floor once, and of each way its own times and their ratios to it."""
    own = ("p50_ms", "p99_ms", "ratio_p50", "ratio_p99")
    whole = {name: compared(each, floor) for name, each in blocks.items()}
    beside = whole["accepted"]
    figures = {name: {key: each[key] for key in own} for name, each in whole.items()}
    return {"floor": {"p50_ms": beside["floor_p50_ms"], "p99_ms": beside["floor_p99_ms"]}, **figures}


def _accepted_ms(hand: Hand, heard: list[list[float]], count: int) -> list[float]:
    """A block of presses; what became of "heard" goes into `heard`."""
    found = hand.do(f'{{"count": {count}}}', answer_s=60 + count * PRESS_S)
    heard.append(found["heard_ms"])
    accepted_ms: list[float] = found["accepted_ms"]
    return accepted_ms


def _counter(stage: Stage, site: str) -> Program:
    arguments = ("--broker", stage.url, "--site", site, "--counter", COUNTER)
    program = start("counter", "tests.bench.pressing", *arguments, folder=stage.folder, piped=True)
    return program.wait_ready(60)
