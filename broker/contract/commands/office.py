"""Commands to the office and its day."""

from __future__ import annotations

from typing import Annotated

import msgspec

from broker.contract.commands.root import Command
from broker.contract.ids import CounterId, DeviceId, Note, ServiceId
from broker.contract.office import Office


class ApplyOffice(Command, frozen=True, kw_only=True):
    """Put an office in force. Refused while it would take away what is in use (a counter that serves, ...)."""

    office: Office


class OpenDay(Command, frozen=True, kw_only=True):
    """Open the business day. `date` "YYYY-MM-DD" by the calendar of whoever confirms it."""

    date: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class CloseDay(Command, frozen=True, kw_only=True):
    """Close the business day: who still waits is closed unserved and stays in the log; nothing is carried over."""


class StopIssuing(Command, frozen=True, kw_only=True):
    """Give no more numbers for a service until `ResumeIssuing`."""

    service: ServiceId
    reason: Note = ""


class ResumeIssuing(Command, frozen=True, kw_only=True):
    """Give numbers for a service again."""

    service: ServiceId


class SetTraining(Command, frozen=True, kw_only=True):
    """Put a counter, a kiosk or, with neither, the whole office in training, or end it."""

    on: bool
    counter: CounterId | None = None
    kiosk: DeviceId | None = None
