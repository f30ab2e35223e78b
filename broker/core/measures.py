"""Measures of waiting: integer histograms (seconds -> count), exact to the second and mergeable over any range."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

import msgspec

from broker.core.legs import Leg

Measure = Literal["wait_work", "wait_clock", "walk", "service", "hold", "total"]
MEASURES: tuple[Measure, ...] = ("wait_work", "wait_clock", "walk", "service", "hold", "total")
Dimension = Literal["service", "counter", "clerk", "hour", "class"]
DIMENSIONS: tuple[Dimension, ...] = ("service", "counter", "clerk", "hour", "class")
#: Outcomes that are not a service.
NOT_SERVED = frozenset({"no_show", "given_up", "voided", "closed", "transferred", "held"})
#: Marks that make a leg's times doubtful; the others ("automatic", "named") only say how it went. "wrong": somebody
#: says so. Such a leg stays in the averages and is counted beside them: nobody can mend the figures by marking.
DOUBTFUL = frozenset({"paper_unproven", "start_implied", "end_implied", "clock_corrected", "time_uncertain", "wrong"})
Histogram = dict[int, int]


class Summary(msgspec.Struct, frozen=True):
    """What a histogram says, in seconds. All None when it is empty."""

    count: int
    mean_s: float | None
    median_s: float | None
    p90_s: int | None
    max_s: int | None


class Share(NamedTuple):
    """What one leg adds to the figures of a group: the counts it is one of, dossiers, seconds by measure."""

    counts: tuple[str, ...]
    dossiers: int
    seconds: tuple[tuple[Measure, int], ...]


class Tally(msgspec.Struct):
    """Figures of a group of legs. Built by `add`; two of them add up by `merge`.

    `called`: legs that were called; `in_target`: of these, within the target of their service in working time.
    `marked`: with a mark that makes their times doubtful.
    `left`: given up or closed unserved. Share within target = in_target / (called + left).
    """

    legs: int = 0
    called: int = 0
    in_target: int = 0
    served: int = 0
    no_show: int = 0
    given_up: int = 0
    closed: int = 0
    voided: int = 0
    transferred: int = 0
    dossiers: int = 0
    marked: int = 0
    histograms: dict[str, Histogram] = {}

    def add(self, leg: Leg, target_s: int, sign: int = 1) -> None:
        """Count a finished leg in, or with `sign` -1 out again (a press taken back)."""
        self.take(share_of(leg, target_s), sign)

    def take(self, share: Share, sign: int = 1) -> None:
        """The same for a leg's share, worked out once for all the groups it is counted in."""
        for name in share.counts:
            setattr(self, name, getattr(self, name) + sign)
        self.dossiers += sign * share.dossiers
        for measure, seconds in share.seconds:
            histogram = self.histograms.setdefault(measure, {})
            _bump(histogram, seconds, sign)
            if not histogram:
                del self.histograms[measure]

    def merge(self, other: Tally) -> None:
        """Add another group's figures to this one."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for measure, histogram in other.histograms.items():
            mine = self.histograms.setdefault(measure, {})
            for seconds, count in histogram.items():
                _bump(mine, seconds, count)

    def summary(self, measure: Measure) -> Summary:
        """Count, mean, median, P90 and maximum of one measure."""
        return summarize(self.histograms.get(measure, {}))

    @property
    def share_in_target(self) -> float | None:
        """Legs called within the target / (called + given up + closed unserved); None of nothing."""
        whole = self.called + self.given_up + self.closed
        return self.in_target / whole if whole else None


_COUNTS = tuple(name for name in Tally.__struct_fields__ if name != "histograms")


def share_of(leg: Leg, target_s: int) -> Share:
    """What a finished leg adds; `target_s`: within which its service should call."""
    return Share(tuple(_counted(leg, target_s)), leg.dossiers, tuple(seconds_of(leg)))


def seconds_of(leg: Leg) -> Iterable[tuple[Measure, int]]:
    """The measures a finished leg gives. No-shows are in the waits and out of walk and service.

    Source: the office's definitions. Wait: beginning of the leg -> first call. Walk: first call -> start.
    Service: start -> end. Total: taken -> end of the visit's last leg. A void number measures nothing.
    """
    if leg.outcome == "voided":
        return
    if leg.wait_work_ms is not None and leg.wait_clock_ms is not None:
        yield "wait_work", leg.wait_work_ms // 1000
        yield "wait_clock", leg.wait_clock_ms // 1000
    if leg.hold_ms:
        yield "hold", leg.hold_ms // 1000
    if leg.measured and leg.outcome != "no_show" and leg.start is not None:
        if leg.first_call is not None:
            yield "walk", (leg.start - leg.first_call) // 1000
        if leg.end is not None and "end_implied" not in leg.marks:
            yield "service", (leg.end - leg.start) // 1000
    if leg.last and leg.end is not None and leg.outcome not in NOT_SERVED and "end_implied" not in leg.marks:
        yield "total", (leg.end - leg.taken) // 1000


def summarize(histogram: Histogram) -> Summary:
    """Exact figures of a histogram. Median: mean of the two middle values of an even number of them.

    P90: the smallest value that nine in ten do not exceed (nearest rank).
    """
    count = sum(histogram.values())
    if count == 0:
        return Summary(0, None, None, None, None)
    mean = sum(seconds * n for seconds, n in histogram.items()) / count
    values = sorted(histogram)
    median = (_at_rank(histogram, values, (count + 1) // 2) + _at_rank(histogram, values, count // 2 + 1)) / 2
    return Summary(count, mean, median, _at_rank(histogram, values, -(-count * 9 // 10)), values[-1])


def _at_rank(histogram: Histogram, values: list[int], rank: int) -> int:
    seen = 0
    for seconds in values:
        seen += histogram[seconds]
        if seen >= rank:
            return seconds
    return values[-1]


def _bump(histogram: Histogram, seconds: int, by: int) -> None:
    left = histogram.get(seconds, 0) + by
    if left:
        histogram[seconds] = left
    else:
        histogram.pop(seconds, None)


def _counted(leg: Leg, target_s: int) -> Iterable[str]:
    yield "legs"
    if not DOUBTFUL.isdisjoint(leg.marks):
        yield "marked"
    if leg.first_call is not None and leg.outcome != "voided":
        yield "called"
        if leg.wait_work_ms is not None and leg.wait_work_ms <= target_s * 1000:
            yield "in_target"
    if leg.outcome in ("no_show", "given_up", "closed", "voided", "transferred"):
        yield leg.outcome
    elif leg.outcome is not None and leg.outcome not in NOT_SERVED:
        yield "served"
