"""Who comes on a Monday morning: citizens with an errand, a walk, a patience. The same ones every time."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

#: 07:00 of Monday 23 November 2026 in Vietnam, ms since 1970.
SEVEN_MS = 1_795_392_000_000
MINUTE_MS = 60_000
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


@dataclass(frozen=True)
class Citizen:
    """One visit. `absent`: will not come when called. `priority`: the class claimed at the kiosk, or None."""

    arrives_ms: int
    field: str
    service: str | None
    walk_s: float
    service_s: float
    absent: bool = False
    priority: str | None = None
    english: bool = False
    hesitates: bool = False


def morning(count: int, until_min: int, seed: int = 7) -> list[Citizen]:
    """`count` citizens between 07:01 and `until_min` minutes after seven; a quarter come before the doors open."""
    rng = random.Random(seed)
    early = count // 4
    arrivals = [rng.uniform(1, 27) for _ in range(early)] + [rng.uniform(27, until_min) for _ in range(count - early)]
    return [_citizen(rng, n, minute) for n, minute in enumerate(sorted(arrivals))]


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
    )


def _lognormal(rng: random.Random, mean: float) -> float:
    spread = math.sqrt(math.log(1 + SERVICE_CV**2))
    return rng.lognormvariate(math.log(mean) - spread**2 / 2, spread)
