"""What the guide desk sees: numbers found as people say them, lists in the order in which they are wanted."""

from __future__ import annotations

from typing import Any

import pytest

from broker.contract.ids import InstantMs
from broker.contract.status import (
    BookingEntry,
    Bookings,
    Carried,
    LiveTicket,
    Queues,
    ServiceQueue,
    SlipEnd,
    Slips,
    Waiting,
)
from broker.web.guide import view
from tests.offices import small_office

DAY = "2026-11-23"


def live(number: str, stage: Any = "waiting") -> LiveTicket:
    """A ticket."""
    at = InstantMs(1)
    return LiveTicket(
        ticket=f"{DAY}.{number}", number=number, service="copy", class_id="ordinary", stage=stage, taken=at,
        place_ms=at, since=at,
    )  # fmt: skip


def waiting(*tickets: LiveTicket, carried: tuple[Carried, ...] = ()) -> Waiting:
    """All of them."""
    return Waiting(epoch=1, revision=1, day=DAY, tickets=tickets, carried=carried)


@pytest.mark.parametrize("typed", ["A-025", "a025", "a25", "A 25", "25", "025"])
def test_a_number_is_found_however_it_is_said(typed: str) -> None:
    all_ = waiting(live("A-001"), live("C-125"), live("A-025"))
    found = {each.number for each in view.lists(all_, typed).here}
    assert "A-025" in found
    assert "A-001" not in found


def test_what_fits_wholly_comes_first_and_nothing_typed_finds_all() -> None:
    all_ = waiting(live("C-110"), live("C-011"), live("C-101"))
    assert [each.number for each in view.lists(all_, "c11").here] == ["C-011", "C-110"]
    assert len(view.lists(all_, "").here) == 3
    assert not view.lists(all_, "Z").here
    assert not view.lists(all_, "%").here
    assert not view.lists(all_, "🔥").here


def test_who_may_come_back_is_apart_and_only_those_who_wait_are_counted() -> None:
    shown = view.lists(waiting(live("A-001", "held"), live("A-002"), live("A-003", "missed"), live("A-004", "serving")))
    assert [each.number for each in shown.back] == ["A-001", "A-003"]
    assert [each.number for each in shown.here] == ["A-002", "A-004"]
    assert shown.count == 1


def test_a_long_list_is_cut_and_the_rest_counted() -> None:
    shown = view.lists(waiting(*(live(f"A-{n:03}") for n in range(1, view.ROWS + 6))))
    assert (len(shown.here), shown.more, shown.count) == (view.ROWS, 5, view.ROWS + 5)


def test_lists_of_yesterday_and_of_bookings_begin_with_those_who_have_not_come() -> None:
    one = Carried(entry="e/1", number="A-050", service="land", class_id="ordinary", used="A-001")
    two = Carried(entry="e/2", number="A-051", service="land", class_id="ordinary")
    assert [each.entry for each in view.unserved(waiting(carried=(one, two)))] == ["e/2", "e/1"]
    entries = tuple(
        BookingEntry(digest=f"{n:064}", service="copy", at=InstantMs(at), number=number)
        for n, (at, number) in enumerate([(3, None), (1, "C-001"), (2, None)])
    )
    rows = view.booked(Bookings(epoch=1, revision=1, date=DAY, entries=entries))
    assert [(each.at, each.number) for each in rows] == [(2, None), (3, None), (1, "C-001")]


def test_slips_done_stand_newest_first_and_those_of_kiosks_that_are_gone_not_at_all() -> None:
    def end(n: int, *, printed: bool = True) -> SlipEnd:
        return SlipEnd(job=f"j{n}", ticket=f"{DAY}.A-{n:03}", at=InstantMs(n), printed=printed)

    slips = {
        "k1": Slips(epoch=1, kiosk="k1", done=(end(1), end(4, printed=False))),
        "k2": Slips(epoch=1, kiosk="k2", done=(end(2),)),
        "gone": Slips(epoch=1, kiosk="gone", done=(end(9),)),
    }
    rows = view.slip_rows(slips, ("k1", "k2"))
    assert [(each.number, each.kiosk, each.state) for each in rows] == [
        ("A-004", "k1", "failed"), ("A-002", "k2", "printed"), ("A-001", "k1", "printed"),
    ]  # fmt: skip


def test_services_are_chosen_by_field_and_say_why_no_number_is_given() -> None:
    assert [[each.id for each in choice.services] for choice in view.choices(small_office())] == [
        ["land"], ["copy", "sign"],
    ]  # fmt: skip
    queues = Queues(
        epoch=1, revision=1, day=DAY,
        services={"land": ServiceQueue(offer="over", waiting=3), "copy": ServiceQueue(offer="nobody", waiting=2)},
    )  # fmt: skip
    assert view.crowds(queues) == {"land": (3, "over"), "copy": (2, "")}
    assert view.crowds(None) == {}
