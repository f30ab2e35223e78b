"""What the office is told of a kiosk's printer, scanner and voice: each trouble when it begins and when it is over,
until it was heard.
"""

from __future__ import annotations

from broker.client.device import Device
from broker.client.troubles import Params, Troubles
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand, ReportTrouble
from broker.contract.ids import DeviceId
from kiosk.session.messages import PrinterChanged, ScannerChanged, VoiceChanged

#: What keeps a printer from printing -> its alert.
FAULTS = {
    "paper": "paper_out",
    "cover": "printer_cover",
    "jam": "printer_jam",
    "fault": "printer_fault",
    "gone": "printer_gone",
}
NEAR_END, MUTE, SLOW, SPARE = "paper_near_end", "printer_mute", "printer_slow", "printer_spare"
PRINTER = (*FAULTS.values(), NEAR_END, MUTE, SLOW, SPARE)
SCANNER_GONE, SCANNER_NOISE = "scanner_gone", "scanner_noise"
#: The voice is not heard; and somebody stands there who was listening to it.
NO_SOUND, LISTENER = "kiosk_no_sound", "kiosk_listener"
CODES = (*PRINTER, SCANNER_GONE, SCANNER_NOISE, NO_SOUND, LISTENER)


class Alerts:
    """In the machine's thread. Before the printer has been heard of nothing is told."""

    def __init__(self, name: DeviceId, device: Device) -> None:
        self._device = device
        self._params: Params = {"kiosk": name}
        self._troubles = Troubles(name, CODES, device.send)
        self._known = False

    def printer(self, event: PrinterChanged) -> None:
        """The printer changed."""
        self._known = True
        standing = {FAULTS.get(event.trouble, ""), *self._lesser(event)}
        for code in PRINTER:
            self._say(code, stands=code in standing)

    def scanner(self, event: ScannerChanged) -> None:
        """The scanner came, went, or sends without end."""
        self._say(SCANNER_GONE, stands=not event.there and not event.noisy)
        self._say(SCANNER_NOISE, stands=event.noisy)

    def voice(self, event: VoiceChanged) -> None:
        """Who reads aloud can be heard, or not."""
        self._say(NO_SOUND, stands=bool(event.trouble))

    def listener(self, *, waits: bool) -> None:
        """Whether somebody stands there who was listening when the voice failed."""
        self._say(LISTENER, stands=waits)

    def _say(self, code: str, *, stands: bool) -> None:
        self._troubles.say(code, self._params if stands else None)

    @staticmethod
    def _lesser(event: PrinterChanged) -> set[str]:
        """What it prints in spite of."""
        told = {NEAR_END: event.near_end, MUTE: event.mute, SLOW: event.slow, SPARE: bool(event.spare)}
        return {code for code, stands in told.items() if stands}

    def pump(self) -> None:
        """Tell what the office does not know yet, while it can be heard."""
        if self._known and self._device.online:
            self._troubles.tell(self._device.history.replaced)

    def answered(self, command: AnyCommand, _answer: Answer) -> bool:
        """Take the answer if it is to an alert."""
        self._troubles.answered(command)
        return isinstance(command, ReportTrouble)

    def silent(self, command: AnyCommand) -> bool:
        """Nobody answered: told again."""
        self._troubles.silent(command)
        return isinstance(command, ReportTrouble)
