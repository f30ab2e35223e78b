"""Bookings on their way to the engine: sent when it has others, told when they cannot be read, never twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from broker.client.link import MemoryHub, MemoryLink
from broker.contract import commands as c
from broker.contract.ids import InstantMs
from broker.contract.lookup import DossierStatus
from broker.contract.topics import Topics
from broker.links.errors import SilentError
from broker.links.feed import Feed
from broker.links.records import Booked
from broker.links.system import Fault
from tests.kiosk.world import EngineDouble
from tests.offices import SEVEN, small_office

NINE = InstantMs(SEVEN + 2 * 3_600_000)
DAY = "2026-11-23"


class Listed:
    """A one-stop system with a list in its hand. `booked` None: nothing is known; `silent`: it says nothing."""

    name = "listed"

    def __init__(self) -> None:
        self.booked: list[Booked] | None = [Booked("LH-0001", "copy", NINE)]
        self.silent, self.wrong = False, ()
        self.asked: list[str] = []

    async def dossier(self, _code: str, /) -> DossierStatus | None:
        return None

    async def bookings(self, date: str, /) -> Sequence[Booked] | None:
        self.asked.append(date)
        if self.silent:
            raise SilentError("listed: no answer within 2 s")
        return self.booked

    def faults(self) -> tuple[Fault, ...]:
        return self.wrong


class Office:
    """An engine with an open day, and the feed beside it. Time is moved by hand."""

    def __init__(self) -> None:
        hub = MemoryHub()
        self.engine, self.system, self.now_s = EngineDouble(hub, small_office()), Listed(), 0.0
        self.feed = Feed(MemoryLink(hub), Topics("test"), self.system, 60.0, monotonic=lambda: self.now_s)
        self.feed.device.monotonic = lambda: self.now_s
        self.feed.start()
        self.turn()

    def turn(self, seconds: float = 0.0) -> None:
        for _ in range(int(seconds) + 1):
            self.now_s += 1 if seconds else 0
            self.engine.publish_all()
            self.engine.beat()
            self.feed.turn()
        self.engine.publish_all()
        self.feed.turn()

    @property
    def applied(self) -> list[tuple[str, ...]]:
        sent = [each for each in self.engine.heard if isinstance(each, c.ApplyBookings)]
        return [tuple(booking.code for booking in each.bookings) for each in sent]

    @property
    def troubles(self) -> list[tuple[str, bool]]:
        return [(each.code, each.on) for each in self.engine.heard if isinstance(each, c.ReportTrouble)]


@pytest.fixture
def office() -> Office:
    return Office()


def test_the_day_s_bookings_are_sent_once(office: Office) -> None:
    office.turn(200)
    assert office.applied == [("LH-0001",)]
    assert set(office.system.asked) == {DAY}
    assert 3 <= len(office.system.asked) <= 6


def test_a_change_is_sent_with_the_next_fetch_and_a_cancelled_one_is_gone(office: Office) -> None:
    office.system.booked = [Booked("LH-0002", "copy", NINE), Booked("LH-0003", "sao y", NINE)]
    office.turn(70)
    assert office.applied == [("LH-0001",), ("LH-0002", "LH-0003")]
    office.system.booked = []
    office.turn(70)
    assert office.applied[-1] == ()


def test_of_what_is_not_known_nothing_is_cancelled(office: Office) -> None:
    office.system.booked = None
    office.turn(70)
    office.system.booked, office.system.silent = [], True
    office.turn(70)
    assert office.applied == [("LH-0001",)]


def test_the_office_is_told_once_that_the_system_is_silent_and_once_that_it_is_back(office: Office) -> None:
    office.system.silent = True
    office.turn(200)
    office.system.silent = False
    office.turn(70)
    assert office.troubles == [("links_silent", True), ("links_silent", False)]


def test_a_booking_for_a_service_that_is_none_here_is_named_and_the_others_hold(office: Office) -> None:
    office.system.booked = [Booked("LH-0001", "copy", NINE), Booked("LH-0009", "Nguyễn Văn A", NINE)]
    office.turn(70)
    assert office.applied == [("LH-0001",)]
    (trouble,) = [each for each in office.engine.heard if isinstance(each, c.ReportTrouble)]
    assert trouble.params == {"why": "bookings: entry 2: its service is none of this office's"}


def test_an_engine_that_has_lost_its_list_gets_it_again(office: Office) -> None:
    office.engine.hall.do(c.ApplyBookings(date=DAY, bookings=()), "somebody")
    office.turn(70)
    assert office.applied == [("LH-0001",), ("LH-0001",)]
