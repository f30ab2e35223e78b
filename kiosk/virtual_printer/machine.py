"""The printer's mechanism: a buffer, a roll of paper and a cutter.

Bytes come in through `receive`; some are obeyed at once, all are buffered, and one thread carries the
buffer out at the pace of the paper. Out of paper or with its cover open the printer stops where it is and
goes on later. Without power it forgets its buffer, and half a ticket stays where it was.
"""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from kiosk.paper.raster import ink_box, stack
from kiosk.virtual_printer.commands import Parser
from kiosk.virtual_printer.decoder import Cut, Decoder, Effect, PaperQuery, Problem, Rows
from kiosk.virtual_printer.knobs import DOTS_PER_MM, Knobs, paper_byte, status_byte

SLICE_ROWS = 24  # printed between two looks at paper and cover
HEAD_TO_CUTTER_MM = 15
# Obeyed as they arrive, even inside a picture: status questions, recover, clear.
AT_ONCE = re.compile(rb"\x10\x04([\x01-\x04])|\x10\x05\x02|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08")
LONGEST_AT_ONCE = 10
CLEARED = b"\x37\x25\x00"


@dataclass(frozen=True)
class CutSheet:
    """A piece of paper that fell out, and how many bytes it took."""

    picture: Image.Image
    bytes_taken: int


@dataclass
class _Sheet:
    rows: list[Image.Image] = field(default_factory=list)
    bytes_taken: int = 0


class Machine:
    """The mechanism. `on_cut` is called in its thread with every piece of paper that is cut off."""

    def __init__(self, width_px: int, on_cut: Callable[[CutSheet], None], knobs: Knobs | None = None) -> None:
        self.width_px, self._on_cut = width_px, on_cut
        self.knobs = knobs or Knobs()
        self.problems: list[Problem] = []
        self._changed = threading.Condition()
        self._listeners: list[Callable[[], None]] = []
        self._answer: Callable[[bytes], None] | None = None
        self._stopped = False
        self.power_cuts = 0  # a line notices by it that the power was gone, however shortly
        self._life = 0  # counts up when what is being printed must be dropped
        self._parser, self._decoder, self._sheet = Parser(), Decoder(width_px), _Sheet()
        self._tail = b""  # a command obeyed at once may arrive in pieces
        self._thread = threading.Thread(target=self._run, name="printer-mechanism", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the mechanism; what is in the buffer is not printed."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._thread.join(5)

    def on_change(self, listener: Callable[[], None]) -> None:
        """`listener` is called when buffer or knobs have changed, from any thread; it must be quick."""
        self._listeners.append(listener)

    def turn(self, change: Callable[[Knobs], None]) -> None:
        """Changes knobs; takes effect at once."""
        with self._changed:
            powered = self.knobs.power
            change(self.knobs)
            if powered and not self.knobs.power:
                self._power_gone()
            self._changed.notify_all()
        self._tell()

    def room(self) -> int:
        """How many bytes the buffer takes now; none without power."""
        with self._changed:
            return max(0, self.knobs.buffer_bytes - len(self._parser)) if self.knobs.power else 0

    def receive(self, data: bytes, answer: Callable[[bytes], None]) -> None:
        """Bytes from a line, at most `room`. What is obeyed at once is answered before this returns.

        `answer` is where answers go from now on; it must not wait long nor raise.
        """
        with self._changed:
            self._answer = answer
            data = data[: self.knobs.dies_after_bytes]
            self._parser.feed(data)
            answers = self._obey_at_once(data) if self.knobs.power else b""
            if self.knobs.dies_after_bytes is not None:
                self.knobs.dies_after_bytes -= len(data)
                self._die_if(self.knobs.dies_after_bytes <= 0)
            self._changed.notify_all()
        self._say(answers)
        self._tell()

    def pause(self, seconds: float) -> None:
        """Lets time of the printer's own clock pass; ends early when the printer is stopped."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped, seconds / self.knobs.speed)

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()

    def _say(self, answer: bytes) -> None:
        if answer and self._answer and self.knobs.talks:
            self._answer(answer)

    def _obey_at_once(self, data: bytes) -> bytes:
        seen, known = self._tail + data, len(self._tail)
        self._tail = seen[-LONGEST_AT_ONCE + 1 :]
        answers = b""
        for found in AT_ONCE.finditer(seen):
            if found.end() <= known:
                continue
            if found[1]:
                answers += bytes([status_byte(self.knobs, found[1][0])])
            else:
                self._forget()
                self._parser.feed(seen[found.end() :])
                answers += CLEARED if found[0][1] == 0x14 else b""
        return answers

    def _forget(self) -> None:
        """Buffer and print settings are lost; paper already printed stays in the printer."""
        self._life += 1
        self._parser, self._decoder, self._tail = Parser(), Decoder(self.width_px), b""

    def _die_if(self, condition: bool) -> None:
        if condition:
            self.knobs.power, self.knobs.dies_after_bytes, self.knobs.dies_after_strips = False, None, None
            self._power_gone()

    def _power_gone(self) -> None:
        self.power_cuts += 1
        self._forget()

    def _run(self) -> None:
        while True:
            with self._changed:
                command = None
                while not self._stopped and not (self.knobs.ready and (command := self._parser.next())):
                    self._changed.wait()
                if command is None:
                    return
                life, decoder = self._life, self._decoder
                self._sheet.bytes_taken += command.size
            for effect in decoder.carry_out(command):
                self._carry_out(effect, life)
            self._tell()

    def _carry_out(self, effect: Effect, life: int) -> None:
        if isinstance(effect, Rows):
            self._print(effect.picture, life)
        elif isinstance(effect, Cut):
            self._cut(life)
        elif isinstance(effect, PaperQuery):
            if self._may_move(life):
                self._say(bytes([paper_byte(self.knobs)]))
        elif isinstance(effect, Problem):
            self.problems.append(effect)

    def _may_move(self, life: int) -> bool:
        """Waits until the mechanism can move. False: what it was doing has been called off."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._life != life or self.knobs.ready)
            return not self._stopped and self._life == life

    def _print(self, picture: Image.Image, life: int) -> None:
        done = 0
        while done < picture.height and self._may_move(life):
            with self._changed:
                rows = min(SLICE_ROWS, picture.height - done, self.knobs.paper_rows)
                self.knobs.paper_mm -= rows / DOTS_PER_MM
                self._sheet.rows.append(picture.crop((0, done, picture.width, done + rows)))
            done += rows
            self.pause(rows / DOTS_PER_MM / self.knobs.print_mm_per_s)
        if any(ink_box(picture)):
            self._count_strip(life)

    def _count_strip(self, life: int) -> None:
        with self._changed:
            if self.knobs.dies_after_strips is not None and self._life == life:
                self.knobs.dies_after_strips -= 1
                self._die_if(self.knobs.dies_after_strips <= 0)
        self._tell()

    def _cut(self, life: int) -> None:
        if not self._may_move(life):
            return
        with self._changed:
            sheet, self._sheet = self._sheet, _Sheet()
            self.knobs.paper_mm = max(0.0, self.knobs.paper_mm - HEAD_TO_CUTTER_MM)
        self._on_cut(CutSheet(stack(sheet.rows, self.width_px), sheet.bytes_taken))
