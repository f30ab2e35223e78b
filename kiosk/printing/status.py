"""What a printer says about itself (DLE EOT 1 to 4), and what became of a print: pure.

The bits are those of Epson's reference; a status byte has bits 1 and 4 set and 0 and 7 clear. No answer
is no knowledge: silence is never "plenty of paper" and never a failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, PAPER = 1, 2, 3, 4  # the n of DLE EOT n


class Reason(StrEnum):
    """Why nothing was printed, as reported."""

    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    JAM = "jam"  # the cutter is blocked
    ERROR = "error"  # any other fault the printer reports
    OFFLINE = "offline"  # not ready, without a cause named
    UNREACHABLE = "unreachable"  # no connection: no byte of the ticket left this machine
    INTERRUPTED = "interrupted"  # the ticket went out in part only and the printer is ready again

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


class PaperLevel(StrEnum):
    UNKNOWN = "unknown"
    ENOUGH = "enough"
    NEAR_END = "near_end"
    OUT = "out"


@dataclass(frozen=True)
class PrinterStatus:
    """`None` and UNKNOWN: it did not say. `trouble`: why it could not be asked, if so.

    `spare`: of two printers the other one's, if that cannot print.
    """

    online: bool | None = None
    cover_open: bool | None = None
    paper: PaperLevel = PaperLevel.UNKNOWN
    jam: bool | None = None
    error: bool | None = None
    trouble: str = ""
    spare: PrinterStatus | None = None

    @property
    def answered(self) -> bool:
        return self.online is not None

    @property
    def fault(self) -> Reason | None:
        """The reported reason why nothing can be printed now, the most useful one for staff first."""
        checks = {
            Reason.COVER_OPEN: self.cover_open,
            Reason.PAPER_OUT: self.paper is PaperLevel.OUT,
            Reason.JAM: self.jam,
            Reason.ERROR: self.error,
            Reason.OFFLINE: self.online is False,
        }
        return next((reason for reason, holds in checks.items() if holds), None)


def is_status(byte: int) -> bool:
    """Whether a byte can be an answer to DLE EOT."""
    return byte & 0x93 == 0x12


def is_proof(byte: int) -> bool:
    """Whether a byte can be an answer to GS r 1."""
    return byte & 0x90 == 0


def read_status(answers: Mapping[int, int]) -> PrinterStatus:
    """The status that the answers (by the n they were asked for) add up to."""
    cause, error = answers.get(OFFLINE_CAUSE), answers.get(ERROR_CAUSE)
    return PrinterStatus(
        online=_clear(answers.get(PRINTER), 0x08),
        cover_open=_set(cause, 0x04),
        paper=_level(answers.get(PAPER), cause),
        jam=_set(error, 0x08),
        error=_set(cause, 0x40),
    )


def _set(answer: int | None, bits: int) -> bool | None:
    return None if answer is None else bool(answer & bits)


def _clear(answer: int | None, bits: int) -> bool | None:
    return None if answer is None else not answer & bits


def _level(paper: int | None, cause: int | None) -> PaperLevel:
    if _set(paper, 0x60) or _set(cause, 0x20):
        return PaperLevel.OUT
    if paper is None:
        return PaperLevel.UNKNOWN
    return PaperLevel.NEAR_END if paper & 0x0C else PaperLevel.ENOUGH


@dataclass(frozen=True)
class Proven:
    """The paper came out."""

    status: PrinterStatus


@dataclass(frozen=True)
class Failed:
    """The printer, or the line to it, reported that it did not."""

    reason: Reason
    detail: str
    status: PrinterStatus


@dataclass(frozen=True)
class Silent:
    """Nobody said anything either way."""

    why: str
    status: PrinterStatus


PrintOutcome = Proven | Failed | Silent


@dataclass(frozen=True)
class Account:
    """What is known when a job is over.

    `proof`: it was confirmed. `trouble`: how the line failed, if it did. `talked`: the printer answered before.
    """

    sent: int
    size: int
    proof: bool
    trouble: str
    status: PrinterStatus

    talked: bool = True

    @property
    def broken(self) -> bool:
        """The job came to an end before its time: part of it may still be inside the printer."""
        return not self.proof and bool(self.trouble or self.sent < self.size or self.status.fault)

    @property
    def doubtful(self) -> bool:
        """Part of a ticket may hang out of the printer. Not said of a printer that never says anything."""
        return self.broken or (self.talked and not self.proof)


def judge(account: Account) -> PrintOutcome:
    """Proof wins; then a reported fault; a job cut short on a printer that is ready again has failed too.

    Everything else is silence, however likely a failure may look: only a report may void a ticket.
    """
    status = account.status
    part = f"{account.sent} of {account.size} bytes sent"
    if account.proof:
        return Proven(status)
    if status.fault:
        return Failed(status.fault, f"printer reports {status.fault.words}; {part}", status)
    said = account.trouble or ("no proof of paper in time" if status.answered else "the printer does not answer")
    if status.answered and account.sent < account.size:
        return Failed(Reason.INTERRUPTED, f"{said}; {part}", status)
    return Silent(f"{said}; {part}", status)
