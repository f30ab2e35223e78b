"""Slips that somebody else asks this kiosk to print: the guide desk for who cannot use the screen, a clerk for a slip
that was lost. Each job once, in its order; what became of it is told until the engine knows.

A kiosk that staff have paused for visitors has a printer that works: it goes on printing for others. While its paper
is changed they wait; while it is repaired they are told no at once, so that whoever asked takes another printer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from broker.contract.commands import AnyCommand, ReportSlip
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.status import Queues, Slip, Slips
from kiosk import slips
from kiosk.offline.disk import JournalError
from kiosk.offline.journal import Journal
from kiosk.paper.ticket import Slip as Paper
from kiosk.paper.ticket import SlipError
from kiosk.session.messages import PrintResult

#: A job that failed is tried so often; then whoever asked is told.
TRIES = 2
#: Pauses, by their text, that concern the printer.
CHANGING_PAPER, REPAIR = "pause.paper", "pause.repair"

log = logging.getLogger(__name__)


class SlipJobs:
    """`order` has a slip printed, answered by a `PrintResult` under the job's name; `report` tells the engine;
    `paused`: the text of the pause, "" if there is none.
    """

    def __init__(
        self,
        journal: Journal,
        order: Callable[[str, Paper], None],
        report: Callable[[AnyCommand], None],
        floor: Callable[[], tuple[Office | None, Queues | None]],
        now_ms: Callable[[], InstantMs],
        paused: Callable[[], str] = lambda: "",
    ) -> None:
        self._paused = paused
        self._journal, self._order, self._report, self._floor, self._now_ms = journal, order, report, floor, now_ms
        self._asked: Slips | None = None
        self._under_way: dict[str, tuple[Slip, int]] = {}
        self._done: set[str] = set()

    def heard(self, status: Slips) -> None:
        """What is asked for now, all of it."""
        self._asked = status
        named = {each.job for each in status.slips}
        self._done &= named
        self.pump()

    def pump(self) -> None:
        """Print what is new, as soon as it is known whose office this is."""
        office, _queues = self._floor()
        if self._asked is None or office is None or self._paused() == CHANGING_PAPER:
            return
        for each in self._asked.slips:
            if each.job not in self._under_way and each.job not in self._done:
                self._begin(each)

    def printed(self, result: PrintResult) -> bool:
        """Take the printer's word if it is about a job. Silence is no failure: the slip may be there."""
        found = self._under_way.get(result.request_id)
        if found is None:
            return False
        slip, tries = found
        if result.outcome == "failed" and tries < TRIES:
            self._print(slip, tries + 1)
        else:
            self._end(slip.job, printed=result.outcome != "failed", reason=result.reason)
        return True

    def _begin(self, slip: Slip) -> None:
        """Noted before it is printed: after a crash in between it may be on paper, and is not printed twice."""
        try:
            new = self._journal.again(slip.job)
        except JournalError as error:
            log.warning("slip %s waits: %s", slip.job, error)
            return
        if not new:
            self._end(slip.job, printed=True, reason="begun before a restart")
        elif self._paused() == REPAIR:
            self._end(slip.job, printed=False, reason="the kiosk is being repaired")
        else:
            self._print(slip, 1)

    def _print(self, slip: Slip, tries: int) -> None:
        office, queues = self._floor()
        if office is None:
            return
        self._under_way[slip.job] = slip, tries
        issued = msgspec.structs.replace(slip.issued, class_id=slip.class_id, service=slip.service)
        queue = queues.services.get(slip.service) if queues else None
        try:
            again_at = self._now_ms() if slip.again else None
            paper = slips.slip(issued, office, queue, again_at=again_at)
        except SlipError as error:
            self._end(slip.job, printed=False, reason=str(error))
            return
        self._order(slip.job, paper)

    def _end(self, job: str, *, printed: bool, reason: str) -> None:
        self._under_way.pop(job, None)
        self._done.add(job)
        self._report(ReportSlip(job=job, printed=printed, reason=reason[:200]))
