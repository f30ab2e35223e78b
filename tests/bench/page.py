"""The benchmark as a page for the documentation: every figure to reach, then the figures themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tests.bench.verdict import Verdict

MARK = {True: "reached", False: "**not reached**", None: "not measured"}


def page(found: dict[str, Any], verdicts: list[Verdict]) -> str:
    """Markdown."""
    return "\n".join([*_head(found), *_targets(verdicts), *_parts(found)]) + "\n"


def _head(found: dict[str, Any]) -> Iterable[str]:
    machine = found["machine"]
    yield "# Benchmark\n"
    yield "Written by `make bench`. The floor is the least that a durable answer over MQTT costs on the same machine in"
    yield "the same minutes: floor and product alternate in blocks, ratios are medians of the ratios of the blocks.\n"
    told = f"{machine['cpu']}, {machine['cores']} cores, Linux {machine['kernel']}, Python {machine['python']}"
    load = f"load before {machine['load_before']:g}, after {machine['load_after']:g}"
    yield f"Machine: {told}; {load}. Commit {found['commit']}.\n"
    yield f"Plan: {found['plan']}.\n"
    for part, why in found.get("failed", {}).items():
        yield f"**{part} failed**: {why}\n"


def _targets(verdicts: list[Verdict]) -> Iterable[str]:
    yield from _table(("Figure", "To reach", "Was", ""), [(v.name, v.wanted, v.was, MARK[v.reached]) for v in verdicts])


def _parts(found: dict[str, Any]) -> Iterable[str]:
    for part, title in _TABLES:
        if part in found:
            yield f"\n## {title}\n"
            lines = found[part]
            yield from _table(tuple(lines[0]), [tuple(f"{value:,}" for value in line.values()) for line in lines])
    rows = [(name, *_cells(found[part])) for part, name in _SINGLE if part in found]
    if rows:
        yield "\n## The rest\n"
        yield from _table(("Part", "Figures"), rows)


_TABLES = (
    ("throughput", "Complete tickets by number of kiosks"), ("growth", "By length of history"),
    ("crowd", "Call to painted frame by further subscribers"),
)  # fmt: skip
_SINGLE = (
    ("issue", "issue"), ("call", "call to message"), ("painted", "call to painted frame"),
    ("lamp", "gesture to lamp"), ("sound", "press to first sample of sound"),
    ("memory_mb", "memory, MB"), ("idle_cpu_percent", "idle, % of one core"), ("first_frame_s", "first frame, s"),
    ("board", "the hall's board"), ("web_board", "call to painted in a browser"), ("ticket_bytes", "ticket, bytes"),
    ("first_byte", "touch to the printer's first byte"), ("feedback", "a card sinks under a finger"),
    ("visitors", "visitors at a session"), ("tickets", "tickets at the window"),
    ("lookup", "procedures looked up"), ("keypads", "call keypads on one line"),
    ("took_s", "how long each part took, s"),
)  # fmt: skip


def _cells(figures: dict[str, Any]) -> tuple[str]:
    return (", ".join(f"{key} {_plain(value)}" for key, value in figures.items()),)


def _plain(value: Any) -> str:
    return " / ".join(f"{k} {v:g}" for k, v in value.items()) if isinstance(value, dict) else f"{value:g}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterable[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
