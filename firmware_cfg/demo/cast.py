"""Who comes on a Monday morning: citizens with an errand, a walk, a patience. The same ones every time."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from typing import Any

#: 07:00 of Monday 23 November 2026 in Vietnam, ms since 1970.
SEVEN_MS = 1_795_392_000_000
MINUTE_MS = 60_000
DATE = "2026-11-23"
#: field, service (None: the field has but one), share of the visitors, mean minutes of service.
ERRANDS: tuple[tuple[str, str | None, float, float], ...] = (
    ("certify", "certify-copy", 20, 5),
    ("certify", "certify-signature", 8, 6),
    ("civil", "civil-birth", 8, 12),
    ("civil", "civil-extract", 6, 6),
    ("civil", "civil-single", 4, 8),
    ("social", "social-allowance", 8, 10),
    ("land", "land-transfer", 8, 14),
    ("land", "land-replace", 5, 12),
    ("build", "build-house", 4, 12),
    ("business", "business-new", 5, 12),
    ("residence", "residence-temporary", 5, 8),
    ("other", "other-education", 3, 10),
    ("collect", None, 12, 4),
)
#: Coefficient of variation of service times; they are close to lognormal (Brown et al. 2005).
SERVICE_CV = 0.9
#: The doors open so long after seven, and the counters with them.
DOORS_MIN = 30

#: Services of the one-stop system's bookings, in turn: one every half hour from 08:00 on.
BOOKED = ("civil-birth", "certify-copy", "land-transfer")
BOOKINGS_FROM_MIN, BOOKINGS_EVERY_MIN, BOOKINGS = 60, 30, 12
#: Two of its dossiers: one still worked on, one whose result is there.
DOSSIER_WORKING, DOSSIER_READY = "H60.15-261103-0001", "H60.15-261103-0002"
#: Found by typing the words without marks.
PROCEDURE, TYPED = "1.001193", "khai sinh"

#: Visitors who do something else than touch a field, a service and "take": the first two come before the doors open.
#: gives_up, moves: scans the own slip · procedure: looks it up, prints the list of papers, takes a number from its
#: page · booking: scans it · several: one number for two services · dossier: scans two slips, collects one · help.
EARLY_WAYS = ("gives_up", "moves")
LATER_WAYS = ("procedure", "booking", "several", "dossier", "help")
OTHERWISE: dict[str, dict[str, Any]] = {
    "gives_up": {"field": "land", "service": "land-transfer"},
    "moves": {"field": "civil", "service": "civil-extract", "moves_to": "certify-signature", "mark": 4},
    "procedure": {"field": "civil", "service": "civil-birth"},
    "booking": {},
    "several": {"field": "certify", "service": "certify-copy", "further": ("social", "social-allowance")},
    "dossier": {"field": "collect", "service": "collect"},
    "help": {"field": "guide", "service": "guide"},
}


@dataclass(frozen=True)
class Citizen:
    """One visit. `absent`: will not come when called. `priority`: the class claimed at the kiosk, or None.

    `way`: of EARLY_WAYS and LATER_WAYS, "" for the usual one; `code`: what is scanned; `further`: field and service of
    the second thing to do; `moves_to`: the service really wanted. `mark`: given where a tablet asks, 1 the best.
    """

    arrives_ms: int
    field: str
    service: str | None
    walk_s: float
    service_s: float
    absent: bool = False
    priority: str | None = None
    english: bool = False
    hesitates: bool = False
    way: str = ""
    code: str = ""
    further: tuple[str, str] | None = None
    moves_to: str | None = None
    mark: int | None = None


def morning(count: int, until_min: int, seed: int = 7) -> list[Citizen]:
    """`count` citizens between 07:01 and `until_min` minutes after seven; a quarter come before the doors open."""
    rng = random.Random(seed)
    early = count // 4
    arrivals = [rng.uniform(1, 27) for _ in range(early)] + [rng.uniform(27, until_min) for _ in range(count - early)]
    citizens = [_citizen(rng, n, minute) for n, minute in enumerate(sorted(arrivals))]
    for n, way in _ways(early, count).items():
        citizens[n] = otherwise(citizens[n], way)
    return citizens


def otherwise(citizen: Citizen, way: str) -> Citizen:
    """The same person on another way through the kiosk; one who is sure to come when called."""
    known = replace(citizen, way=way, priority=None, absent=False, hesitates=False, english=False)
    if way == "booking":
        code, service = booking_of(citizen.arrives_ms)
        return replace(known, code=code, field="", service=service)
    return replace(known, **OTHERWISE[way])


def booking_of(arrives_ms: int) -> tuple[str, str]:
    """Code and service of the one-stop system's booking nearest to an arrival, not before it if there is one."""
    minute = (arrives_ms - SEVEN_MS) / MINUTE_MS
    nth = min(max(math.ceil((minute - BOOKINGS_FROM_MIN) / BOOKINGS_EVERY_MIN), 0), BOOKINGS - 1)
    return f"LH-{DATE[5:7]}{DATE[8:]}-{nth + 1:03d}", BOOKED[nth % len(BOOKED)]


def _ways(early: int, count: int) -> dict[int, str]:
    """Who goes another way; with few citizens some ways are left out."""
    ahead = {n * early // len(EARLY_WAYS): way for n, way in enumerate(EARLY_WAYS[:early])}
    later = LATER_WAYS[: count - early]
    return ahead | {early + n * (count - early) // len(later): way for n, way in enumerate(later)}


def _citizen(rng: random.Random, n: int, minute: float) -> Citizen:
    field, service, _, mean = rng.choices(ERRANDS, [each[2] for each in ERRANDS])[0]
    return Citizen(
        arrives_ms=SEVEN_MS + int(minute * MINUTE_MS),
        field=field,
        service=service,
        walk_s=rng.uniform(15, 50),
        service_s=max(60.0, _lognormal(rng, mean * 60)),
        absent=n % 15 == 9,
        priority=("elder", "infant", "disabled")[n // 6 % 3] if n % 6 == 4 else None,
        english=n % 17 == 5,
        hesitates=n % 9 == 3,
        mark=(1, 3, 1, 4)[n % 4] if n % 3 else None,
    )


def _lognormal(rng: random.Random, mean: float) -> float:
    spread = math.sqrt(math.log(1 + SERVICE_CV**2))
    return rng.lognormvariate(math.log(mean) - spread**2 / 2, spread)
