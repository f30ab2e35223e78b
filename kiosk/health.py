"""How the kiosk is, for whoever looks after it: Homie 5 over the link, published when it changes."""

from __future__ import annotations

from broker.client.device import Device
from kiosk.session.messages import PrinterChanged, ScannerChanged, VoiceChanged
from kiosk.session.views import Page

#: What the office is told of the screen: never what a visitor looks at.
OWN_PAGES = frozenset({Page.STARTING, Page.CLOSED, Page.OUT_PAPER, Page.OUT_SERVICE})
PROPERTIES = {
    "screen": "starting, open, closed, out.paper or out.service",
    "printer": "ready, or what is wrong with it",
    "paper": "enough or low",
    "scanner": "ready, or what is wrong with it",
    "voice": "ready, or why nobody hears it",
    "untold": "numbers and reports that the engine has not confirmed yet",
}


class Health:
    """Keeps what was said last, and says it all again when the engine is back: a server may have forgotten it."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._said: dict[str, str] = {}

    def announce(self) -> None:
        """Everything, to be called when there is somebody to hear it."""
        self._device.health("ready", **self._said)

    def printer(self, event: PrinterChanged) -> None:
        """The printer changed."""
        self._say(printer=event.reason or "ready", paper="low" if event.near_end else "enough")

    def scanner(self, event: ScannerChanged) -> None:
        """The scanner came or went."""
        self._say(scanner=event.reason or "ready")

    def voice(self, event: VoiceChanged) -> None:
        """Who reads aloud can be heard, or not."""
        self._say(voice=event.trouble or "ready")

    def screen(self, page: Page, untold: int) -> None:
        """Another page, or more or less to be told."""
        self._say(screen=page.value if page in OWN_PAGES else "open", untold=str(untold))

    def _say(self, **properties: str) -> None:
        news = {f"kiosk/{name}": value for name, value in properties.items()}
        news = {name: value for name, value in news.items() if self._said.get(name) != value}
        self._said |= news
        if news:
            self._device.health("ready", **news)
