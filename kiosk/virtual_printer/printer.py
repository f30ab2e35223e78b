"""The whole virtual printer: mechanism, tray and the lines into it."""

from pathlib import Path
from typing import Self

from kiosk.paper.blocks import PAPERS
from kiosk.virtual_printer.control import ControlPort, obey
from kiosk.virtual_printer.decoder import Problem
from kiosk.virtual_printer.knobs import Knobs
from kiosk.virtual_printer.lines import TcpLine, TerminalLine
from kiosk.virtual_printer.machine import Machine
from kiosk.virtual_printer.tray import Cut, Tray

Address = tuple[str, int]


class VirtualPrinter:
    """A context manager. Port 0 takes a free one; `terminal` is the path its pseudo-terminal appears at,
    as a USB device or as a `uart`, which does not notice when the power goes.
    """

    def __init__(
        self,
        folder: Path,
        *,
        paper_mm: int = 80,
        listen: Address | None = ("127.0.0.1", 0),
        terminal: Path | None = None,
        uart: bool = False,
        control: Address | None = None,
        speed: float = 1.0,
    ) -> None:
        self._tray = Tray(folder)
        self._machine = Machine(PAPERS[paper_mm].width_px, self._tray.catch, Knobs(speed=speed))
        self._tcp = TcpLine(self._machine, *listen) if listen else None
        self._terminal = TerminalLine(self._machine, terminal, uart=uart) if terminal else None
        self._control = ControlPort(self._machine, *control) if control else None
        self._terminal_path = terminal

    def __enter__(self) -> Self:
        for part in (self._machine, self._tcp, self._terminal, self._control):
            if part:
                part.start()
        return self

    def __exit__(self, *_error: object) -> None:
        for part in (self._control, self._tcp, self._terminal, self._machine):
            if part:
                part.stop()

    @property
    def urls(self) -> dict[str, str]:
        """How a kiosk names the lines there are: `tcp`, `serial`, `usb-lp`; and `control`, host:port."""
        urls = {}
        if self._tcp:
            urls["tcp"] = f"tcp://{_host_port(self._tcp.address)}"
        if self._terminal_path:
            urls["serial"] = f"serial:{self._terminal_path}?baud=115200"
            urls["usb-lp"] = f"usb-lp:{self._terminal_path}"
        if self._control:
            urls["control"] = _host_port(self._control.address)
        return urls

    @property
    def machine(self) -> Machine:
        return self._machine

    def turn(self, line: str) -> str:
        """Turns a knob, as in `turn("paper out")`; see control.HELP. Raises KnobError."""
        return obey(self._machine, line)

    @property
    def cuts(self) -> list[Cut]:
        """What has been cut off so far."""
        return self._tray.cuts

    def wait_for_cuts(self, count: int, timeout_s: float) -> list[Cut]:
        """The cuts as soon as there are `count`. Raises TimeoutError."""
        return self._tray.wait_for(count, timeout_s)

    def picture(self, cut: Cut) -> Path:
        """Where the picture of a cut is."""
        return self._tray.folder / cut.file

    @property
    def problems(self) -> list[Problem]:
        """Bytes it could make nothing of, with their place in the stream since it was last switched on."""
        return list(self._machine.problems)


def _host_port(address: Address) -> str:
    host, port = address
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
