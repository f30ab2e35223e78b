"""The machine's part in the staff corner: does what its session wants, in the machine's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from broker.client.clock import boottime_s
from broker.client.device import Device
from broker.contract.ids import DeviceId, Lang
from broker.contract.office import Office
from broker.contract.status import Queues
from kiosk import slips
from kiosk.offline.disk import JournalError
from kiosk.offline.journal import Journal
from kiosk.offline.rows import Row
from kiosk.paper.ticket import Slip, SlipError
from kiosk.session import messages as m
from kiosk.session import staff_messages as s
from kiosk.staff import facts, pin
from kiosk.staff.strip import strip

KEY = "staff"

log = logging.getLogger(__name__)


class StaffRoom:
    """`kept_pin`: as `pin.hashed` gives it; "" means there is no corner. `look`: have the printer asked how it is.

    `on_volume` and `on_sound` are told what the loudspeaker is to do.
    """

    def __init__(
        self, name: DeviceId, device: Device, journal: Journal, kept_pin: str, broker_url: str,
        *, order: Callable[[str, Slip], None], look: Callable[[], None], tell: Callable[[m.Input], None],
        floor: Callable[[], tuple[Office | None, Queues | None]],
    ) -> None:  # fmt: skip
        self._name, self._device, self._journal, self._pin, self._url = name, device, journal, kept_pin, broker_url
        self._order, self._look, self._tell, self._floor = order, look, tell, floor
        self._printer = m.PrinterChanged(trouble="")
        self.on_volume: Callable[[int], None] = lambda _percent: None
        self.on_sound: Callable[[Lang], None] = lambda _lang: None

    def start(self) -> None:
        """Tell what was kept. Where there is no corner any more nothing stays paused: nobody could end it."""
        kept = self._kept()
        if self._pin:
            self._tell(s.StaffKept(kept=kept))
        self.on_volume(kept.volume)

    def printer(self, event: m.PrinterChanged) -> None:
        """The printer changed."""
        self._printer = event

    def check_pin(self, effect: s.CheckPin) -> None:
        """Right or wrong; a try takes its time, by the choice of the hash."""
        self._tell(s.PinChecked(right=pin.matches(effect.pin, self._pin)))

    def keep(self, effect: s.KeepStaff) -> None:
        """Over a restart, and for the loudspeaker from now on."""
        self._journal.keep(KEY, msgspec.json.encode(effect.kept))
        self.on_volume(effect.kept.volume)

    def find_facts(self, _effect: s.FindFacts) -> None:
        """How the machine is now."""
        row = self._last()
        number = row.issued.number if row is not None and row.issued is not None else ""
        self._tell(s.FactsFound(facts=self._facts(), last=number))

    def say_something(self, effect: s.SaySomething) -> None:
        """Let it be heard."""
        self.on_sound(effect.lang)

    def paper_changed(self, _effect: s.PaperChanged) -> None:
        """Ask the printer, rather than believe."""
        self._look()

    def print_strip(self, effect: s.PrintStrip) -> None:
        """The test strip."""
        office, _queues = self._floor()
        self._print(effect.name, lambda: strip(self._name, office, self._facts()))

    def print_last(self, effect: s.PrintLast) -> None:
        """The newest slip once more, marked so."""
        (office, queues), row = self._floor(), self._last()
        if office is None or row is None or row.issued is None:
            self._tell(m.PrintResult(request_id=effect.name, outcome="failed", reason="no slip to print again"))
            return
        issued, now = row.issued, self._device.now_ms()
        queue = queues.services.get(issued.service) if queues else None
        self._print(effect.name, lambda: slips.slip(issued, office, queue, again_at=now))

    def _print(self, name: str, make: Callable[[], Slip]) -> None:
        try:
            slip = make()
        except SlipError as error:
            self._tell(m.PrintResult(request_id=name, outcome="failed", reason=str(error)))
            return
        self._order(name, slip)

    def _facts(self) -> tuple[s.Fact, ...]:
        printer = self._printer.reason or ("near end" if self._printer.near_end else "ok")
        return (
            *facts.versions(),
            *facts.network(self._device, self._url, boottime_s()),
            s.Fact("fact.printer", printer),
            s.Fact("fact.untold", str(self._journal.due_n)),
        )

    def _last(self) -> Row | None:
        """The newest number of the open day that may be on paper."""
        _office, queues = self._floor()
        day = queues.day if queues else None
        rows = self._journal.rows(day) if day else []
        given = [row for row in rows if row.issued is not None and row.paper in ("proven", "silent", "printing")]
        return given[-1] if given else None

    def _kept(self) -> s.Kept:
        try:
            kept = self._journal.kept(KEY)
            return msgspec.json.decode(kept, type=s.Kept) if kept is not None else s.Kept()
        except (JournalError, msgspec.MsgspecError) as error:
            log.warning("what the staff had set cannot be read: %s", error)
            return s.Kept()
