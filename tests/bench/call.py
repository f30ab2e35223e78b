"""Accepted press -> the lobby's board message, beside the floor; and -> the frame of the real lobby that shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assets.look.window import GRAPHICS
from firmware_cfg.processes import start, until
from tests.bench.blocks import Plan, Tick, ask, quantile
from tests.bench.issue import WAITING_EACH, beside_floor
from tests.bench.stage import Stage

#: Between two calls, so that each has its own frame.
PAUSE_S = 0.4
ZONE = "hall"
#: A busy machine paints late; later than this it never will.
PAINTED_S = 15.0
FRAME_MS = 1000 / GRAPHICS["maxfps"]


def measure(stage: Stage, plan: Plan, tick: Tick) -> dict[str, float]:
    """The figures of a call as a message."""
    return beside_floor(stage, "call", plan, tick)


def measure_painted(stage: Stage, count: int, tick: Tick) -> dict[str, float]:
    """The figures of a call as a picture: the window is drawn in full, off screen where there is none."""
    site = stage.site("painted")
    tick("engine and lobby start")
    site.start()
    hand = stage.asker(site.site)
    ask(hand, "open", WAITING_EACH)
    with window(stage, site.site) as trace:
        ask(hand, "call", 5, PAUSE_S)
        tick(f"{count} calls, one after another")
        found = ask(hand, "call", count, PAUSE_S)
        wait_painted(trace, found["marks"])
    return painted_after(found["marks"], found["ms"], painted_at(trace))


@contextmanager
def window(stage: Stage, site: str) -> Iterator[Path]:
    """One real lobby window, ready; the file in which it writes down when each board could be seen."""
    trace = stage.folder / "lobby.trace"
    with start(
        "lobby", "display", "lobby", "--name", "lobby1", "--zone", ZONE, "--broker", stage.url, "--site", site,
        "--sink", "none", "--state-dir", str(stage.folder / "lobby"), "--trace", str(trace), folder=stage.folder,
    ) as lobby:  # fmt: skip
        lobby.wait_ready(60)
        yield trace


def wait_painted(trace: Path, marks: list[tuple[int, int]]) -> None:
    """Until the last of these boards has been painted: the window may not end before. Raises ProcessError."""
    last, _ = marks[-1]
    what = f"the board of revision {last} to be painted"
    until(lambda: any(revision >= last for revision, _ in painted_at(trace)), PAINTED_S, what)


def painted_at(trace: Path) -> list[tuple[int, int]]:
    """(revision, when it could be seen in ns) of every board that was painted, in order."""
    lines = [json.loads(line) for line in trace.read_text().splitlines()]
    return [(line["revision"], line["monotonic_ns"]) for line in lines]


def painted_after(
    marks: list[tuple[int, int]], message_ms: list[float], painted: list[tuple[int, int]]
) -> dict[str, float]:
    """Press to frame, and message to frame. A board that a newer one overtook is seen in the newer one's frame."""
    to_frame_ms = []
    for revision, asked_ns in marks:
        seen_ns = next((at for seen, at in painted if seen >= revision and at > asked_ns), None)
        if seen_ns is None:
            raise ValueError(f"the board of revision {revision} was never painted")
        to_frame_ms.append((seen_ns - asked_ns) / 1e6)
    after_ms = [frame - message for frame, message in zip(to_frame_ms, message_ms, strict=True)]
    return {
        "calls": len(marks),
        "p50_ms": round(quantile(to_frame_ms, 0.5), 1),
        "p99_ms": round(quantile(to_frame_ms, 0.99), 1),
        "after_message_p50_ms": round(quantile(after_ms, 0.5), 1),
        "after_message_p99_ms": round(quantile(after_ms, 0.99), 1),
        "frame_ms": FRAME_MS,
    }
