"""Looking procedures up: every letter of what people type, in a list as long as a country's."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator

from kiosk.procedures.library import Library
from tests.bench.blocks import Tick, quantile
from tests.kiosk.libraries import long_list

#: What a list of this length is: an office publishes about 400, the whole country about 6,000.
PROCEDURES = 3_000
TYPED = (
    "dk tam tru can j", "khai tu mat bn tien", "chung thuc ban sao", "giay xac nhan doc than", "mo quan an",
    "dang ky thanh lap ho kinh doanh", "cap doi giay chung nhan quyen su dung dat", "chug thuc bna sao", "1.0127",
    "lien thong dang ky khai sinh thuong tru bhyt", "xyzw qrt", "tachthua",
)  # fmt: skip
ROUNDS = 5


def measure(tick: Tick) -> dict[str, float]:
    """Milliseconds of one search, over every letter of all that is typed; and what the list costs to make ready.

    `dearest_ms`: of the text that costs most, by the median of its rounds.
    """
    listed = long_list(PROCEDURES)
    began_s = time.perf_counter()
    library = Library.of(listed)
    ready_ms = (time.perf_counter() - began_s) * 1000
    rounds: list[list[float]] = []
    for nth in range(ROUNDS):
        tick(f"round {nth + 1} of {ROUNDS}")
        rounds.append([_search_ms(library, text) for text in letters()])
    taken = [each for one in rounds for each in one]
    return {
        "p50_ms": round(quantile(taken, 0.5), 3),
        "p99_ms": round(quantile(taken, 0.99), 3),
        "dearest_ms": round(max(quantile(list(of_one), 0.5) for of_one in zip(*rounds, strict=True)), 3),
        "ready_ms": round(ready_ms, 1),
        "index_mb": round(_index_mb(), 1),
        "procedures": PROCEDURES,
    }


def letters() -> Iterator[str]:
    """What stands in the line after each key."""
    for text in TYPED:
        yield from (text[:end] for end in range(1, len(text) + 1))


def _search_ms(library: Library, text: str) -> float:
    began_s = time.perf_counter()
    library.find(text)
    return (time.perf_counter() - began_s) * 1000


def _index_mb() -> float:
    listed = long_list(PROCEDURES)
    tracemalloc.start()
    library = Library.of(listed)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del library
    return size / 1e6
