"""The state a person can put the printer in, and what it answers then: pure. Bits as in Epson's reference."""

from dataclasses import dataclass

DOTS_PER_MM = 8
LEAST_BUFFER_BYTES = 8_192  # the largest single command of a ticket must fit


@dataclass
class Knobs:
    """A full roll, everything in order."""

    power: bool = True
    cover_open: bool = False
    jam: bool = False
    mute: bool = False
    paper_mm: float = 80_000.0
    near_end_mm: float = 5_000.0
    bytes_per_s: int = 0  # how fast the line brings bytes; 0: as they come
    buffer_bytes: int = 65_536
    print_mm_per_s: float = 150.0
    speed: float = 1.0  # of the printer's own clock
    dies_after_bytes: int | None = None  # power goes when so many more have come
    dies_after_strips: int | None = None  # power goes when so many more pieces with ink are printed

    @property
    def paper_rows(self) -> int:
        """Rows that can be printed before the roll ends."""
        return int(self.paper_mm * DOTS_PER_MM)

    @property
    def ready(self) -> bool:
        """Whether the mechanism can move."""
        return self.power and not self.cover_open and not self.jam and self.paper_rows > 0

    @property
    def talks(self) -> bool:
        return self.power and not self.mute


def status_byte(knobs: Knobs, question: int) -> int:
    """The answer to DLE EOT `question` (1 to 4)."""
    out = knobs.paper_rows == 0
    bits = {
        1: 0 if knobs.ready else 0x08,
        2: 0x04 * knobs.cover_open | 0x20 * out | 0x40 * knobs.jam,
        3: 0x08 * knobs.jam,
        4: 0x0C * (knobs.paper_mm < knobs.near_end_mm) | 0x60 * out,
    }
    return 0x12 | bits[question]


def paper_byte(knobs: Knobs) -> int:
    """The answer to GS r 1."""
    return 0x03 * (knobs.paper_mm < knobs.near_end_mm) | 0x0C * (knobs.paper_rows == 0)
