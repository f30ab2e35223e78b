"""The figures to reach, and whether they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Found = dict[str, Any]
#: One frame of a screen that draws thirty a second.
FRAME_MS = 33
#: Our own limits: nobody set them for us.
LAMP_MS, CROWD_TIMES = 100, 2.0


@dataclass(frozen=True)
class Verdict:
    """One figure: what it is, what it should be, what it was; `reached` is None when it was not measured."""

    name: str
    wanted: str
    was: str
    reached: bool | None


def verdicts(found: Found) -> list[Verdict]:
    """Every figure to reach, in order."""
    parts = (_answers, _hall, _throughput, _growth, _weight, _presses, _board, _lookup, _kiosk)
    return [each for part in parts for each in part(found)]


def _answers(found: Found) -> Iterator[Verdict]:
    for part, name in (("issue", "issue"), ("call", "call to message")):
        yield _most(f"{name}, p50 to floor", found, (part, "ratio_p50"), 1.8, "×")
        yield _most(f"{name}, p99 to floor", found, (part, "ratio_p99"), 2.5, "×")
        yield _most(f"{name}, p50", found, (part, "p50_ms"), 2.0, "ms")
        yield _most(f"{name}, p99", found, (part, "p99_ms"), 5.0, "ms")
    painted = found.get("painted")
    frames_ms = 2 * painted["frame_ms"] if painted else 100.0
    yield _most("call painted after its message, p99", found, ("painted", "after_message_p99_ms"), frames_ms, "ms")
    yield _most("press to first sample of sound, p50", found, ("sound", "p50_ms"), 300.0, "ms")
    yield _most("press to first sample of sound, p99", found, ("sound", "p99_ms"), 500.0, "ms")


def _hall(found: Found) -> Iterator[Verdict]:
    """From the finger to lamp and board: "heard" within an answer's time, a full hall within twice a lone board."""
    yield _most("gesture to lamp, heard, p99 (own limit)", found, ("lamp", "heard", "p99_ms"), LAMP_MS, "ms")
    yield _most("gesture to lamp, accepted, p99", found, ("lamp", "accepted", "p99_ms"), LAMP_MS, "ms")
    crowd = {line["subscribers"]: line["p99_ms"] for line in found.get("crowd", ())}
    times = {"crowd": round(crowd[max(crowd)] / crowd[0], 3)} if crowd else {}
    yield _most("painted with 99 more subscribers to none, p99 (own limit)", times, ("crowd",), CROWD_TIMES, "×")


def _throughput(found: Found) -> Iterator[Verdict]:
    largest = {"throughput": max(found["throughput"], key=_kiosks)} if "throughput" in found else {}
    yield _least("complete tickets, 50 kiosks", largest, ("throughput", "per_s"), 1_000, "/s")
    yield _most("whole ticket, 50 kiosks, p99", largest, ("throughput", "p99_ms"), 100, "ms")
    yield _most("numbers given twice", _sum_of(found, "throughput", "duplicates"), ("duplicates",), 0, "")


def _growth(found: Found) -> Iterator[Verdict]:
    lines = found.get("growth")
    ratios: Found = {}
    if lines:
        first, last = lines[0], lines[-1]
        ratios = {key: round(last[key] / first[key], 3) for key in ("p50_ms", "p99_ms", "report_ms")}
        ratios["restart_s"] = last["restart_s"]
    yield _most("issue p50, longest history to shortest", ratios, ("p50_ms",), 1.2, "×")
    yield _most("issue p99, longest history to shortest", ratios, ("p99_ms",), 3.0, "×")
    yield _most("a day's report, longest history to shortest", ratios, ("report_ms",), 1.5, "×")
    yield _most("restart with the longest history", ratios, ("restart_s",), 2.0, "s")


