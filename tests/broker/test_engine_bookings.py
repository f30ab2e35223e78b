"""Appointments, afternoons and sessions as kiosks read them from the retained messages, over a restart too."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.codec import LARGEST, StatusMessage, encode
from broker.contract.ids import InstantMs
from broker.contract.status import BookingEntry, Bookings
from tests.engines import Room
from tests.offices import DATE, SEVEN

pytestmark = pytest.mark.edge
MINUTE_MS = 60_000
NINE = InstantMs(SEVEN + 120 * MINUTE_MS)
LUNCH, AFTERNOON, CLOSE = (SEVEN + minutes * MINUTE_MS for minutes in (270, 390, 600))
LIST = c.ApplyBookings(date=DATE, bookings=(c.Booking(code="BOOK-1", service="land", at=NINE),))


def bookings(room: Room) -> Any:
    return room.status(room.topics.bookings)


def check_in(room: Room) -> e.TicketIssued:
    asked = c.RequestTicket(request_id="request-b", service="land", kiosk="k1", booking="BOOK-1")
    issued = room.do(asked).events[0]
    assert isinstance(issued, e.TicketIssued)
    return issued


def test_kiosks_are_told_the_days_appointments_by_digest_and_who_has_come(room: Room) -> None:
    room.engine.submit(LIST)
    (entry,) = bookings(room).entries
    assert (entry.digest, entry.service, entry.at) == (sha256(b"BOOK-1").hexdigest(), "land", NINE)
    assert (bookings(room).date, entry.number) == (DATE, None)
    told = [each.payload for each in room.published if each.topic == room.topics.bookings]
    assert told
    assert not any(b"BOOK-1" in each for each in told)
    assert check_in(room).number == bookings(room).entries[0].number == "A-001"
    room.do(c.CloseDay())
    assert (bookings(room).date, bookings(room).entries) == (None, ())


def test_a_restart_keeps_appointments_and_the_time_before_which_nobody_is_called(room: Room) -> None:
    room.engine.submit(LIST)
    ticket = check_in(room).ticket
    room.do(c.ReportPrinted(ticket=ticket))
    room.stop()
    room.start()
    room.engine.step(0)
    assert bookings(room).entries[0].number == "A-001"
    assert room.engine.floor.state.tickets[ticket].stage == "issued"
    room.clock.anchor_ms = NINE
    room.engine.step(0)
    assert room.engine.floor.state.tickets[ticket].stage == "waiting"
    assert room.replayed() == room.state()


def test_the_longest_list_fits_into_one_message() -> None:
    (listed,) = (each for each in msgspec.inspect.type_info(c.ApplyBookings).fields if each.name == "bookings")
    most = listed.type.max_length
    entry = BookingEntry(digest="f" * 64, service="s" * 40, at=NINE, number="AAA-99999")
    status = Bookings(epoch=9_999, revision=999_999, date=DATE, entries=(entry,) * most)
    assert len(encode(StatusMessage(status=status))) <= LARGEST


def test_services_say_when_their_session_ends_and_when_the_next_begins(room: Room) -> None:
    room.pass_s(1)
    queue = room.status(room.topics.queues).services["copy"]
    assert (queue.ends_at, queue.next_at, queue.late) == (LUNCH, AFTERNOON, False)
    room.clock.anchor_ms = InstantMs(LUNCH - 5 * MINUTE_MS)
    room.pass_s(16)
    assert room.status(room.topics.queues).services["copy"].late
    room.clock.anchor_ms = InstantMs(LUNCH + MINUTE_MS)
    room.pass_s(16)
    queue = room.status(room.topics.queues).services["copy"]
    assert (queue.ends_at, queue.next_at, queue.late) == (CLOSE, None, False)
