"""What a kiosk scans with, as its settings name it: nothing, a serial scanner, or one that types like a keyboard.

Only a serial scanner reads ID cards: what is typed goes through the keyboard's driver, the window system and Kivy,
where nobody can overwrite it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from assets.wires.serial_line import SerialAddress, SerialAddressError, serial_address
from kiosk.scanning.card import KeyOfDay
from kiosk.scanning.repeats import Repeats
from kiosk.scanning.scanner import Scanner
from kiosk.session.messages import CardScanned, Input, Scanned, ScannerChanged

if TYPE_CHECKING:
    from kiosk.scanning.window_keys import WindowKeys

KEYBOARD = "keyboard"
#: Most scanners of counters and kiosks come so out of the box.
BAUD = 9_600


def scanner_address(setting: str) -> SerialAddress | None:
    """The line of a serial scanner; None: there is none. Raises SerialAddressError."""
    if setting in ("", KEYBOARD):
        return None
    scheme, _, rest = setting.partition(":")
    if scheme != "serial":
        raise SerialAddressError(f"scanner {setting!r} is neither {KEYBOARD!r} nor serial:/dev/...?baud={BAUD}")
    return serial_address(rest, BAUD)


class Reading:
    """`tell` gets what was scanned, from other threads; `token` gives chance, the name of what a scan may begin.
    `monotonic` gives seconds and is a parameter for tests only.
    """

    def __init__(
        self, setting: str, tell: Callable[[Input], None], token: Callable[[], str],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._repeats, self._monotonic = Repeats(), monotonic
        self.key = KeyOfDay()
        self._tell, self._token = tell, token
        self.typed = setting == KEYBOARD
        self._keys: WindowKeys | None = None
        address = scanner_address(setting)
        self._scanner = Scanner(address, self.key.person, self._scanned, tell) if address is not None else None

    def start(self) -> None:
        """Begin to read; the window stands by now, if there is one."""
        if self._scanner is not None:
            self._scanner.start()
        if self.typed:
            from kiosk.scanning.window_keys import WindowKeys

            self._keys = WindowKeys(self._scanned)
            self._tell(ScannerChanged(there=True))

    def close(self) -> None:
        """Read no more; the key of the day is overwritten."""
        if self._scanner is not None:
            self._scanner.close()
        if self._keys is not None:
            self._keys.close()
        self.key.forget()

    def _scanned(self, event: Input) -> None:
        if isinstance(event, Scanned | CardScanned):
            if self._repeats.again(event, self._monotonic()):
                return
            event = msgspec.structs.replace(event, token=self._token())
        self._tell(event)
