"""Gets the key of the day from the engine, for ID cards, and lets it go when the day is over. In the machine's thread.

The key lives in memory only; after a restart it is asked for again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from broker.client.device import Device
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand, AskDayKey
from broker.contract.events import DayKeyGiven
from broker.contract.office import Office
from broker.contract.status import Queues
from kiosk.scanning.card import KeyOfDay
from kiosk.session.messages import CardsRead, Input, ScannerChanged

#: How long after a no, or after silence, the key is asked for again. Real seconds.
AGAIN_S = 5.0

log = logging.getLogger(__name__)


class Keeper:
    """`tell` hears whether cards can be read now, each time that changes."""

    def __init__(
        self, device: Device, key: KeyOfDay, tell: Callable[[Input], None], monotonic: Callable[[], float]
    ) -> None:
        self._device, self._key, self._tell, self._monotonic = device, key, tell, monotonic
        self._asked: AnyCommand | None = None
        self._again_at_s = 0.0
        self._wanted_day = ""
        self._fit = self._on = False

    def scanner(self, event: ScannerChanged) -> None:
        """A scanner came, changed or went."""
        self._fit = event.there and event.straight
        self._say()

    def floor(self, office: Office | None, queues: Queues | None) -> None:
        """The office or its day may be another."""
        if queues is None or office is None:
            return
        self._wanted_day = (queues.day or "") if office.rules.one_per_person else ""
        if self._key.day and self._key.day != self._wanted_day:
            self._key.forget()
        self._say()

    def pump(self) -> None:
        """Ask, if there is something to ask for and somebody to ask."""
        wanted = self._fit and self._wanted_day and self._key.day != self._wanted_day
        if wanted and self._asked is None and self._device.online and self._monotonic() >= self._again_at_s:
            self._asked = AskDayKey()
            self._device.send(self._asked)

    def answered(self, command: AnyCommand, answer: Answer) -> bool:
        """Take the answer if it is ours."""
        if command is not self._asked:
            return False
        self._asked, self._again_at_s = None, self._monotonic() + AGAIN_S
        for event in answer.events:
            if isinstance(event, DayKeyGiven) and event.day == self._wanted_day:
                self._key.put(event.day, event.key)
        self._say()
        return True

    def silent(self, command: AnyCommand) -> bool:
        """No answer: later again."""
        if command is not self._asked:
            return False
        self._asked, self._again_at_s = None, self._monotonic() + AGAIN_S
        return True

    def _say(self) -> None:
        on = self._fit and bool(self._key.day)
        if on != self._on:
            self._on = on
            log.info("ID cards can %sbe read", "" if on else "not ")
            self._tell(CardsRead(on=on))
