"""The conversation with a printer: asking for its status, sending a job, waiting for proof of paper.

Replies carry no mark of the question, so one status question is asked at a time and answers are counted.
While a job goes out the printer is asked "online?" every few bytes, so that a broken one is noticed before
it has swallowed the whole ticket, and one that was away for a moment is noticed at all.
"""

import time
from contextlib import suppress
from dataclasses import dataclass

from kiosk.printing.options import PrinterOptions
from kiosk.printing.ports import Port, PortError
from kiosk.printing.status import (
    ERROR_CAUSE,
    OFFLINE_CAUSE,
    PAPER,
    PRINTER,
    Account,
    PrinterStatus,
    is_proof,
    is_status,
    read_status,
)

DLE_EOT = b"\x10\x04"
PROOF_QUERY = b"\x1dr\x01"  # GS r 1: answered when all before it is on paper
CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4 8 and the key it asks for
OFFLINE_BIT, ERROR_BIT = 0x08, 0x40
ASK_EVERY_BYTES = 2_048
PATIENCE = 3  # time-outs of a status question, when it is asked behind a picture
LOOK_EVERY_S = 0.25  # while waiting for proof
BURST, BURST_GAP_S = 4, 0.05  # answers closer together than any two tickets can end


@dataclass(frozen=True)
class Job:
    """A ticket as commands, and the length of paper it takes."""

    parts: list[bytes]
    height_mm: float

    @property
    def size(self) -> int:
        return sum(len(part) for part in self.parts)


class _StoppedError(Exception):
    """The printer reported a fault while the job was under way."""


