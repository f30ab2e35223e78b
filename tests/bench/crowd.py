"""Press -> painted on one real lobby window while 0, 20 and 99 more listen to the same board.

Blocks of all three go by turns, on one window. In an office every screen has a processor of its own; here all share
this machine's, so what is measured is at least what the engine, mosquitto and the window lose to the others. Time
begins with the press as the message that a gesture has become; what the key takes before stands with the lamp.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import Program, start
from tests.bench.blocks import Block, Plan, Tick, alternate, ask
from tests.bench.call import PAUSE_S, ZONE, painted_after, painted_at, wait_painted, window
from tests.bench.issue import WAITING_EACH
from tests.bench.stage import Stage

MORE = (0, 20, 99)
BLOCKS, WARM_UP = 4, 3
#: A block of calls, and how many boards the further subscribers decoded while it ran.
Round = tuple[Block, int]


def measure(stage: Stage, count: int, tick: Tick) -> list[dict[str, float]]:
    """One line for each number of further subscribers: what a call's picture took with so many calls."""
    site = stage.site("crowd")
    tick("engine, lobby and subscribers start")
    site.start()
    hand = stage.asker(site.site)
    ask(hand, "open", WAITING_EACH)
    plan = Plan(WARM_UP, max(1, count // BLOCKS), BLOCKS)
    rounds: dict[int, list[Round]] = {more: [] for more in MORE}
    with window(stage, site.site) as trace, _subscribers(stage, site.site) as crowd:
        ear = Hand(crowd)
        ways = {f"{more} more": partial(_calls, hand, ear, trace, rounds, more) for more in MORE}
        alternate(ways, plan, tick)
    painted = painted_at(trace)
    return [{"subscribers": more, **_figures(each[1:], painted)} for more, each in rounds.items()]  # without warm-up


def _calls(hand: Hand, ear: Hand, trace: Path, rounds: dict[int, list[Round]], more: int, count: int) -> list[float]:
    """A block of calls with so many listening; in the end the last is painted, and each has heard it."""
    before = ear.do(f'{{"stand": {more}}}')
    block = ask(hand, "call", count, PAUSE_S)
    after = ear.do(f'{{"heard": {block["marks"][-1][0]}}}')
    wait_painted(trace, block["marks"])
    rounds[more].append((block, after["boards"] - before["boards"]))
    return block["ms"]


def _figures(rounds: list[Round], painted: list[tuple[int, int]]) -> dict[str, float]:
    marks = [each for block, _ in rounds for each in block["marks"]]
    message_ms = [each for block, _ in rounds for each in block["ms"]]
    return {"decoded": sum(boards for _, boards in rounds), **painted_after(marks, message_ms, painted)}


def _subscribers(stage: Stage, site: str) -> Program:
    arguments = ("--broker", stage.url, "--site", site, "--zone", ZONE)
    program = start("subscribers", "tests.bench.subscribers", *arguments, folder=stage.folder, piped=True)
    return program.wait_ready(60)
