"""Why a number of a reserved series comes now: after which sayings it is said, how often, and what goes before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assets.voice.numbers import ticket_number
from broker.hall.languages import RecordedLanguage
from broker.hall.sentences import Call, Notice, Phrasebook
from display.voice.plan import CUT_SHORT
from tests.display.voice.test_plan import NOON, Hall, call, reserved

COLLECTS = replace(reserved("T-801"), kind="collect")
MOVED = replace(reserved("A-802"), kind="moved")


@pytest.fixture
def hall() -> Hall:
    return Hall()


def said(hall: Hall) -> list[str]:
    """Everything that is said from now on."""
    found = []
    while one := hall.say():
        found.append(one)
    return found


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ([call("A-001")], ["A-001/1 call.full", "A-001/1 call.repeat"]),
        ([reserved("A-801")], ["A-801/1 call.full", "A-801/1 call.reserved", "A-801/1 call.repeat"]),
        ([COLLECTS], ["T-801/1 call.result", "T-801/1 call.reserved", "T-801/1 call.repeat"]),
        ([reserved("A-801", nth=2)], ["A-801/2 call.full", "A-801/2 call.repeat"]),
        ([reserved("A-801", nth=3)], ["A-801/3 call.third", "A-801/3 call.repeat"]),
        ([MOVED], ["A-802/1 moved", "A-802/1 call.repeat"]),
        (
            [reserved("A-801"), call("C-002", at=NOON + 1)],
            ["A-801/1 call.short", "C-002/1 call.short", "A-801/1 call.repeat", "C-002/1 call.repeat"],
        ),
    ],
)
def test_only_a_first_call_in_full_is_explained_and_before_its_repeat(
    hall: Hall, calls: list[Call], expected: list[str]
) -> None:
    hall.board(*calls)
    assert said(hall) == expected


def test_an_explanation_has_no_chime_and_no_report_and_the_repeat_after_it_has_no_chime(hall: Hall) -> None:
    hall.board(reserved("A-801"))
    assert hall.say() == "A-801/1 call.full"
    assert hall.outcomes() == {"A-801/1": "announced"}
    explained = hall.next()
    assert explained is not None and (explained.kind, explained.chime, explained.gives_way) == (
        "call.reserved", "none", True,
    )  # fmt: skip
    hall.plan.ended(explained, hall.now)
    repeat = hall.next()
    assert repeat is not None and (repeat.kind, repeat.chime, repeat.gives_way) == ("call.repeat", "none", False)
    assert hall.outcomes() == {}


def test_who_waits_is_called_first_and_the_explanation_is_left_out(hall: Hall) -> None:
    hall.board(reserved("A-801"))
    first = hall.next()
    assert first is not None
    hall.board(reserved("A-801"), call("C-002", at=hall.now))
    hall.plan.ended(first, hall.now)
    assert said(hall) == ["C-002/1 call.full", "A-801/1 call.repeat", "C-002/1 call.repeat"]


def test_a_call_that_cannot_be_heard_brings_no_late_explanation_of_the_one_before(hall: Hall) -> None:
    hall.board(reserved("A-801"))
    assert hall.say() == "A-801/1 call.full"
    hall.board(reserved("A-801"), call("C-002", at=hall.now))
    second = hall.next()
    assert second is not None and second.call_id == "C-002/1"
    hall.plan.failed(second, "no sound device", hall.now)
    assert said(hall) == ["A-801/1 call.repeat"]


def test_what_a_call_came_into_is_not_explained_again(hall: Hall) -> None:
    hall.board(reserved("A-801"))
    assert hall.say() == "A-801/1 call.full"
    explained = hall.next()
    assert explained is not None and explained.kind == "call.reserved"
    hall.board(reserved("A-801"), call("C-002", at=hall.now))
    hall.plan.failed(explained, CUT_SHORT, hall.now)
    assert said(hall) == ["C-002/1 call.full", "A-801/1 call.repeat", "C-002/1 call.repeat"]
    assert hall.outcomes() == {"A-801/1": "announced", "C-002/1": "announced"}


def test_a_ticket_that_goes_back_to_the_line_is_not_explained_a_second_time_even_after_a_restart(hall: Hall) -> None:
    hall.board(reserved("A-801"))
    assert "A-801/1 call.reserved" in said(hall)
    again = replace(reserved("A-801", at=hall.now), call_id="A-801/2/1")
    hall.board(again)
    assert said(hall) == ["A-801/2/1 call.full", "A-801/2/1 call.repeat"]
    explained = hall.plan.take_explained()
    assert explained == ["2026-11-23.A-801"] and hall.plan.take_explained() == []
    later = Hall(known=explained)
    later.board(replace(again, called_at_ms=later.now))
    assert said(later) == ["A-801/2/1 call.full", "A-801/2/1 call.repeat"]


def test_every_ticket_is_explained_once_of_its_own(hall: Hall) -> None:
    hall.board(reserved("A-801"))
    one = said(hall)
    hall.board(reserved("A-801"), reserved("A-802", at=hall.now))
    assert [each.split()[1] for each in [*one, *said(hall)]] == ["call.full", "call.reserved", "call.repeat"] * 2


def test_who_has_come_to_the_counter_is_not_explained(hall: Hall) -> None:
    hall.board(reserved("A-801"))
    assert hall.say() == "A-801/1 call.full"
    hall.board()
    assert hall.say() is None


@pytest.mark.parametrize("lost_while_it_is_said", [True, False])
def test_nothing_is_explained_after_the_link_was_lost(hall: Hall, lost_while_it_is_said: bool) -> None:
    hall.board(reserved("A-801"))
    first = hall.next()
    assert first is not None
    if lost_while_it_is_said:
        hall.plan.link_lost()
    hall.plan.ended(first, hall.now)
    hall.plan.link_lost()
    hall.board(reserved("A-801"))
    assert said(hall) == ["A-801/1 call.repeat"]


def test_a_call_that_failed_is_not_explained(hall: Hall) -> None:
    hall.board(reserved("A-801"))
    first = hall.next()
    assert first is not None
    hall.plan.failed(first, "no sound device", hall.now)
    assert hall.say() is None


def test_a_notice_waits_until_the_call_is_explained_and_repeated(hall: Hall) -> None:
    hall.board(reserved("A-801"))
    hall.plan.offer_notice(Notice("open/2026-11-23", "open", NOON))
    assert said(hall)[1:] == ["A-801/1 call.reserved", "A-801/1 call.repeat", "None open"]


def test_explanation_and_repeat_are_made_while_the_call_is_said(hall: Hall) -> None:
    hall.board(reserved("A-801"))
    first = hall.next()
    assert first is not None
    ahead = hall.plan.ahead(hall.now)
    hall.plan.ended(first, hall.now)
    explained = hall.next()
    assert explained is not None and hall.plan.ahead(hall.now) == ahead[1:]
    hall.plan.ended(explained, hall.now)
    assert [explained, hall.next()] == ahead


# --- in the visitor's language ---

#: A language that people have recorded, here with Latin words.
TEXTS = dict.fromkeys(("call.full", "call.repeat", "call.short", "call.third", "call.result", "moved"), "x {number}")


def own(**more: str) -> Phrasebook:
    texts = {**TEXTS, "counter": "y {n}", **{key.replace("_", "."): text for key, text in more.items()}}
    digits = tuple(f"d{n}" for n in range(10))
    return Phrasebook(recorded={"km": RecordedLanguage("km", texts, digits, {"A": "la"}, covers=lambda _: True)})


@pytest.mark.parametrize(
    ("lang", "book", "text"),
    [
        ("vi", Phrasebook(), "Số a, tám không một lấy khi mất kết nối, gọi theo giờ lấy số."),
        ("en", Phrasebook(), "Ticket A, eight zero one was taken offline and is called by its time."),
        ("km", own(call_reserved="{number} z"), "la, d8 d0 d1 z"),
        ("km", own(), "Số a, tám không một lấy khi mất kết nối, gọi theo giờ lấy số."),
    ],
)
def test_it_is_said_in_the_visitors_language_as_far_as_that_has_the_sentence(
    lang: str, book: Phrasebook, text: str
) -> None:
    hall = Hall(book=book)
    hall.board(replace(reserved("A-801"), lang=lang))
    assert hall.say() == "A-801/1 call.full"
    explained = hall.next()
    assert explained is not None and explained.text == text
    assert explained.lang == ("vi" if text.startswith("Số") else lang)


def test_the_number_is_read_by_the_rules_of_every_number() -> None:
    for number in ("A-801", "K1-07", "1925"):
        text = Phrasebook().call(replace(reserved("A-801"), number=number), "call.reserved")
        assert text == f"Số {ticket_number(number)} lấy khi mất kết nối, gọi theo giờ lấy số."
