"""A leg: one wait and one service of a ticket. A transfer or a return ends a leg and begins the next."""

from __future__ import annotations

import msgspec

from broker.contract.ids import ClassId, ClerkId, CounterId, DayId, InstantMs, ServiceId, TicketId


class Leg(msgspec.Struct, kw_only=True):
    """One row of the wait log. Instants in engine time; None: it has not happened, or was not measured.

    `outcome`: an outcome of the office (`commands.Outcome`), or no_show, given_up, voided, closed, transferred, held.
    `wait_clock_ms`: from `began` to `first_call`; `wait_work_ms`: the part of it inside counter hours.
    `hold_ms`: time on hold before this leg's wait went on.
    Of the marks, "wrong" says that somebody has declared the times so; "moved", that the number was taken for another
    service; "continued", that it began at the counter where the service before it ended, and has no wait.
    `marks`: what a reader of the figures must know:
    paper_unproven, start_implied, end_implied, clock_corrected, time_uncertain, automatic, named, released, undone,
    wrong, moved, continued.
    """

    ticket: TicketId
    leg: int
    day: DayId
    number: str
    service: ServiceId
    class_id: ClassId
    kiosk: str
    training: bool = False
    taken: InstantMs
    began: InstantMs
    printed: InstantMs | None = None
    first_call: InstantMs | None = None
    last_call: InstantMs | None = None
    calls: int = 0
    start: InstantMs | None = None
    end: InstantMs | None = None
    counter: CounterId | None = None
    clerk: ClerkId | None = None
    outcome: str | None = None
    last: bool = False
    dossiers: int = 0
    hold_ms: int = 0
    wait_clock_ms: int | None = None
    wait_work_ms: int | None = None
    marks: tuple[str, ...] = ()

    @property
    def measured(self) -> bool:
        """Whether walk and service may be computed: both ends are real."""
        return self.start is not None and "start_implied" not in self.marks

    def mark(self, mark: str) -> None:
        """Add a mark once."""
        if mark not in self.marks:
            self.marks = (*self.marks, mark)
