"""The figures of a played morning, and the sums that must hold between them. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field


@dataclass
class Summary:
    """The morning in integers. `called`: first calls; `calls`: recalls counted too; `passed_on`: one service of a visit
    ended, and the next is at another counter. `slips`: papers with a ticket's code, `papers`: all others.
    `turned_away`: told by the kiosk that there is no number.

    What visitors say that they did, and what the office has of it, are counted apart: `took` and `issued`, and so on;
    `ways` and `ways_known` by what was done, `marks` and `marks_counted` by mark and reason.
    """

    issued: int = 0
    came: int = 0
    took: int = 0
    turned_away: int = 0
    printed: int = 0
    slips: int = 0
    papers: int = 0
    checklists: int = 0
    voided: int = 0
    called: int = 0
    announced: int = 0
    dropped_with_reason: int = 0
    served: int = 0
    no_show: int = 0
    still_called: int = 0
    waiting: int = 0
    given_up: int = 0
    duplicate_numbers: int = 0
    double_calls: int = 0
    lost: int = 0
    calls: int = 0
    returned_to_waiting: int = 0
    passed_on: int = 0
    ways: dict[str, int] = field(default_factory=dict)
    ways_known: dict[str, int] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    marks_counted: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def check(self) -> list[str]:
        """The sums that must hold; what does not, in words."""
        wrong = [f"{name}: {left} against {right}" for name, left, right in self._sums() if left != right]
        return wrong + self.faults

    def as_json(self) -> str:
        """For `summary.json`."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    def _sums(self) -> Iterator[tuple[str, int, int]]:
        after = self.served + self.no_show + self.still_called + self.returned_to_waiting + self.passed_on
        moved = self.ways_known.get("moved", 0)
        yield "issued = printed + voided", self.issued, self.printed + self.voided
        yield "issued = visitors who took a number + voided", self.issued, self.took + self.voided
        yield "visitors = took a number + turned away", self.came, self.took + self.turned_away
        yield "slips = printed + moved", self.slips, self.printed + moved
        yield "papers that are no ticket = lists of papers asked for", self.papers, self.checklists
        yield "called = served + no_show + still_called + returned_to_waiting + passed_on", self.called, after
        yield "announced + dropped_with_reason = calls", self.announced + self.dropped_with_reason, self.calls
        yield "duplicate_numbers = 0", self.duplicate_numbers, 0
        yield "double_calls = 0", self.double_calls, 0
        yield "lost = 0", self.lost, 0
        yield from _pairs("as visitors say = as the journal says", self.ways, self.ways_known)
        yield from _pairs("marks given = marks counted", self.marks, self.marks_counted)


def _pairs(name: str, said: dict[str, int], known: dict[str, int]) -> Iterator[tuple[str, int, int]]:
    for each in sorted(said | known):
        yield f"{name}, {each}", said.get(each, 0), known.get(each, 0)
