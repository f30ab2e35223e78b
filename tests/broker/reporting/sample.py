"""A made-up day of a commune centre: the same visits each time it is asked for."""

import random
from collections import defaultdict
from pathlib import Path

from broker.contract.events import DayClosed, DayOpened, OfficeApplied
from broker.contract.office import Office
from broker.core import hours
from broker.core.legs import Leg
from broker.core.measures import Tally
from broker.store import Batch, Row, Store
from broker.store.reports import By, DaySheet, Group, Query, Report

DAY = "2026-11-23"


def sample_legs(office: Office, day: str = DAY, count: int = 120) -> list[Leg]:
    chance = random.Random(f"{office.site} {day}")
    arrivals = sorted(
        chance.choice((420, 450, 470, 500, 540, 600, 800, 840, 900)) + chance.random() * 60 for _ in range(count)
    )
    return [_leg(office, day, n, minute, chance) for n, minute in enumerate(arrivals, 1)]


def _leg(office: Office, day: str, n: int, minute: float, chance: random.Random) -> Leg:
    service, began = chance.choice(office.services), hours.midnight(day[:10]) + int(minute * 60_000)
    series = next(one for one in office.series if one.prefix == service.series)
    number = series.number(n)
    leg = Leg(
        ticket=f"{day}.{number}", leg=1, day=day, number=number, service=service.id, kiosk=office.kiosks[0].id,
        class_id=chance.choices([one.id for one in office.classes], [9] + [1] * (len(office.classes) - 1))[0],
        taken=began, began=began, printed=began + 2100, last=True,
    )  # fmt: skip
    leg.outcome = chance.choices(("accepted", "advice", "no_show", "given_up", "closed"), (80, 8, 5, 4, 3))[0]
    if leg.outcome in ("given_up", "closed"):
        leg.end = began + 1_800_000
        return leg
    _serve(leg, office, chance)
    return leg


def _serve(leg: Leg, office: Office, chance: random.Random) -> None:
    clock_ms = int(chance.lognormvariate(6.4, 0.8) * 1000)
    leg.counter = chance.choice(office.counters).id
    leg.clerk = chance.choice([None, *(clerk.id for clerk in office.clerks)])
    leg.calls, leg.first_call = 1, leg.began + clock_ms
    leg.last_call, leg.wait_clock_ms = leg.first_call, clock_ms
    opens = hours.at_minute(leg.day[:10], 450)
    leg.wait_work_ms = max(0, leg.first_call - max(leg.began, opens))
    if chance.random() < 0.1:
        leg.mark(chance.choice(("paper_unproven", "named", "automatic")))
    if leg.outcome != "no_show":
        leg.start = leg.first_call + int(chance.uniform(8, 45) * 1000)
        leg.end = leg.start + int(chance.lognormvariate(6, 0.7) * 1000)
        leg.dossiers = int(leg.outcome == "accepted")


def keys(leg: Leg) -> list[tuple[str, str]]:
    hour = f"{hours.hour_of(leg.began):02}"
    return [
        ("service", leg.service), ("counter", leg.counter or "-"), ("clerk", leg.clerk or "-"),
        ("hour", hour), ("class", leg.class_id),
    ]  # fmt: skip


def tallies_of(legs: list[Leg], office: Office) -> dict[tuple[str, str], Tally]:
    """(dimension, key) -> figures, as the engine counts them."""
    targets = {service.id: service.target_min * 60 for service in office.services}
    found = defaultdict[tuple[str, str], Tally](lambda: Tally(histograms={}))
    for leg in legs:
        for key in keys(leg):
            found[key].add(leg, targets[leg.service])
    return found


def sample_report(office: Office, by: By = "service", count: int = 120) -> Report:
    """The report of the day, without a database."""
    found = tallies_of(sample_legs(office, DAY, count), office)
    groups = {one: [Group(key, tally) for (of, key), tally in sorted(found.items()) if of == one] for one, _ in found}
    total = Tally(histograms={})
    for group in groups[by]:
        total.merge(group.tally)
    return Report(Query(DAY, DAY, by), groups[by], total, groups["hour"], [DAY])


def sample_sheet(office: Office, count: int = 120) -> DaySheet:
    """The sheet of the day, without a database."""
    legs, report = sample_legs(office, DAY, count), sample_report(office, count=count)
    opened, closed = hours.at_minute(DAY, 405), hours.at_minute(DAY, 1045)
    unserved, marked = [leg for leg in legs if leg.outcome == "closed"], [leg for leg in legs if leg.marks]
    return DaySheet(DAY, opened, closed, "0f" * 32, report.total, report.groups, report.hours, unserved, marked)


def store_sample(
    path: Path, office: Office, days: tuple[str, ...] = (DAY,), count: int = 120, closed: bool = True
) -> None:
    store = Store.open(path, holder="the sample")
    seq = 1
    for day in days:
        opened = hours.at_minute(day[:10], 405)
        rows = [Row(seq, opened, None, 1, "office", "c1", OfficeApplied(office=office))]
        rows.append(Row(seq + 1, opened, day, 1, "office", "c2", DayOpened(day=day, date=day[:10])))
        legs = sample_legs(office, day, count)
        tallies = tallies_of(legs, office)
        store.commit(Batch(rows=rows, legs=legs, tallies=[(day, *key, tally) for key, tally in tallies.items()]))
        if closed:
            last = DayClosed(day=day, issued=count, unserved=0)
            end = Row(seq + 2, hours.at_minute(day[:10], 1045), day, 1, "office", "c3", last)
            store.commit(Batch(rows=[end], seal=day, snapshot=b"state"))
        seq += 3
    store.close()
