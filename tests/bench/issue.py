"""RequestTicket -> durable -> TicketIssued, from another process, beside the floor."""

from __future__ import annotations

from functools import partial

from firmware_cfg.demo.hand import Hand
from tests.bench.blocks import Plan, Tick, alternate, ask, compared
from tests.bench.stage import Stage

#: People who wait at each staffed counter while blocks run.
WAITING_EACH = 8


def answers(hand: Hand, do: str, count: int) -> list[float]:
    """Milliseconds of a block."""
    return ask(hand, do, count)["ms"]


def beside_floor(stage: Stage, do: str, plan: Plan, tick: Tick) -> dict[str, float]:
    """One kind of question ("issue", "call") and the floor's by turns, on an engine with an empty history."""
    stage.floor()
    site = stage.site(do)
    tick("engine starts")
    site.start()
    hand = stage.asker(site.site, floor=True)
    ask(hand, "open", WAITING_EACH)
    found = alternate({"floor": partial(answers, hand, "floor"), do: partial(answers, hand, do)}, plan, tick)
    return compared(found[do], found["floor"])


def measure(stage: Stage, plan: Plan, tick: Tick) -> dict[str, float]:
    """The figures of issuing."""
    return beside_floor(stage, "issue", plan, tick)
