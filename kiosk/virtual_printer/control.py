"""The printer's knobs as lines of text: `paper out`, `cover open`, `mute on`, ... one answer line each."""

import contextlib
import socketserver
import threading
from collections.abc import Callable
from typing import IO

from kiosk.virtual_printer.knobs import LEAST_BUFFER_BYTES, Knobs
from kiosk.virtual_printer.machine import Machine

FULL_ROLL_MM = 80_000.0
HELP = (
    "paper out | paper in [MM] | cover open | cover close | jam on | jam off | near_end on | near_end off | "
    "mute on | mute off | slow BYTES_PER_S (0: not slow) | buffer BYTES | power off | power on | "
    "die after BYTES | die strip PIECES | die off | speed FACTOR | status | help"
)
Turn = Callable[[Knobs], None]


class KnobError(ValueError):
    """A line that turns no knob; the sentence names what is valid."""


def _to(knob: str, value: object) -> Turn:
    return lambda knobs: setattr(knobs, knob, value)


FIXED: dict[str, Turn] = {
    "paper out": _to("paper_mm", 0.0),
    "paper in": _to("paper_mm", FULL_ROLL_MM),
    "cover open": _to("cover_open", True),
    "cover close": _to("cover_open", False),
    "jam on": _to("jam", True),
    "jam off": _to("jam", False),
    "near_end on": _to("near_end_mm", float("inf")),
    "near_end off": _to("near_end_mm", 0.0),
    "mute on": _to("mute", True),
    "mute off": _to("mute", False),
    "power on": _to("power", True),
    "power off": _to("power", False),
}
# Knob, the type of its value, and the least it may be.
NUMBERED: dict[str, tuple[str, type[int] | type[float], float]] = {
    "paper in": ("paper_mm", float, 0.125),
    "slow": ("bytes_per_s", int, 0),
    "buffer": ("buffer_bytes", int, LEAST_BUFFER_BYTES),
    "die after": ("dies_after_bytes", int, 1),
    "die strip": ("dies_after_strips", int, 1),
    "speed": ("speed", float, 0.01),
}


def obey(machine: Machine, line: str) -> str:
    """Turns a knob and says what stands now. Raises KnobError for a line it does not know."""
    words = " ".join(line.split())
    if words == "help":
        return HELP
    if words != "status":
        machine.turn(_turn(words))
    return describe(machine.knobs)


def _turn(words: str) -> Turn:
    if words in FIXED:
        return FIXED[words]
    if words == "die off":
        return _never_die
    name, _, value = words.rpartition(" ")
    if name not in NUMBERED:
        raise KnobError(f"unknown knob {words!r}; valid: {HELP}")
    knob, kind, least = NUMBERED[name]
    with contextlib.suppress(ValueError):
        if (number := kind(value)) >= least:
            return _to(knob, number)
    raise KnobError(f"{name} needs a number from {least:g}, not {value!r}")


def _never_die(knobs: Knobs) -> None:
    knobs.dies_after_bytes = knobs.dies_after_strips = None


def describe(knobs: Knobs) -> str:
    """The state in one line."""
    said = {
        "power": "on" if knobs.power else "off",
        "cover": "open" if knobs.cover_open else "closed",
        "jam": "on" if knobs.jam else "off",
        "mute": "on" if knobs.mute else "off",
        "paper_mm": f"{knobs.paper_mm:.0f}",
        "near_end": "on" if knobs.paper_mm < knobs.near_end_mm else "off",
        "slow": str(knobs.bytes_per_s),
        "buffer": str(knobs.buffer_bytes),
        "speed": f"{knobs.speed:g}",
    }
    return " ".join(f"{name}={value}" for name, value in said.items())


def answer(machine: Machine, line: str) -> str:
    """`ok ...` or `error: ...`, for those who cannot catch."""
    try:
        return f"ok {obey(machine, line)}"
    except KnobError as error:
        return f"error: {error}"


def serve(machine: Machine, lines: IO[str], answers: IO[str]) -> None:
    """Obeys line by line until there are no more."""
    for line in lines:
        if line.strip():
            answers.write(answer(machine, line) + "\n")
            answers.flush()


class ControlPort:
    """The same on a TCP port, for any number of callers."""

    def __init__(self, machine: Machine, host: str, port: int) -> None:
        class Caller(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                for line in self.rfile:
                    self.wfile.write(f"{answer(machine, line.decode(errors='replace'))}\n".encode())

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False

        self._server = Server((host, port), Caller)
        self.address: tuple[str, int] = self._server.socket.getsockname()[:2]
        self._thread = threading.Thread(target=self._server.serve_forever, name="printer-control", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