def _lookup(found: Found) -> Iterator[Verdict]:
    yield _most("a search in 3,000 procedures, p99", found, ("lookup", "p99_ms"), FRAME_MS, "ms")
    yield _most("the same, of the text that costs most", found, ("lookup", "dearest_ms"), FRAME_MS, "ms")


def _kiosk(found: Found) -> Iterator[Verdict]:
    yield _most("touch to the printer's first byte, p99 (own limit)", found, ("first_byte", "p99_ms"), 300, "ms")
    yield _most("a card sinks under a finger, frames", found, ("feedback", "frames_most"), 1, "")
    yield _most("reference ticket at 115,200 baud", found, ("ticket_bytes", "raster_s_115200"), 2.2, "s")
    yield _most("memory through the tickets at the window, grown", found, ("tickets", "grown_percent"), 2.0, "%")
    yield _most("memory through the visitors at a session, grown", found, ("visitors", "grown_percent"), 2.0, "%")


def _weight(found: Found) -> Iterator[Verdict]:
    for program, mb in (("counter", 40), ("broker", 90), ("kiosk", 200), ("lobby", 200)):
        yield _most(f"RSS of {program}", found, ("memory_mb", program, "rss"), mb, "MB")
    for program, percent in (("counter", 2.0), ("broker", 2.0), ("kiosk", 2.0), ("lobby", 4.0)):
        yield _most(f"idle processor of {program}", found, ("idle_cpu_percent", program), percent, "%")
    for program in ("kiosk", "lobby"):
        yield _most(f"first frame of {program}", found, ("first_frame_s", program), 1.5, "s")
    yield _most("reference ticket, raster", found, ("ticket_bytes", "raster"), 20_000, "B")
    yield _most("reference ticket, native", found, ("ticket_bytes", "native"), 16_000, "B")


def _kiosks(line: Found) -> int:
    return int(line["kiosks"])


def _sum_of(found: Found, part: str, key: str) -> Found:
    return {key: sum(line[key] for line in found[part])} if part in found else {}


def _most(name: str, found: Found, path: tuple[str, ...], limit: float, unit: str) -> Verdict:
    return _verdict(name, found, path, f"≤ {limit:g} {unit}", lambda value: value <= limit, unit)


def _least(name: str, found: Found, path: tuple[str, ...], limit: float, unit: str) -> Verdict:
    return _verdict(name, found, path, f"≥ {limit:g} {unit}", lambda value: value >= limit, unit)


def _verdict(
    name: str, found: Found, path: tuple[str, ...], wanted: str, good: Callable[[float], bool], unit: str
) -> Verdict:
    value: Any = found
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    if value is None:
        return Verdict(name, wanted.strip(), "not measured", None)
    return Verdict(name, wanted.strip(), f"{value:g} {unit}".strip(), good(value))


def _presses(found: Found) -> Iterator[Verdict]:
    yield _least("presses while lines drop", found, ("presses", "presses"), 100_000, "")
    yield _least("dropped lines", found, ("presses", "drops"), 200, "")
    lost = ("stored_not_heard", "answered_not_stored", "unanswered_not_shown")
    doubled = ("doubled", "heard_twice", "heard_not_stored")
    for name, keys in (("calls lost", lost), ("calls doubled", doubled)):
        sums = {"presses": {name: sum(found["presses"][key] for key in keys)}} if "presses" in found else {}
        yield _most(name, sums, ("presses", name), 0, "")


def _board(found: Found) -> Iterator[Verdict]:
    """Drawn by software on one core; a graphic chip draws the ticker for nothing."""
    yield _most("board at rest, ticker on", found, ("board", "ticker_run_cpu_percent"), 10.0, "%")
    yield _most("board at rest, ticker off", found, ("board", "ticker_off_cpu_percent"), 4.0, "%")
    yield _most("board after a day of twelve hours, RSS", found, ("board", "rss_end_mb"), 200, "MB")
    yield _most("board through a day of twelve hours, grown", found, ("board", "rss_grown_mb"), 15, "MB")
