"""Rows of numbers and the kiosks' own: no number may be given twice in a day. Every check yields Faults."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from broker.client.problems import nearest
from broker.contract.office import Office, Series
from broker.office.places import Fault

Range = tuple[int, int]


def overlap(one: Range, other: Range) -> bool:
    """Whether two ranges, ends included, share a number."""
    return one[0] <= other[1] and other[0] <= one[1]


def series_wrong(office: Office) -> Iterator[Fault]:
    """A row that is empty, does not fit its digits, cannot be printed, or begins like a number in training."""
    seen: dict[str, int] = {}
    for index, row in enumerate(office.series):
        place = ("series", index)
        if seen.setdefault(row.prefix, index) != index:
            other = ("series", seen[row.prefix], "prefix")
            yield Fault((*place, "prefix"), f"prefix {row.prefix!r} is used already", other)
        if row.prefix.startswith(office.training_prefix):
            what = f"prefix {row.prefix!r} begins with {office.training_prefix!r}, kept for training"
            yield Fault((*place, "prefix"), what)
        if not row.prefix and (row.dash or row.digits < 3):
            yield Fault((*place, "prefix"), "numbers without a prefix have no dash and three digits at least")
        yield from _range_wrong(place, row)


def _range_wrong(place: tuple[str, int], row: Series) -> Iterator[Fault]:
    if not 1 <= row.first <= row.last:
        yield Fault((*place, "numbers"), f"numbers {row.first}-{row.last} run backwards or begin below 1")
    elif row.last >= 10**row.digits:
        yield Fault((*place, "numbers"), f"numbers {row.first}-{row.last} do not fit into {row.digits} digits")


def reserved_wrong(office: Office) -> Iterator[Fault]:
    """A kiosk's numbers that are no range, too long, or given by somebody else as well."""
    for index, kiosk in enumerate(office.kiosks):
        place = ("kiosks", index, "reserved")
        first, last = kiosk.reserved
        if kiosk.reserved == (0, 0):
            continue  # could not be read: told
        if not 1 <= first <= last:
            yield Fault(place, f"reserved {first}-{last} runs backwards or begins below 1")
            continue
        said = f"reserved {first}-{last}"
        long = [row for row in office.series if last >= 10**row.digits]
        if long:
            yield Fault(place, f"{said} does not fit into {long[0].digits} digits ({_prefixes(long)})")
        taken = [row for row in office.series if overlap(kiosk.reserved, (row.first, row.last))]
        if taken:
            rows = f"{taken[0].first}-{taken[0].last}"
            yield Fault(place, f"{said} overlaps numbers {rows} of {_prefixes(taken)}", _declared(office, taken[0]))
        for earlier, other in enumerate(office.kiosks[:index]):
            if overlap(kiosk.reserved, other.reserved):
                what = f"{said} overlaps {other.reserved[0]}-{other.reserved[1]} of kiosk {other.id}"
                yield Fault(place, what, ("kiosks", earlier, "reserved"))


def _declared(office: Office, row: Series) -> tuple[str | int, ...]:
    return ("series", office.series.index(row), "numbers")


def _prefixes(rows: list[Series]) -> str:
    return ", ".join(row.prefix or "no prefix" for row in rows)


def printed_alike(office: Office) -> Iterator[Fault]:
    """Two rows of plain digits that print the same number: 1 + 0025 and 10 + 025."""
    plain = [(index, row) for index, row in enumerate(office.series) if not row.dash and not row.prefix.isalpha()]
    for (earlier, one), (later, other) in combinations(plain, 2):
        if one.prefix == other.prefix or len(one.prefix) + one.digits != len(other.prefix) + other.digits:
            continue
        pairs = [(a, b) for a in _printed(office, one) for b in _printed(office, other) if overlap(a, b)]
        if pairs:
            number = max(pairs[0][0][0], pairs[0][1][0])
            what = f"number {number:0{len(one.prefix) + one.digits}d} would be printed for prefix {one.prefix!r} too"
            yield Fault(("series", later, "numbers"), what, ("series", earlier, "numbers"))


def _printed(office: Office, row: Series) -> list[Range]:
    base = int(row.prefix or "0") * 10**row.digits
    ranges = [(row.first, row.last), *(kiosk.reserved for kiosk in office.kiosks)]
    return [(base + first, base + last) for first, last in ranges]


def series_unknown(office: Office) -> Iterator[Fault]:
    """A service whose row of numbers is not there."""
    prefixes = [row.prefix for row in office.series]
    for index, each in enumerate(office.services):
        if each.series not in prefixes:
            what = f"no numbers with prefix {each.series!r}{nearest(each.series, prefixes)}"
            yield Fault(("services", index, "prefix"), what)
