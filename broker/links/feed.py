"""Bookings of the one-stop system on their way to the engine: fetched now and then, sent when the engine has others.

It is a device like any other: it hears the beat, the office and the retained list, and sends `ApplyBookings`. What the
engine has is compared with what is wanted, so that nothing is remembered here and nothing is sent twice.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from broker.client.device import Device
from broker.client.link import Link
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand, ApplyBookings, Booking, ReportTrouble
from broker.contract.lookup import booking_digest
from broker.contract.office import Office
from broker.contract.status import AnyStatus, Bookings, Catalogue
from broker.contract.topics import Topics
from broker.links.errors import LinksError
from broker.links.records import Booked, plain
from broker.links.system import Fault, OneStop

#: The longest that the feed looks away from the link.
TURN_S = 0.25
END_S = 5.0
#: The name under which this is seen among the devices.
DEVICE = "links"
#: What one command may carry.
MOST = 2_500

log = logging.getLogger(__name__)


@dataclass
class Feed:
    """`every_s`: real seconds from one fetch to the next. `monotonic` is a parameter for tests only."""

    link: Link
    topics: Topics
    system: OneStop
    every_s: float
    monotonic: Callable[[], float] = time.monotonic
    _office: Office | None = None
    _there: Bookings | None = None
    _due_s: float = 0.0
    _troubles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.device = Device(self.link, self.topics, DEVICE, self)

    def start(self) -> None:
        """Begin to listen."""
        self.device.start(self.device.topics.catalogue, self.device.topics.bookings)

    def turn(self, wait_s: float = 0.0) -> None:
        """Take in what has come; fetch and send if it is time."""
        self.device.pump(wait_s)
        now_s = self.monotonic()
        if self.device.online and self._there is not None and self._office is not None and now_s >= self._due_s:
            self._due_s = now_s + self.every_s
            self._feed(self._office, self._there)

    def run(self, ended: threading.Event) -> None:
        """Until told to end; in a thread of its own."""
        self.start()
        while not ended.is_set():
            self.turn(TURN_S)
        self.device.close()

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Run beside something else, and end with it."""
        ended = threading.Event()
        thread = threading.Thread(target=self.run, args=(ended,), name="links", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(END_S)  # a disk that hangs must not keep the pages from ending

    # --- from the link -------------------------------------------------------------------------------------

    def on_status(self, status: AnyStatus) -> None:
        """The office, or the list that the engine has."""
        if isinstance(status, Catalogue):
            self._office = status.office
        elif isinstance(status, Bookings):
            if self._there is None or status.date != self._there.date:
                self._due_s = 0.0  # a new day: at once
            self._there = status

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        """The engine took it, or said why not."""
        if isinstance(command, ApplyBookings) and answer.refused:
            log.error("bookings of %s were refused: %s", command.date, answer.events[0])

    def on_silence(self, command: AnyCommand) -> None:
        """Whether it was taken shows in the retained list; the next fetch compares."""

    def on_online(self, online: bool) -> None:
        """The engine is back: whatever it has now is compared at once."""
        if online:
            self._due_s = 0.0
            self._troubles.clear()

    # --- fetching -------------------------------------------------------------------------------------------

    def _feed(self, office: Office, there: Bookings) -> None:
        if there.date is None:
            return
        try:
            booked = asyncio.run(_fetch(self.system, there.date))
        except LinksError as error:
            log.warning("bookings of %s: %s", there.date, error)
            self._trouble("links_silent", str(error))
            return
        self._trouble("links_silent", "")
        wanted, strangers = fitted(booked or (), office)
        self._name([*self.system.faults(), *strangers])
        if booked is not None and _differs(wanted, there):
            self.device.send(ApplyBookings(date=there.date, bookings=wanted))

    def _name(self, faults: Sequence[Fault]) -> None:
        self._trouble("links_file", "; ".join(str(each) for each in faults[:3]))

    def _trouble(self, code: str, why: str) -> None:
        """Tell the office once of what is new, and once that it is over."""
        if self._troubles.get(code, "") == why:
            return
        self._troubles[code] = why
        params: dict[str, str | int] = {"why": why[:200]} if why else {}
        self.device.send(ReportTrouble(source="links", code=code, params=params, on=bool(why)))


async def _fetch(system: OneStop, date: str) -> Sequence[Booked] | None:
    return await system.bookings(date)


def fitted(booked: Sequence[Booked], office: Office) -> tuple[tuple[Booking, ...], list[Fault]]:
    """Bookings for services of this office, and those it does not know. A code that comes twice counts once."""
    known = {each.id: each.id for each in office.services}
    known |= {plain(name): each.id for each in office.services for name in each.name.values()}
    fit: dict[str, Booking] = {}
    strangers = []
    for nth, each in enumerate(booked, 1):
        service = known.get(each.service) or known.get(plain(each.service))
        if service is None:
            strangers.append(Fault("bookings", f"entry {nth}: its service is none of this office's"))
        else:
            fit[each.code] = Booking(code=each.code, service=service, at=each.at)
    if len(fit) > MOST:
        strangers.append(Fault("bookings", f"{len(fit)} on one day: those after the first {MOST} are left out"))
    return tuple(sorted(fit.values(), key=lambda each: (each.at, each.code)))[:MOST], strangers


def _differs(wanted: tuple[Booking, ...], there: Bookings) -> bool:
    have = {(each.digest, each.service, each.at) for each in there.entries}
    return {(booking_digest(each.code), each.service, each.at) for each in wanted} != have
