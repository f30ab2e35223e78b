"""From what the guide desk has sent to a command."""

from __future__ import annotations

import hashlib

import pytest

from broker.contract import commands as c
from broker.contract.ids import InstantMs
from broker.contract.status import BookingEntry, Bookings, Carried, Waiting
from broker.web.guide.deeds import Lists, Unfit, command

TICKET = "2026-11-23.C-001"
ASKED = {"request_id": "guide-0001", "kiosk": "k1"}


def test_a_number_for_somebody_is_printed_where_it_was_said() -> None:
    fields = {**ASKED, "service": "copy", "class_id": "elder", "lang": "en", "quantity": "3", "note": "đủ"}
    made = command("issue", fields, {"further": "sign land"}, "huong", Lists())
    assert made == c.RequestTicket(
        request_id="guide-0001", service="copy", kiosk="k1", print_at="k1", class_id="elder", lang="en", quantity=3,
        note="đủ", further=("sign", "land"),
    )  # fmt: skip


def test_who_was_not_served_yesterday_gets_what_that_number_was_for() -> None:
    entry = Carried(entry="2026-11-22/1", number="C-040", service="sign", class_id="elder", lang="en", quantity=2)
    lists = Lists(Waiting(epoch=1, revision=1, day=None, carried=(entry,)))
    made = command("carried", {**ASKED, "entry": entry.entry, "service": "copy"}, {}, "huong", lists)
    assert isinstance(made, c.RequestTicket)
    assert (made.carried, made.service, made.class_id, made.lang, made.quantity) == (
        entry.entry, "sign", "elder", "en", 2,
    )  # fmt: skip
    with pytest.raises(Unfit, match="yesterday"):
        command("carried", {**ASKED, "entry": "another"}, {}, "huong", lists)


def test_a_booking_is_known_by_its_code_however_it_is_typed() -> None:
    entry = BookingEntry(digest=hashlib.sha256(b"HEN-001").hexdigest(), service="land", at=InstantMs(1))
    lists = Lists(None, Bookings(epoch=1, revision=1, date="2026-11-23", entries=(entry,)))
    made = command("booked", {**ASKED, "booking": " hen-001"}, {}, "huong", lists)
    assert isinstance(made, c.RequestTicket)
    assert (made.booking, made.service) == ("HEN-001", "land")
    with pytest.raises(Unfit):
        command("booked", {**ASKED, "booking": "đ?"}, {}, "huong", lists)


def test_what_can_be_done_with_a_number() -> None:
    def made(act: str, **fields: str) -> c.AnyCommand:
        return command(act, {"ticket": TICKET, **fields}, {}, "huong", Lists())

    assert made("print", kiosk="k2", reason="mất") == c.PrintSlip(ticket=TICKET, kiosk="k2", reason="mất")
    assert made("move", service="land") == c.MoveTicket(ticket=TICKET, service="land")
    assert made("class", class_id="elder") == c.ChangeClass(ticket=TICKET, class_id="elder", by="huong")
    assert made("give_up") == c.GiveUpTicket(ticket=TICKET)
    assert made("return") == c.ReturnTicket(ticket=TICKET)
    for act in ("print", "move", "explode"):
        with pytest.raises(Unfit):
            made(act)
