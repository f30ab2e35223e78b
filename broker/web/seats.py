"""How many pages may be open to us at once: hundreds of phones in a hall must not shut out its own screens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager


class Seats:
    """`most` open lines, of one address at most half of them. `always`: addresses that are never turned away."""

    def __init__(self, most: int, always: Collection[str] = ()) -> None:
        self._most, self._always = most, frozenset(always)
        self._open: Counter[str] = Counter()

    @property
    def open(self) -> int:
        """How many are open now."""
        return self._open.total()

    @contextmanager
    def taken(self, address: str) -> Iterator[bool]:
        """A seat for as long as it lasts; False where there is none."""
        seated = address in self._always or self._free(address)
        if seated:
            self._open[address] += 1
        try:
            yield seated
        finally:
            if seated:
                self._leave(address)

    def _free(self, address: str) -> bool:
        others = sum(count for each, count in self._open.items() if each not in self._always)
        return others < self._most and self._open[address] < max(1, self._most // 2)

    def _leave(self, address: str) -> None:
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]


#: For pages of people who are signed in.
ANYBODY = Seats(1_000_000)
