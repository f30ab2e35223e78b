"""`make bench`: every figure, beside the floor, into build/bench.json and build/bench.md. Exit code 0, reached or not.

python -m tests.bench [--quick] [--only issue,call,throughput,growth,painted,crowd,lamp,sound,presses,board,…]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.bench import (
    board,
    call,
    crowd,
    footprint,
    growth,
    issue,
    keypads,
    kiosk,
    kiosk_window,
    lamp,
    lookup,
    presses,
    sound,
    throughput,
    web_board,
)
from tests.bench.blocks import Plan, Tick
from tests.bench.machine import commit, machine
from tests.bench.page import MARK, page
from tests.bench.paper import ticket_bytes
from tests.bench.stage import Stage
from tests.bench.verdict import Verdict, verdicts


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    plan: Plan = field(default_factory=Plan)
    seconds: float = 10.0
    calls: int = 100
    minutes: float = 10.0
    idle_s: float = 60.0
    sizes: tuple[int, ...] = growth.SIZES
    presses: int = 100_000
    drops: int = 200
    board_calls: int = board.CALLS
    visitors: int = 10_000
    tickets: int = 1_000
    tickets_warm_up: int = 200


QUICK = Extent(Plan(200, 200, 4), 4.0, 30, 1.0, 15.0, (1_000, 10_000, 100_000), 10_000, 30, 100, 2_000, 40, 20)
Part = Callable[[Stage, Extent, Tick], dict[str, Any]]

PARTS: dict[str, Part] = {
    "issue": lambda stage, extent, tick: {"issue": issue.measure(stage, extent.plan, tick)},
    "call": lambda stage, extent, tick: {"call": call.measure(stage, extent.plan, tick)},
    "throughput": lambda stage, extent, tick: {"throughput": throughput.measure(stage, extent.seconds, tick)},
    "growth": lambda stage, extent, tick: {"growth": growth.measure(stage, extent.plan, tick, extent.sizes)},
    "painted": lambda stage, extent, tick: {"painted": call.measure_painted(stage, extent.calls, tick)},
    "crowd": lambda stage, extent, tick: {"crowd": crowd.measure(stage, extent.calls, tick)},
    "lamp": lambda stage, extent, tick: {"lamp": lamp.measure(stage, extent.calls, tick)},
    "sound": lambda stage, extent, tick: {"sound": sound.measure(stage, extent.calls, tick)},
    "presses": lambda stage, extent, tick: {
        "presses": presses.measure(stage.url, stage.folder / "presses", extent.presses, extent.drops, tick)
    },
    "board": lambda stage, extent, tick: {"board": board.measure(stage, extent.idle_s, tick, extent.board_calls)},
    "web_board": lambda stage, extent, tick: {"web_board": web_board.measure(stage, extent.calls, tick)},
    "first_frame": lambda stage, _extent, tick: {"first_frame_s": footprint.first_frame_s(stage, tick)},
    "lookup": lambda _stage, _extent, tick: {"lookup": lookup.measure(tick)},
    "keypads": lambda stage, _extent, tick: {"keypads": keypads.measure(stage.folder / "keypads", tick)},
    "first_byte": lambda stage, extent, tick: {"first_byte": kiosk.first_byte(stage, extent.calls, tick)},
    "feedback": lambda _stage, extent, tick: {"feedback": kiosk.feedback(extent.calls, tick)},
    "visitors": lambda _stage, extent, tick: {"visitors": kiosk.session_growth(extent.visitors, tick)},
    "tickets": lambda stage, extent, tick: {
        "tickets": kiosk_window.window_growth(stage, extent.tickets_warm_up, extent.tickets, tick)
    },
    "ticket_bytes": lambda _stage, _extent, _tick: {"ticket_bytes": ticket_bytes()},
    "footprint": lambda stage, extent, tick: footprint.measure(
        stage.folder / "office", extent.minutes, extent.idle_s, tick
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, write, tell."""
    args = _arguments(argv)
    os.environ.pop("DISPLAY", None)  # windows are drawn off screen: the same everywhere
    found = measure(args.only, args.extent)
    judged = verdicts(found)
    args.out.mkdir(parents=True, exist_ok=True)
    body = {**found, "verdicts": [{**vars(each)} for each in judged]}
    (args.out / "bench.json").write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n")
    (args.out / "bench.md").write_text(page(found, judged))
    _show(judged, args.out)
    return 0


def measure(only: Sequence[str], extent: Extent) -> dict[str, Any]:
    """The parts asked for, one after another; a part that fails is named in "failed" and the others go on."""
    found: dict[str, Any] = {"machine": machine(), "commit": commit(), "plan": _words(extent), "took_s": {}}
    columns = (SpinnerColumn(), TextColumn("{task.fields[part]:<12}"), TextColumn("{task.description}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), refresh_per_second=2) as progress:
        for n, name in enumerate(only, 1):
            task = progress.add_task("", part=f"{n}/{len(only)} {name}", total=None)
            _measure_part(name, extent, found, lambda text, task=task: progress.update(task, description=text))  # type: ignore[misc]
            progress.update(task, description=f"{found['took_s'][name]:g} s", total=1, completed=1)
    found["machine"]["load_after"] = round(os.getloadavg()[0], 2)
    return found


def _measure_part(name: str, extent: Extent, found: dict[str, Any], tick: Tick) -> None:
    began_s = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder, Stage(Path(folder)) as stage:
            found.update(PARTS[name](stage, extent, tick))
    except Exception as error:  # one part that fails must not take the others with it
        found.setdefault("failed", {})[name] = f"{type(error).__name__}: {error}"[:500]
        tick(f"failed: {error}"[:100])
    found["took_s"][name] = round(time.monotonic() - began_s, 1)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures the product beside a floor.")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure, by commas: %(default)s")
    parser.add_argument("--quick", action="store_true", help="fewer blocks, a shorter history, a minute of office")
    parser.add_argument("--minutes", type=float, help="minutes of office before memory is read (10)")
    parser.add_argument("--idle-s", type=float, help="seconds over which idle processor time is counted (60)")
    parser.add_argument("--out", type=Path, default=Path("build"), help="folder of bench.json and bench.md")
    args = parser.parse_args(argv)
    args.only = args.only.split(",")
    unknown = [each for each in args.only if each not in PARTS]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    base = QUICK if args.quick else Extent()
    minutes = base.minutes if args.minutes is None else args.minutes
    idle_s = base.idle_s if args.idle_s is None else args.idle_s
    args.extent = replace(base, minutes=minutes, idle_s=idle_s)
    return args


def _words(extent: Extent) -> str:
    plan = extent.plan
    return (
        f"{plan.blocks} blocks of {plan.size} after {plan.warm_up} of warm-up, {extent.seconds:g} s a number of kiosks,"
        f" {extent.minutes:g} minutes of office, idle over {extent.idle_s:g} s"
    )


def _show(judged: list[Verdict], out: Path) -> None:
    table = Table("Figure", "To reach", "Was", "", title="Figures to reach")
    for each in judged:
        style = {True: "green", False: "red", None: "dim"}[each.reached]
        table.add_row(each.name, each.wanted, each.was, MARK[each.reached].strip("*"), style=style)
    console = Console(file=sys.stdout)
    console.print(table)
    console.print(f"{out / 'bench.json'} and {out / 'bench.md'} written")


if __name__ == "__main__":
    sys.exit(main())
