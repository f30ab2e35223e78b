"""Random wait logs, stored as the engine would, and their figures computed the long way round."""

import math
import statistics
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from broker.contract.events import DayOpened
from broker.core import hours
from broker.core.legs import Leg
from broker.core.measures import Tally
from broker.store import Batch, Store
from tests.broker.store.make import row

DAYS = ("2026-11-20", "2026-11-23", "2026-11-23b", "2026-11-24")
TARGET_S = 900
OUTCOMES = ("accepted", "advice", "no_show", "given_up", "closed", "voided", "transferred", "held")
MARKS = ("automatic", "start_implied", "clock_corrected")
seconds = st.integers(0, 4000)


@st.composite
def leg(draw: st.DrawFn) -> Leg:
    day = draw(st.sampled_from(DAYS))
    number = f"C-{draw(st.integers(1, 99_999)):05d}"
    began = hours.at_minute(day[:10], draw(st.integers(420, 1020)))
    one = Leg(
        ticket=f"{day}.{number}", leg=1, day=day, number=number, kiosk="kiosk-1",
        service=draw(st.sampled_from(("copies", "result", "birth"))),
        class_id=draw(st.sampled_from(("ordinary", "elder"))),
        training=draw(st.integers(0, 9)) == 0, taken=began, began=began,
        outcome=draw(st.sampled_from(OUTCOMES)), last=draw(st.booleans()), dossiers=draw(st.integers(0, 3)),
        hold_ms=draw(st.sampled_from((0, 0, 61_000))), marks=tuple(draw(st.sets(st.sampled_from(MARKS), max_size=1))),
    )  # fmt: skip
    if one.outcome not in ("given_up", "closed"):
        _call(draw, one)
    one.end = (one.start or one.first_call or began) + draw(seconds) * 1000
    return one


def _call(draw: st.DrawFn, one: Leg) -> None:
    one.counter, one.clerk, one.calls = draw(st.sampled_from("12")), draw(st.sampled_from((None, "lan"))), 1
    wait_ms = draw(seconds) * 1000 + draw(st.integers(0, 999))
    one.first_call = one.last_call = one.began + wait_ms
    one.wait_clock_ms, one.wait_work_ms = wait_ms, draw(st.integers(0, wait_ms))
    if one.outcome != "no_show":
        one.start = one.first_call + draw(seconds) * 1000


logs = st.lists(leg(), max_size=30, unique_by=lambda one: one.ticket)


def key_of(one: Leg, by: str) -> str:
    if by == "hour":
        return f"{hours.hour_of(one.began):02d}"
    key = {"service": one.service, "counter": one.counter, "clerk": one.clerk, "day": one.day, "class": one.class_id}[
        by
    ]
    return key or "-"


def store_log(path: Path, log: list[Leg]) -> None:
    """Legs one by one, each with the whole figures of its groups, as they grow during the day."""
    store, tallies = Store.open(path, holder="the test"), defaultdict[tuple[str, str, str], Tally](Tally)
    store.commit(Batch(rows=[row(n, DayOpened(day=day, date=day[:10]), day) for n, day in enumerate(DAYS, 1)]))
    for one in log:
        keys = [(one.day, by, key_of(one, by)) for by in ("service", "counter", "clerk", "hour", "class")]
        if not one.training:
            for key in keys:
                tallies[key].add(one, TARGET_S)
        store.commit(Batch(legs=[one], tallies=[(*key, tallies[key]) for key in keys if key in tallies]))
    store.close()


@dataclass
class Brute:
    """Figures of legs, straight from their definitions."""

    legs: list[Leg]

    def ended(self, *outcomes: str) -> int:
        return sum(one.outcome in outcomes for one in self.legs)

    def share(self) -> float | None:
        called = [one for one in self.legs if one.first_call is not None and one.outcome != "voided"]
        within = sum((one.wait_work_ms or 0) <= TARGET_S * 1000 for one in called)
        whole = len(called) + self.ended("given_up", "closed")
        return within / whole if whole else None

    def seconds(self, measure: str) -> list[int]:
        found = [self._ms(one, measure) for one in self.legs if one.outcome != "voided"]
        return sorted(ms // 1000 for ms in found if ms is not None)

    @staticmethod
    def _ms(one: Leg, measure: str) -> int | None:
        started = one.start if "start_implied" not in one.marks else None
        walked = started is not None and one.first_call is not None
        visit_over = one.last and one.outcome in ("accepted", "advice") and one.end is not None
        values = {
            "wait_work": one.wait_work_ms,
            "wait_clock": one.wait_clock_ms,
            "walk": (started or 0) - (one.first_call or 0) if walked else None,
            "service": (one.end or 0) - (started or 0) if started is not None else None,
            "hold": one.hold_ms or None,
            "total": (one.end or 0) - one.taken if visit_over else None,
        }
        return values[measure]


def describe(values: list[int]) -> tuple[int, float | None, float | None, int | None, int | None]:
    """Count, mean, median, P90 (nearest rank) and maximum, by sorting."""
    if not values:
        return 0, None, None, None, None
    p90 = values[math.ceil(len(values) * 0.9) - 1]
    return len(values), statistics.mean(values), statistics.median(values), p90, values[-1]
