"""Events of the office and its day."""

from __future__ import annotations

from broker.contract.events.root import Event
from broker.contract.ids import CounterId, DayId, DeviceId, Note, ServiceId
from broker.contract.office import Office


class OfficeApplied(Event, frozen=True, kw_only=True):
    """This office is in force from now."""

    office: Office


class DayOpened(Event, frozen=True, kw_only=True):
    """The business day is open."""

    day: DayId
    date: str
    reopened: bool = False


class DayClosed(Event, frozen=True, kw_only=True):
    """The business day is closed. The tickets left over were closed one by one before."""

    day: DayId
    issued: int
    unserved: int


class ClockCorrected(Event, frozen=True, kw_only=True):
    """The engine's time took a new anchor: `offset_ms` was added to it."""

    offset_ms: int


class IssuingStopped(Event, frozen=True, kw_only=True):
    """No more numbers for this service."""

    service: ServiceId
    reason: Note = ""


class IssuingResumed(Event, frozen=True, kw_only=True):
    """Numbers for this service again."""

    service: ServiceId


class TrainingSet(Event, frozen=True, kw_only=True):
    """Training began or ended for a counter, a kiosk or, with neither, the office."""

    on: bool
    counter: CounterId | None = None
    kiosk: DeviceId | None = None
