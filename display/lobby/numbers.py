"""How wide numbers are, and which of an office's is the widest. Pure; widths over the font size."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from broker.contract.office import Office, Series

#: Noto Sans Bold, in thousandths of the font size; all digits are of one width.
_LETTERS = {
    "A": 690, "B": 672, "C": 637, "D": 740, "E": 560, "F": 549, "G": 724, "H": 765, "I": 389, "J": 331, "K": 664,
    "L": 565, "M": 943, "N": 813, "O": 796, "P": 628, "Q": 796, "R": 660, "S": 551, "T": 579, "U": 756, "V": 650,
    "W": 967, "X": 667, "Y": 624, "Z": 579, "-": 322,
}  # fmt: skip
_DIGIT = 572
#: Whole pixels make a drawn number so much wider at most.
_HINTING = 1.02


def em(number: str) -> float:
    """Width of a number over its font size, rounded up. What is no capital, digit or hyphen counts as the widest."""
    thousandths = sum(_DIGIT if each.isdigit() else _LETTERS.get(each, _LETTERS["W"]) for each in number)
    return math.ceil(thousandths * _HINTING / 10) / 100


@dataclass(frozen=True)
class Widest:
    """The widest numbers that a board must have room for: a ticket's and a counter's. As given: of most offices."""

    ticket: str = "H-011"
    counter: str = "00"

    @property
    def ticket_em(self) -> float:
        """Of the font size: the width of a ticket's number."""
        return em(self.ticket)

    @property
    def counter_em(self) -> float:
        """The same of a counter's."""
        return em(self.counter)

    def among(self, tickets: Iterable[str], counters: Iterable[str] = ()) -> Widest:
        """The widest of these too: what is shown may be of another office, or known before the office is."""
        return Widest(max((self.ticket, *tickets), key=em), max((self.counter, *counters), key=em))


#: No board is laid out for less.
ORDINARY = Widest()


def widest_of(office: Office) -> Widest:
    """What the rows of an office can give: reserved numbers and those for training too. Never below `ORDINARY`."""
    counters = [str(each.number) for each in office.counters if each.number is not None]
    return ORDINARY.among(_numbers(office), counters)


def _numbers(office: Office) -> Iterator[str]:
    """One number of each width that a row can have."""
    reserved = [each.reserved[1] for each in office.kiosks]
    for row in (*office.series, Series(prefix=office.training_prefix)):
        yield from (row.number(n) for n in (1, row.last, *reserved))
