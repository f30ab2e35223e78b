"""The kiosk without its window: machine, printer, scanner, look-up and procedures, each in its own thread, begun
together and ended in order.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from broker.client import posted
from broker.client.device import Device
from broker.contract.status import Bundle
from kiosk.machine import Machine
from kiosk.offline.journal import Journal
from kiosk.offline.rows import Boot
from kiosk.printing.shop import Prints, PrintShop
from kiosk.procedures.keeping import keeper
from kiosk.scanning.reading import Reading
from kiosk.session.messages import Input, ProceduresKept, Touch, VoiceChanged
from kiosk.session.session import Session
from kiosk.session.views import Page, View
from kiosk.worker import Worker

if TYPE_CHECKING:
    from kiosk.lookup.dossiers import Dossiers

#: How long an ordered end waits for the slip that is being printed. What is not done then is noted as unknown.
LAST_SLIP_S = 5.0
#: Pages on which a number is asked for or a slip is being printed.
IN_HAND = frozenset({Page.ASKING, Page.PRINTING, Page.RETRY})
#: Where the notices of the office lie, in the state directory.
POSTED = "posted"


class Inside:
    """`dossiers_at`: where the web service is asked how far a dossier is; "": it is not. `bundles`: where what is
    fetched from `host` is kept. `ready`: done in the printer's thread before the first slip.
    """

    def __init__(
        self, device: Device, journal: Journal, session: Session, boot: Boot, printer: Prints,
        *, state_dir: Path, bundles: Path, host: str, dossiers_at: str = "", scanner: str = "", staff_pin: str = "",
        broker_url: str = "", ready: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.session = session
        self.device, self.failed, self._closing = device, False, False
        self._page, self._turned = Page.STARTING, threading.Condition()
        self._on_view: Callable[[View], None] = lambda _view: None
        self._on_end: Callable[[], None] = lambda: None
        self.shop = PrintShop(printer, self._put, rehearse=ready)
        self.dossiers = _dossiers(dossiers_at, self._put) if dossiers_at else None
        self.reading = Reading(scanner, self._put, lambda: secrets.token_hex(16))
        machine = Machine(
            session.kiosk, device, session, journal, self.shop, boot, self._view, look_up=self.dossiers,
            key_of_day=self.reading.key, staff_pin=staff_pin, broker_url=broker_url,
        )  # fmt: skip
        self.procedures = keeper(host, bundles, lambda library: self._put(ProceduresKept(library=library)))
        self.notices = posted.keeper(host, state_dir, state_dir / POSTED)

        def announced(bundle: Bundle) -> None:
            self.procedures.announced(bundle)
            self.notices.announced(bundle)

        machine.on_bundle = announced
        self.staff = machine.staff
        self.worker = Worker(machine, self._failed)

    def touched(self, action: str) -> None:
        """A finger let go of something. Who comes when the kiosk is ending comes too late."""
        if self._closing:
            return
        self.worker.put(Touch(action=action, token=secrets.token_hex(16)))

    def voice(self, trouble: str) -> None:
        """Whether who reads aloud can be heard; "" if so."""
        self._put(VoiceChanged(trouble=trouble))

    def now_ms(self) -> int | None:
        """Office time, once the office has told it."""
        return self.device.now_ms() if self.device.beat is not None else None

    def start(self, on_view: Callable[[View], None], on_end: Callable[[], None]) -> None:
        """Begin; views and the end come from other threads."""
        self._on_view, self._on_end = on_view, on_end
        self.shop.start()
        self.worker.start()
        self.reading.start()
        self.procedures.start()
        self.notices.start()
        if self.dossiers is not None:
            self.dossiers.start()

    def close(self) -> None:
        """The visitor in hand gets the slip, and what became of it is noted; then the kiosk says goodbye."""
        self._closing = True
        self.reading.close()
        with self._turned:
            self._turned.wait_for(lambda: self._page not in IN_HAND, LAST_SLIP_S)
        self.shop.close(LAST_SLIP_S)
        self.procedures.close()
        self.notices.close()
        if self.dossiers is not None:
            self.dossiers.close()
        self.worker.close()

    def _put(self, event: Input) -> None:
        self.worker.put(event)

    def _view(self, view: View) -> None:
        with self._turned:
            self._page = view.page
            self._turned.notify_all()
        self._on_view(view)

    def _failed(self, _error: BaseException) -> None:
        self.failed = True
        self._on_end()


def _dossiers(url: str, put: Callable[[Input], None]) -> Dossiers:
    from kiosk.lookup.dossiers import Dossiers

    return Dossiers(url, put)