class Talk:
    """Everything said on one port. Methods raise PortError where they say so."""

    def __init__(self, port: Port, options: PrinterOptions) -> None:
        self._port, self._options = port, options
        self._deadline_s = 0.0  # of the present conversation, on the monotonic clock
        self._sent = 0  # bytes of the present job
        self._asked = 0  # "online?" questions without an answer yet
        self._proofs_due = 0  # proof queries without an answer yet, of earlier jobs too
        self._overdue = False  # one of them was waited for in vain
        self._offline = False

    def begin(self, limit_s: float) -> None:
        """A new conversation; all its waits together, connecting aside, keep within `limit_s`."""
        self._deadline_s = time.monotonic() + limit_s

    def status_of_fresh_line(self) -> PrinterStatus:
        """The status; a line found dead is opened once more. Raises PortError if that fails too."""
        try:
            return self.status()
        except PortError:
            self._hang_up()
            return self.status()

    def status(self) -> PrinterStatus:
        """The status, unknown when the printer is mute. Raises PortError."""
        self._settle_questions()
        answers: dict[int, int] = {}
        for question in (PRINTER, OFFLINE_CAUSE, PAPER):
            answer = self._ask(question)
            if answer is None:
                return read_status(answers)
            answers[question] = answer
        if answers[OFFLINE_CAUSE] & ERROR_BIT and (answer := self._ask(ERROR_CAUSE)) is not None:
            answers[ERROR_CAUSE] = answer
        return read_status(answers)

    def job(self, job: Job, before: PrinterStatus) -> Account:
        """Sends the ticket and finds out what became of it. `before`: the status it was sent on."""
        self._sent, self._overdue = 0, False
        proof, trouble = False, ""
        with suppress(_StoppedError):
            try:
                if before.answered:
                    self._settle_proofs()
                self._send(job, before.answered)
                proof = self._proof(job, before.answered)
            except PortError as error:
                trouble = str(error)
                self._hang_up()
        status = self._status_after()
        if self._options.proof == "real_time":
            proof = proof and status.answered and not status.fault
        account = Account(self._sent, job.size, proof, trouble, status, before.answered)
        if account.broken:
            self._clear_up(status)
        return account

    def _left_s(self, milliseconds: float) -> float:
        """A wait of this length, or what is left of the conversation."""
        return max(0.0, min(milliseconds / 1000, self._deadline_s - time.monotonic()))

    def _reply_s(self) -> float:
        return self._left_s(self._options.status_timeout_ms)

    def _send(self, job: Job, watch: bool) -> None:
        """Raises PortError, or _StoppedError at the first reported fault."""
        deadline_s, quiet = time.monotonic() + self._left_s(self._options.send_timeout_ms), 0
        for part in job.parts:
            try:
                self._port.send(part, deadline_s - time.monotonic())
            except PortError as error:
                self._sent += error.sent
                raise
            self._sent += len(part)
            quiet += len(part)
            if watch and quiet >= ASK_EVERY_BYTES:
                quiet = 0
                self._check_in()

    def _proof(self, job: Job, watch: bool) -> bool:
        if self._options.proof == "real_time":
            self._watch_for(self._left_s(1000 * job.height_mm / self._options.print_mm_per_s), watch)
            return self._nothing_lost()
        self._port.send(PROOF_QUERY, self._left_s(self._options.send_timeout_ms))
        self._proofs_due += 1
        patience_ms = self._options.proof_timeout_ms if watch else self._options.status_timeout_ms
        return self._watch_for(self._left_s(patience_ms), watch) and self._nothing_lost()

    def _nothing_lost(self) -> bool:
        """A status question without an answer: the printer was away, and with it a part of the ticket."""
        self._await_answers(self._reply_s())
        return not self._asked

    def _watch_for(self, wait_s: float, watch: bool) -> bool:
        """Listens until no proof is due any more or the time is over; says which."""
        now_s, due = time.monotonic(), self._proofs_due
        deadline_s, look_s = now_s + wait_s, now_s if watch else now_s + wait_s
        while (now_s := time.monotonic()) < deadline_s:
            if now_s >= look_s:
                self._ask_online()
                look_s = now_s + LOOK_EVERY_S
            self._listen(min(deadline_s, look_s) - now_s)
            self._stop_if_broken()
            if due and not self._proofs_due:
                return True
        return False

    def _check_in(self) -> None:
        """The last question must be answered before the next goes out. So one is lost whenever a printer loses
        more than a few bytes, as by a power cut that a serial cable does not notice.
        """
        if not self._overdue:
            self._await_answers(self._left_s(PATIENCE * self._options.status_timeout_ms))
            self._stop_if_broken()
            self._overdue = self._asked > 0
            self._ask_online()

    def _ask_online(self) -> None:
        """Asks without waiting, unless an answer is still missing."""
        if not self._asked:
            # Behind a picture on a slow line even a question takes its time to go out.
            self._port.send(DLE_EOT + bytes([PRINTER]), self._left_s(self._options.send_timeout_ms))
            self._asked += 1

    def _stop_if_broken(self) -> None:
        """Once the printer has said that it is offline: raises _StoppedError if it names a fault."""
        if self._offline:
            self._offline = False
            if self.status().fault:
                raise _StoppedError

    def _listen(self, wait_s: float) -> None:
        for byte in self._port.receive(64, wait_s):
            self._heard(byte)

    def _heard(self, byte: int) -> None:
        if is_status(byte):
            self._asked = max(0, self._asked - 1)
            self._offline = bool(byte & OFFLINE_BIT)
        elif is_proof(byte):
            self._proofs_due = max(0, self._proofs_due - 1)

    def _ask(self, question: int) -> int | None:
        """The answer to one question, None when there is none in time. Raises PortError."""
        self._listen(0)
        self._port.send(DLE_EOT + bytes([question]), self._reply_s())
        deadline_s = time.monotonic() + self._reply_s()
        while (left_s := deadline_s - time.monotonic()) > 0:
            for byte in self._port.receive(1, left_s):
                if is_status(byte):
                    return byte
                self._heard(byte)
        return None

    def _settle_questions(self) -> None:
        """Answers that are on their way are not to be taken for answers to the next question."""
        self._await_answers(self._reply_s())
        self._asked = 0

    def _await_answers(self, wait_s: float) -> None:
        deadline_s = time.monotonic() + wait_s
        while self._asked and (left_s := deadline_s - time.monotonic()) > 0:
            self._listen(left_s)

    def _settle_proofs(self) -> None:
        """Late proofs must not pass for ours. A burst of queries is answered in a burst, and only by a printer
        that has nothing before it left to print; without it, all proofs ever asked for are waited for.
        """
        if not self._proofs_due:
            return
        self._port.send(PROOF_QUERY * BURST, self._reply_s())
        self._proofs_due += BURST
        deadline_s, heard = time.monotonic() + self._reply_s() + BURST_GAP_S, 0
        while time.monotonic() < deadline_s:
            due = self._proofs_due
            self._listen(BURST_GAP_S)
            if due == self._proofs_due and heard >= BURST:
                self._proofs_due = 0
                return
            heard = heard + due - self._proofs_due if due != self._proofs_due else 0

    def _status_after(self) -> PrinterStatus:
        try:
            return self.status_of_fresh_line()
        except PortError as error:
            return PrinterStatus(trouble=str(error))

    def _clear_up(self, status: PrinterStatus) -> None:
        """What the printer still holds of a failed ticket must not come out later."""
        with suppress(PortError):
            if self._options.clear_after_failure and status.answered:
                self._port.send(CLEAR_BUFFERS, self._reply_s())
                self._port.receive(16, self._reply_s())
        self._hang_up()
        self._proofs_due = 0

    def _hang_up(self) -> None:
        """What is still on its way, either way, is lost."""
        self._port.abort()
        self._asked, self._offline = 0, False
